import CPNG
import Matrices

/// PNG pictures through libpng.
enum PngFile {
  static func isRecognised(_ head: [UInt8]) -> Bool {
    head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
  }

  static func read(_ bytes: [UInt8], path: String) throws -> Picture {
    guard nnsh_png_available() else { throw DataFileError.libraryUnavailable("libpng") }
    var head = nnsh_png()
    if let what = nnsh_png_head(bytes, bytes.count, &head) {
      throw DataFileError.malformed(path: path, detail: String(cString: what))
    }
    let rows = Int(head.height)
    let columns = Int(head.width)
    let channels = Int(head.channels)
    let width = Int(head.bits) / 8
    // A bit of the packed samples can become four of these bytes.
    let most = Deflate.largestSize(of: bytes.count).multipliedReportingOverflow(by: 32)
    let (pixels, overflow) = rows.multipliedReportingOverflow(by: columns)
    let (size, overflow2) = pixels.multipliedReportingOverflow(by: channels * width)
    guard !overflow, !overflow2, size > 0, most.overflow || size <= most.partialValue else {
      throw DataFileError.malformed(
        path: path, detail: "\(bytes.count) bytes cannot hold \(rows) x \(columns) pixels")
    }
    try Deflate.checkMemory(8 * size, path: path)
    var raw = [UInt8](repeating: 0, count: size)
    if let what = nnsh_png_unpack(bytes, bytes.count, &raw, size) {
      throw DataFileError.malformed(path: path, detail: String(cString: what))
    }
    let samples =
      width == 1
      ? raw.map { UInt16($0) }
      : (0..<(size / 2)).map { UInt16(raw[2 * $0]) << 8 | UInt16(raw[2 * $0 + 1]) }
    return Picture(
      rows: rows, columns: columns, channels: channels, isDeep: width == 2, samples: samples)
  }

  static func bytes(of picture: Picture, path: String) throws -> [UInt8] {
    guard nnsh_png_available() else { throw DataFileError.libraryUnavailable("libpng") }
    guard let width = UInt32(exactly: picture.columns), let height = UInt32(exactly: picture.rows),
      !picture.samples.isEmpty
    else { throw DataFileError.unsupported(path: path, what: "a picture of this size") }
    let head = nnsh_png(
      width: width, height: height, channels: Int32(picture.channels),
      bits: picture.isDeep ? 16 : 8)
    let raw: [UInt8] =
      picture.isDeep
      ? picture.samples.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
      : picture.samples.map { UInt8(truncatingIfNeeded: $0) }
    // Packed rows each get one byte more; blocks that do not shrink a little more.
    let room = raw.count + raw.count / 100 + 16 * picture.rows + 4096
    let bytes = [UInt8](unsafeUninitializedCapacity: room) { target, count in
      count = nnsh_png_pack(head, raw, target.baseAddress, room)
    }
    guard !bytes.isEmpty else {
      throw DataFileError.malformed(path: path, detail: "the picture could not be written")
    }
    return bytes
  }
}
