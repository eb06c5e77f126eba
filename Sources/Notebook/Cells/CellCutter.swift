import Syntax

/// Cuts a text into its cells.
struct CellCutter {
  private let source: Source
  /// So many cells may leave something open; a text with more is no notebook.
  private static let mostOpenCells = 100

  init(_ source: Source) { self.source = source }

  func cells() -> [NotebookCell] {
    var all: [NotebookCell] = []
    var start = 0
    for attempt in 0... {
      let (found, next) = cells(from: start, isLast: attempt == Self.mostOpenCells)
      all += found
      guard let next else { break }
      start = next
    }
    return all.filter { !($0.title.isEmpty && $0.text.isEmpty && $0.code.isEmpty) }
  }

  /// The cells from offset `start` on, up to one that leaves something open; `next` is where the others
  /// begin.
  private func cells(from start: Int, isLast: Bool) -> (cells: [NotebookCell], next: Int?) {
    let program = parse(text(from: start, to: source.bytes.count))
    // Offsets in the parsed text and in the whole one differ by what was cut away.
    let shift = source.bytes.count - program.source.bytes.count
    let marked = program.cells
    let firstEnd = marked.first.map { Int($0.span.start) } ?? program.source.bytes.count
    let hasMark = program.source.bytes.starts(with: [0xEF, 0xBB, 0xBF])  // the byte order mark
    let first = Cell(
      title: "", text: "", span: Span(0, firstEnd), code: Span(hasMark ? 3 : 0, firstEnd))
    var cells: [NotebookCell] = []
    for (index, cell) in ([first] + marked).enumerated() {
      let isMarked = index > 0
      if !isLast, program.hasDiagnostics(in: cell.span),
        let end = nextMark(in: program.source, after: cell.span)
      {
        cells.append(self.cell(cutFrom: Int(cell.span.start) + shift, to: end + shift))
        return (cells, end + shift)
      }
      cells.append(
        NotebookCell(
          title: cell.title, text: cell.text, isMarked: isMarked, code: cell.code,
          program: program.part(cell.span)))
    }
    return (cells, nil)
  }

  /// A cell that is wrong, read alone.
  private func cell(cutFrom start: Int, to end: Int) -> NotebookCell {
    let program = parse(text(from: start, to: end))
    let cell = program.cells.first { Int($0.span.start) <= start }
    let all = Span(0, program.source.bytes.count)
    return NotebookCell(
      title: cell?.title ?? "", text: cell?.text ?? "", isMarked: cell != nil,
      code: cell?.code ?? all, program: program)
  }

  /// A part of the text whose lines have the numbers they have in the whole.
  private func text(from start: Int, to end: Int) -> Source {
    if start == 0, end == source.bytes.count { return source }
    return Source(
      name: source.name, bytes: Array(source.bytes[start..<end]),
      firstLine: source.position(of: start).line)
  }

  /// Where the first `%%` line begins that a cell holds below its own.
  private func nextMark(in source: Source, after span: Span) -> Int? {
    var line = source.position(of: Int(span.start)).line + 1
    while line <= source.lastLine, source.start(ofLine: line) < Int(span.end) {
      let text = source.line(line).drop { $0 == 0x20 || $0 == 0x09 }
      if text.starts(with: "%%".utf8), text.dropFirst(2).first != UInt8(ascii: "%") {
        return source.start(ofLine: line)
      }
      line += 1
    }
    return nil
  }
}

extension Program {
  fileprivate func hasDiagnostics(in span: Span) -> Bool {
    diagnostics.contains { span.start <= $0.span.start && $0.span.start <= span.end }
  }

  /// What of the program stands in `span`.
  fileprivate func part(_ span: Span) -> Program {
    var part = self
    part.cells = []
    part.statements = Array(statements.beginning(in: span) { $0.span })
    part.functions = Array(functions.beginning(in: span) { $0.span })
    let isAtEnd = Int(span.end) == source.bytes.count
    part.diagnostics = diagnostics.filter {
      (span.start <= $0.span.start && $0.span.start < span.end)
        || (isAtEnd && $0.span.start == span.end)
    }
    return part
  }
}

extension Array {
  /// The elements that begin in `span`, found by halving: they are in the order of the text.
  fileprivate func beginning(in span: Span, _ place: (Element) -> Span) -> ArraySlice<Element> {
    func first(from offset: Int32) -> Int {
      var (low, high) = (0, count)
      while low < high {
        let middle = (low + high) / 2
        if place(self[middle]).start < offset { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let start = first(from: span.start)
    return self[start..<Swift.max(start, first(from: span.end))]
  }
}

extension NotebookCell {
  /// - Parameters:
  ///   - code: where the code stands in the program's source.
  ///   - program: what of the file is in the cell.
  init(title: String, text: String, isMarked: Bool, code: Span, program: Program) {
    self.title = title
    self.text = text
    self.isMarked = isMarked
    self.program = program
    let source = program.source
    let (start, end) = (Int(code.start), min(Int(code.end), source.bytes.count))
    var first = source.position(of: start).line
    var last = end > start ? source.position(of: end - 1).line : first - 1
    func isBlank(_ line: Int) -> Bool { source.line(line).allSatisfy { $0 == 0x20 || $0 == 0x09 } }
    func note(_ line: Int) -> String? {
      let text = source.line(line)
      guard isSpeakersNote(text) else { return nil }
      let words = text.drop { $0 == 0x20 || $0 == 0x09 }.dropFirst(2).drop { $0 == 0x20 }
      return String(decoding: words, as: UTF8.self)
    }
    var before: [String] = []
    var after: [String] = []
    while first <= last, isBlank(first) || isSpeakersNote(source.line(first)) {
      if let note = note(first) { before.append(note) }
      first += 1
    }
    while last >= first, isBlank(last) || isSpeakersNote(source.line(last)) {
      if let note = note(last) { after.insert(note, at: 0) }
      last -= 1
    }
    notes = before + after
    line = first
    self.code =
      first > last
      ? ""
      : source.text(Span(max(start, source.start(ofLine: first)), source.endOfText(ofLine: last)))
  }
}

extension Source {
  /// Where the text of a line ends, before its line end.
  fileprivate func endOfText(ofLine line: Int) -> Int {
    start(ofLine: line) + self.line(line).count
  }
}
