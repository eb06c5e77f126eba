import Texts

/// Gives a picture in SVG the title and description by which readers know it who cannot see it, and lets the pixels of
/// its images have edges.
enum SvgWords {
  static func added(to picture: [UInt8], of figure: Figure) -> [UInt8] {
    let text = String(decoding: picture, as: UTF8.self)
    guard let start = place(of: "<title>", in: text), let end = place(of: "</desc>", in: text),
      start.lowerBound < end.lowerBound
    else { return picture }
    let title = figure.axes.lazy.map(\.title).first { !$0.isEmpty }.map(FigureText.plain)
    let words =
      "<title>\(Markup.escaped(title ?? "Figure \(figure.number)"))</title>\n"
      + "<desc>\(Markup.escaped(describe(figure)))</desc>"
    let drawing = text[end.upperBound...].replacing(
      "\n<image ", with: "\n<image image-rendering='pixelated' ")
    return Array((text[..<start.lowerBound] + words + drawing).utf8)
  }

  private static func place(of part: String, in text: String) -> Range<String.Index>? {
    var from = text.startIndex
    // Both stand in the head.
    let last = text.utf8.index(from, offsetBy: 4096, limitedBy: text.endIndex) ?? text.endIndex
    while from < last {
      if text[from...].utf8.starts(with: part.utf8) {
        return from..<text.utf8.index(from, offsetBy: part.utf8.count)
      }
      from = text.utf8.index(after: from)
    }
    return nil
  }
}
