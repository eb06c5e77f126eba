import Evaluation
import Matrices

/// Text in JSON (RFC 8259) as values, as `jsondecode` reads it.
struct JsonReading {
  struct Failure: Error {
    /// From 1 on.
    let offset: Int
    let text: String
  }

  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0
  /// Whether the names of members are made valid names of fields.
  private let mendsNames: Bool

  /// How deep lists and objects may stand in each other.
  private static let mostLevels = 256

  private init(_ bytes: [UInt8], mendsNames: Bool) {
    (self.bytes, self.mendsNames) = (bytes, mendsNames)
  }

  static func value(_ bytes: [UInt8], mendsNames: Bool) throws -> Value {
    var reader = JsonReading(bytes, mendsNames: mendsNames)
    reader.skipBlanks()
    if reader.position == bytes.count { throw reader.failure("The document is empty.") }
    let value = try reader.value()
    reader.skipBlanks()
    guard reader.position == bytes.count else {
      throw reader.failure("The document root must not be followed by other values.")
    }
    return value
  }

  private func failure(_ text: String) -> Failure { Failure(offset: position + 1, text: text) }

  private var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

  private mutating func skipBlanks() {
    while [32, 9, 10, 13].contains(current), position < bytes.count { position += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard current == byte, position < bytes.count else { return false }
    position += 1
    return true
  }

  private mutating func value() throws -> Value {
    skipBlanks()
    switch current {
    case UInt8(ascii: "{"): return try nested { try $0.object() }
    case UInt8(ascii: "["): return try nested { try Self.joined(try $0.list()) }
    case UInt8(ascii: "\""): return .bytes(try string())
    default: break
    }
    for (word, value) in [
      ("true", Value.bool(true)), ("false", .bool(false)), ("null", .emptyMatrix),
      ("NaN", .number(.nan)), ("Infinity", .number(.infinity)), ("-Infinity", .number(-.infinity)),
    ] where bytes[position...].starts(with: word.utf8) {
      position += word.utf8.count
      return value
    }
    let digits = bytes[position...].prefix { "+-.eE0123456789".utf8.contains($0) }
    guard let first = digits.first, first != UInt8(ascii: "+"),
      let number = Double(String(decoding: digits, as: UTF8.self))
    else { throw failure("Invalid value.") }
    position += digits.count
    return .number(number)
  }

  private mutating func nested(_ body: (inout JsonReading) throws -> Value) throws -> Value {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.mostLevels else { throw failure("The document is nested too deeply.") }
    position += 1
    return try body(&self)
  }

  private mutating func object() throws -> Value {
    var fields = StructArray([])
    if take(UInt8(ascii: "}")) { return .structure(fields) }
    while true {
      skipBlanks()
      guard current == UInt8(ascii: "\"") else {
        throw failure("Missing a name for object member.")
      }
      let name = String(decoding: try string(), as: UTF8.self)
      guard take(UInt8(ascii: ":")) else {
        throw failure("Missing a colon after a name of object member.")
      }
      try fields.set(mendsNames ? validName(name) : name, to: try value())
      if take(UInt8(ascii: "}")) { return .structure(fields) }
      guard take(UInt8(ascii: ",")) else {
        throw failure("Missing a comma or '}' after an object member.")
      }
    }
  }

  private mutating func list() throws -> [(value: Value, isNull: Bool)] {
    var elements: [(value: Value, isNull: Bool)] = []
    if take(UInt8(ascii: "]")) { return [] }
    while true {
      skipBlanks()
      let isNull = current == UInt8(ascii: "n")
      elements.append((try value(), isNull))
      if take(UInt8(ascii: "]")) { return elements }
      guard take(UInt8(ascii: ",")) else {
        throw failure("Missing a comma or ']' after an array element.")
      }
    }
  }

  private mutating func string() throws -> [UInt8] {
    position += 1
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") { return text }
      guard byte == UInt8(ascii: "\\"), position < bytes.count else {
        text.append(byte)
        continue
      }
      let escaped = bytes[position]
      position += 1
      switch escaped {
      case UInt8(ascii: "n"): text.append(10)
      case UInt8(ascii: "t"): text.append(9)
      case UInt8(ascii: "r"): text.append(13)
      case UInt8(ascii: "b"): text.append(8)
      case UInt8(ascii: "f"): text.append(12)
      case UInt8(ascii: "u"): text += String(try scalar()).utf8
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escaped)
      default: throw failure("Invalid escape character in string.")
      }
    }
    throw failure("Missing a closing quotation mark in string.")
  }

  /// The scalar of `\\uXXXX`, or of two of them.
  private mutating func scalar() throws -> Unicode.Scalar {
    func unit(_ start: Int) -> UInt32? {
      guard start + 4 <= bytes.count else { return nil }
      return UInt32(String(decoding: bytes[start..<start + 4], as: UTF8.self), radix: 16)
    }
    guard let first = unit(position) else {
      throw failure("Incorrect hex digit after \\u escape in string.")
    }
    position += 4
    if let single = Unicode.Scalar(first) { return single }
    guard first < 0xDC00, bytes[position...].starts(with: "\\u".utf8),
      let second = unit(position + 2), (0xDC00...0xDFFF).contains(second),
      let pair = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw failure("The surrogate pair in string is invalid.") }
    position += 6
    return pair
  }

  // MARK: - Lists as arrays

  /// Numbers, truth values, structs of the same fields and lists of equal size as an array, anything else as a
  /// column cell.
  private static func joined(_ elements: [(value: Value, isNull: Bool)]) throws -> Value {
    let values = elements.map(\.value)
    let cell = Value.cell(try Matrix(Shape(values.count, 1), values))
    guard let first = values.first else { return .emptyMatrix }
    if elements.allSatisfy({ if case .number = $0.value { true } else { $0.isNull } }) {
      return try .column(values.map { $0.scalar ?? .nan })
    }
    if elements.contains(where: \.isNull) { return cell }
    switch first {
    case .bool:
      guard values.allSatisfy({ if case .bool = $0 { true } else { false } }) else { return cell }
      return .truths(try Matrix(Shape(values.count, 1), values.map { $0.scalar == 1 }))
    case .structure(let one):
      let structs = values.compactMap { value -> StructArray? in
        if case .structure(let s) = value, s.shape.isScalar, s.names == one.names { s } else { nil }
      }
      guard structs.count == values.count, !one.names.isEmpty else { return cell }
      let shape = Shape(values.count, 1)
      return .structure(
        StructArray(
          shape: shape, names: one.names,
          columns: try one.names.map { name in
            try Matrix(shape, structs.map { $0[name] ?? .emptyMatrix })
          }))
    case .double, .logical: return try stacked(values) ?? cell
    default: return cell
    }
  }

  /// Arrays of one class and size one behind the other along a new first dimension; nil for others.
  private static func stacked(_ values: [Value]) throws -> Value? {
    let first = values[0]
    guard !first.isEmpty,
      values.allSatisfy({ $0.shape == first.shape && $0.valueClass == first.valueClass })
    else { return nil }
    let arrays = try values.compactMap { try $0.doubles }
    let inner = first.shape
    let sizes =
      inner.isMatrix && inner.columns == 1
      ? [inner.rows] : (0..<inner.rank).map { inner[$0] }
    let all = try Matrix<Double>(Shape([values.count] + sizes)) { target in
      for (row, array) in arrays.enumerated() {
        for k in 0..<array.count { target[row + k * values.count] = array[k] }
      }
    }
    return first.isLogical ? .truths(try all.converted { $0 != 0 }) : .matrix(all)
  }
}
