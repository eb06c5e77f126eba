import Evaluation
import Glibc
import Matrices

/// A file that a program has open.
final class OpenFile: ByteSource {
  let path: String
  let mode: String
  let stream: UnsafeMutablePointer<FILE>
  private(set) var taken = 0

  init?(path: String, mode: String) {
    guard let stream = Glibc.fopen(path, mode) else { return nil }
    self.path = path
    self.mode = mode
    self.stream = stream
  }

  /// - Returns: whether everything written could be handed to the system.
  func close() -> Bool { Glibc.fclose(stream) == 0 }

  func peek() -> UInt8? {
    let byte = getc(stream)
    guard byte != EOF else { return nil }
    ungetc(byte, stream)
    return UInt8(truncatingIfNeeded: byte)
  }

  func advance() {
    if getc(stream) != EOF { taken += 1 }
  }

  /// Whether the end was met, or stands right before the next byte.
  var isAtEnd: Bool { Glibc.feof(stream) != 0 }

  func write(_ bytes: [UInt8]) -> Bool {
    Glibc.fwrite(bytes, 1, bytes.count, stream) == bytes.count
  }

  /// Up to `count` bytes; fewer at the end.
  func read(_ count: Int) -> [UInt8] {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: min(count, 1 << 16))
    // Whoever reads a file to its end looks for Ctrl-C afterwards.
    while all.count < count, !Interrupt.isRequested {
      let got = fread(&buffer, 1, min(buffer.count, count - all.count), stream)
      if got == 0 { break }
      all += buffer[..<got]
    }
    return all
  }

  /// The next line of at most `limit` bytes, with its end; nil at the end of the file.
  func line(limit: Int) -> [UInt8]? {
    var line: [UInt8] = []
    while line.count < limit {
      let byte = getc(stream)
      if byte == EOF { break }
      line.append(UInt8(truncatingIfNeeded: byte))
      if byte == 10 { break }
    }
    // Looking ahead makes `feof` true after the last line, on which loops rely.
    if !line.isEmpty { _ = peek() }
    return line.isEmpty ? nil : line
  }
}

/// The files that the programs of a session have open, by their numbers from 3 on.
final class OpenFiles {
  private(set) var files: [Int: OpenFile] = [:]

  deinit { for file in files.values { _ = file.close() } }

  /// Takes a file in under the lowest free number.
  func add(_ file: OpenFile) -> Int {
    var number = 3
    while files[number] != nil { number += 1 }
    files[number] = file
    return number
  }

  /// Closes file `number`; nil when there is none.
  func close(_ number: Int) -> Bool? {
    files.removeValue(forKey: number)?.close()
  }

  func closeAll() {
    for file in files.values { _ = file.close() }
    files = [:]
  }
}

extension Session {
  /// The open files of this session.
  var openFiles: OpenFiles { kept(OpenFiles.self) ?? keep(OpenFiles()) }
}

extension Call {
  /// The open file that argument `index` means by its number or name.
  func openFile(_ index: Int = 0) throws -> OpenFile {
    guard index < count else { throw invalidCall }
    let number = fileNumber(index)
    guard let file = session.openFiles.files[number] else {
      throw error("invalid stream number = \(number)")
    }
    return file
  }

  /// The number of the file that argument `index` means; -1 when it means none.
  func fileNumber(_ index: Int = 0) -> Int {
    guard index < count else { return -1 }
    if let name = self[index].text {
      switch name {
      case "stdin": return 0
      case "stdout": return 1
      case "stderr": return 2
      default: return session.openFiles.files.first { $0.value.path == name }?.key ?? -1
      }
    }
    return self[index].scalar.flatMap { Int(exactly: $0) } ?? -1
  }

  /// A path argument with `~` at its start replaced.
  func path(_ index: Int, _ complaint: String) throws -> String {
    guard index < count else { throw invalidCall }
    guard let text = self[index].text else { throw error(complaint) }
    return expandedPath(text)
  }
}

/// `path` with a leading `~` replaced by the home folder.
func expandedPath(_ path: String) -> String {
  guard path == "~" || path.hasPrefix("~/"), let home = Glibc.getenv("HOME") else { return path }
  return String(cString: home) + path.dropFirst()
}

/// What the system says about `code`, an `errno`.
func systemMessage(_ code: Int32) -> String { String(cString: strerror(code)) }
