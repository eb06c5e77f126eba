import CSystem
import Glibc
import Notebook
import Syntax

/// What the two threads of `nnsh watch` tell each other: one runs cells, the other looks after the file and the
/// page.
final class WatchBoard: @unchecked Sendable {
  private var lock = pthread_mutex_t()
  /// The page, its contents alone, and how often they have changed.
  private var whole = ""
  private var main = ""
  private var number = 0
  /// The edited notebook that waits to be taken.
  private var edited: Notebook?
  /// What runs, to find out whether an edit concerns it.
  private var running: (cells: [NotebookCell], runs: [CellRun?], index: Int)?
  /// Whether the run was ended because of an edit.
  private var isAbandoned = false
  /// A byte in the first wakes the runner, in the second the server.
  private let toRunner: (read: Int32, write: Int32)
  private let toServer: (read: Int32, write: Int32)

  init?() {
    var ends: [Int32] = [-1, -1, -1, -1]
    let isOpen = ends.withUnsafeMutableBufferPointer { ends in
      guard let first = ends.baseAddress else { return false }
      return pipe(first) == 0 && pipe(first + 2) == 0
    }
    guard isOpen else { return nil }
    for end in ends { keepToOurselves(end) }
    toRunner = (ends[0], ends[1])
    toServer = (ends[2], ends[3])
    pthread_mutex_init(&lock, nil)
  }

  /// Readable when there is an edit to take, or a page to send.
  var runnerDescriptor: Int32 { toRunner.read }
  var serverDescriptor: Int32 { toServer.read }

  private func locked<R>(_ body: () -> R) -> R {
    pthread_mutex_lock(&lock)
    defer { pthread_mutex_unlock(&lock) }
    return body()
  }

  private func ring(_ descriptor: Int32) {
    var byte: UInt8 = 1
    _ = write(descriptor, &byte, 1)
  }

  /// Empties a pipe after its byte was noticed.
  static func silence(_ descriptor: Int32) {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(descriptor, &bytes, bytes.count) > 0 {}
  }

  // MARK: - The runner's side

  func show(whole: String, main: String) {
    locked {
      self.whole = whole
      self.main = main
      number += 1
    }
    ring(toServer.write)
  }

  /// The newest edit, once.
  func takeEdit() -> Notebook? {
    locked {
      defer { edited = nil }
      return edited
    }
  }

  /// Says which cell begins to run; false when an edit waits and nothing should run.
  func begin(_ live: LiveNotebook) -> Bool {
    locked {
      guard edited == nil, let index = live.next else { return false }
      running = (live.entries.map(\.cell), live.entries.map(\.run), index)
      isAbandoned = false
      return true
    }
  }

  /// Says that no cell runs; whether an edit ended the last one.
  func end() -> Bool {
    locked {
      running = nil
      return isAbandoned
    }
  }

  // MARK: - The server's side

  /// The page, its contents, and their number.
  var page: (whole: String, main: String, number: Int) { locked { (whole, main, number) } }

  /// Hands over an edit, and ends the run of a cell that it makes worthless.
  func edit(_ notebook: Notebook) {
    locked { edited = notebook }
    insist()
    ring(toRunner.write)
  }

  /// Ends the run of a cell that a waiting edit makes worthless. To be called again: a cell that only begins
  /// to run clears the flag.
  func insist() {
    locked {
      guard let edited, let running else { return }
      let first = CellChanges.first(from: running.cells, runs: running.runs, to: edited.cells)
      guard let first, first <= running.index else { return }
      isAbandoned = true
      nnsh_interrupt_set(true)
    }
  }

  /// Whether an edit waits.
  var hasEdit: Bool { locked { edited != nil } }
}
