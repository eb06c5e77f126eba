import Matrices

/// NumPy's format for one array: a header in Python's notation, then the elements.
///
/// Source: the format's description in NumPy's documentation (numpy.lib.format), versions 1 to 3. Arrays
/// of objects, which are pickled and would run code, are refused.
enum NpyFile {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The array in `bytes`, all of a file.
  static func read(_ bytes: [UInt8], path: String) throws -> DataItem {
    let header = try NpyHeader(bytes, path: path)
    let data = bytes[header.end...]
    let (size, overflow) = header.layout.count.multipliedReportingOverflow(by: header.type.size)
    guard !overflow, size <= data.count else {
      throw DataFileError.malformed(
        path: path,
        detail: "its header tells of \(Shape(header.layout.extents)) elements of "
          + "\(header.type.size) bytes, but only \(data.count) bytes follow")
    }
    guard size == data.count else {
      throw DataFileError.malformed(
        path: path, detail: "\(data.count - size) bytes follow the end of the array")
    }
    switch header.type {
    case .element(let type):
      return try ArrayBytes.item(data, type, header.layout, isBigEndian: header.isBigEndian)
    case .bytes(let width), .characters(let width):
      return try texts(data, header, width)
    }
  }

  /// One text as it is, several as a cell of them.
  private static func texts(
    _ data: ArraySlice<UInt8>, _ header: NpyHeader, _ width: Int
  ) throws -> DataItem {
    let layout = header.layout
    var rows = [[UInt8]](repeating: [], count: layout.count)
    layout.forEachPlace { here, there in
      let start = data.startIndex + there * header.type.size
      let bytes = data[start..<(start + header.type.size)]
      if case .bytes = header.type {
        rows[here] = Array(bytes)
      } else {
        rows[here] = utf8(bytes, isBigEndian: header.isBigEndian)
      }
      while rows[here].last == 0 { rows[here].removeLast() }
    }
    let items = try rows.map { row -> DataItem in
      .text(row.isEmpty ? Matrix(empty: .empty) : try Matrix(Shape(1, row.count), row))
    }
    if layout.extents.isEmpty { return items[0] }
    return .cell(try Matrix(layout.shape, items))
  }

  /// Characters of four bytes as UTF-8; what is no character becomes the replacement character.
  private static func utf8(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> [UInt8] {
    var text: [UInt8] = []
    for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: 4) {
      let four = bytes[start..<(start + 4)]
      let code =
        isBigEndian
        ? four.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        : four.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      text += Array(String(Unicode.Scalar(code) ?? "\u{FFFD}").utf8)
    }
    return text
  }

  /// The file of one array or text. - Throws: `DataFileError.unsupported` for cells and structs.
  static func bytes(of item: DataItem, path: String) throws -> [UInt8] {
    if case .text(let text) = item { return textBytes(text) }
    guard let type = ElementType(item), let data = ArrayBytes.bytes(of: item) else {
      throw DataFileError.unsupported(path: path, what: "a cell or struct as one array")
    }
    return NpyHeader.bytes(NpyHeader.description(of: type), ArrayLayout(of: item.shape)) + data
  }

  /// A row as one text, more rows as a list of texts, in characters of four bytes.
  private static func textBytes(_ text: Matrix<UInt8>) -> [UInt8] {
    let rows = (0..<text.rows).map { row in
      let bytes = (0..<text.columns).map { text[row, $0] }
      return String(decoding: bytes, as: UTF8.self).unicodeScalars.map { Int($0.value) }
    }
    // NumPy has no characters of width 0.
    let width = max(1, rows.reduce(0) { max($0, $1.count) })
    let layout = ArrayLayout(rows.count > 1 ? [rows.count] : [])
    var bytes = NpyHeader.bytes("<U\(width)", layout ?? ArrayLayout(of: .scalar))
    for row in rows.isEmpty ? [[]] : rows {
      for i in 0..<width { bytes.append(i < row.count ? row[i] : 0, size: 4) }
    }
    return bytes
  }
}

extension DataItem {
  /// The shape; that of structs is the array's of structs.
  var shape: Shape {
    switch self {
    case .double(let m): m.shape
    case .single(let m): m.shape
    case .integer(let m, _): m.shape
    case .logical(let m): m.shape
    case .text(let m): m.shape
    case .cell(let m): m.shape
    case .structure(let shape, _, _): shape
    case .unsupported: .scalar
    }
  }
}
