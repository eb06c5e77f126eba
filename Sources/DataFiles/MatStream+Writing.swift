import CMatio
import Matrices

extension MatStream {
  /// The stream that says `variables`. - Throws: `DataFileError.unsupported` for what MAT files lack.
  static func bytes(of variables: [DataVariable], path: String) throws -> [UInt8] {
    var writer = MatStreamWriter(path: path)
    for variable in variables {
      writer.byte(Int(NNSH_MAT_VARIABLE))
      writer.name(variable.name)
      try writer.item(variable.item, depth: 0)
    }
    writer.byte(Int(NNSH_MAT_END))
    return writer.bytes
  }
}

private struct MatStreamWriter {
  let path: String
  private(set) var bytes: [UInt8] = []

  init(path: String) { self.path = path }

  mutating func byte(_ tag: Int) { bytes.append(UInt8(tag)) }

  private mutating func number(_ n: Int, size: Int) {
    for i in 0..<size { bytes.append(UInt8(truncatingIfNeeded: n >> (8 * i))) }
  }

  mutating func name(_ name: String) {
    number(name.utf8.count, size: 4)
    bytes += Array(name.utf8)
  }

  private mutating func head(_ tag: Int, _ shape: Shape) {
    byte(tag)
    number(shape.rank, size: 4)
    for extent in shape.dimensions { number(extent, size: 8) }
  }

  mutating func item(_ item: DataItem, depth: Int) throws {
    guard depth < Int(NNSH_MAT_DEPTH) else {
      throw DataFileError.unsupported(path: path, what: "so deep a nesting of cells and structs")
    }
    switch item {
    case .double(let m): elements(Int(NNSH_MAT_DOUBLE), m) { $0.bitPattern }
    case .single(let m): elements(Int(NNSH_MAT_SINGLE), m) { $0.bitPattern }
    case .logical(let m): elements(Int(NNSH_MAT_LOGICAL), m) { $0 ? UInt8(1) : 0 }
    case .text(let m): elements(Int(NNSH_MAT_TEXT), m) { $0 }
    case .integer(let m, let kind): integers(m, kind)
    case .cell(let c):
      head(Int(NNSH_MAT_CELL), c.shape)
      for element in c.elements { try self.item(element, depth: depth + 1) }
    case .structure(let shape, let names, let columns):
      head(Int(NNSH_MAT_STRUCT), shape)
      number(names.count, size: 4)
      for name in names { self.name(name) }
      for i in 0..<shape.count {
        for column in columns { try self.item(column[i], depth: depth + 1) }
      }
    case .unsupported(let what): throw DataFileError.unsupported(path: path, what: what)
    }
  }

  private mutating func integers(_ m: Matrix<Int64>, _ kind: DataItem.IntegerClass) {
    switch kind {
    case .int8: elements(Int(NNSH_MAT_INT8), m) { UInt8(truncatingIfNeeded: $0) }
    case .uint8: elements(Int(NNSH_MAT_UINT8), m) { UInt8(truncatingIfNeeded: $0) }
    case .int16: elements(Int(NNSH_MAT_INT16), m) { UInt16(truncatingIfNeeded: $0) }
    case .uint16: elements(Int(NNSH_MAT_UINT16), m) { UInt16(truncatingIfNeeded: $0) }
    case .int32: elements(Int(NNSH_MAT_INT32), m) { UInt32(truncatingIfNeeded: $0) }
    case .uint32: elements(Int(NNSH_MAT_UINT32), m) { UInt32(truncatingIfNeeded: $0) }
    case .int64: elements(Int(NNSH_MAT_INT64), m) { UInt64(bitPattern: $0) }
    case .uint64: elements(Int(NNSH_MAT_UINT64), m) { UInt64(bitPattern: $0) }
    }
  }

  private mutating func elements<Element, Word: FixedWidthInteger>(
    _ tag: Int, _ m: Matrix<Element>, _ word: (Element) -> Word
  ) {
    head(tag, m.shape)
    bytes.reserveCapacity(bytes.count + m.count * MemoryLayout<Word>.size)
    m.withUnsafeElements { source in
      for element in source {
        withUnsafeBytes(of: word(element).littleEndian) { bytes.append(contentsOf: $0) }
      }
    }
  }
}
