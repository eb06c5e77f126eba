import Builtins
import CSystem
import Evaluation
import Glibc
import Notebook
import Syntax

/// Runs a notebook from a clean workspace and writes what came of it.
struct PublishCommand {
  let request: PublishRequest
  let output: any Output

  /// The exit status: 1 when a cell failed (the page is written all the same) or nothing could be written.
  func run() -> Int32 {
    do throws(FileFailure) {
      let source = try NotebookFile.source(at: request.input, output: output)
      if request.format == .program {
        try FileWriting.write(source.text(Span(0, source.bytes.count)), to: request.output)
        return report(Notebook(source), [])
      }
      guard HTMLPage.isAvailable || request.format != .html else {
        throw FileFailure(
          path: request.output, reason: "cmark is not installed (on Debian: libcmark-dev)")
      }
      let notebook = Notebook(source)
      let runs = NotebookFile.runner(for: request.input, output: output).run(notebook.cells)
      if runs.last?.ending == .interrupted {
        output.writeMessage("interrupted; nothing was written\n")
        return 128 + SIGINT
      }
      try write(PublishedNotebook(notebook, runs: runs))
      return report(notebook, runs)
    } catch {
      output.writeMessage("nnsh: \(error.message)\n")
      return 1
    }
  }

  private func write(_ notebook: PublishedNotebook) throws(FileFailure) {
    switch request.format {
    case .html, .program:
      let page = HTMLPage(picture: PictureFiles(beside: request.input).dataAddress)
      try FileWriting.write(page.text(notebook), to: request.output)
    case .jupyter: try FileWriting.write(JupyterPage.text(notebook), to: request.output)
    case .markdown:
      let stem = lastComponent(request.output).dropLast(".md".count)
      let page = MarkdownPage(notebook, stem: String(stem))
      let place = folder(of: request.output).map { $0 + "/" } ?? ""
      for figure in page.figures { try FileWriting.write(figure.svg, to: place + figure.name) }
      try FileWriting.write(page.text, to: request.output)
    }
  }

  /// Says what was written, and every error with its place.
  private func report(_ notebook: Notebook, _ runs: [CellRun]) -> Int32 {
    var failures = 0
    for run in runs {
      for case .error(let text, _, _) in run.outputs.map(\.kind) {
        output.writeMessage(text)
        failures += 1
      }
    }
    let count = notebook.cells.count
    output.write("\(request.output): \(count) \(count == 1 ? "cell" : "cells")")
    output.write(failures == 0 ? "\n" : ", \(failures) with errors\n")
    if case .exit(let status)? = runs.last?.ending, status != 0 { return status }
    return failures == 0 ? 0 : 1
  }
}
