import Glibc
import Matrices

/// Files of data in any of the known formats, told apart by their contents.
public enum DataFile {
  public enum Contents {
    /// Named variables (MAT, Octave's text).
    case variables([DataVariable])
    /// A table of numbers without a name (plain text, CSV).
    case table(Matrix<Double>)
    /// One array without a name (npy, IDX, pictures).
    case array(DataItem)
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
    return try contents(of: try FileContents.read(path), path: path)
  }

  /// What `bytes`, all of the file at `path`, hold; anything but MAT files, which are read from disk.
  public static func contents(of bytes: [UInt8], path: String) throws -> Contents {
    if bytes.starts(with: [0x1F, 0x8B]) {
      let plain = try Deflate.unpackGzip(bytes, path: path)
      if plain.starts(with: [0x1F, 0x8B]) {
        throw DataFileError.unsupported(path: path, what: "compression within compression")
      }
      return try uncompressed(plain, path: path)
    }
    return try uncompressed(bytes, path: path)
  }

  private static func uncompressed(_ bytes: [UInt8], path: String) throws -> Contents {
    let head = Array(bytes.prefix(4096))
    if head.starts(with: NpyFile.magic) { return .array(try NpyFile.read(bytes, path: path)) }
    if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6]) {
      return .variables(try NpzFile.read(bytes, path: path))
    }
    if let picture = try Picture.read(bytes, path: path) { return .array(try picture.colours()) }
    if IdxFile.isRecognised(head) { return .array(try IdxFile.read(bytes, path: path)) }
    if SafeTensorsFile.isRecognised(head) {
      return .variables(try SafeTensorsFile.read(bytes, path: path))
    }
    try refuse(head, path: path)
    if OctaveText.isRecognised(head) {
      return .variables(try OctaveText.read(bytes, path: path))
    }
    if let table = try NumberTable.strict(bytes) { return .table(table) }
    if let table = try NumberTable.belowHeader(bytes, path: path) { return .table(table) }
    throw DataFileError.unknownFormat(path: path)
  }

  /// Formats that are known by their beginning and not read.
  private static func refuse(_ head: [UInt8], path: String) throws {
    let known: [([UInt8], String)] = [
      (Array("Octave-1-".utf8), "Octave's binary format"),
      (Array("MATLAB 5.0".utf8), "a MAT file within gzip compression"),
      (Array("MATLAB 7.3".utf8), "a MAT file within gzip compression"),
      ([0x89, 0x48, 0x44, 0x46], "an HDF5 file that is no MAT file"),
      ([0xFF, 0xD8, 0xFF], "a JPEG picture (PNG, PGM and PPM can)"),
      ([0x80, 2], pickled), ([0x80, 3], pickled), ([0x80, 4], pickled), ([0x80, 5], pickled),
    ]
    if let what = known.first(where: { head.starts(with: $0.0) })?.1 {
      throw DataFileError.unsupported(path: path, what: what)
    }
  }

  static let pickled = "a file of Python objects (it is pickled: reading it would run code)"

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
