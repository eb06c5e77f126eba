extension Lexer {
  /// Skips a comment up to its line end, or a whole block comment.
  mutating func skipComment() {
    let start = position
    if opensBlockComment {
      skipBlockComment()
    } else {
      if startsCell { cellStarts.append(start) }
      skipToLineEnd()
    }
    record(.comment, start, position)
  }

  mutating func skipToLineEnd() {
    while position < bytes.count, !Characters.isLineEnd(bytes[position]) { position += 1 }
  }

  private var startsCell: Bool {
    guard blockDepth == 0, nesting.isEmpty, peek() == 0x25, peek(1) == 0x25, peek(2) != 0x25 else {
      return false
    }
    return isFirstOnLine(position)
  }

  /// Whether only blanks stand before `offset` on its line.
  private func isFirstOnLine(_ offset: Int) -> Bool {
    var index = offset - 1
    while index >= 0, Characters.isBlank(bytes[index]) { index -= 1 }
    return index < 0 || Characters.isLineEnd(bytes[index])
  }

  /// Whether the line at `position` holds nothing but `%` or `#` and `brace`.
  private func isBlockMark(_ brace: UInt8) -> Bool {
    guard peek() == 0x25 || peek() == 0x23, peek(1) == brace else { return false }
    var index = position + 2
    while index < bytes.count, Characters.isBlank(bytes[index]) { index += 1 }
    return index >= bytes.count || Characters.isLineEnd(bytes[index])
  }

  private var opensBlockComment: Bool { isBlockMark(0x7B) && isFirstOnLine(position) }

  /// Skips `%{` ... `%}`, which may hold others, leaving the line end after it.
  private mutating func skipBlockComment() {
    let start = position
    var depth = 0
    while position < bytes.count {
      while Characters.isBlank(peek()) { position += 1 }
      if isBlockMark(0x7B) { depth += 1 }
      if isBlockMark(0x7D) { depth -= 1 }
      skipToLineEnd()
      if depth == 0 { return }
      if position < bytes.count { position += 1 }
    }
    openComment = Span(start, start + 2)
  }

  /// Whether `\` is the last thing on its line, but for a comment.
  var isBackslashContinuation: Bool {
    var index = position + 1
    while index < bytes.count, Characters.isBlank(bytes[index]) { index += 1 }
    guard index < bytes.count else { return false }
    return Characters.isLineEnd(bytes[index]) || bytes[index] == 0x25 || bytes[index] == 0x23
  }

  /// Skips a continuation mark, the rest of its line (a comment) and the line end.
  mutating func skipContinuation() {
    let start = position
    skipToLineEnd()
    record(.comment, start, position)
    if peek() == 0x0D, peek(1) == 0x0A { position += 1 }
    if position < bytes.count { position += 1 }
    continuationEnd = position
  }
}
