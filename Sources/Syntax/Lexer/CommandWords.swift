extension Lexer {
  /// Whether what follows a name (that is no variable, at the start of a statement) makes it a command:
  /// a blank, then a word, or an operator that touches what follows it.
  func looksLikeCommand(after name: Lexeme) -> Bool {
    var index = name.end
    func byte(_ ahead: Int = 0) -> UInt8 { index + ahead < bytes.count ? bytes[index + ahead] : 0 }
    while Characters.isBlank(byte()) { index += 1 }
    guard index > name.end, index < bytes.count else { return false }
    switch byte() {
    case 0x0A, 0x0D, 0x3B, 0x2C, 0x28, 0x5B, 0x7B, 0x29, 0x5D, 0x7D, 0x25, 0x23, 0: return false
    case 0x3D where byte(1) != 0x3D: return false
    case 0x2E where byte(1) == 0x2E && byte(2) == 0x2E: return false
    default: break
    }
    let length = operatorLength(at: index)
    guard length > 0 else { return true }
    if length > 1, byte(length - 1) == 0x3D, !"=!~<>".utf8.contains(byte()) { return false }
    let after = byte(length)
    return !Characters.isBlank(after)
  }

  /// The length of the binary or unary operator at `index`; 0 when a word begins there.
  private func operatorLength(at index: Int) -> Int {
    func byte(_ ahead: Int) -> UInt8 { index + ahead < bytes.count ? bytes[index + ahead] : 0 }
    if byte(0) >= 0x80, let (scalar, length) = Characters.scalar(in: bytes, at: index) {
      return scalar == Characters.circledDot || scalar == Characters.superscriptT ? length : 0
    }
    switch byte(0) {
    case 0x2E:
      guard "*/\\^+-'".utf8.contains(byte(1)) else { return 0 }
      return byte(2) == 0x3D || byte(1) == 0x2A && byte(2) == 0x2A ? 3 : 2
    case 0x2B, 0x2D, 0x26, 0x7C: return byte(1) == byte(0) || byte(1) == 0x3D ? 2 : 1
    case 0x2A: return byte(1) == 0x2A || byte(1) == 0x3D ? 2 : 1
    case 0x2F, 0x5C, 0x5E, 0x3C, 0x3E, 0x3D, 0x21, 0x7E: return byte(1) == 0x3D ? 2 : 1
    case 0x3A: return 1
    default: return 0
    }
  }

  /// The words up to the end of the statement, with quotes removed, and where the last one ends;
  /// brackets hold blanks and commas.
  mutating func commandWords(after name: Lexeme) -> (words: [[UInt8]], end: Int) {
    position = name.end
    var words: [[UInt8]] = []
    var end = position
    while true {
      while Characters.isBlank(peek()) { position += 1 }
      if isContinued {
        skipContinuation()
        continue
      }
      guard position < bytes.count, !endsCommand(bytes[position]) else { break }
      if bytes[position] == 0x25 || bytes[position] == 0x23 { break }
      let start = position
      words.append(commandWord())
      record(.word, start, position)
      end = position
    }
    return (words, end)
  }

  /// Whether `...` at the current place continues the command on the next line.
  private var isContinued: Bool { peek() == 0x2E && peek(1) == 0x2E && peek(2) == 0x2E }

  private func endsCommand(_ byte: UInt8) -> Bool {
    Characters.isLineEnd(byte) || byte == 0x3B || byte == 0x2C
  }

  private mutating func commandWord() -> [UInt8] {
    var word: [UInt8] = []
    var depth = 0
    while position < bytes.count {
      let byte = bytes[position]
      if Characters.isLineEnd(byte) || isContinued { break }
      if depth == 0, Characters.isBlank(byte) || endsCommand(byte) { break }
      if byte == 0x25 || byte == 0x23 { break }
      if byte == 0x22 || byte == 0x27 {
        let start = position
        let isDouble = byte == 0x22
        _ = isDouble ? scanDoubleString() : scanSingleString()
        let token = bytes[start..<position]
        // Within brackets quotes belong to the word.
        if depth > 0 {
          word += token
          continue
        }
        word += isDouble ? Lexer.doubleQuoted(token) : Lexer.singleQuoted(token)
        continue
      }
      if byte == 0x28 || byte == 0x5B || byte == 0x7B { depth += 1 }
      if byte == 0x29 || byte == 0x5D || byte == 0x7D { depth = max(0, depth - 1) }
      word.append(byte)
      position += 1
    }
    return word
  }
}
