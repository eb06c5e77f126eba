import Glibc

/// The outline of a MAT v5 file: how many elements it is made of.
///
/// The library stops without a word at the first element that it cannot read; counting them beforehand
/// tells whether it got to the end.
enum MatElements {
  /// The number of variables in the file at `path`; nil for other versions.
  /// - Throws: `DataFileError.malformed` when the elements do not fill the file exactly.
  static func count(in path: String) throws -> Int? {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw DataFileError.system(path: path, code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw DataFileError.system(path: path, code: errno)
    }
    let size = Int(status.st_size)
    guard let head = bytes(descriptor, at: 0, count: 128), head.starts(with: "MATLAB 5.0".utf8)
    else { return nil }
    let isLittle = head[126] == UInt8(ascii: "I")
    var position = 128
    var variables = 0
    while position < size {
      guard let tag = bytes(descriptor, at: position, count: 8) else {
        throw DataFileError.malformed(path: path, detail: "the file is cut short")
      }
      let type = word(tag[..<4], isLittle)
      let length = word(tag[4...], isLittle)
      guard type == 14 || type == 15 else {
        throw DataFileError.malformed(path: path, detail: "an element is no variable")
      }
      variables += 1
      position += 8 + length
    }
    let isComplete =
      position == size || position == size + 4 && endsInFewCharacters(descriptor, size, isLittle)
    guard isComplete else {
      throw DataFileError.malformed(path: path, detail: "the file is cut short")
    }
    return variables
  }

  /// Whether the file ends with one to four characters in the short form: Octave 7 counts four bytes too many
  /// for such a matrix, and reads it back if it stands last.
  private static func endsInFewCharacters(
    _ descriptor: Int32, _ size: Int, _ isLittle: Bool
  ) -> Bool {
    guard let end = bytes(descriptor, at: size - 8, count: 8) else { return false }
    let tag = word(end[..<4], isLittle)
    return tag & 0xFFFF == 16 && (1...4).contains(tag >> 16)
  }

  private static func word(_ bytes: ArraySlice<UInt8>, _ isLittle: Bool) -> Int {
    (isLittle ? Array(bytes.reversed()) : Array(bytes)).reduce(0) { $0 << 8 | Int($1) }
  }

  private static func bytes(_ descriptor: Int32, at offset: Int, count: Int) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: count)
    return pread(descriptor, &buffer, count, offset) == count ? buffer : nil
  }
}
