import Syntax

/// Source lines with marks under them: `^^^` under the place, `---` with a note under each label.
struct DiagnosticSnippet {
  /// A piece of one line to mark.
  private struct Mark {
    var span: Range<Int>
    var note: String
    var isPrimary: Bool
  }

  let source: Source
  let style: DiagnosticStyle
  private var marks: [Int: [Mark]] = [:]
  private let primaryLine: Int
  private let gutter: Int

  /// Columns of source text that are shown of a long line.
  private static let window = 100

  init(
    source: Source, span: Span, labels: [(Span, String)], style: DiagnosticStyle
  ) {
    self.source = source
    self.style = style
    primaryLine = source.position(of: Int(span.start)).line
    var lines: [Int: [Mark]] = [:]
    for (span, note, isPrimary) in [(span, "", true)] + labels.map({ ($0.0, $0.1, false) }) {
      let (line, range) = Self.place(span, in: source, near: primaryLine)
      lines[line, default: []].append(Mark(span: range, note: note, isPrimary: isPrimary))
    }
    marks = lines
    gutter = max(2, String(lines.keys.max() ?? 1).count)
  }

  /// The line on which a span is marked, and its part there: on the line of the error when it reaches it.
  private static func place(
    _ span: Span, in source: Source, near primary: Int
  ) -> (line: Int, range: Range<Int>) {
    let first = source.position(of: Int(span.start)).line
    let last = source.position(of: max(Int(span.start), Int(span.end) - 1)).line
    let line = first...last ~= primary ? primary : first
    let bytes = source.line(line)
    var start = min(max(Int(span.start), bytes.startIndex), bytes.endIndex)
    let end = max(start, min(Int(span.end), bytes.endIndex))
    if line > first {
      while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    }
    return (line, start..<end)
  }

  /// ` --> file:line:column` and the marked lines.
  func text(span: Span) -> String {
    var text = String(repeating: " ", count: gutter) + style.gutter("-->") + " "
    text += DiagnosticText.location(of: Int(span.start), in: source, withColumn: true) + "\n"
    text += bar() + "\n"
    var previous: Int?
    for line in marks.keys.sorted() {
      if let previous, line > previous + 1 {
        text += style.gutter(String(repeating: ".", count: gutter)) + "\n"
      }
      text += block(line)
      previous = line
    }
    return text
  }

  private func bar(_ number: String = "") -> String {
    let padded = String(repeating: " ", count: max(0, gutter - number.count)) + number
    return style.gutter(padded + " |")
  }

  /// A source line and the lines of marks under it.
  private func block(_ line: Int) -> String {
    let bytes = source.line(line)
    let all = (marks[line] ?? []).sorted { $0.span.lowerBound < $1.span.lowerBound }
    let focus = all.first { $0.isPrimary }?.span.lowerBound ?? all.first?.span.lowerBound ?? 0
    let shown = DiagnosticLine(bytes, around: focus)
    let window = visible(shown, focus: shown.column(of: focus), all: all)
    let isCutLeft = window.lowerBound > 0 || (shown.cells.first?.start ?? 0) > bytes.startIndex
    let isCutRight =
      window.upperBound < shown.width || (shown.cells.last?.end ?? 0) < bytes.endIndex
    var text = shown.text(columns: window)
    if isCutRight { text += "..." }
    if isCutLeft { text = "..." + text }
    let shift = window.lowerBound - (isCutLeft ? 3 : 0)
    let placed = all.compactMap { mark -> DiagnosticMarks.Mark? in
      let start = shown.column(of: mark.span.lowerBound)
      let end = max(start + 1, shown.column(of: mark.span.upperBound))
      guard start < window.upperBound + 1, end > window.lowerBound else { return nil }
      let range = max(start, window.lowerBound) - shift..<min(end, window.upperBound + 1) - shift
      return DiagnosticMarks.Mark(columns: range, note: mark.note, isPrimary: mark.isPrimary)
    }
    var result = bar(String(line)) + " " + text.trimmedEnd + "\n"
    for row in DiagnosticMarks(placed, style: style).rows() { result += bar() + " " + row + "\n" }
    return result
  }

  /// The columns that are shown: all of a short line, else those around `focus`.
  private func visible(_ line: DiagnosticLine, focus: Int, all: [Mark]) -> Range<Int> {
    let width = line.width
    guard width > Self.window else { return 0..<width }
    let first = all.map { line.column(of: $0.span.lowerBound) }.min() ?? focus
    let start = max(0, min(width - Self.window, max(first - 20, focus - Self.window / 2)))
    return start..<min(width, start + Self.window)
  }
}

extension String {
  /// Without blanks at its end.
  var trimmedEnd: String {
    var bytes = Array(utf8)
    while bytes.last == 0x20 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
