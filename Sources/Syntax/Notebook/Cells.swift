/// The cells that begin at the `%%` lines at `starts`.
func cells(of source: Source, at starts: [Int]) -> [Cell] {
  starts.enumerated().map { index, start in
    let line = source.position(of: start).line
    let end = index + 1 < starts.count ? starts[index + 1] : source.bytes.count
    let text = commentBlock(source, from: line + 1)
    return Cell(
      title: title(source.line(line)), text: text.lines.joined(separator: "\n"),
      span: Span(start, end), code: Span(min(end, source.start(ofLine: text.next)), end))
  }
}

/// The rest of a `%%` line, without the rules that some draw around it: `%% ==== Part 1 ====`.
private func title(_ line: ArraySlice<UInt8>) -> String {
  var rest = line.drop { Characters.isBlank($0) }.dropFirst(2)
  func isDecoration(_ byte: UInt8) -> Bool {
    Characters.isBlank(byte) || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "-")
  }
  while let first = rest.first, isDecoration(first) { rest = rest.dropFirst() }
  while let last = rest.last, isDecoration(last) { rest = rest.dropLast() }
  return String(decoding: rest, as: UTF8.self)
}
