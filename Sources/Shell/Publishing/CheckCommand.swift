import CSystem
import Evaluation
import Glibc
import Notebook
import Texts

/// `nnsh publish --check`: runs a notebook again and tells what differs from the page that was published.
struct CheckCommand {
  let request: PublishRequest
  let output: any Output

  /// 0 when every cell gives what the page says, else 1.
  func run() -> Int32 {
    do throws(FileFailure) {
      guard let format = request.storedFormat else {
        throw FileFailure(path: request.output, reason: "holds no outputs to compare with")
      }
      let bytes = try FileReading.bytes(of: request.output)
      guard let stored = StoredPage(String(decoding: bytes, as: UTF8.self), format: format) else {
        throw FileFailure(path: request.output, reason: "is no page that nnsh published")
      }
      let notebook = Notebook(try NotebookFile.source(at: request.input, output: output))
      let runs = NotebookFile.runner(for: request.input, output: output).run(notebook.cells)
      if runs.last?.ending == .interrupted { return 128 + SIGINT }
      let text = request.text(PublishedNotebook(notebook, runs: runs))
      guard let now = StoredPage(text, format: format) else { return 1 }
      return report(stored, now, notebook.cells.filter { !$0.isTextOnly })
    } catch {
      output.writeMessage("nnsh: \(error.message)\n")
      return 1
    }
  }

  private func report(_ stored: StoredPage, _ now: StoredPage, _ cells: [NotebookCell]) -> Int32 {
    let differences = stored.differences(from: now)
    for difference in differences { show(difference, cells) }
    let (count, old) = (now.parts.count, stored.parts.count)
    if count != old {
      output.write("\(request.output) has \(old) cells with code, \(request.input) has \(count)\n")
    }
    guard differences.isEmpty, count == old else { return 1 }
    output.write("\(request.input) gives what \(request.output) says\n")
    return 0
  }

  private func show(_ difference: StoredPage.Difference, _ cells: [NotebookCell]) {
    // Of Markdown only the whole page is known.
    let isPart = request.format != .markdown && difference.index < cells.count
    let line = isPart ? ":\(cells[difference.index].line)" : ""
    let title = isPart ? cells[difference.index].title : ""
    let name = title.isEmpty ? "" : " (\(VisibleText.plain(title)))"
    let reason =
      difference.isOtherCode
      ? "its code has changed since \(request.output) was written"
      : "the output differs from \(request.output)"
    output.write("\(request.input)\(line)\(name): \(reason)\n")
    list(difference.stored, mark: "-")
    list(difference.now, mark: "+")
  }

  private static let mostLines = 6

  private func list(_ lines: [String], mark: String) {
    for line in lines.prefix(Self.mostLines) {
      let text = VisibleText.plain(line)
      output.write("  \(mark) \(text.prefix(120))\(text.count > 120 ? " ..." : "")\n")
    }
    let left = lines.count - Self.mostLines
    if left > 0 { output.write("  \(mark) (\(left) more)\n") }
  }
}

extension PublishRequest {
  /// The format of a page that outputs can be read from.
  var storedFormat: StoredPage.Format? {
    switch format {
    case .html: .html
    case .markdown: .markdown
    case .jupyter: .jupyter
    case .program: nil
    }
  }
}
