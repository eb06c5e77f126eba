import Matrices

extension ZipArchive {
  /// The archive of `entries`, deflated where that makes them smaller, else stored.
  /// - Throws: `DataFileError.unsupported` beyond the format's 4 GB.
  static func bytes(
    of entries: [(name: String, contents: [UInt8])], compressed: Bool, path: String
  ) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let packed = compressed ? Deflate.pack(entry.contents) : nil
      var head: [UInt8] = []
      head.append(20, size: 2)  // the version that can unpack it
      head.append(1 << 11, size: 2)  // names are UTF-8
      head.append(packed == nil ? 0 : 8, size: 2)
      head.append(0, size: 2)
      // The first day the format knows, so that equal data is an equal file.
      head.append(0x21, size: 2)
      head.append(Int(try Deflate.checksum(entry.contents[...])), size: 4)
      head.append((packed ?? entry.contents).count, size: 4)
      head.append(entry.contents.count, size: 4)
      head.append(entry.name.utf8.count, size: 2)
      head.append(0, size: 2)
      directory.append(0x0201_4B50, size: 4)
      directory.append(20, size: 2)
      directory += head
      directory += [UInt8](repeating: 0, count: 10)
      directory.append(bytes.count, size: 4)
      directory += Array(entry.name.utf8)
      bytes.append(0x0403_4B50, size: 4)
      bytes += head
      bytes += Array(entry.name.utf8)
      bytes += packed ?? entry.contents
      guard bytes.count < 0xFFFF_FFFF, entry.contents.count < 0xFFFF_FFFF else {
        throw DataFileError.unsupported(path: path, what: "more than 4 GB in one archive")
      }
    }
    guard entries.count < 0xFFFF, bytes.count + directory.count < 0xFFFF_FFFF else {
      throw DataFileError.unsupported(path: path, what: "more than 65534 arrays or 4 GB")
    }
    var end: [UInt8] = []
    end.append(0x0605_4B50, size: 4)
    end.append(0, size: 4)
    end.append(entries.count, size: 2)
    end.append(entries.count, size: 2)
    end.append(directory.count, size: 4)
    end.append(bytes.count, size: 4)
    end.append(0, size: 2)
    return bytes + directory + end
  }
}
