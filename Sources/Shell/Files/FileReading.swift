import Glibc

/// A file that cannot be read, or is not what it should be, with the reason in a few words.
struct FileFailure: Error, Equatable {
  let path: String
  let reason: String
  var message: String { "\(path): \(reason)" }
}

/// Reads whole files.
enum FileReading {
  /// More than any program text; keeps `/dev/zero` and the like from filling the memory.
  static let largestText = 256 << 20

  /// The bytes of the file at `path`.
  static func bytes(of path: String) throws(FileFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path) }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw FileFailure(path: path, reason: "is a directory")
    }
    return try bytes(from: descriptor, named: path)
  }

  /// Everything that `descriptor` gives until its end.
  static func bytes(
    from descriptor: Int32, named path: String
  ) throws(FileFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(path)
      }
      bytes.append(contentsOf: chunk[..<count])
      if bytes.count > largestText { throw FileFailure(path: path, reason: "is too large") }
    }
  }

  /// The text of a program: its bytes, refused when they are clearly something else.
  static func program(at path: String) throws(FileFailure) -> [UInt8] {
    let bytes = try bytes(of: path)
    try checkText(bytes, named: path)
    return bytes
  }

  /// Refuses zeros and other control characters that no text contains.
  static func checkText(_ bytes: [UInt8], named path: String) throws(FileFailure) {
    let strange = bytes.firstIndex { byte in
      byte < 0x20 && !(0x07...0x0D).contains(byte) && byte != 0x1A && byte != 0x1B
    }
    if let strange {
      throw FileFailure(
        path: path,
        reason: "is not a program text (control character \(bytes[strange]) at byte \(strange + 1))"
      )
    }
  }

  private static func failure(_ path: String) -> FileFailure {
    FileFailure(path: path, reason: systemReason(errno))
  }
}

/// What the system calls error `code`, as it stands inside a sentence: `no such file or directory`.
func systemReason(_ code: Int32) -> String {
  let text = String(cString: strerror(code))
  return text.prefix(1).lowercased() + text.dropFirst()
}
