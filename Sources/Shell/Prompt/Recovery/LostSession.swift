import CSystem
import Glibc

/// A session that did not end properly: its inputs, from its journal.
final class LostSession {
  let path: String
  /// When it last wrote, in seconds since 1970.
  let time: Int
  let inputs: [JournalInput]
  /// How many of the inputs were replayed.
  var position = 0
  private var descriptor: Int32 = -1

  private init(path: String, time: Int, inputs: [JournalInput]) {
    self.path = path
    self.time = time
    self.inputs = inputs
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Nobody asks for a session that died longer ago.
  private static let keptDays = 30

  /// The sessions whose journals lie in `folder` and that do not run any more, the latest first.
  static func all(in folder: String) -> [LostSession] {
    guard let listing = opendir(folder) else { return [] }
    defer { closedir(listing) }
    var found: [LostSession] = []
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix(".") { continue }
      if let session = LostSession.read(folder + "/" + name) { found.append(session) }
    }
    return found.sorted { ($0.time, $0.path) > ($1.time, $1.path) }
  }

  private static func read(_ path: String) -> LostSession? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    // Shared: others who look at the same time must not take this look for a session that lives.
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      flock(file, LOCK_SH | LOCK_NB) == 0,
      let bytes = try? FileReading.bytes(from: file, named: path)
    else { return nil }
    let age = Glibc.time(nil) - status.st_mtim.tv_sec
    let inputs = inputs(in: bytes)
    if inputs.isEmpty || age > keptDays * 86400 {
      // One that has just been made has neither a lock nor records yet.
      if age > 60 { unlink(path) }
      return nil
    }
    return LostSession(path: path, time: status.st_mtim.tv_sec, inputs: inputs)
  }

  /// The inputs in force after the records of a journal, as far as it is whole.
  static func inputs(in bytes: [UInt8]) -> [JournalInput] {
    var inputs: [JournalInput] = []
    var rest = bytes[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      guard let record = JournalRecord(line: rest[..<end]) else { break }
      switch record {
      case .input(let input): inputs.append(input)
      case .keep(let count): inputs.removeLast(max(0, inputs.count - count))
      }
      rest = rest[(end + 1)...]
    }
    return inputs
  }

  /// Makes sure that no other session recovers it too; false when one does, or did.
  func claim() -> Bool {
    if descriptor >= 0 { return true }
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return false }
    var (own, named) = (stat(), stat())
    // Between opening and locking another one may have removed it.
    guard flock(file, LOCK_EX | LOCK_NB) == 0, fstat(file, &own) == 0, stat(path, &named) == 0,
      own.st_ino == named.st_ino
    else {
      close(file)
      return false
    }
    descriptor = file
    return true
  }

  /// Removes its journal.
  func forget() { unlink(path) }

  /// When it last wrote, as its user would say it: `14:32` today, else `28 Nov 14:32`.
  func clock(now: Int = Glibc.time(nil)) -> String {
    var (then, today) = (tm(), tm())
    var (thenTime, nowTime) = (time, now)
    localtime_r(&thenTime, &then)
    localtime_r(&nowTime, &today)
    let isToday = then.tm_yday == today.tm_yday && then.tm_year == today.tm_year
    var text = [CChar](repeating: 0, count: 64)
    strftime(&text, text.count, isToday ? "%H:%M" : "%d %b %H:%M", &then)
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
