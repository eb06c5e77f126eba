import Evaluation
import Notebook

/// `:cells`.
extension Prompt {
  func listCells() {
    if timeline.done.isEmpty { session.output.write("no inputs yet\n") }
    for entry in timeline.done {
      let title = entry.cell.map { VisibleText.plain($0.title) } ?? ""
      let head = title.isEmpty ? summary(entry.text) : "%% \(title)"
      session.output.write("In[\(entry.number)]  \(head)\n")
    }
  }
}
