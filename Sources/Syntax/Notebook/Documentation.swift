/// The comment that documents a function: the lines directly under its head, else those directly above.
///
/// - Parameters:
///   - head: where the definition begins.
///   - headEnd: where its head ends.
func documentation(of source: Source, head: Int, headEnd: Int) -> String {
  let below = commentLines(source, from: source.position(of: headEnd).line + 1)
  if !below.isEmpty { return below.joined(separator: "\n") }
  let last = source.position(of: head).line - 1
  var first = last
  while first >= 1, commentText(source.line(first)) != nil { first -= 1 }
  return first == last ? "" : commentLines(source, from: first + 1).joined(separator: "\n")
}

/// The texts of the comment lines from line `first` on, without their marks and blanks at their ends.
private func commentLines(_ source: Source, from first: Int) -> [String] {
  commentBlock(source, from: first).lines.map { line in
    String(line.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}

/// The texts of the comment lines from line `first` on, without their marks, and the line after them. Blanks
/// at the end of a line stay: in Markdown they mean something.
func commentBlock(_ source: Source, from first: Int) -> (lines: [String], next: Int) {
  if isBlockMark(source.line(first), "{") { return blockLines(source, from: first) }
  var lines: [String] = []
  var number = first
  while number <= source.lastLine, !isSpeakersNote(source.line(number)),
    let text = commentText(source.line(number))
  {
    lines.append(text)
    number += 1
  }
  return (lines, number)
}

/// Whether a line is for the eyes of who presents the notebook: `%>` and its words.
public func isSpeakersNote(_ line: ArraySlice<UInt8>) -> Bool {
  line.drop(while: Characters.isBlank).starts(with: "%>".utf8)
}

/// The lines between `%{` on line `first` and its `%}`.
private func blockLines(_ source: Source, from first: Int) -> (lines: [String], next: Int) {
  var lines: [String] = []
  var number = first + 1
  while number <= source.lastLine {
    let line = source.line(number)
    if isBlockMark(line, "}") { return (lines, number + 1) }
    lines.append(String(decoding: line, as: UTF8.self))
    number += 1
  }
  return (lines, number)
}

/// Whether a line holds nothing but `%` or `#` and, directly after it, `brace`.
private func isBlockMark(_ line: ArraySlice<UInt8>, _ brace: Character) -> Bool {
  let words = line.split(whereSeparator: Characters.isBlank)
  return words.count == 1
    && (words[0].elementsEqual("%\(brace)".utf8) || words[0].elementsEqual("#\(brace)".utf8))
}

/// What follows the comment signs of a line and one blank; nil when the line is no comment, or opens a
/// cell.
private func commentText(_ line: ArraySlice<UInt8>) -> String? {
  var rest = line.drop { Characters.isBlank($0) }
  guard let sign = rest.first, sign == 0x25 || sign == 0x23 else { return nil }
  let signs = rest.prefix { $0 == sign }.count
  if sign == 0x25, signs == 2 { return nil }
  rest = rest.dropFirst(signs)
  if rest.first == 0x20 { rest = rest.dropFirst() }
  return String(decoding: rest, as: UTF8.self)
}
