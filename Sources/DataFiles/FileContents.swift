import Glibc
import Matrices

/// Whole files in memory.
public enum FileContents {
  /// About how many floating-point operations reading one byte of a text or writing it is worth.
  public static let workOfByte = 100.0

  /// All bytes of the file at `path`. - Throws: `DataFileError.system` when it cannot be read.
  public static func read(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw DataFileError.system(path: path, code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw DataFileError.system(path: path, code: errno)
    }
    if status.st_mode & S_IFMT == S_IFDIR { throw DataFileError.system(path: path, code: EISDIR) }
    let size = Int(status.st_size)
    if size > 64 << 20, size > Buffers.availableMemory() / 2 {
      throw DataFileError.system(path: path, code: ENOMEM)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    try drain(descriptor, into: &bytes, path: path)
    return bytes
  }

  /// The bytes of the file at `path`.
  static func size(of path: String) throws -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else { throw DataFileError.system(path: path, code: errno) }
    return Int(status.st_size)
  }

  private static func drain(
    _ descriptor: Int32, into bytes: inout [UInt8], path: String
  ) throws {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if Interrupt.isRequested { throw DataFileError.interrupted }
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw DataFileError.system(path: path, code: errno) }
      if count == 0 { return }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  /// Writes `bytes` to the file at `path`, replacing it or, with `append`, at its end.
  public static func write(_ bytes: [UInt8], to path: String, append: Bool = false) throws {
    let flags = O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC)
    let descriptor = open(path, flags, 0o666)
    guard descriptor >= 0 else { throw DataFileError.system(path: path, code: errno) }
    defer { close(descriptor) }
    var done = 0
    try bytes.withUnsafeBytes { buffer in
      while done < buffer.count {
        if Interrupt.isRequested { throw DataFileError.interrupted }
        let end = min(buffer.count, done + 1 << 20)
        let rest = UnsafeRawBufferPointer(rebasing: buffer[done..<end])
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw DataFileError.system(path: path, code: errno) }
        done += count
      }
    }
  }
}
