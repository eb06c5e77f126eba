import Glibc

/// The file that keeps what was typed from one session to the next.
///
/// Entries are only ever appended, one system call each, so that several sessions can share it and a crash
/// loses nothing. Further lines of an entry begin with a tab, which no first line does.
struct HistoryFile {
  let path: String

  /// Where the journals of sessions lie that run or did not end properly.
  var journals: String { path + ".sessions" }

  /// `$XDG_STATE_HOME/nnsh/history` where that variable is set, else `~/.nnsh_history`; nil without a home.
  static var standard: HistoryFile? {
    if let state = getenv("XDG_STATE_HOME").map({ String(cString: $0) }), state.hasPrefix("/") {
      mkdir(state, 0o700)
      mkdir(state + "/nnsh", 0o700)
      return HistoryFile(path: state + "/nnsh/history")
    }
    return getenv("HOME").map { HistoryFile(path: String(cString: $0) + "/.nnsh_history") }
  }

  /// Adds `entry`; a file that cannot be written is no reason to bother anybody.
  func append(_ entry: String) {
    let lines = entry.split(separator: "\n", omittingEmptySubsequences: false)
    let first = lines[0].drop { $0 == "\t" || $0 == " " }
    let text = ([first] + lines.dropFirst()).joined(separator: "\n\t") + "\n"
    let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    Self.write(Self.isCutShort(descriptor) ? "\n" + text : text, to: descriptor)
    DiskWriter.shared.sync(descriptor, path: path)
  }

  /// Whether the last entry lacks its line end: a crash of the machine came between.
  private static func isCutShort(_ descriptor: Int32) -> Bool {
    let end = lseek(descriptor, 0, SEEK_END)
    var last: UInt8 = 0
    return end > 0 && pread(descriptor, &last, 1, end - 1) == 1 && last != UInt8(ascii: "\n")
  }

  /// Appends a text, in one system call where that takes all of it; whether it could.
  @discardableResult
  static func write(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var sent = 0
      while sent < bytes.count, let base = bytes.baseAddress {
        let count = Glibc.write(descriptor, base + sent, bytes.count - sent)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return false }
        sent += count
      }
      return true
    }
  }

  /// The most recent entries, oldest first.
  func entries(limit: Int = 5000) -> [String] {
    guard let bytes = try? FileReading.bytes(of: path) else { return [] }
    var entries: [String] = []
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      if line.hasPrefix("\t"), let last = entries.indices.last {
        entries[last] += "\n" + line.dropFirst()
      } else {
        entries.append(String(line))
      }
    }
    return Array(entries.suffix(limit))
  }
}
