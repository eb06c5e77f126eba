import Matrices

/// The text format that Octave's `save` writes: `# name: x`, `# type: matrix`, ...
public enum OctaveText {
  /// Whether `head`, the first bytes of a file, look like this format.
  public static func isRecognised(_ head: [UInt8]) -> Bool {
    guard let first = head.first, first == UInt8(ascii: "#") || first == UInt8(ascii: "%") else {
      return false
    }
    let text = String(decoding: head, as: UTF8.self)
    for line in text.split(separator: "\n") {
      guard line.first == "#" || line.first == "%" else { return false }
      if line.dropFirst().drop(while: { $0 == " " }).hasPrefix("name:") { return true }
    }
    return false
  }

  /// The variables in `bytes`, the contents of the file at `path`.
  public static func read(_ bytes: [UInt8], path: String) throws -> [DataVariable] {
    var reader = OctaveTextReader(bytes, path: path)
    return try reader.variables()
  }
}

/// Reads one variable after the other; every count is checked against the text that is left.
private struct OctaveTextReader {
  private var cursor: TextCursor
  private let path: String

  init(_ bytes: [UInt8], path: String) {
    cursor = TextCursor(bytes)
    self.path = path
  }

  private func malformed(_ detail: String) -> DataFileError {
    .malformed(path: path, detail: detail)
  }

  mutating func variables() throws -> [DataVariable] {
    var all: [DataVariable] = []
    while let name = nextName() {
      all.append(DataVariable(name: name, item: try item(depth: 0)))
    }
    return all
  }

  /// Passes lines up to the next `# name:`.
  private mutating func nextName() -> String? {
    while let line = cursor.line() {
      if let name = OctaveTextReader.value(of: "name", in: line) { return name }
    }
    return nil
  }

  /// What stands behind `# key:` in a line; nil when the line says something else.
  private static func value(of key: String, in line: ArraySlice<UInt8>) -> String? {
    var text = Substring(String(decoding: line, as: UTF8.self))
    guard text.first == "#" || text.first == "%" else { return nil }
    text = text.dropFirst().drop { $0 == " " }
    guard text.hasPrefix(key + ":") else { return nil }
    text = text.dropFirst(key.count + 1).drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// The value of the header line that must come next.
  private mutating func header(_ key: String) throws -> String {
    cursor.skipBlankLines()
    guard let line = cursor.line(), let value = OctaveTextReader.value(of: key, in: line) else {
      throw malformed("'\(key)' is missing")
    }
    return value
  }

  private mutating func count(_ key: String) throws -> Int {
    guard let n = Int(try header(key)), n >= 0 else { throw malformed("'\(key)' is no count") }
    return n
  }

  /// Whether the next line is the header `key`.
  private func isNext(_ key: String) -> Bool {
    var ahead = cursor
    ahead.skipBlankLines()
    return ahead.line().flatMap { OctaveTextReader.value(of: key, in: $0) } != nil
  }

  private mutating func item(depth: Int) throws -> DataItem {
    guard depth <= 64 else { throw malformed("too deep a nesting") }
    let type = try header("type")
    switch type {
    case "scalar", "matrix", "null_matrix", "float scalar", "float matrix":
      let m = try numbers(isScalar: type.hasSuffix("scalar"))
      return type.hasPrefix("float") ? .single(try m.mapped { Float($0) }) : .double(m)
    case "bool", "bool matrix":
      return .logical(try numbers(isScalar: type == "bool").mapped { $0 != 0 })
    case "string", "sq_string", "null_string", "null_sq_string": return try text()
    case "cell": return .cell(try cell(depth))
    case "scalar struct", "struct": return try structure(depth, isArray: type == "struct")
    case "diagonal matrix": return try diagonal()
    case "range", "double_range": return try range()
    default: return try integers(type, depth)
    }
  }

  private mutating func integers(_ type: String, _ depth: Int) throws -> DataItem {
    let words = type.split(separator: " ")
    guard words.count == 2, let kind = DataItem.IntegerClass(rawValue: String(words[0])) else {
      guard depth == 0 else { throw DataFileError.unsupported(path: path, what: type) }
      return .unsupported(type)
    }
    let isScalar = words[1] == "scalar"
    let shape = isScalar ? Shape.scalar : try self.shape().shape
    let elements = try tokens(shape, kind)
    return .integer(try Matrix(shape, elements), kind)
  }

  /// Whole numbers are read digit by digit: those of 64 bits do not fit a double.
  private mutating func tokens(_ shape: Shape, _ kind: DataItem.IntegerClass) throws -> [Int64] {
    var all: [Int64] = []
    for _ in 0..<(try checkedCount(shape)) {
      cursor.skipBlankLines()
      var digits: [UInt8] = []
      while !cursor.isAtEnd, cursor.current > 32 {
        digits.append(cursor.current)
        cursor.skip(1)
      }
      let word = String(decoding: digits, as: UTF8.self)
      guard let value = Int64(word) ?? UInt64(word).map({ Int64(bitPattern: $0) }) else {
        throw malformed("'\(word)' is no whole number")
      }
      all.append(value)
    }
    return all
  }

  /// The extents that follow: `rows` and `columns` (elements row by row), or `ndims` (column by column).
  private mutating func shape() throws -> (shape: Shape, byRows: Bool) {
    if isNext("ndims") {
      let rank = try count("ndims")
      guard rank <= 64 else { throw malformed("'ndims' is too large") }
      var extents: [Int] = []
      for _ in 0..<rank {
        guard let x = cursor.number(), let n = Int(exactly: x), n >= 0 else {
          throw malformed("bad dimensions")
        }
        extents.append(n)
      }
      return (Shape(extents), false)
    }
    let rows = try count("rows")
    return (Shape(rows, try count("columns")), true)
  }

  /// The number of elements, which the text that is left can hold at two bytes for each.
  private func checkedCount(_ shape: Shape) throws -> Int {
    guard let count = shape.checkedCount, count <= cursor.left / 2 + 1 else {
      throw malformed("fewer elements than the dimensions say")
    }
    return count
  }

  private mutating func number() throws -> Double {
    guard let x = cursor.number() else { throw malformed("a number is missing") }
    return x
  }

  private mutating func numbers(isScalar: Bool) throws -> Matrix<Double> {
    if isScalar { return Matrix(scalar: try number()) }
    let (shape, byRows) = try self.shape()
    let count = try checkedCount(shape)
    var elements = [Double](repeating: 0, count: count)
    for i in 0..<count {
      let target = byRows ? i % shape.columns * shape.rows + i / shape.columns : i
      elements[target] = try number()
    }
    return try Matrix(shape, elements)
  }

  private mutating func text() throws -> DataItem {
    if isNext("ndims") {
      let shape = try self.shape().shape
      _ = cursor.line()
      guard let count = shape.checkedCount, let bytes = cursor.take(count) else {
        throw malformed("text is missing")
      }
      return .text(try Matrix(shape, bytes))
    }
    let rows = try count("elements")
    guard rows <= cursor.left else { throw malformed("text is missing") }
    var lines: [[UInt8]] = []
    for _ in 0..<rows {
      let length = try count("length")
      guard let bytes = cursor.take(length) else { throw malformed("text is missing") }
      lines.append(bytes)
      cursor.skipLineEnd()
    }
    if rows == 0, isNext("length") { _ = try count("length") }
    let width = lines.first?.count ?? 0
    guard lines.allSatisfy({ $0.count == width }) else { throw malformed("rows of text differ") }
    return .text(
      try Matrix(
        Shape(rows, width), (0..<(rows * width)).map { lines[$0 % rows][$0 / rows] }))
  }

  private mutating func cell(_ depth: Int) throws -> Matrix<DataItem> {
    let shape = try self.shape().shape
    let count = try checkedCount(shape)
    var items: [DataItem] = []
    for _ in 0..<count {
      _ = try header("name")
      items.append(try item(depth: depth + 1))
    }
    return try Matrix(shape, items)
  }

  private mutating func structure(_ depth: Int, isArray: Bool) throws -> DataItem {
    var shape = Shape.scalar
    if isNext("ndims") { shape = try self.shape().shape }
    if !isArray { shape = .scalar }
    let fields = try count("length")
    guard fields <= cursor.left else { throw malformed("fields are missing") }
    var names: [String] = []
    var columns: [Matrix<DataItem>] = []
    for _ in 0..<fields {
      let name = try header("name")
      guard !names.contains(name) else { throw malformed("fields of the same name") }
      let value = try item(depth: depth + 1)
      names.append(name)
      if isArray {
        guard case .cell(let c) = value, c.shape == shape else {
          throw malformed("a field of a struct array is no cell")
        }
        columns.append(c)
      } else {
        columns.append(Matrix(scalar: value))
      }
    }
    if fields == 0, isArray { _ = try checkedCount(shape) }
    return .structure(shape: shape, names: names, columns: columns)
  }

  private mutating func diagonal() throws -> DataItem {
    let shape = try self.shape().shape
    let length = min(shape.rows, shape.columns)
    guard length <= cursor.left / 2 + 1 else { throw malformed("elements are missing") }
    var m = try Matrix(shape, repeating: 0.0)
    for i in 0..<length { m[i, i] = try number() }
    return .double(m)
  }

  private mutating func range() throws -> DataItem {
    cursor.skipBlankLines()
    if cursor.current == UInt8(ascii: "#") || cursor.current == UInt8(ascii: "%") {
      _ = cursor.line()
    }
    let start = try number()
    let limit = try number()
    let step = try number()
    let steps = step == 0 ? -1 : ((limit - start) / step * (1 + 3e-16)).rounded(.down)
    guard steps.isFinite, let last = Int(exactly: steps), last < 1 << 40 else {
      throw malformed("a bad range")
    }
    let count = max(0, last + 1)
    return .double(
      try Matrix(Shape(1, count)) { buffer in
        for i in 0..<count { buffer[i] = start + Double(i) * step }
      })
  }
}

extension Matrix where Element == Double {
  /// The array of `transform` of every element.
  func mapped<Other>(_ transform: (Double) -> Other) throws -> Matrix<Other> {
    try withUnsafeElements { source in
      try Matrix<Other>(shape) { target in
        for i in 0..<source.count { target.initializeElement(at: i, to: transform(source[i])) }
      }
    }
  }
}
