import Matrices

/// `m(key)`, `m(key) = value` and `m.Count` for the evaluator, with Octave's checks and messages.
extension MapObject {
  /// `value` as a key of this map.
  public func key(_ value: Value) throws -> Key {
    guard let key = keyIfFits(value) else {
      throw MapObject.error("specified key type does not match the type of this container")
    }
    return key
  }

  /// `value` as a key, or nil when it is of another kind than this map's keys.
  public func keyIfFits(_ value: Value) -> Key? {
    if hasTextKeys {
      guard value.isChar, value.shape.isMatrix, value.shape.rows <= 1 else { return nil }
      return value.bytes.map { .text($0) }
    }
    guard value.isNumeric || value.isLogical, let number = value.scalar else { return nil }
    return .number(number)
  }

  /// The keys in ascending order, as a row cell.
  public var keyCell: Value {
    get throws {
      let all = try keys.map { key in
        try Interrupt.check()
        return MapObject.value(of: key, as: keyType)
      }
      return .cell(try Matrix(Shape(1, count), all))
    }
  }

  /// The values in the order of their keys, as a row cell.
  public var valueCell: Value {
    get throws {
      let all = try keys.map { key in
        try Interrupt.check()
        return self[key] ?? .emptyMatrix
      }
      return .cell(try Matrix(Shape(1, count), all))
    }
  }

  /// An error in the name of the class.
  public static func error(_ text: String) -> EvaluationError {
    EvaluationError("containers.Map: \(text)")
  }

  /// `value` as the class of this map's values has it.
  func converted(_ value: Value) throws -> Value {
    let mismatch = MapObject.error(
      "specified value type does not match the type of this container")
    switch valueType {
    case "any": return value
    case "char":
      guard value.isChar else { throw mismatch }
      return value
    default:
      guard value.isNumeric || value.isLogical, value.isScalar,
        let target = ValueClass(name: valueType), let converted = try value.converted(to: target)
      else { throw mismatch }
      return converted
    }
  }

  /// A key as messages show it.
  public static func text(_ key: Key) -> String {
    switch key {
    case .text(let bytes): String(decoding: bytes, as: UTF8.self)
    case .number(let x): Int(exactly: x).map { String($0) } ?? "\(x)"
    }
  }

  private static func value(of key: Key, as keyType: String) -> Value {
    switch key {
    case .text(let bytes): return .bytes(bytes)
    case .number(let x):
      let number = Value.number(x)
      guard let target = ValueClass(name: keyType) else { return number }
      return (try? number.converted(to: target)) ?? number
    }
  }
}

extension ValueClass {
  /// The class that `class(x)` calls `name`; nil for anything else.
  public init?(name: String) {
    switch name {
    case "double": self = .double
    case "single": self = .single
    case "logical": self = .logical
    case "char": self = .char
    case "cell": self = .cell
    case "struct": self = .structure
    case "function_handle": self = .function
    case "network": self = .network
    case "containers.Map": self = .map
    default:
      guard let kind = IntegerKind(rawValue: name) else { return nil }
      self = .integer(kind)
    }
  }
}
