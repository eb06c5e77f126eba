import Glibc

/// The inputs in force of a session that runs, in a file of its own beside the history: what a later session
/// offers when this one dies.
///
/// Records are only ever appended, one system call each, and put on the disk while the next input is typed. A lock
/// on the file tells that its session lives: it goes with the process, whatever ends that. At a proper end the
/// file is removed. It is made at the first input.
final class SessionJournal {
  private let folder: String
  private var path = ""
  private var descriptor: Int32 = -1
  private var isGivenUp = false
  /// How many inputs are in force by what was written.
  private var count = 0

  /// - Parameter folder: made when it is not there.
  init(folder: String) { self.folder = folder }

  /// Notes that of the inputs in force the first `kept` stay so, and that others follow them.
  func note(keeping kept: Int, adding inputs: [JournalInput]) {
    guard kept < count || !inputs.isEmpty, isOpen() else { return }
    defer { count = kept + inputs.count }
    var records = inputs.map { JournalRecord.input($0) }
    if kept < count { records.insert(.keep(kept), at: 0) }
    append(records.map(\.line).joined())
  }

  /// The session ends properly.
  func end() {
    isGivenUp = true
    guard descriptor >= 0 else { return }
    unlink(path)
    close(descriptor)
    descriptor = -1
  }

  private func isOpen() -> Bool {
    if descriptor >= 0 { return true }
    if isGivenUp { return false }
    // A file that cannot be written is no reason to bother anybody.
    isGivenUp = true
    mkdir(folder, 0o700)
    path = "\(folder)/\(time(nil))-\(getpid())"
    let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { return false }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      close(file)
      unlink(path)
      return false
    }
    descriptor = file
    // A file is found after a power cut when its folder is on the disk too.
    let list = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if list >= 0 {
      DiskWriter.shared.sync(list, path: folder)
      close(list)
    }
    return true
  }

  private func append(_ text: String) {
    HistoryFile.write(text, to: descriptor)
    DiskWriter.shared.sync(descriptor, path: path)
  }
}
