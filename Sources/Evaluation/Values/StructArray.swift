import Matrices

/// A struct or struct array: for each field, in order, an array of values of the common shape.
public struct StructArray {
  @usableFromInline final class Contents {
    var shape: Shape
    var names: [String]
    var columns: [Matrix<Value>]
    init(shape: Shape, names: [String], columns: [Matrix<Value>]) {
      self.shape = shape
      self.names = names
      self.columns = columns
    }
  }
  private var contents: Contents

  /// A 1x1 struct without fields.
  public init() { contents = Contents(shape: .scalar, names: [], columns: []) }

  /// A 1x1 struct with these fields in this order.
  public init(_ fields: [(String, Value)]) {
    contents = Contents(
      shape: .scalar, names: fields.map { $0.0 }, columns: fields.map { Matrix(scalar: $0.1) })
  }

  /// - Precondition: one column of shape `shape` for each name; the names are distinct.
  public init(shape: Shape, names: [String], columns: [Matrix<Value>]) {
    precondition(names.count == columns.count)
    contents = Contents(shape: shape, names: names, columns: columns)
  }

  public var shape: Shape { contents.shape }
  public var names: [String] { contents.names }
  /// The values of all elements, field by field, in the order of `names`.
  public var columns: [Matrix<Value>] { contents.columns }

  /// The address of what copies share.
  var identity: UInt { UInt(bitPattern: ObjectIdentifier(contents)) }

  public func index(of name: String) -> Int? { contents.names.firstIndex(of: name) }

  /// The values of field `name` of all elements.
  public func column(_ name: String) -> Matrix<Value>? {
    index(of: name).map { contents.columns[$0] }
  }

  /// Field `name` of a 1x1 struct; nil when there is no such field.
  public subscript(name: String) -> Value? {
    guard shape.isScalar, let column = column(name) else { return nil }
    return column[0]
  }

  /// Sets field `name` of the element at 0-based `index`, adding the field (filled with `[]`) when new.
  public mutating func set(_ name: String, at index: Int = 0, to value: Value) throws {
    makeUnique()
    let field = try addField(name)
    try contents.columns[field].unshare()
    contents.columns[field][index] = value
  }

  /// Adds field `name` with `[]` in every element unless it is there; returns its position.
  @discardableResult
  public mutating func addField(_ name: String) throws -> Int {
    if let present = index(of: name) { return present }
    makeUnique()
    contents.columns.append(try Matrix(contents.shape, repeating: .emptyMatrix))
    contents.names.append(name)
    return contents.names.count - 1
  }

  public mutating func removeField(_ name: String) {
    guard let field = index(of: name) else { return }
    makeUnique()
    contents.names.remove(at: field)
    contents.columns.remove(at: field)
  }

  /// Puts back what `take` took out, or what became of it.
  mutating func put(_ value: Value, _ field: Int, at index: Int) {
    makeUnique()
    contents.columns[field][index] = value
  }

  /// Takes field `field` of element `index` out for updating in place.
  /// - Throws: `MatrixError.tooLarge` when the field of all elements had to be copied, and memory ran out.
  mutating func take(_ field: Int, at index: Int) throws -> Value {
    makeUnique()
    try contents.columns[field].unshare()
    let value = contents.columns[field][index]
    contents.columns[field][index] = .bool(false)
    return value
  }

  /// Assigns the elements of `source`, which has the same fields, to those at `subscripts`, growing as arrays do.
  /// - Throws: what array assignment throws; the struct is then as it was.
  mutating func assign(_ source: StructArray, at subscripts: [Subscript]) throws {
    makeUnique()
    if contents.names.isEmpty {
      var flags = try Matrix(shape, repeating: false)
      try flags.assign(
        try Matrix(source.shape, repeating: false), atAll: subscripts, fill: false)
      contents.shape = flags.shape
      return
    }
    let before = contents.shape
    for (field, name) in contents.names.enumerated() {
      guard let column = source.column(name) else { continue }
      do {
        try contents.columns[field].assign(column, atAll: subscripts, fill: .emptyMatrix)
      } catch {
        // Memory ran out after the first fields.
        for grown in 0..<field { try contents.columns[grown].shrink(to: before) }
        throw error
      }
    }
    contents.shape = contents.columns[0].shape
  }

  private mutating func makeUnique() {
    if isKnownUniquelyReferenced(&contents) { return }
    contents = Contents(
      shape: contents.shape, names: contents.names, columns: contents.columns)
  }
}
