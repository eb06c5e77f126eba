import Glibc
import Matrices

/// Files of data in any of the known formats, told apart by their contents.
public enum DataFile {
  public enum Contents {
    /// Named variables (MAT, Octave's text).
    case variables([DataVariable])
    /// A table of numbers without a name (plain text, CSV).
    case table(Matrix<Double>)
  }

  /// Reads the file at `path`.
  ///
  /// - Throws: `DataFileError`; `MatrixError.tooLarge` for arrays that memory cannot hold.
  public static func read(_ path: String) throws -> Contents {
    let size = (try? FileContents.size(of: path)) ?? 0
    return try Abandonable.run(work: FileContents.workOfByte * Double(size)) {
      try contents(of: path)
    }
  }

  private static func contents(of path: String) throws -> Contents {
    let head = try beginning(of: path)
    if MatFile.isRecognised(head) { return .variables(try MatFile.read(path)) }
    if head.starts(with: [0x89, 0x48, 0x44, 0x46]) { return .variables(try MatFile.read(path)) }
    if head.starts(with: "Octave-1-".utf8) {
      throw DataFileError.unsupported(path: path, what: "Octave's binary format")
    }
    if head.starts(with: [0x1F, 0x8B]) {
      throw DataFileError.unsupported(path: path, what: "gzip compression")
    }
    let bytes = try FileContents.read(path)
    if OctaveText.isRecognised(head) {
      return .variables(try OctaveText.read(bytes, path: path))
    }
    if let table = try NumberTable.strict(bytes) { return .table(table) }
    throw DataFileError.unknownFormat(path: path)
  }

  /// The first kilobytes of a file, from which its format is told.
  private static func beginning(of path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw DataFileError.system(path: path, code: errno) }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    guard count >= 0 else { throw DataFileError.system(path: path, code: errno) }
    return Array(buffer[..<count])
  }
}
