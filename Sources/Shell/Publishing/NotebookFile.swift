import Builtins
import Evaluation
import Notebook
import Syntax
import Texts

/// Notebooks in files: programs with cells, and Jupyter's.
enum NotebookFile {
  /// The program at `path`; a Jupyter notebook (`.ipynb`) is turned into one.
  static func source(at path: String, output: any Output) throws(FileFailure) -> Source {
    guard path.hasSuffix(".ipynb") else {
      return Source(name: path, bytes: try FileReading.program(at: path))
    }
    let bytes = try FileReading.bytes(of: path)
    do throws(JupyterNotebook.Failure) {
      let notebook = try JupyterNotebook(bytes)
      let known = ["", "octave", "matlab", "nnsh"]
      if !known.contains(notebook.language.lowercased()) {
        let name = VisibleText.plain(notebook.language)
        output.writeMessage(
          "note: \(path) says that its code is in \(name); it is taken as it is\n")
      }
      return Source(name: path, text: notebook.program)
    } catch {
      throw FileFailure(path: path, reason: error.reason)
    }
  }

  /// A runner in a clean workspace, with the functions that a script at that place would find.
  static func runner(for path: String, output: any Output) -> NotebookRunner {
    let host = SystemHost(programName: lastComponent(path))
    host.scriptFolder = folder(of: path)
    let session = Session(output: output, host: host, builtins: allBuiltins)
    return NotebookRunner(session: session, figures: NotebookFigures(session: session))
  }
}
