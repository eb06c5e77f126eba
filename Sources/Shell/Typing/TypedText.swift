/// What is being typed: the bytes of its lines, and the cursor as an offset among them.
struct TypedText: Equatable {
  var bytes: [UInt8]
  var cursor: Int

  static let newline = UInt8(ascii: "\n")

  /// The line that the cursor is in, without its line end.
  var line: Range<Int> { line(around: cursor) }

  func line(around offset: Int) -> Range<Int> {
    var start = offset
    while start > 0, bytes[start - 1] != Self.newline { start -= 1 }
    var end = offset
    while end < bytes.count, bytes[end] != Self.newline { end += 1 }
    return start..<end
  }

  /// How many characters stand between the beginning of the line and the cursor.
  private var column: Int { bytes[line.lowerBound..<cursor].count { !isContinuation($0) } }

  /// The offset of the character number `column` of a line; its end when it is shorter.
  private func offset(ofColumn column: Int, in line: Range<Int>) -> Int {
    var offset = line.lowerBound
    var left = column
    while offset < line.upperBound {
      if !isContinuation(bytes[offset]) {
        if left == 0 { break }
        left -= 1
      }
      offset += 1
    }
    return offset
  }

  private func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  // MARK: - Keys

  /// To the line above; beyond the first the key means the history.
  var up: Reaction {
    let line = line
    guard line.lowerBound > 0 else { return .byDefault }
    return .move(to: offset(ofColumn: column, in: self.line(around: line.lowerBound - 1)))
  }

  var down: Reaction {
    let line = line
    guard line.upperBound < bytes.count else { return .byDefault }
    return .move(to: offset(ofColumn: column, in: self.line(around: line.upperBound + 1)))
  }

  var lineStart: Reaction { .move(to: line.lowerBound) }

  var lineEnd: Reaction { .move(to: line.upperBound) }

  /// Kills the rest of the line, or the line end that the cursor stands on.
  var killToEnd: Reaction {
    let end = line.upperBound
    return .kill(cursor..<(end > cursor ? end : min(end + 1, bytes.count)))
  }

  var killToStart: Reaction { .kill(line.lowerBound..<cursor) }

  func inserting(_ text: [UInt8]) -> Reaction {
    .edit(Edit(range: cursor..<cursor, text: text, cursor: cursor + text.count))
  }
}

/// A change of the text: `text` in place of the bytes in `range`, then the cursor at `cursor`.
struct Edit: Equatable {
  var range: Range<Int>
  var text: [UInt8]
  var cursor: Int
}

/// What a key does.
enum Reaction: Equatable {
  /// What readline's own command does.
  case byDefault
  case nothing
  case bell
  case edit(Edit)
  /// Takes bytes away, for Ctrl-Y to bring back.
  case kill(Range<Int>)
  /// Ends the input.
  case line

  static func move(to cursor: Int) -> Reaction {
    .edit(Edit(range: cursor..<cursor, text: [], cursor: cursor))
  }
}
