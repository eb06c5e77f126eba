/// What is left of a pasted text to be typed: without other line ends than newlines, without control characters, and
/// without the prompts of the session it was copied from.
struct PastedText {
  let bytes: [UInt8]

  /// - Parameter isComplete: whether statements need no more lines. Behind a complete one that had a prompt comes what
  ///   it printed, up to the next prompt, and is left out.
  init(_ pasted: [UInt8], isComplete: (String) -> Bool) {
    let lines = Self.lines(pasted)
    guard lines.contains(where: { Self.prompt($0) != nil }) else {
      bytes = Array(lines.joined(separator: [TypedText.newline]))
      return
    }
    var kept: [[UInt8]] = []
    // The lines of the last statement with a prompt; nil before the first.
    var statement: String?
    var budget = Self.mostLookedAt
    for line in lines {
      if let end = Self.prompt(line) {
        let rest = Array(line[end...])
        statement = String(decoding: rest, as: UTF8.self)
        if !rest.isEmpty { kept.append(rest) }
      } else if let open = statement {
        budget -= open.utf8.count
        if budget > 0, isComplete(open) { continue }
        let rest = Array(line[(Self.continuation(line) ?? 0)...])
        statement = open + "\n" + String(decoding: rest, as: UTF8.self)
        kept.append(rest)
      } else {
        kept.append(line)
      }
    }
    bytes = Array(kept.joined(separator: [TypedText.newline]))
  }

  /// How many bytes of unfinished statements are looked at, in all: each line means another look at the whole.
  private static let mostLookedAt = 1 << 22

  /// For an answer of one line.
  static func firstLine(_ pasted: [UInt8]) -> [UInt8] { lines(pasted)[0] }

  /// The lines, without empty ones at the end.
  private static func lines(_ pasted: [UInt8]) -> [[UInt8]] {
    var lines: [[UInt8]] = [[]]
    var previous: UInt8 = 0
    for byte in pasted {
      switch byte {
      case 0x0A where previous == 0x0D: break
      case 0x0A, 0x0D: lines.append([])
      case 0x09, 0x20..<0x7F, 0x80...: lines[lines.count - 1].append(byte)
      default: break
      }
      previous = byte
    }
    while lines.count > 1, lines.last?.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) == true {
      lines.removeLast()
    }
    return lines
  }

  /// The offset behind `>> `, `EDU>> `, `octave:12> ` or `nnsh:3> ` at the beginning of a line.
  private static func prompt(_ line: [UInt8]) -> Int? {
    var index = line.prefix { $0 == 0x20 || $0 == 0x09 }.count
    let start = index
    while index < line.count, isWordByte(line[index]) { index += 1 }
    let name = String(decoding: line[start..<index], as: UTF8.self)
    if line[index...].starts(with: ">>".utf8) {
      return name.isEmpty || name == "EDU" ? afterBlank(line, index + 2) : nil
    }
    guard ["octave", "octave.exe", "octave-cli", "octave-gui", "nnsh"].contains(name),
      index < line.count, line[index] == UInt8(ascii: ":")
    else { return nil }
    let digits = line[(index + 1)...].prefix { isDigit($0) }
    guard !digits.isEmpty, digits.endIndex < line.count,
      line[digits.endIndex] == UInt8(ascii: ">")
    else { return nil }
    return afterBlank(line, digits.endIndex + 1)
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    isNameByte(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }

  /// The offset behind the `> ` of a line that goes on with a statement.
  private static func continuation(_ line: [UInt8]) -> Int? {
    let blanks = line.prefix { $0 == 0x20 }.count
    guard blanks < line.count, line[blanks] == UInt8(ascii: ">") else { return nil }
    return afterBlank(line, blanks + 1)
  }

  /// Behind a prompt stands a blank, or nothing.
  private static func afterBlank(_ line: [UInt8], _ end: Int) -> Int? {
    if end >= line.count { return line.count }
    return line[end] == 0x20 ? end + 1 : nil
  }
}
