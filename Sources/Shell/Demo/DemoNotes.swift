import CSystem
import Evaluation
import Glibc
import Notebook

/// The speaker's notes of a demo that runs in another terminal, until Ctrl-C.
struct DemoNotes {
  let notebook: Notebook
  let position: DemoPosition
  let output: any Output

  func run() -> Int32 {
    var last: Int?
    output.write("waiting for the demo to begin; Ctrl-C ends\n")
    output.flush()
    while !nnsh_interrupt_requested() {
      let cell = position.cell
      if cell != last, let cell, notebook.cells.indices.contains(cell) {
        output.clearScreen()
        output.write(text(of: cell))
        output.flush()
      }
      last = cell
      usleep(200_000)
    }
    return 0
  }

  /// The notes of a cell, and what comes next.
  func text(of index: Int) -> String {
    let cell = notebook.cells[index]
    var text = "\(index + 1) of \(notebook.cells.count): \(cell.title)\n\n"
    for note in cell.notes { text += "  \(note)\n" }
    if notebook.cells.indices.contains(index + 1) {
      text += "\nnext: \(notebook.cells[index + 1].title)\n"
    }
    return DemoText.lines(text, columns: output.columns)
  }
}
