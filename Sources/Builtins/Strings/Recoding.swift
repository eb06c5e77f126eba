import Evaluation
import Matrices

let recoding: [Builtin] = [
  Builtin(
    "base64_encode(x)", "The bytes of a numeric array as base64 text",
    examples: """
      >> base64_encode(uint8("abc"))
      ans = YWJj
      """,
    seeAlso: ["base64_decode", "typecast"], one: encode),
  Builtin(
    "base64_decode(s, dims)", "The doubles that base64 text holds",
    examples: """
      >> base64_decode(base64_encode([1 2]))
      ans =

         1   2

      """,
    seeAlso: ["base64_encode"], one: decode),
  Builtin(
    "typecast(x, class)", "The bytes of an array read as another class",
    examples: """
      >> typecast(single(1), "uint32")
      ans = 1065353216
      """,
    seeAlso: ["cast", "swapbytes"], one: reinterpret),
  Builtin(
    "swapbytes(x)", "Every element with its bytes in reverse order",
    examples: """
      >> swapbytes(uint16(1))
      ans = 256
      """,
    seeAlso: ["typecast"], one: swapBytes),
  Builtin(
    "unicode2native(str, codepage)", "The bytes of a text",
    examples: """
      >> unicode2native("a")
      ans = 97
      """, seeAlso: ["native2unicode", "double"], one: bytesOfText),
  Builtin(
    "native2unicode(bytes, codepage)", "The text that bytes stand for",
    examples: """
      >> native2unicode(uint8([97 98]))
      ans = ab
      """, seeAlso: ["unicode2native", "char"], one: textOfBytes),
]

private let base64Digits = Array(
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

func base64(_ bytes: [UInt8]) -> [UInt8] {
  var text: [UInt8] = []
  text.reserveCapacity(bytes.count / 3 * 4 + 4)
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    var bits = 0
    for i in 0..<3 { bits = bits << 8 | (i < group.count ? Int(group[start + i]) : 0) }
    for i in 0..<4 {
      text.append(
        i <= group.count ? base64Digits[bits >> (18 - 6 * i) & 63] : UInt8(ascii: "="))
    }
  }
  return text
}

/// The bytes of base64 text; nil when it is malformed.
func bytes(fromBase64 text: [UInt8]) -> [UInt8]? {
  var bytes: [UInt8] = []
  var bits = 0
  var count = 0
  for byte in text where !byte.isBlank && byte != UInt8(ascii: "=") {
    guard let digit = base64Digits.firstIndex(of: byte) else { return nil }
    bits = (bits << 6 | digit) & 0xFFFFFF
    count += 6
    if count >= 8 {
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> count))
    }
  }
  return bytes
}

private func encode(_ call: Call) throws -> Value {
  try call.expect(1...1)
  guard call[0].isNumeric, let bytes = try rawBytes(call[0]) else {
    throw call.error("encoding is supported only for numeric arrays")
  }
  return .bytes(base64(bytes))
}

private func decode(_ call: Call) throws -> Value {
  try call.expect(1...2)
  guard let text = call[0].bytes, text.count % 4 == 0, let bytes = bytes(fromBase64: text) else {
    throw call.error("input was not valid base64")
  }
  guard bytes.count % 8 == 0, !bytes.isEmpty else { throw call.error("incorrect input size") }
  let numbers = elements(bytes, as: UInt64.self).map { Double(bitPattern: $0) }
  guard call.count == 2 else { return try .row(numbers) }
  let shape = Shape(try call.matrix(1).elements.map { Int(exactly: $0) ?? 0 })
  guard shape.checkedCount == numbers.count else {
    throw call.error("input was not valid base64")
  }
  return .matrix(try Matrix(shape, numbers))
}

/// The bytes of an array in memory order (little-endian); nil for values without numbers or text.
func rawBytes(_ value: Value) throws -> [UInt8]? {
  switch try value.unpacked {
  case .number(let x): return bytes(of: [x.bitPattern])
  case .double(let m): return bytes(of: m.elements.map(\.bitPattern))
  case .single(let m): return bytes(of: m.elements.map(\.bitPattern))
  case .bool(let b): return [b ? 1 : 0]
  case .logical(let m): return m.elements.map { $0 ? 1 : 0 }
  case .char(let m, _): return m.elements
  case .integer(let m, let kind):
    switch kind.byteCount {
    case 1: return m.elements.map { UInt8(truncatingIfNeeded: $0) }
    case 2: return bytes(of: m.elements.map { UInt16(truncatingIfNeeded: $0) })
    case 4: return bytes(of: m.elements.map { UInt32(truncatingIfNeeded: $0) })
    default: return bytes(of: m.elements.map { UInt64(bitPattern: $0) })
    }
  default: return nil
  }
}

private func bytes<T: FixedWidthInteger>(of words: [T]) -> [UInt8] {
  words.flatMap { word in
    (0..<MemoryLayout<T>.size).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
  }
}

/// Little-endian words of type `T`; bytes left over at the end are dropped.
private func elements<T: FixedWidthInteger>(_ bytes: [UInt8], as: T.Type) -> [T] {
  let size = MemoryLayout<T>.size
  return (0..<(bytes.count / size)).map { i in
    (0..<size).reduce(T.zero) { $0 | T(truncatingIfNeeded: bytes[i * size + $1]) << (8 * $1) }
  }
}

private func reinterpret(_ call: Call) throws -> Value {
  try call.expect(2...2)
  let name = try call.string(1)
  guard let bytes = try rawBytes(call[0]) else {
    throw call.error("invalid input CLASS: \(call[0].className)")
  }
  // Matrices count column by column.
  let isColumn = !(call[0].shape.isMatrix && call[0].shape.rows == 1)
  guard let target = ValueClass(name: name), target != .logical || name == "logical",
    let size = target.byteCount
  else { throw call.error("cannot convert to \(name) class") }
  guard bytes.count % size == 0 else {
    throw call.error("incorrect number of input values to make output value")
  }
  let count = bytes.count / size
  let shape =
    call[0].shape == .empty ? Shape.empty : isColumn ? Shape(count, 1) : Shape(1, count)
  return try value(of: bytes, as: target, shape)
}

extension ValueClass {
  /// Bytes of one element in memory; nil for classes without such a form.
  var byteCount: Int? {
    switch self {
    case .double: 8
    case .single: 4
    case .char, .logical: 1
    case .integer(let kind): kind.byteCount
    case .cell, .structure, .function, .network, .map: nil
    }
  }
}

/// An array of class `target` from its bytes in memory order. - Precondition: their number fits `shape`.
func value(of bytes: [UInt8], as target: ValueClass, _ shape: Shape) throws -> Value {
  switch target {
  case .double:
    return .matrix(
      try Matrix(shape, elements(bytes, as: UInt64.self).map { Double(bitPattern: $0) }))
  case .single:
    return .single(
      try Matrix(shape, elements(bytes, as: UInt32.self).map { Float(bitPattern: $0) }))
  case .logical: return .truths(try Matrix(shape, bytes.map { $0 != 0 }))
  case .integer(let kind):
    let words: [Int64] =
      switch kind {
      case .int8: bytes.map { Int64(Int8(bitPattern: $0)) }
      case .uint8: bytes.map { Int64($0) }
      case .int16: elements(bytes, as: Int16.self).map { Int64($0) }
      case .uint16: elements(bytes, as: UInt16.self).map { Int64($0) }
      case .int32: elements(bytes, as: Int32.self).map { Int64($0) }
      case .uint32: elements(bytes, as: UInt32.self).map { Int64($0) }
      case .int64, .uint64: elements(bytes, as: Int64.self)
      }
    return .integer(try Matrix(shape, words), kind)
  default: return .char(try Matrix(shape, bytes), doubleQuoted: false)
  }
}

private func swapBytes(_ call: Call) throws -> Value {
  try call.expect(1...1)
  let target = call[0].valueClass
  guard call[0].isNumeric, let size = target.byteCount, let bytes = try rawBytes(call[0]) else {
    throw call.error("invalid object of class '\(call[0].className)'")
  }
  let swapped = bytes.indices.map { i in bytes[i - i % size + (size - 1 - i % size)] }
  return try value(of: swapped, as: target, call[0].shape)
}

/// Whether a code page argument means Latin-1; UTF-8 otherwise. - Throws: for any other code page.
private func isLatin(_ call: Call) throws -> Bool {
  guard call.count > 1 else { return false }
  guard let page = call[1].text?.lowercased() else {
    throw call.error("CODEPAGE must be a string")
  }
  switch page {
  case "utf-8", "utf8", "": return false
  case "latin1", "iso-8859-1", "iso8859-1": return true
  default:
    throw call.error("converting from codepage '\(page)' to UTF-8: Invalid argument")
  }
}

private func bytesOfText(_ call: Call) throws -> Value {
  try call.expect(1...2)
  guard let text = call[0].bytes else { throw call.error("UTF8_STR must be a character vector") }
  var bytes = text
  if try isLatin(call) {
    bytes = String(decoding: text, as: UTF8.self).unicodeScalars.map {
      UInt8(exactly: $0.value) ?? UInt8(ascii: "?")
    }
  }
  return .integer(try Matrix(Shape(1, bytes.count), bytes.map { Int64($0) }), .uint8)
}

private func textOfBytes(_ call: Call) throws -> Value {
  try call.expect(1...2)
  if call[0].isChar { return call[0] }
  guard call[0].isNumeric, call[0].shape.isVector || call[0].isEmpty, let m = try call[0].doubles
  else { throw call.error("NATIVE_BYTES must be a numeric vector") }
  let bytes = m.elements.map { UInt8(exactly: $0) ?? 0 }
  if try isLatin(call) {
    return .string(String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })))
  }
  return .bytes(bytes)
}
