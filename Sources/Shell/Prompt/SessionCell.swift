import Evaluation
import Notebook
import Plots
import Syntax

/// An input with what it gave, for the page of a session.
struct SessionCell {
  /// Those of a cell of a file that was opened.
  var title = ""
  var text = ""
  /// The whole input, failed statements included.
  var code: String
  var outputs: [CellOutput]
  /// The figures it changed.
  var figures: [Figure] = []

  /// The inputs of a session as a notebook that has run.
  ///
  /// - Parameter draw: what a page shows of a figure.
  static func notebook(
    _ cells: [SessionCell], state: Session.Snapshot, draw: (Figure) -> CellOutput.Kind
  ) -> PublishedNotebook {
    PublishedNotebook(
      Source(name: "a session", text: ""),
      cells: cells.map { cell in
        PublishedCell(
          cell: NotebookCell(title: cell.title, text: cell.text, code: cell.code),
          run: CellRun(
            outputs: cell.outputs + cell.figures.map { CellOutput(draw($0), line: 1) },
            ending: .completed, before: state, after: state))
      })
  }
}
