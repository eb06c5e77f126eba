import Evaluation
import Syntax

/// A cell with what its run gave, ready for a page.
public struct PublishedCell {
  public let cell: NotebookCell
  /// Nil when the cell did not run.
  public let run: CellRun?

  public init(cell: NotebookCell, run: CellRun?) {
    self.cell = cell
    self.run = run
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
  /// The file's name without its folder.
  public let name: String
  public let cells: [PublishedCell]

  /// - Parameter runs: those of the first cells, in their order.
  public init(_ notebook: Notebook, runs: [CellRun]) {
    name = notebook.source.name.split(separator: "/").last.map(String.init) ?? ""
    cells = notebook.cells.enumerated().map { index, cell in
      PublishedCell(cell: cell, run: index < runs.count ? runs[index] : nil)
    }
  }

  /// The title of the whole: that of its first cell, else the file's name.
  var title: String {
    guard let first = cells.first?.cell, !first.title.isEmpty else { return name }
    return first.title
  }
}
