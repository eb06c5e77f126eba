import Evaluation
import Syntax

/// Whether what a cell gave still holds.
public enum CellState: Sendable {
  case current
  /// A cell before it has changed, or it itself has.
  case stale
  case running
  /// It has given nothing yet.
  case waiting

  /// What a page says of it.
  var words: String? {
    switch self {
    case .current: nil
    case .stale: "out of date"
    case .running: "running"
    case .waiting: "not run"
    }
  }
}

/// A cell with what its run gave, ready for a page.
public struct PublishedCell {
  public let cell: NotebookCell
  /// Nil when the cell did not run.
  public let run: CellRun?
  public let state: CellState

  public init(cell: NotebookCell, run: CellRun?, state: CellState = .current) {
    self.cell = cell
    self.run = run
    self.state = state
  }

  /// What the cell gave; the texts of statements in a row are one.
  var outputs: [CellOutput] {
    var merged: [CellOutput] = []
    for output in run?.outputs ?? [] {
      if case .text(let text) = output.kind, let last = merged.last,
        case .text(let earlier) = last.kind
      {
        merged[merged.count - 1] = CellOutput(.text(earlier + text), line: last.line)
      } else {
        merged.append(output)
      }
    }
    return merged
  }

  /// Whether `name` is a variable when the cell begins.
  var isVariable: (String) -> Bool {
    { [run] name in run?.before.value(of: name) != nil }
  }
}

/// A notebook that has run, as the pages show it.
public struct PublishedNotebook {
  public let source: Source
  /// The file's name without its folder.
  public let name: String
  public let cells: [PublishedCell]

  /// - Parameter runs: those of the first cells, in their order.
  public init(_ notebook: Notebook, runs: [CellRun]) {
    self.init(
      notebook.source,
      cells: notebook.cells.enumerated().map { index, cell in
        PublishedCell(cell: cell, run: index < runs.count ? runs[index] : nil)
      })
  }

  init(_ source: Source, entries: [LiveNotebook.Entry]) {
    // Text alone is never out of date.
    self.init(
      source,
      cells: entries.map {
        PublishedCell(
          cell: $0.cell, run: $0.run, state: $0.cell.isTextOnly ? .current : $0.state)
      })
  }

  /// - Parameter source: names the whole; its text is not shown.
  public init(_ source: Source, cells: [PublishedCell]) {
    self.source = source
    name = source.name.split(separator: "/").last.map(String.init) ?? ""
    self.cells = cells
  }

  /// The title of the whole: that of its first cell, else the file's name.
  var title: String {
    guard let first = cells.first?.cell, !first.title.isEmpty else { return name }
    return first.title
  }
}
