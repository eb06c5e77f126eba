/// Cuts a text into tokens on demand.
///
/// What a blank, a quote or a line end means depends on the innermost open bracket, which the parser
/// keeps in `nesting`.
struct Lexer {
  enum Nesting: UInt8 {
    /// Parentheses and the braces of an index: line ends are blanks.
    case group
    /// `[...]` and `{...}` of elements: blanks and line ends separate.
    case elements
    /// The body of `@(...)`: blanks are blanks again, even inside `[...]`.
    case anonymousBody
  }

  let bytes: [UInt8]
  var position = 0
  var nesting: [Nesting] = []
  /// The kind of the last token, which decides what a quote is.
  private(set) var previous = Lexeme.Kind.newline
  private var previousIsEnd = false
  /// Trouble inside a token, such as a string without its closing quote.
  var problems: [SyntaxDiagnostic] = []
  /// When not nil, every token and comment is noted here.
  var recorded: [Token]?
  /// A block comment that the text does not close.
  var openComment: Span?
  /// The end of the last continuation mark's line.
  var continuationEnd = -1
  /// How many blocks and brackets are open, for cells.
  var blockDepth = 0
  /// The `%%` lines outside all blocks: their offsets.
  var cellStarts: [Int] = []
  /// Set when the parser has seen enough: only the end of the input follows.
  var isStopped = false

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
  }

  /// The byte at `position + ahead`, or 0 beyond the end.
  @inline(__always)
  func peek(_ ahead: Int = 0) -> UInt8 {
    let index = position + ahead
    return index < bytes.count ? bytes[index] : 0
  }

  var isAtEnd: Bool { position >= bytes.count }
  var blanksSeparate: Bool { nesting.last == .elements }

  /// Whether a line end is no more than a blank here.
  private var lineEndsAreBlanks: Bool {
    for level in nesting.reversed() where level != .anonymousBody { return level == .group }
    return false
  }

  /// Makes a quote that follows open a string, whatever stood before it.
  mutating func expectOperand() { previous = .newline }

  /// Takes up lexing after `lexeme`, as if nothing had stopped it.
  mutating func resume(after lexeme: Lexeme) {
    isStopped = false
    position = max(position, lexeme.end)
  }

  /// The next token.
  mutating func next() -> Lexeme {
    if isStopped {
      return Lexeme(kind: .endOfInput, span: Span(position, position), spaceBefore: true)
    }
    let begin = position
    skipBlanks()
    let start = position
    let spaceBefore = start > begin || begin == 0
    var lexeme = Lexeme(kind: .endOfInput, span: Span(start, start), spaceBefore: spaceBefore)
    guard !isAtEnd else {
      previous = .endOfInput
      return lexeme
    }
    lexeme.kind = scan(spaceBefore: spaceBefore)
    if position == start { position += 1 }
    lexeme.span = Span(start, position)
    if lexeme.kind == .identifier, previous != .dot, let word = keyword(from: start) {
      lexeme.kind = .keyword
      lexeme.keyword = word
    }
    previous = lexeme.kind
    previousIsEnd = lexeme.keyword == .end
    if let kind = lexeme.kind.tokenKind { recorded?.append(Token(kind, lexeme.span)) }
    return lexeme
  }

  private func keyword(from start: Int) -> Keyword? {
    guard position - start <= 22, bytes[start] >= 0x62, bytes[start] <= 0x77 else { return nil }
    return Keyword.table[String(decoding: bytes[start..<position], as: UTF8.self)]
  }

  /// Skips blanks, comments, continuations, and line ends where they mean nothing.
  private mutating func skipBlanks() {
    while position < bytes.count {
      let byte = bytes[position]
      if Characters.isBlank(byte) || byte == 0x0C {
        position += 1
      } else if byte == 0x25 || byte == 0x23 {
        skipComment()
      } else if byte == 0x2E, peek(1) == 0x2E, peek(2) == 0x2E {
        skipContinuation()
      } else if byte == 0x5C, isBackslashContinuation {
        skipContinuation()
      } else if Characters.isLineEnd(byte), lineEndsAreBlanks {
        position += 1
      } else {
        return
      }
    }
  }

  /// One token at `position`, which is moved behind it.
  private mutating func scan(spaceBefore: Bool) -> Lexeme.Kind {
    let byte = bytes[position]
    if Characters.isLetter(byte) || byte >= 0x80 {
      return scanName() ? .identifier : scanOtherCharacter()
    }
    if Characters.isDigit(byte) || byte == 0x2E && Characters.isDigit(peek(1)) {
      return scanNumber()
    }
    switch byte {
    case 0x0A, 0x0D:
      position += byte == 0x0D && peek(1) == 0x0A ? 2 : 1
      return .newline
    case 0x22:
      return scanDoubleString()
    case 0x27:
      if isTranspose(spaceBefore: spaceBefore) {
        position += 1
        return .transpose
      }
      return scanSingleString()
    default:
      return scanOperator()
    }
  }

  private func isTranspose(spaceBefore: Bool) -> Bool {
    if blanksSeparate, spaceBefore { return false }
    return previous.endsOperand || previousIsEnd && !nesting.isEmpty
  }

  /// Moves behind a name; false when none begins here.
  mutating func scanName() -> Bool {
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if Characters.isLetter(byte) || position > start && Characters.isDigit(byte) {
        position += 1
      } else if byte >= 0x80, let (scalar, length) = Characters.scalar(in: bytes, at: position),
        position == start
          ? Characters.startsName(scalar) : Characters.continuesName(scalar)
      {
        position += length
      } else {
        break
      }
    }
    return position > start
  }

  /// Notes a token that the lexer's own loop does not produce.
  mutating func record(_ kind: Token.Kind, _ start: Int, _ end: Int) {
    recorded?.append(Token(kind, Span(start, end)))
  }
}
