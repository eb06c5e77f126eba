import CSystem
import Glibc

/// Notices that a file has changed: by inotify where the system has it, else by looking now and then.
///
/// The folder is watched and not the file, since editors write a new file and rename it.
struct WatchedFile {
  /// Readable when something in the folder has changed; -1 without inotify.
  let descriptor: Int32
  private let path: String
  private var last: Signature?

  /// What tells one version of a file from the next.
  private struct Signature: Equatable {
    let seconds: Int
    let nanoseconds: Int
    let size: Int
    let node: UInt
  }

  /// How often to look, in milliseconds, where no event comes.
  var interval: Int32 { descriptor >= 0 ? 2000 : 250 }

  init(path: String) {
    self.path = path
    descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    if descriptor >= 0 {
      let events = IN_CLOSE_WRITE | IN_MODIFY | IN_MOVED_TO | IN_CREATE | IN_ATTRIB
      _ = inotify_add_watch(descriptor, folder(of: path) ?? ".", UInt32(events))
    }
    last = signature
  }

  /// The file's text if it has changed since the last call and is there; waits until it is written.
  mutating func change() -> [UInt8]? {
    skipEvents()
    guard var now = signature, now != last else { return nil }
    // An editor may be in the middle of writing.
    for _ in 0..<20 {
      usleep(25_000)
      guard let later = signature else { return nil }
      if later == now { break }
      now = later
    }
    guard let bytes = try? FileReading.program(at: path) else { return nil }
    last = now
    return bytes
  }

  private func skipEvents() {
    guard descriptor >= 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 4096)
    while read(descriptor, &buffer, buffer.count) > 0 {}
  }

  private var signature: Signature? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Signature(
      seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec,
      size: Int(status.st_size), node: UInt(status.st_ino))
  }
}
