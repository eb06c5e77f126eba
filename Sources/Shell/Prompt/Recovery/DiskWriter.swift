import CSystem
import Glibc
import Synchronization

/// Puts what was written to files on the disk, where it outlives a power cut, while nobody waits for that.
///
/// A thread of its own begins at once; what is written while it works is its next round. So a file is on the disk after at
/// most two rounds, some milliseconds each.
final class DiskWriter: Sendable {
  static let shared = DiskWriter { fdatasync($0) }

  /// Copies of the descriptors of files with something to put on the disk, by path.
  private let waiting = Mutex<[String: Int32]>([:])
  /// A byte in it wakes the thread.
  private let wake: (read: Int32, write: Int32)
  private let put: @Sendable (Int32) -> Int32

  /// - Parameter put: puts the file of a descriptor on the disk.
  init(_ put: @escaping @Sendable (Int32) -> Int32) {
    self.put = put
    var ends: [Int32] = [-1, -1]
    wake = pipe(&ends) == 0 ? (ends[0], ends[1]) : (-1, -1)
    guard wake.read >= 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // It lives as long as the process.
    let own = Unmanaged.passRetained(self)
    let isStarted = nnsh_run_detached(
      { context in
        guard let context else { return }
        Unmanaged<DiskWriter>.fromOpaque(context).takeUnretainedValue().work()
      }, own.toOpaque())
    if !isStarted { own.release() }
  }

  /// Has the file of an open descriptor put on the disk; the descriptor may be closed right after.
  func sync(_ descriptor: Int32, path: String) {
    guard wake.read >= 0 else { return }
    let isFirst = waiting.withLock { waiting in
      // A round that has not begun yet sees what was just written.
      guard waiting[path] == nil else { return false }
      let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
      guard copy >= 0 else { return false }
      waiting[path] = copy
      return waiting.count == 1
    }
    guard isFirst else { return }
    var byte: UInt8 = 0
    _ = write(wake.write, &byte, 1)
  }

  private func work() {
    var byte: UInt8 = 0
    while true {
      let count = read(wake.read, &byte, 1)
      guard count > 0 || errno == EINTR else { return }
      let round = waiting.withLock { waiting in
        defer { waiting = [:] }
        return waiting
      }
      for descriptor in round.values {
        _ = put(descriptor)
        close(descriptor)
      }
    }
  }
}
