extension Lexer {
  /// Scans `'...'`, in which `''` stands for a quote.
  mutating func scanSingleString() -> Lexeme.Kind {
    let start = position
    position += 1
    while position < bytes.count, !Characters.isLineEnd(bytes[position]) {
      if bytes[position] != 0x27 {
        position += 1
      } else if peek(1) == 0x27 {
        position += 2
      } else {
        position += 1
        return .singleString
      }
    }
    reportUnterminated(start, quote: "'")
    return .singleString
  }

  /// Scans `"..."`, in which `""` stands for a quote and `\` begins an escape (or continues the line).
  mutating func scanDoubleString() -> Lexeme.Kind {
    let start = position
    position += 1
    while position < bytes.count, !Characters.isLineEnd(bytes[position]) {
      switch bytes[position] {
      case 0x5C:
        position += peek(1) == 0x0D && peek(2) == 0x0A ? 3 : 2
        position = min(position, bytes.count)
        if position == bytes.count {
          continuationEnd = position
          return .doubleString
        }
      case 0x22 where peek(1) == 0x22: position += 2
      case 0x22:
        position += 1
        return .doubleString
      default: position += 1
      }
    }
    reportUnterminated(start, quote: "\"")
    return .doubleString
  }

  private mutating func reportUnterminated(_ start: Int, quote: String) {
    problems.append(
      SyntaxDiagnostic(
        "parse error: unterminated character string constant", span: Span(start, position),
        help: "close the string with \(quote) on the same line"))
  }

  /// The content of a `'...'` token.
  static func singleQuoted(_ token: ArraySlice<UInt8>) -> [UInt8] {
    var content: [UInt8] = []
    var index = token.startIndex + 1
    while index < token.endIndex {
      if token[index] == 0x27 {
        guard index + 1 < token.endIndex, token[index + 1] == 0x27 else { break }
        index += 1
      }
      content.append(token[index])
      index += 1
    }
    return content
  }

  /// The content of a `"..."` token, escapes resolved.
  static func doubleQuoted(_ token: ArraySlice<UInt8>) -> [UInt8] {
    var content: [UInt8] = []
    var index = token.startIndex + 1
    while index < token.endIndex {
      let byte = token[index]
      index += 1
      if byte == 0x22 {
        guard index < token.endIndex, token[index] == 0x22 else { break }
        index += 1
        content.append(0x22)
      } else if byte == 0x5C, index < token.endIndex {
        appendEscape(token, &index, to: &content)
      } else {
        content.append(byte)
      }
    }
    return content
  }

  /// Resolves the escape whose letter stands at `index`.
  private static func appendEscape(
    _ token: ArraySlice<UInt8>, _ index: inout Int, to content: inout [UInt8]
  ) {
    let byte = token[index]
    index += 1
    switch byte {
    case UInt8(ascii: "n"): content.append(0x0A)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "r"): content.append(0x0D)
    case UInt8(ascii: "a"): content.append(0x07)
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "f"): content.append(0x0C)
    case UInt8(ascii: "v"): content.append(0x0B)
    case 0x0A: break
    case 0x0D: if index < token.endIndex, token[index] == 0x0A { index += 1 }
    case UInt8(ascii: "x"):
      content.append(digits(token, &index, base: 16, most: 2) ?? byte)
    case 0x30...0x37:
      index -= 1
      content.append(digits(token, &index, base: 8, most: 3) ?? byte)
    default: content.append(byte)
    }
  }

  private static func digits(
    _ token: ArraySlice<UInt8>, _ index: inout Int, base: Int, most: Int
  ) -> UInt8? {
    var value = 0
    var count = 0
    while count < most, index < token.endIndex, let digit = Characters.hexValue(token[index]),
      digit < base
    {
      value = value * base + digit
      index += 1
      count += 1
    }
    return count == 0 ? nil : UInt8(truncatingIfNeeded: value)
  }
}
