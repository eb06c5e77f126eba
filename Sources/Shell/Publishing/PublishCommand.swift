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
        try request.write(PublishedNotebook(Notebook(source), runs: []))
        return report(Notebook(source), [])
      }
      try request.requireLibrary()
      let notebook = Notebook(source)
      let runs = NotebookFile.runner(for: request.input, output: output).run(notebook.cells)
      if runs.last?.ending == .interrupted {
        output.writeMessage("interrupted; nothing was written\n")
        return 128 + SIGINT
      }
      try request.write(PublishedNotebook(notebook, runs: runs))
      return report(notebook, runs)
    } catch {
      output.writeMessage("nnsh: \(error.message)\n")
      return 1
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

extension PublishRequest {
  /// Throws where a page needs a library that is not installed.
  func requireLibrary() throws(FileFailure) {
    guard HTMLPage.isAvailable || format != .html else {
      throw FileFailure(path: output, reason: "cmark is not installed (on Debian: libcmark-dev)")
    }
  }

  /// Writes the page, and its figures where they are files of their own.
  func write(_ notebook: PublishedNotebook) throws(FileFailure) {
    for (name, svg) in figures(notebook) {
      try FileWriting.write(svg, to: (folder(of: output).map { $0 + "/" } ?? "") + name)
    }
    try FileWriting.write(text(notebook), to: output)
  }

  /// The page of a notebook that has run.
  func text(_ notebook: PublishedNotebook) -> String {
    switch format {
    case .html: HTMLPage(picture: PictureFiles(beside: input).dataAddress).text(notebook)
    case .jupyter: JupyterPage.text(notebook)
    case .markdown: MarkdownPage(notebook, stem: stem).text
    case .program: notebook.source.text(Span(0, notebook.source.bytes.count))
    }
  }

  /// The figures that stand in files beside a page.
  fileprivate func figures(_ notebook: PublishedNotebook) -> [(name: String, svg: String)] {
    format == .markdown ? MarkdownPage(notebook, stem: stem).figures : []
  }

  private var stem: String { String(lastComponent(output).dropLast(".md".count)) }
}
