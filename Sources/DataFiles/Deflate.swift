import CZlib
import Glibc
import Matrices

/// Packing and unpacking with deflate, in memory.
enum Deflate {
  /// The most bytes that `packed` bytes can stand for: deflate's own limit, which no sound data exceeds.
  static func largestSize(of packed: Int) -> Int {
    let (most, overflow) = packed.multipliedReportingOverflow(by: 1032)
    return overflow || most > Int.max - 64 ? Int.max : most + 64
  }

  /// The `size` bytes that raw deflate data stands for.
  /// - Throws: `DataFileError.malformed` when it is not exactly that many.
  static func unpack(_ packed: ArraySlice<UInt8>, size: Int, path: String) throws -> [UInt8] {
    try checkLibrary()
    guard size <= largestSize(of: packed.count) else {
      throw DataFileError.malformed(
        path: path, detail: "\(packed.count) bytes cannot hold \(size) bytes of compressed data")
    }
    try checkMemory(size, path: path)
    let (status, bytes) = inflate(packed, NNSH_ZLIB_RAW, room: size)
    guard status == NNSH_ZLIB_DONE, bytes.count == size else {
      throw DataFileError.malformed(path: path, detail: "the compressed data is damaged")
    }
    return bytes
  }

  /// What a gzip file holds; `packed` is all of it.
  static func unpackGzip(_ packed: [UInt8], path: String) throws -> [UInt8] {
    try checkLibrary()
    let most = largestSize(of: packed.count)
    // The last word of the file is the size of what it holds, if that is one member below 4 GB.
    let hint = packed.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    var room = hint <= most ? max(hint, 1 << 10) : 1 << 16
    while true {
      try checkMemory(room, path: path)
      let (status, bytes) = inflate(packed[...], NNSH_ZLIB_GZIP, room: room)
      switch status {
      case NNSH_ZLIB_DONE: return bytes
      case NNSH_ZLIB_FULL where room < most: room = min(2 * room, most)
      case NNSH_ZLIB_SHORT:
        throw DataFileError.malformed(path: path, detail: "the compressed data is cut short")
      default:
        throw DataFileError.malformed(path: path, detail: "the compressed data is damaged")
      }
    }
  }

  /// `bytes` as raw deflate data; nil when they do not get smaller by it.
  static func pack(_ bytes: [UInt8]) -> [UInt8]? {
    guard nnsh_zlib_available() else { return nil }
    let packed = [UInt8](unsafeUninitializedCapacity: nnsh_zlib_bound(bytes.count)) {
      target, count in
      count = nnsh_zlib_pack(
        NNSH_ZLIB_RAW, bytes, bytes.count, target.baseAddress, target.count)
    }
    return packed.isEmpty || packed.count >= bytes.count ? nil : packed
  }

  /// The checksum of zip archives.
  static func checksum(_ bytes: ArraySlice<UInt8>) throws -> UInt32 {
    try checkLibrary()
    return bytes.withUnsafeBufferPointer { nnsh_zlib_crc($0.baseAddress, $0.count) }
  }

  private static func checkLibrary() throws {
    guard nnsh_zlib_available() else { throw DataFileError.libraryUnavailable("zlib") }
  }

  /// - Throws: the system's "out of memory" when `size` bytes are too many for this machine.
  static func checkMemory(_ size: Int, path: String) throws {
    if size > 64 << 20, size > Buffers.availableMemory() / 2 {
      throw DataFileError.system(path: path, code: ENOMEM)
    }
  }

  private static func inflate(
    _ packed: ArraySlice<UInt8>, _ framing: nnsh_zlib_framing, room: Int
  ) -> (nnsh_zlib_status, [UInt8]) {
    var status = NNSH_ZLIB_DAMAGED
    let bytes = [UInt8](unsafeUninitializedCapacity: room) { target, count in
      packed.withUnsafeBufferPointer { source in
        status = nnsh_zlib_unpack(
          framing, source.baseAddress, source.count, target.baseAddress, room, &count)
      }
    }
    return (status, bytes)
  }
}
