/// A token as the parser sees it: its kind, its place, and whether a blank stands before it.
struct Lexeme {
  enum Kind: UInt8 {
    case endOfInput, newline, comma, semicolon
    case identifier, keyword, number, imaginary, doubleString, singleString
    case openParen, closeParen, openBracket, closeBracket, openBrace, closeBrace
    case dot, at, colon, assign
    case plus, minus, star, slash, backslash, caret
    case dotStar, dotSlash, dotBackslash, dotCaret
    case transpose
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    case and, or, andAnd, orOr, not
    case plusPlus, minusMinus
    case plusAssign, minusAssign, starAssign, slashAssign, backslashAssign, caretAssign
    case dotStarAssign, dotSlashAssign, dotBackslashAssign, dotCaretAssign
    case andAssign, orAssign
    case invalid
  }
  var kind: Kind
  var span: Span
  var spaceBefore: Bool
  /// The word, when `kind` is `.keyword`.
  var keyword: Keyword?

  var start: Int { Int(span.start) }
  var end: Int { Int(span.end) }
}

extension Lexeme.Kind {
  /// Whether a `'` directly after it is a transpose.
  var endsOperand: Bool {
    switch self {
    case .identifier, .number, .imaginary, .doubleString, .singleString, .closeParen,
      .closeBracket, .closeBrace, .transpose, .plusPlus, .minusMinus:
      true
    default: false
    }
  }

  var endsStatement: Bool {
    switch self {
    case .endOfInput, .newline, .comma, .semicolon: true
    default: false
    }
  }

  /// The operator of `+=` and its like.
  var assignmentOperator: BinaryOperator? {
    switch self {
    case .plusAssign: .add
    case .minusAssign: .subtract
    case .starAssign: .matrixMultiply
    case .slashAssign: .matrixRightDivide
    case .backslashAssign: .matrixLeftDivide
    case .caretAssign: .matrixPower
    case .dotStarAssign: .multiply
    case .dotSlashAssign: .rightDivide
    case .dotBackslashAssign: .leftDivide
    case .dotCaretAssign: .power
    case .andAssign: .and
    case .orAssign: .or
    default: nil
    }
  }

  var tokenKind: Token.Kind? {
    switch self {
    case .endOfInput, .newline: nil
    case .identifier: .name
    case .keyword: .keyword
    case .number, .imaginary: .number
    case .doubleString, .singleString: .string
    case .invalid: .invalid
    default: .operation
    }
  }
}

/// The reserved words.
enum Keyword: String, CaseIterable {
  case `break`, `case`, `catch`, `continue`, `do`, `else`, `elseif`, end
  case endTryCatch = "end_try_catch"
  case endUnwindProtect = "end_unwind_protect"
  case endfor, endfunction, endif, endparfor, endswitch, endwhile
  case `for`, function, global, `if`, otherwise, parfor, persistent, `return`, `switch`, `try`,
    until
  case unwindProtect = "unwind_protect"
  case unwindProtectCleanup = "unwind_protect_cleanup"
  case `while`, classdef

  /// By spelling; most names are rejected by their length and first letter.
  static let table = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

  /// Whether it ends the statements of an enclosing block.
  var endsBlock: Bool {
    switch self {
    case .case, .catch, .else, .elseif, .otherwise, .until, .unwindProtectCleanup: true
    default: isEnd
    }
  }

  var isEnd: Bool { rawValue.hasPrefix("end") }
}

/// Whether `name` is a reserved word (`iskeyword`).
public func isKeyword(_ name: String) -> Bool { Keyword.table[name] != nil }

/// The reserved words, in alphabetical order.
public let keywords: [String] = Keyword.allCases.map(\.rawValue).sorted()
