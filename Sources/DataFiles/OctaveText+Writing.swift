import Matrices

extension OctaveText {
  /// The text of `variables`, to which `header` (a comment line) is put in front.
  public static func text(
    of variables: [DataVariable], header: String, path: String
  ) throws -> [UInt8] {
    var writer = OctaveTextWriter(path: path)
    writer.line("# \(header)")
    for variable in variables {
      writer.line("# name: \(variable.name)")
      try writer.item(variable.item, depth: 0)
      writer.line("")
      writer.line("")
    }
    return writer.bytes
  }

  /// The shortest decimal digits that read back as the same number; `Inf`, `NaN` by name.
  public static func digits(_ x: Double) -> String {
    if x.isNaN { return "NaN" }
    if x.isInfinite { return x < 0 ? "-Inf" : "Inf" }
    let text = "\(x)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

private struct OctaveTextWriter {
  let path: String
  private(set) var bytes: [UInt8] = []

  init(path: String) { self.path = path }

  mutating func line(_ text: String) {
    bytes += Array(text.utf8)
    bytes.append(10)
  }

  mutating func item(_ item: DataItem, depth: Int) throws {
    guard depth <= 64 else {
      throw DataFileError.unsupported(path: path, what: "so deep a nesting of cells and structs")
    }
    switch item {
    case .double(let m): numbers(m, "", OctaveText.digits)
    case .single(let m): numbers(m, "float ") { OctaveText.digits($0) }
    case .logical(let m): truths(m)
    case .integer(let m, let kind): integers(m, kind)
    case .text(let m): text(m)
    case .cell(let c): try cell(c, depth)
    case .structure(let shape, let names, let columns):
      try structure(shape, names, columns, depth)
    case .unsupported(let what): throw DataFileError.unsupported(path: path, what: what)
    }
  }

  private mutating func extents(_ shape: Shape) {
    line("# ndims: \(shape.rank)")
    line(shape.dimensions.map { " \($0)" }.joined())
  }

  private mutating func rows(_ shape: Shape) {
    line("# rows: \(shape.rows)")
    line("# columns: \(shape.columns)")
  }

  private mutating func array<Element>(
    _ m: Matrix<Element>, _ digits: (Element) -> String
  ) {
    if m.shape.isMatrix {
      rows(m.shape)
      for row in 0..<m.rows {
        line((0..<m.columns).map { " " + digits(m[row, $0]) }.joined())
      }
    } else {
      extents(m.shape)
      for element in m.elements { line(" " + digits(element)) }
    }
  }

  private mutating func numbers<Element>(
    _ m: Matrix<Element>, _ prefix: String, _ digits: (Element) -> String
  ) {
    if m.isScalar {
      line("# type: \(prefix)scalar")
      line(digits(m[0]))
    } else {
      line("# type: \(prefix)matrix")
      array(m, digits)
    }
  }

  private mutating func truths(_ m: Matrix<Bool>) {
    if m.isScalar {
      line("# type: bool")
      line(m[0] ? "1" : "0")
    } else {
      line("# type: bool matrix")
      array(m) { $0 ? "1" : "0" }
    }
  }

  private mutating func integers(_ m: Matrix<Int64>, _ kind: DataItem.IntegerClass) {
    func digits(_ x: Int64) -> String {
      kind == .uint64 ? String(UInt64(bitPattern: x)) : String(x)
    }
    if m.isScalar {
      line("# type: \(kind.rawValue) scalar")
      line(digits(m[0]))
    } else {
      line("# type: \(kind.rawValue) matrix")
      extents(m.shape)
      for element in m.elements { line(" " + digits(element)) }
    }
  }

  private mutating func text(_ m: Matrix<UInt8>) {
    line("# type: sq_string")
    if !m.shape.isMatrix {
      extents(m.shape)
      bytes += m.elements
      line("")
      return
    }
    line("# elements: \(m.rows)")
    if m.rows == 0 { line("# length: 0") }
    for row in 0..<m.rows {
      line("# length: \(m.columns)")
      for column in 0..<m.columns { bytes.append(m[row, column]) }
      line("")
    }
  }

  private mutating func cell(_ c: Matrix<DataItem>, _ depth: Int) throws {
    line("# type: cell")
    if c.shape.isMatrix { rows(c.shape) } else { extents(c.shape) }
    for (i, element) in c.elements.enumerated() {
      line("# name: <cell-element>")
      try item(element, depth: depth + 1)
      line("")
      line("")
      // Each column ends with one more blank line.
      if c.rows > 0, i % c.rows == c.rows - 1 { line("") }
    }
  }

  private mutating func structure(
    _ shape: Shape, _ names: [String], _ columns: [Matrix<DataItem>], _ depth: Int
  ) throws {
    line(shape.isScalar ? "# type: scalar struct" : "# type: struct")
    extents(shape)
    line("# length: \(names.count)")
    for (name, column) in zip(names, columns) {
      line("# name: \(name)")
      if shape.isScalar {
        try item(column[0], depth: depth + 1)
      } else {
        try cell(column, depth + 1)
      }
      line("")
      line("")
    }
  }
}

extension OctaveText {
  /// A single-precision number in the fewest digits that read back as the same.
  static func digits(_ x: Float) -> String {
    if x.isNaN || x.isInfinite { return digits(Double(x)) }
    let text = "\(x)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
