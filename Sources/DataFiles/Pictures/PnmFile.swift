import Matrices

/// The grey and colour pictures of Netpbm, PGM and PPM, as text (P2, P3) or binary (P5, P6).
///
/// Source: Netpbm's pages pgm(5) and ppm(5). Of several pictures in a file the first is read.
enum PnmFile {
  static func isRecognised(_ head: [UInt8]) -> Bool {
    head.count > 2 && head[0] == UInt8(ascii: "P") && "2356".utf8.contains(head[1])
      && isBlank(head[2])
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

  static func read(_ bytes: [UInt8], path: String) throws -> Picture {
    func malformed(_ detail: String) -> DataFileError { .malformed(path: path, detail: detail) }
    let isText = bytes[1] < UInt8(ascii: "5")
    let channels = bytes[1] == UInt8(ascii: "2") || bytes[1] == UInt8(ascii: "5") ? 1 : 3
    var words = Words(bytes: bytes)
    guard let columns = words.number(), let rows = words.number(), let most = words.number(),
      (1...65535).contains(most), rows > 0, columns > 0
    else { throw malformed("its header is damaged") }
    let (pixels, overflow) = rows.multipliedReportingOverflow(by: columns)
    let (count, overflow2) = pixels.multipliedReportingOverflow(by: channels)
    let width = most > 255 ? 2 : 1
    // As text each sample takes a digit and a blank.
    let left = bytes.count - words.next
    guard !overflow, !overflow2, count <= (isText ? left / 2 + 1 : left / width) else {
      throw malformed("its header tells of \(rows) x \(columns) pixels, but \(left) bytes follow")
    }
    var samples: [UInt16] = []
    samples.reserveCapacity(count)
    let start = words.next + 1
    for i in 0..<count {
      var value: Int?
      if isText {
        value = words.number()
      } else if start + (i + 1) * width <= bytes.count {
        value = bytes[(start + i * width)..<(start + (i + 1) * width)].reduce(0) {
          $0 << 8 | Int($1)
        }
      }
      guard let value else { throw malformed("the file is cut short") }
      guard value <= most else { throw malformed("a sample is above \(most)") }
      samples.append(UInt16(value))
    }
    return Picture(
      rows: rows, columns: columns, channels: channels, isDeep: width == 2, samples: samples)
  }

  /// The numbers of a header, with comments from `#` to the end of the line between them.
  private struct Words {
    let bytes: [UInt8]
    var next = 2

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func number() -> Int? {
      while next < bytes.count, isBlank(bytes[next]) || bytes[next] == UInt8(ascii: "#") {
        if bytes[next] == UInt8(ascii: "#") {
          while next < bytes.count, bytes[next] != 10 { next += 1 }
        } else {
          next += 1
        }
      }
      var value: Int?
      while next < bytes.count, (48...57).contains(bytes[next]), (value ?? 0) < 1 << 40 {
        value = (value ?? 0) * 10 + Int(bytes[next] - 48)
        next += 1
      }
      return value
    }
  }

  static func bytes(of picture: Picture) -> [UInt8] {
    let colours = picture.channels < 3 ? 1 : 3
    let head =
      "P\(colours == 1 ? 5 : 6)\n\(picture.columns) \(picture.rows)\n\(picture.isDeep ? 65535 : 255)\n"
    var bytes = Array(head.utf8)
    for pixel in stride(from: 0, to: picture.samples.count, by: picture.channels) {
      for sample in picture.samples[pixel..<(pixel + colours)] {
        if picture.isDeep { bytes.append(UInt8(sample >> 8)) }
        bytes.append(UInt8(truncatingIfNeeded: sample))
      }
    }
    return bytes
  }
}
