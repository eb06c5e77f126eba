import CMatio
import Glibc
import Matrices

/// MAT files of versions 4 and 5 (and 7.3 where the library can).
///
/// Reading happens in a child process with bounded memory and time, since the library does not survive
/// every damaged file; what comes back through a pipe is checked again.
public enum MatFile {
  /// Whether `head`, the first bytes of a file, look like a MAT file.
  public static func isRecognised(_ head: [UInt8]) -> Bool {
    if head.starts(with: "MATLAB 5.0".utf8) || head.starts(with: "MATLAB 7.3".utf8) { return true }
    if head.count >= 128 {
      let mark = (head[126], head[127])
      let i = UInt8(ascii: "I")
      let m = UInt8(ascii: "M")
      if mark == (i, m) || mark == (m, i) { return true }
    }
    return isVersion4(head)
  }

  /// Version 4 begins with five words: type, rows, columns, imaginary flag, length of the name.
  private static func isVersion4(_ head: [UInt8]) -> Bool {
    guard head.count >= 20 else { return false }
    func word(_ i: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 | UInt32(head[4 * i + $1]) << (8 * UInt32($1)) }
    }
    let type = word(0)
    return type < 60 && type / 10 % 10 <= 5 && type % 10 <= 2 && word(3) <= 1 && word(4) >= 1
      && word(4) < 256 && word(1) < 1 << 31 && word(2) < 1 << 31
  }

  /// The variables of the file at `path`, in its order.
  public static func read(_ path: String) throws -> [DataVariable] {
    guard nnsh_matio_available() else { throw DataFileError.libraryUnavailable("libmatio") }
    let expected = try MatElements.count(in: path)
    let size = try FileContents.size(of: path)
    let data = MatFile.data(inFileOf: size)
    let memory = MatFile.memory(for: data)
    // Damaged files can keep the library busy for minutes; sound ones are read at 50 MB a second and more.
    let seconds = 4 + size >> 22
    var child: pid_t = 0
    let pipe = nnsh_matio_start_reading(
      path, UInt64(memory), UInt64(data), UInt32(min(seconds, 3600)), &child)
    guard pipe >= 0 else { throw DataFileError.system(path: path, code: errno) }
    defer {
      close(pipe)
      nnsh_matio_finish(child)
    }
    let bytes = try drain(pipe, limit: memory, seconds: 3 * seconds, path: path)
    var stream = MatStream(bytes, path: path)
    let variables = try stream.variables()
    if let expected, variables.count < expected {
      throw DataFileError.malformed(
        path: path, detail: "variable \(variables.count + 1) of \(expected) is damaged")
    }
    return variables
  }

  /// The most data that a file can stand for: a byte of it is a double at most, and deflate makes a thousand
  /// of one.
  private static func data(inFileOf size: Int) -> Int {
    let (most, overflow) = size.multipliedReportingOverflow(by: 8 * 1032)
    return overflow ? Int.max : most
  }

  /// What reading so much data can take.
  private static func memory(for data: Int) -> Int {
    let available = Buffers.availableMemory() / 2
    return data > available ? available : min(available, data + 64 << 20)
  }

  /// Everything the child writes within `seconds`, while Ctrl-C is watched.
  private static func drain(
    _ pipe: Int32, limit: Int, seconds: Int, path: String
  ) throws -> [UInt8] {
    let start = time(nil)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if Interrupt.isRequested { throw DataFileError.interrupted }
      guard time(nil) - start <= seconds else {
        throw DataFileError.malformed(path: path, detail: "reading it takes too long")
      }
      var wait = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
      let ready = poll(&wait, 1, 50)
      if ready <= 0 { continue }
      let count = Glibc.read(pipe, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw DataFileError.system(path: path, code: errno) }
      if count == 0 { return bytes }
      guard bytes.count + count <= limit else {
        throw DataFileError.system(path: path, code: ENOMEM)
      }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  /// Writes a MAT v5 file; `compressed` is what `-v7` asks for.
  ///
  /// Structs with cells in them are never compressed: libmatio 1.5.23 writes some of them damaged.
  public static func write(
    _ variables: [DataVariable], to path: String, compressed: Bool
  ) throws {
    guard nnsh_matio_available() else { throw DataFileError.libraryUnavailable("libmatio") }
    let stream = try MatStream.bytes(of: variables, path: path)
    let isCompressed = compressed && !variables.contains { hasCell($0.item, inStruct: false) }
    // Tried first with the system's own words for what is wrong with the path.
    try FileContents.write([], to: path)
    guard nnsh_matio_write(path, stream, stream.count, isCompressed) == 0 else {
      throw DataFileError.malformed(path: path, detail: "the file could not be written")
    }
  }

  /// Whether a cell lies somewhere within a struct.
  private static func hasCell(_ item: DataItem, inStruct: Bool) -> Bool {
    switch item {
    case .cell(let cell):
      inStruct || cell.elements.contains { hasCell($0, inStruct: inStruct) }
    case .structure(_, _, let columns):
      columns.contains { $0.elements.contains { hasCell($0, inStruct: true) } }
    default: false
    }
  }
}
