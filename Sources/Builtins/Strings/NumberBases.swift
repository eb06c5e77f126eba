import Evaluation
import Matrices

let numberBases: [Builtin] = [
  Builtin(
    "dec2base(d, base, len)", "Whole numbers as text in another base, one row each",
    examples: """
      >> dec2base(123, 3)
      ans = 11120
      """,
    seeAlso: ["base2dec", "dec2bin", "dec2hex"], one: { try toBase($0) }),
  Builtin(
    "dec2bin(d, len)", "Whole numbers as binary text, negative ones in two's complement",
    examples: """
      >> dec2bin(10)
      ans = 1010
      """,
    seeAlso: ["bin2dec", "dec2base"], one: { try toBinary($0, base: 2) }),
  Builtin(
    "dec2hex(d, len)", "Whole numbers as hexadecimal text",
    examples: """
      >> dec2hex(255, 4)
      ans = 00FF
      """,
    seeAlso: ["hex2dec", "dec2base"], one: { try toBinary($0, base: 16) }),
  Builtin(
    "base2dec(s, base)", "The numbers that text in another base stands for",
    examples: """
      >> base2dec("11120", 3)
      ans = 123
      """,
    seeAlso: ["dec2base", "bin2dec", "hex2dec"],
    one: { call in
      try call.expect(2...2)
      return try fromBase(call, try digits(call[1], call))
    }),
  Builtin(
    "bin2dec(s)", "The numbers that binary text stands for",
    examples: """
      >> bin2dec("1010")
      ans = 10
      """,
    seeAlso: ["dec2bin", "base2dec"], one: { try fromFixedBase($0, 2) }),
  Builtin(
    "hex2dec(s)", "The numbers that hexadecimal text stands for",
    examples: """
      >> hex2dec("FF")
      ans = 255
      """,
    seeAlso: ["dec2hex", "base2dec"], one: { try fromFixedBase($0, 16) }),
]

private let standardDigits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)

/// The symbols that a BASE argument stands for.
private func digits(_ value: Value, _ call: Call) throws -> [UInt8] {
  if let symbols = value.bytes {
    guard symbols.count >= 2 else {
      throw call.error("symbols representing digits must be unique")
    }
    guard Set(symbols).count == symbols.count else {
      throw call.error("symbols representing digits must be unique")
    }
    guard !symbols.contains(where: \.isBlank) else {
      throw call.error("whitespace characters are not valid symbols")
    }
    return symbols
  }
  if call.name == "base2dec", value.isNumeric, value.count > 1 {
    throw call.error("cannot convert from several bases at once")
  }
  guard let base = value.scalar.flatMap({ Int(exactly: $0) }), (2...36).contains(base) else {
    throw call.error(
      call.name == "dec2base"
        ? "BASE must be an integer between 2 and 36, or a string of symbols"
        : "BASE must be between 2 and 36, or a string of symbols")
  }
  return Array(standardDigits.prefix(base))
}

/// The numbers of an argument, which may be a cell of numbers.
private func numbers(_ value: Value, _ call: Call) throws -> [Double] {
  if case .cell(let c) = value { return try c.elements.flatMap { try numbers($0, call) } }
  guard !value.isChar, let m = try value.doubles else {
    throw call.name == "dec2base"
      ? call.error("input must be real non-negative integers") : notWhole
  }
  return m.elements
}

/// The error of `dec2bin`, which `dec2hex` calls.
private let notWhole = EvaluationError("dec2bin: input must be integers")

private func length(_ call: Call, at index: Int) throws -> Int {
  guard call.count > index else { return 0 }
  guard let n = call[index].scalar.flatMap({ Int(exactly: $0) }), n >= 0 else {
    throw call.error("LEN must be a non-negative integer")
  }
  return n
}

private func toBase(_ call: Call) throws -> Value {
  try call.expect(2...3)
  let symbols = try digits(call[1], call)
  let all = try numbers(call[0], call)
  guard all.allSatisfy({ $0 >= 0 && $0 == $0.rounded() && $0.isFinite }) else {
    throw call.error("input must be real non-negative integers")
  }
  var exact: [UInt64]?
  if case .integer(let m, .uint64) = call[0] {
    exact = m.elements.map { UInt64(bitPattern: $0) }
  }
  let texts = all.indices.map { i in
    exact.map { digitText($0[i], symbols) } ?? digitText(all[i], symbols)
  }
  return try alignedRows(texts, padding: symbols[0], least: try length(call, at: 2))
}

/// The digits of a whole number, most significant first.
private func digitText(_ number: UInt64, _ symbols: [UInt8]) -> [UInt8] {
  var rest = number
  var text: [UInt8] = []
  repeat {
    text.append(symbols[Int(rest % UInt64(symbols.count))])
    rest /= UInt64(symbols.count)
  } while rest > 0
  return text.reversed()
}

private func digitText(_ number: Double, _ symbols: [UInt8]) -> [UInt8] {
  if number < 0x1p64 { return digitText(UInt64(number), symbols) }
  let base = Double(symbols.count)
  var rest = number
  var text: [UInt8] = []
  while rest >= 1 {
    text.append(symbols[Int(rest.truncatingRemainder(dividingBy: base))])
    rest = (rest / base).rounded(.down)
  }
  return text.reversed()
}

private func alignedRows(_ texts: [[UInt8]], padding: UInt8, least: Int) throws -> Value {
  let width = texts.reduce(least) { max($0, $1.count) }
  var rows = try Matrix(Shape(texts.count, width), repeating: padding)
  for (row, text) in texts.enumerated() {
    for (i, byte) in text.enumerated() { rows[row, width - text.count + i] = byte }
  }
  return .char(rows, doubleQuoted: false)
}

private func toBinary(_ call: Call, base: Int) throws -> Value {
  try call.expect(1...2)
  let symbols = Array(standardDigits.prefix(base))
  let all = try numbers(call[0], call)
  guard !call[0].isLogical, all.allSatisfy({ $0 == $0.rounded() && $0.isFinite }) else {
    throw notWhole
  }
  let least = all.min() ?? 0
  if case .integer(let m, .uint64) = call[0] {
    let texts = m.elements.map { digitText(UInt64(bitPattern: $0), symbols) }
    return try alignedRows(texts, padding: symbols[0], least: try length(call, at: 1))
  }
  // Negative numbers are written in two's complement of the smallest width that holds them.
  let bits: Double = least >= -128 ? 8 : least >= -32768 ? 16 : least >= -0x1p31 ? 32 : 64
  guard least >= -0x1p63 else {
    throw call.error("negative inputs cannot be less than intmin (\"int64\")")
  }
  let texts = all.map { x -> [UInt8] in
    if x >= 0 { return digitText(x, symbols) }
    return bits == 64
      ? digitText(UInt64(bitPattern: Int64(x)), symbols)
      : digitText(UInt64(x + Double(sign: .plus, exponent: Int(bits), significand: 1)), symbols)
  }
  let rows = try alignedRows(texts, padding: symbols[0], least: try length(call, at: 1))
  // Octave picks hexadecimal digits from a row: a column of single ones comes out as a row.
  guard base == 16, rows.shape.columns == 1 else { return rows }
  return try rows.rearranged(by: Reshaping(shape: Shape(1, rows.count)))
}

private func fromFixedBase(_ call: Call, _ base: Int) throws -> Value {
  try call.expect(1...1)
  return try fromBase(call, Array(standardDigits.prefix(base)))
}

private func fromBase(_ call: Call, _ symbols: [UInt8]) throws -> Value {
  guard let texts = call[0].rowsOfText ?? call[0].cellOfBytes else {
    throw EvaluationError("base2dec: S must be a string or cellstring")
  }
  let folds = symbols == Array(standardDigits.prefix(symbols.count))
  return try .column(
    texts.map { text in
      var value = 0.0
      var isEmpty = true
      for byte in text where !byte.isBlank {
        let symbol = folds ? byte.uppered : byte
        guard let digit = symbols.firstIndex(of: symbol) else { return .nan }
        value = value * Double(symbols.count) + Double(digit)
        isEmpty = false
      }
      return isEmpty ? .nan : value
    })
}
