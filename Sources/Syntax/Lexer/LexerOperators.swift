extension Lexer {
  /// Scans punctuation; anything unknown is `.invalid`.
  mutating func scanOperator() -> Lexeme.Kind {
    let byte = bytes[position]
    position += 1
    switch byte {
    case 0x28: return .openParen
    case 0x29: return .closeParen
    case 0x5B: return .openBracket
    case 0x5D: return .closeBracket
    case 0x7B: return .openBrace
    case 0x7D: return .closeBrace
    case 0x2C: return .comma
    case 0x3B: return .semicolon
    case 0x3A: return .colon
    case 0x40: return .at
    case 0x2E: return scanDot()
    case 0x2B: return longest(0x2B, .plusPlus, assign: .plusAssign, else: .plus)
    case 0x2D: return longest(0x2D, .minusMinus, assign: .minusAssign, else: .minus)
    case 0x2A:
      if take(0x2A) { return .caret }
      return assigning(.starAssign, else: .star)
    case 0x2F: return assigning(.slashAssign, else: .slash)
    case 0x5C: return assigning(.backslashAssign, else: .backslash)
    case 0x5E: return assigning(.caretAssign, else: .caret)
    case 0x26: return longest(0x26, .andAnd, assign: .andAssign, else: .and)
    case 0x7C: return longest(0x7C, .orOr, assign: .orAssign, else: .or)
    case 0x3D: return take(0x3D) ? .equal : .assign
    case 0x3C: return take(0x3D) ? .lessOrEqual : .less
    case 0x3E: return take(0x3D) ? .greaterOrEqual : .greater
    case 0x21, 0x7E: return take(0x3D) ? .notEqual : .not
    default: return .invalid
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek() == byte, position < bytes.count else { return false }
    position += 1
    return true
  }

  private mutating func longest(
    _ second: UInt8, _ doubled: Lexeme.Kind, assign: Lexeme.Kind, else single: Lexeme.Kind
  ) -> Lexeme.Kind {
    take(second) ? doubled : assigning(assign, else: single)
  }

  /// Takes `=` behind an operator; `==` is a comparison, not an assignment.
  private mutating func assigning(
    _ assign: Lexeme.Kind, else plain: Lexeme.Kind
  ) -> Lexeme.Kind {
    peek() == 0x3D && peek(1) != 0x3D && take(0x3D) ? assign : plain
  }

  /// What begins with a dot, which is already behind `position`.
  private mutating func scanDot() -> Lexeme.Kind {
    switch peek() {
    case 0x2A:
      position += 1
      return take(0x2A) ? .dotCaret : assigning(.dotStarAssign, else: .dotStar)
    case 0x2F:
      position += 1
      return assigning(.dotSlashAssign, else: .dotSlash)
    case 0x5C:
      position += 1
      return assigning(.dotBackslashAssign, else: .dotBackslash)
    case 0x5E:
      position += 1
      return assigning(.dotCaretAssign, else: .dotCaret)
    case 0x27:
      position += 1
      return .transpose
    // The old spellings of + and - that Octave 7 still takes.
    case 0x2B where peek(1) != 0x2B:
      position += 1
      return .plus
    case 0x2D where peek(1) != 0x2D:
      position += 1
      return .minus
    default: return .dot
    }
  }

  /// A character outside ASCII that begins no name: an operator of the lecture, or nothing known.
  mutating func scanOtherCharacter() -> Lexeme.Kind {
    guard let (scalar, length) = Characters.scalar(in: bytes, at: position) else {
      skipRubbish()
      return .invalid
    }
    position += length
    switch scalar {
    case Characters.circledDot: return .dotStar
    case Characters.superscriptT: return .transpose
    default: return .invalid
    }
  }

  /// Takes a run of malformed UTF-8 as one piece.
  private mutating func skipRubbish() {
    repeat {
      position += 1
    } while position < bytes.count && bytes[position] >= 0x80
      && Characters.scalar(in: bytes, at: position) == nil
  }
}
