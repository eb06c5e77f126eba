import Syntax

/// Cuts a file into its cells.
enum CellSources {
  /// The cells of `source` with their titles. What stands before the first `%%` is a cell too, and so is a
  /// whole file without any. The lines before a cell are blanked out, so that places in messages are those
  /// of the file.
  static func split(_ source: Source) -> [(title: String, source: Source)] {
    let cells = parse(source).cells
    let starts = cells.map { Int($0.span.start) }
    let bounds = [0] + starts + [source.bytes.count]
    let titles = [""] + cells.map(\.title)
    return titles.indices.compactMap { index in
      let (start, end) = (bounds[index], max(bounds[index], bounds[index + 1]))
      guard source.bytes[start..<end].contains(where: { $0 > 0x20 }) else { return nil }
      let blanks = source.bytes[..<start].map { $0 == UInt8(ascii: "\n") ? $0 : 0x20 }
      return (titles[index], Source(name: source.name, bytes: blanks + source.bytes[start..<end]))
    }
  }
}
