import Glibc

/// Writes whole files.
enum FileWriting {
  /// Replaces the file at `path` by `text`: the old one stays until the new one is complete.
  static func write(_ text: String, to path: String) throws(FileFailure) {
    try write(Array(text.utf8), to: path)
  }

  /// Replaces the file at `path` by `bytes` in the same way.
  static func write(_ bytes: [UInt8], to path: String) throws(FileFailure) {
    let temporary = path + ".new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileFailure(path: path, reason: systemReason(errno)) }
    let isWritten = Glibc.write(descriptor, bytes, bytes.count) == bytes.count
    let code = errno
    close(descriptor)
    guard isWritten, rename(temporary, path) == 0 else {
      let reason = systemReason(isWritten ? errno : code)
      unlink(temporary)
      throw FileFailure(path: path, reason: reason)
    }
  }
}
