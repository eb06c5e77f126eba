import CSystem
import Evaluation
import Glibc
import Notebook
import Syntax

/// `nnsh watch`: keeps what a notebook gives up to date while it is edited.
struct WatchCommand {
  let request: WatchRequest
  let output: any Output

  /// The exit status; Ctrl-C is the way to end it, and no failure.
  func run() -> Int32 {
    do throws(FileFailure) {
      let bytes = try FileReading.program(at: request.file)
      if request.hasPage, !HTMLPage.isAvailable {
        throw FileFailure(
          path: request.file, reason: "cmark is not installed (on Debian: libcmark-dev)")
      }
      guard let board = WatchBoard() else {
        throw FileFailure(path: request.file, reason: systemReason(errno))
      }
      let server = request.hasPage ? PageServer() : nil
      if request.hasPage, server == nil {
        throw FileFailure(path: "127.0.0.1", reason: "there is no free port for the page")
      }
      guard startWatcher(WatchThread(board, server, path: request.file)) else {
        throw FileFailure(path: request.file, reason: "there is no thread to watch it")
      }
      if let server { output.write("\(server.address) shows \(request.file); Ctrl-C ends this\n") }
      let notebook = Notebook(Source(name: request.file, bytes: bytes))
      let live = LiveNotebook(
        notebook, runner: NotebookFile.runner(for: request.file, output: output))
      watch(live, board, LivePage(page, nonce: randomName()))
      output.write("\n")
      return 0
    } catch {
      output.writeMessage("nnsh: \(error.message)\n")
      return 1
    }
  }

  private var page: HTMLPage { HTMLPage(picture: PictureFiles(beside: request.file).dataAddress) }

  /// Runs what there is to run and waits for edits, until Ctrl-C.
  private func watch(_ live: LiveNotebook, _ board: WatchBoard, _ page: LivePage) {
    var report = WatchReport(file: request.file, printsOutputs: !request.hasPage)
    while true {
      if let edit = board.takeEdit() {
        live.update(to: edit)
        show(live, board, page)
      }
      if board.begin(live) {
        live.markRunning()
        show(live, board, page)
        let ran = live.runNext()
        let isAbandoned = board.end()
        if let ran {
          let entry = live.entries[ran.index]
          if entry.state != .current {
            // Interrupted: by an edit, or by the user.
            if isAbandoned { continue }
            return
          }
          report.note(entry, number: ran.index + 1, isOther: ran.isOther, output)
        }
        if live.next == nil { show(live, board, page) }
      } else if !board.hasEdit {
        report.end(live, output)
        output.flush()
        if waitForEdit(board) { return }
      }
    }
  }

  private func show(_ live: LiveNotebook, _ board: WatchBoard, _ page: LivePage) {
    guard request.hasPage else { return }
    let notebook = live.published
    board.show(whole: page.text(notebook), main: page.main(notebook))
  }

  /// Whether Ctrl-C ended the waiting.
  private func waitForEdit(_ board: WatchBoard) -> Bool {
    while true {
      let answer = Int(nnsh_wait_for_input(board.runnerDescriptor, -1))
      if answer & Int(NNSH_WAIT_INTERRUPT) != 0 { return true }
      if answer & Int(NNSH_WAIT_INPUT) != 0 {
        WatchBoard.silence(board.runnerDescriptor)
        return false
      }
    }
  }

  /// Letters that nobody can guess.
  private func randomName() -> String {
    var random = SystemRandomNumberGenerator()
    return (0..<2).map { _ in String(random.next() as UInt64, radix: 36) }.joined()
  }
}
