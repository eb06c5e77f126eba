import Builtins
import Evaluation
import Notebook
import Plots
import Syntax
import Texts

/// `:save`, `:open` and `:publish`: the session and files.
extension Prompt {
  func save(_ path: String) {
    do {
      try FileWriting.write(timeline.script, to: path)
      let count = timeline.done.count
      session.output.write("\(count) \(count == 1 ? "input" : "inputs") saved in \(path)\n")
    } catch {
      session.output.writeMessage("error: \(error.message)\n")
    }
  }

  /// Writes the inputs in force and what they gave as a page.
  func publish(_ path: String) {
    do throws(PublishRequest.Mistake) {
      let request = try PublishRequest(session: path)
      let cells = timeline.done.compactMap(\.cell)
      do throws(FileFailure) {
        try request.requireLibrary()
        try request.write(
          SessionCell.notebook(cells, state: session.snapshot) { figure in
            do throws(DrawingError) {
              return try session.figureBoard.output(of: figure)
            } catch {
              return .message("warning: \(error.reason)\n")
            }
          })
        let count = cells.count
        session.output.write("\(count) \(count == 1 ? "input" : "inputs") published in \(path)\n")
      } catch {
        session.output.writeMessage("error: \(error.message)\n")
      }
    } catch {
      session.output.writeMessage("error: \(error.message)\n")
    }
  }

  /// Runs the cells of a file, each as an input of its own, until one fails.
  func open(_ path: String) -> Int32? {
    let bytes: [UInt8]
    do {
      bytes = try FileReading.program(at: path)
    } catch {
      session.output.writeMessage("error: \(error.message)\n")
      return nil
    }
    for cell in Notebook(Source(name: path, bytes: bytes)).cells {
      if !cell.title.isEmpty { session.output.write("%% \(VisibleText.plain(cell.title))\n") }
      if cell.isTextOnly { continue }
      if let status = evaluate(cell.source, of: cell) { return status }
      if lastOutcome != .success { break }
    }
    return nil
  }
}
