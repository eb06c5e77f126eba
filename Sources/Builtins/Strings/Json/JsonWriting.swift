import Evaluation
import Matrices
import Texts

/// Values as text in JSON (RFC 8259), as `jsonencode` writes them.
struct JsonWriting {
  /// Whether NaN and Inf are written as such; else as null.
  let keepsNonFinite: Bool
  private(set) var text = ""

  init(keepsNonFinite: Bool) { self.keepsNonFinite = keepsNonFinite }

  mutating func write(_ value: Value, _ call: Call) throws {
    switch value {
    case .bool(let b): text += b ? "true" : "false"
    case .logical(let m): nested(m.shape) { m[$0] ? "true" : "false" }
    case .char(let m, _):
      let rows = m.textRows
      if rows.count <= 1 { return string(rows.first ?? []) }
      list(rows) { $0.string($1) }
    case .cell(let c): try list(c.elements) { try $0.write($1, call) }
    case .structure(let s):
      func object(_ index: Int) throws -> [(key: [UInt8], value: Value)] {
        s.names.map { (Array($0.utf8), s.column($0)?[index] ?? .emptyMatrix) }
      }
      if s.shape.isScalar { return try members(try object(0), call) }
      try list(Array(0..<s.shape.count)) { try $0.members(try object($1), call) }
    case .map(let map) where map.isDictionary:
      let values = try map.keys.map { key in
        (key: Array(MapObject.text(key).utf8), value: map[key] ?? .emptyMatrix)
      }
      try members(values, call)
    default:
      guard value.isNumeric, let m = try value.doubles else {
        throw call.error("unsupported type")
      }
      if m.isScalar {
        text += number(m[0])
        return
      }
      nested(m.shape) { [self] in number(m[$0]) }
    }
  }

  private mutating func list<Element>(
    _ elements: [Element], _ one: (inout JsonWriting, Element) throws -> Void
  ) rethrows {
    text += "["
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      try one(&self, element)
    }
    text += "]"
  }

  private mutating func members(_ members: [(key: [UInt8], value: Value)], _ call: Call) throws {
    text += "{"
    for (index, member) in members.enumerated() {
      if index > 0 { text += "," }
      string(member.key)
      text += ":"
      try write(member.value, call)
    }
    text += "}"
  }

  /// A vector as one list, anything else as lists in lists, the first dimension outermost.
  private mutating func nested(_ shape: Shape, _ element: (Int) -> String) {
    if shape.isEmpty {
      text += "[]"
      return
    }
    if shape.isVector {
      return list(Array(0..<shape.count)) { $0.text += element($1) }
    }
    let strides = (0..<shape.rank).map { axis in (0..<axis).reduce(1) { $0 * shape[$1] } }
    func level(_ axis: Int, _ start: Int, _ writer: inout JsonWriting) {
      if axis == shape.rank {
        writer.text += element(start)
        return
      }
      writer.list(Array(0..<shape[axis])) { level(axis + 1, start + $1 * strides[axis], &$0) }
    }
    level(0, 0, &self)
  }

  private mutating func string(_ bytes: [UInt8]) {
    text += JSON.quoted(String(decoding: bytes, as: UTF8.self), hasLargeDigits: true)
  }

  /// The shortest digits that say the number; a point marks those that are no small whole ones.
  private func number(_ x: Double) -> String {
    if !x.isFinite {
      return keepsNonFinite ? x.isNaN ? "NaN" : x < 0 ? "-Infinity" : "Infinity" : "null"
    }
    if let whole = Int32(exactly: x) { return "\(whole)" }
    let sign = x < 0 ? "-" : ""
    let parts = "\(abs(x))".split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    var point = mantissa[0].count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    var digits = mantissa.joined()
    while digits.hasPrefix("0"), digits.count > 1 {
      digits.removeFirst()
      point -= 1
    }
    while digits.hasSuffix("0"), digits.count > 1 { digits.removeLast() }
    if point > 21 || point <= -6 {
      let rest = digits.dropFirst()
      return sign + digits.prefix(1) + (rest.isEmpty ? "" : "." + rest) + "e\(point - 1)"
    }
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
    if digits.count <= point {
      return sign + digits + String(repeating: "0", count: point - digits.count) + ".0"
    }
    return sign + digits.prefix(point) + "." + digits.dropFirst(point)
  }
}
