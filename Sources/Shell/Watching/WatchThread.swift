import CSystem
import Glibc
import Notebook
import Syntax

/// The thread that looks after the file and the page while cells run on the main one.
final class WatchThread {
  private let board: WatchBoard
  private var server: PageServer?
  private var file: WatchedFile
  private let path: String

  init(_ board: WatchBoard, _ server: PageServer?, path: String) {
    self.board = board
    self.server = server
    self.path = path
    file = WatchedFile(path: path)
  }

  /// Goes on until the process ends.
  func run() {
    while true {
      wait()
      WatchBoard.silence(board.serverDescriptor)
      if let bytes = file.change() {
        board.edit(Notebook(Source(name: path, bytes: bytes)))
      } else {
        board.insist()
      }
      let page = board.page
      server?.serve(.init(whole: page.whole, main: page.main, number: page.number))
    }
  }

  private func wait() {
    var waits = [pollfd(fd: board.serverDescriptor, events: Int16(POLLIN), revents: 0)]
    if file.descriptor >= 0 {
      waits.append(pollfd(fd: file.descriptor, events: Int16(POLLIN), revents: 0))
    }
    waits += server?.waits ?? []
    poll(&waits, nfds_t(waits.count), board.hasEdit ? 50 : file.interval)
  }
}

/// Starts the thread; false when there is none to be had.
func startWatcher(_ thread: WatchThread) -> Bool {
  nnsh_run_detached(
    { context in
      guard let context else { return }
      Unmanaged<WatchThread>.fromOpaque(context).takeRetainedValue().run()
    }, Unmanaged.passRetained(thread).toOpaque())
}
