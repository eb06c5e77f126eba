import Evaluation
import Notebook
import Texts

/// What `nnsh watch` prints: the outputs that changed, or only how the runs went.
struct WatchReport {
  let file: String
  let printsOutputs: Bool
  /// The numbers of the cells that ran since the last report.
  private var first: Int?
  private var last = 0

  init(file: String, printsOutputs: Bool) {
    self.file = file
    self.printsOutputs = printsOutputs
  }

  /// A cell has run.
  mutating func note(
    _ entry: LiveNotebook.Entry, number: Int, isOther: Bool, _ output: any Output
  ) {
    first = first ?? number
    last = number
    guard printsOutputs, isOther, !entry.cell.isTextOnly else { return }
    let title = VisibleText.plain(entry.cell.title)
    output.write("%% \(title.isEmpty ? "cell \(number)" : title) (line \(entry.cell.line))\n")
    for piece in entry.run?.outputs ?? [] { output.write(text(piece.kind)) }
    output.flush()
  }

  private func text(_ kind: CellOutput.Kind) -> String {
    switch kind {
    case .text(let text), .message(let text), .formula(let text, _), .error(let text, _, _):
      VisibleText.plain(text)
    case .figure(_, let description): "[figure: \(VisibleText.plain(description))]\n"
    }
  }

  /// All that was to run has run.
  mutating func end(_ live: LiveNotebook, _ output: any Output) {
    guard let first else { return }
    let failed = live.entries.enumerated().filter { $1.run?.ending == .failed }
    let cells = first == last ? "cell \(first)" : "cells \(first) to \(last)"
    let numbers = failed.map { "\($0.offset + 1)" }.joined(separator: ", ")
    let errors =
      failed.isEmpty ? "" : "; errors in \(failed.count == 1 ? "cell" : "cells") \(numbers)"
    output.write("\(file): \(cells) ran\(errors)\n")
    self.first = nil
  }
}
