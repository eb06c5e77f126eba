import Matrices

/// The IDX format of the MNIST pictures and labels: big-endian sizes, then the elements row by row.
///
/// Source: the description on Yann LeCun's MNIST page. Pictures keep their order of dimensions: n x 28 x 28.
enum IdxFile {
  private static let types: [UInt8: ElementType] = [
    0x08: .integer(.uint8), 0x09: .integer(.int8), 0x0B: .integer(.int16),
    0x0C: .integer(.int32), 0x0D: .float32, 0x0E: .float64,
  ]

  /// Whether `head`, the first bytes of a file, look like this format.
  static func isRecognised(_ head: [UInt8]) -> Bool {
    head.count >= 4 && head[0] == 0 && head[1] == 0 && types[head[2]] != nil
      && (1...8).contains(head[3])
  }

  static func read(_ bytes: [UInt8], path: String) throws -> DataItem {
    let rank = Int(bytes[3])
    guard let type = types[bytes[2]], let sizes = ByteReader(bytes: bytes).slice(4, 4 * rank) else {
      throw DataFileError.malformed(path: path, detail: "its header is cut short")
    }
    let extents = (0..<rank).map { axis in
      sizes[(4 + 4 * axis)..<(8 + 4 * axis)].reduce(0) { $0 << 8 | Int($1) }
    }
    let data = bytes[sizes.endIndex...]
    guard let layout = ArrayLayout(extents),
      case (let size, let overflow) = layout.count.multipliedReportingOverflow(by: type.size),
      !overflow, size == data.count
    else {
      throw DataFileError.malformed(
        path: path,
        detail: "its header tells of \(Shape(extents)) elements of \(type.size) bytes, "
          + "but \(data.count) bytes follow")
    }
    return try ArrayBytes.item(data, type, layout, isBigEndian: true)
  }
}
