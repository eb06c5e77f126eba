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

/// The texts of the comment lines from line `first` on, without their marks.
func commentLines(_ source: Source, from first: Int) -> [String] {
  var lines: [String] = []
  var number = first
  while number <= source.lineCount, let text = commentText(source.line(number)) {
    lines.append(text)
    number += 1
  }
  if let opener = lines.first, opener == "{" { return blockLines(source, from: first) }
  return lines
}

/// The lines between `%{` on line `first` and its `%}`.
private func blockLines(_ source: Source, from first: Int) -> [String] {
  var lines: [String] = []
  var number = first + 1
  while number <= source.lineCount {
    let line = source.line(number)
    if commentText(line) == "}" { return lines }
    lines.append(String(decoding: line, as: UTF8.self))
    number += 1
  }
  return lines
}

/// What follows the comment signs of a line and one blank; nil when the line is no comment, or opens a
/// cell.
func commentText(_ line: ArraySlice<UInt8>) -> String? {
  var rest = line.drop { Characters.isBlank($0) }
  guard let sign = rest.first, sign == 0x25 || sign == 0x23 else { return nil }
  let signs = rest.prefix { $0 == sign }.count
  if sign == 0x25, signs == 2 { return nil }
  rest = rest.dropFirst(signs)
  if rest.first == 0x20 { rest = rest.dropFirst() }
  while let last = rest.last, Characters.isBlank(last) { rest = rest.dropLast() }
  return String(decoding: rest, as: UTF8.self)
}
