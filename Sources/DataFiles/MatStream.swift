import CMatio
import Matrices

/// The byte stream in which variables travel between this process and the library (see nnsh_matio.h).
///
/// Reading trusts nothing: every count is checked against the bytes that are there before anything is
/// allocated.
struct MatStream {
  private let bytes: [UInt8]
  private var next = 0
  private let path: String

  init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  private func malformed(_ detail: String) -> DataFileError {
    .malformed(path: path, detail: detail)
  }

  private var left: Int { bytes.count - next }

  private mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
    guard count >= 0, count <= left else { throw malformed("the data ends too early") }
    defer { next += count }
    return bytes[next..<(next + count)]
  }

  private mutating func number(_ size: Int) throws -> UInt64 {
    try take(size).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private mutating func count(_ size: Int) throws -> Int {
    guard let n = Int(exactly: try number(size)) else { throw malformed("a bad count") }
    return n
  }

  private mutating func name() throws -> String {
    String(decoding: try take(try count(4)), as: UTF8.self)
  }

  /// All variables up to the end mark.
  mutating func variables() throws -> [DataVariable] {
    var all: [DataVariable] = []
    while true {
      switch Int(try number(1)) {
      case Int(NNSH_MAT_VARIABLE):
        let name = try name()
        all.append(DataVariable(name: name, item: try item(depth: 0)))
      case Int(NNSH_MAT_END): return all
      case Int(NNSH_MAT_FAILURE): throw malformed(try name())
      default: throw malformed("the data ends too early")
      }
    }
  }

  private mutating func item(depth: Int) throws -> DataItem {
    let tag = Int(try number(1))
    if tag == Int(NNSH_MAT_FAILURE) { throw malformed(try name()) }
    let rank = try count(4)
    if tag == Int(NNSH_MAT_UNSUPPORTED) { return .unsupported(try name()) }
    guard rank <= 64, depth <= Int(NNSH_MAT_DEPTH) else { throw malformed("bad dimensions") }
    var extents: [Int] = []
    for _ in 0..<rank { extents.append(try count(8)) }
    let shape = Shape(extents)
    guard let elements = shape.checkedCount else { throw malformed("bad dimensions") }
    switch tag {
    case Int(NNSH_MAT_CELL): return .cell(try cell(shape, elements, depth))
    case Int(NNSH_MAT_STRUCT): return try structure(shape, elements, depth)
    default: return try array(tag, shape, elements)
    }
  }

  private mutating func cell(
    _ shape: Shape, _ count: Int, _ depth: Int
  ) throws -> Matrix<DataItem> {
    // Every value takes at least five bytes, which bounds the array.
    guard count <= left / 5 else { throw malformed("the data ends too early") }
    var items: [DataItem] = []
    for _ in 0..<count { items.append(try item(depth: depth + 1)) }
    return try Matrix(shape, items)
  }

  private mutating func structure(
    _ shape: Shape, _ count: Int, _ depth: Int
  ) throws -> DataItem {
    let fields = try self.count(4)
    guard fields <= left / 4 else { throw malformed("the data ends too early") }
    var names: [String] = []
    for _ in 0..<fields { names.append(try name()) }
    guard Set(names).count == names.count else { throw malformed("fields of the same name") }
    guard fields == 0 || count <= left / 5 / fields else {
      throw malformed("the data ends too early")
    }
    var columns = [[DataItem]](repeating: [], count: fields)
    if fields > 0 {
      for _ in 0..<count {
        for field in 0..<fields { columns[field].append(try item(depth: depth + 1)) }
      }
    }
    return .structure(
      shape: shape, names: names, columns: try columns.map { try Matrix(shape, $0) })
  }

  private mutating func array(_ tag: Int, _ shape: Shape, _ count: Int) throws -> DataItem {
    switch tag {
    case Int(NNSH_MAT_DOUBLE):
      return .double(try words(shape, count, of: UInt64.self) { Double(bitPattern: $0) })
    case Int(NNSH_MAT_SINGLE):
      return .single(try words(shape, count, of: UInt32.self) { Float(bitPattern: $0) })
    case Int(NNSH_MAT_LOGICAL):
      return .logical(try words(shape, count, of: UInt8.self) { $0 != 0 })
    case Int(NNSH_MAT_TEXT): return .text(try words(shape, count, of: UInt8.self) { $0 })
    case Int(NNSH_MAT_INT8):
      return .integer(try words(shape, count, of: Int8.self) { Int64($0) }, .int8)
    case Int(NNSH_MAT_INT16):
      return .integer(try words(shape, count, of: Int16.self) { Int64($0) }, .int16)
    case Int(NNSH_MAT_INT32):
      return .integer(try words(shape, count, of: Int32.self) { Int64($0) }, .int32)
    case Int(NNSH_MAT_INT64):
      return .integer(try words(shape, count, of: Int64.self) { $0 }, .int64)
    case Int(NNSH_MAT_UINT8):
      return .integer(try words(shape, count, of: UInt8.self) { Int64($0) }, .uint8)
    case Int(NNSH_MAT_UINT16):
      return .integer(try words(shape, count, of: UInt16.self) { Int64($0) }, .uint16)
    case Int(NNSH_MAT_UINT32):
      return .integer(try words(shape, count, of: UInt32.self) { Int64($0) }, .uint32)
    case Int(NNSH_MAT_UINT64):
      return .integer(try words(shape, count, of: Int64.self) { $0 }, .uint64)
    default: throw malformed("an unknown kind of data")
    }
  }

  /// `count` words of type `Word`, each made an element.
  private mutating func words<Word: FixedWidthInteger, Element>(
    _ shape: Shape, _ count: Int, of: Word.Type, _ element: (Word) -> Element
  ) throws -> Matrix<Element> {
    let (size, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Word>.size)
    guard !overflow else { throw malformed("bad dimensions") }
    let slice = try take(size)
    return try slice.withUnsafeBytes { raw in
      try Matrix(shape) { buffer in
        for i in 0..<count {
          let word = raw.loadUnaligned(fromByteOffset: i * MemoryLayout<Word>.size, as: Word.self)
          buffer.initializeElement(at: i, to: element(Word(littleEndian: word)))
        }
      }
    }
  }
}
