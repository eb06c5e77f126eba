import Evaluation
import Matrices

/// Operations on the bits of whole numbers.
let bitOperations: [Builtin] = [
  bitFunction("bitand", "Bits that are set in both numbers", ">> bitand(12, 10)\nans = 8", &),
  bitFunction("bitor", "Bits that are set in either number", ">> bitor(12, 10)\nans = 14", |),
  bitFunction("bitxor", "Bits that are set in one of the numbers", ">> bitxor(12, 10)\nans = 6", ^),
  Builtin(
    "bitshift(a, n)", "a times 2^n by moving its bits; negative n move them to the right",
    examples: """
      >> bitshift(1, 3)
      ans = 8
      >> bitshift(16, -2)
      ans = 4
      """,
    seeAlso: ["bitand", "pow2"], one: shiftBits),
  Builtin(
    "bitcmp(a)\nbitcmp(a, k)", "The bits of a inverted, or the lowest k of them alone",
    examples: """
      >> bitcmp(uint8(5))
      ans = 250
      """,
    seeAlso: ["bitxor"], one: invertBits),
  Builtin(
    "bitget(a, n)", "Bit n of a; bit 1 is the lowest",
    examples: """
      >> bitget(100, 3)
      ans = 1
      """,
    seeAlso: ["bitset", "bitand"],
    one: { call in
      try call.expect(2...2)
      let bits = try combineElements(call, call[0], call[1], integers: .keep) { a, n in
        Double((pattern(a) >> (try position(call, n))) & 1)
      }
      return try bits.converted(to: .logical) ?? bits
    }),
  Builtin(
    "bitset(a, n)\nbitset(a, n, value)", "a with bit n set, or cleared when value is 0",
    examples: """
      >> bitset(10, 1)
      ans = 11
      """,
    seeAlso: ["bitget", "bitor"],
    one: { call in
      try call.expect(2...3)
      let isSet = call.count < 3 ? true : try call.scalar(2) != 0
      return try combineElements(call, call[0], call[1], integers: .keep) { a, n in
        let bit = UInt64(1) << (try position(call, n))
        return Double(isSet ? pattern(a) | bit : pattern(a) & ~bit)
      }
    }),
]

/// The whole part as bits; 0 where there is none.
private func pattern(_ x: Double) -> UInt64 {
  UInt64(exactly: x.rounded(.towardZero)) ?? (x < 0 || x.isNaN ? 0 : .max)
}

private func position(_ call: Call, _ n: Double) throws -> UInt64 {
  guard n >= 1, n <= 64, let bit = UInt64(exactly: n) else {
    throw call.error("N must be in the range [1,53]")
  }
  return bit - 1
}

private func bitFunction(
  _ name: String, _ summary: String, _ example: String,
  _ f: @escaping @Sendable (UInt64, UInt64) -> UInt64
) -> Builtin {
  Builtin(
    "\(name)(a, b, ...)", summary, examples: example,
    seeAlso: ["bitand", "bitor", "bitxor", "bitshift"].filter { $0 != name },
    one: { call in
      try foldArguments(call) { a, b in try combineBits(call, a, b, f) }
    })
}

private func isBits(_ value: Value) -> Bool { value.isNumeric || value.isLogical }

private func combineBits(
  _ call: Call, _ a: Value, _ b: Value, _ f: (UInt64, UInt64) -> UInt64
) throws -> Value {
  if case .integer(_, let p) = a, case .integer(_, let q) = b, p != q {
    throw call.error("must have matching operand types")
  }
  if !isBits(a) || !isBits(b) {
    let isPlain = [a, b].contains { $0.valueClass.isFloat || $0.isLogical }
    throw call.error(
      isPlain || a.className == b.className
        ? "invalid operand type" : "must have matching operand types")
  }
  guard a.shape == b.shape || a.isScalar || b.isScalar else {
    throw call.error("size of X and Y must match, or one operand must be a scalar")
  }
  if let kind = try integerClass(call, a, b), let x = try a.stored(as: kind),
    let y = try b.stored(as: kind)
  {
    return .integer(
      try broadcasting(call) {
        try Matrix.combining(x, y, operation: call.name) {
          Int64(bitPattern: f(UInt64(bitPattern: $0), UInt64(bitPattern: $1)))
        }
      }, kind)
  }
  let isLogical = a.isLogical && b.isLogical
  let combined = try combineElements(call, a, b, integers: .keep) { x, y in
    Double(f(pattern(x.rounded()), pattern(y.rounded())))
  }
  return isLogical ? try combined.converted(to: .logical) ?? combined : combined
}

private func shiftBits(_ call: Call) throws -> Value {
  try call.expect(2...3)
  guard call[1].isNumeric || call[1].isLogical, let places = try call[1].doubles,
    !places.isEmpty, places.elements.allSatisfy({ $0 == $0.rounded() })
  else { throw call.error("K must be a scalar or array of integers") }
  guard call[0].isNumeric else {
    throw call.error("not defined for \(call[0].className) objects")
  }
  guard call[0].shape == call[1].shape || call[0].isScalar || call[1].isScalar else {
    throw call.error("size of A and N must match, or one operand must be a scalar")
  }
  if call.count > 2 {
    guard let width = call[2].scalar, width == width.rounded() else {
      throw call.error("N must be a scalar integer")
    }
    if width < 0 { throw call.error("N must be positive") }
    let kept = Value.number(width >= 53 ? 0x1p53 - 1 : VectorMath.apply(.power, 2, width) - 1)
    var narrow = call
    narrow.arguments.removeLast()
    let shifted = try shiftBits(narrow)
    return try combineBits(call, shifted, keepingClass(kept, of: shifted), &)
  }
  if case .integer(let m, let kind) = call[0] {
    let n = try numbers(call, 1)
    // Bits that leave the class at the top are lost; the sign fills up from the top.
    let unused = Int64(64 - 8 * kind.byteCount)
    return .integer(
      try broadcasting(call) {
        try Matrix.combining(m, n, operation: call.name) { x, shift in
          guard kind.isSigned else {
            let bits = shifted(UInt64(bitPattern: x), shift) << UInt64(unused)
            return Int64(bitPattern: bits >> UInt64(unused))
          }
          let places = shift.isNaN ? 0 : Int64(max(-63, min(63, shift)))
          if places >= 8 * kind.byteCount - 1 { return 0 }
          return places < 0 ? x >> -places : ((x << places) << unused) >> unused
        }
      }, kind)
  }
  return try combineElements(call, call[0], .matrix(places)) { a, n in
    if abs(a) >= 0x1p63 { return 0 }
    let moved = Double(shifted(pattern(abs(a)), n) & 0x1F_FFFF_FFFF_FFFF)
    return a < 0 ? -moved : moved
  }
}

private func shifted(_ x: UInt64, _ n: Double) -> UInt64 {
  guard let places = Int(exactly: n.rounded(.towardZero)), places.magnitude < 64 else { return 0 }
  return places >= 0 ? x << UInt64(places) : x >> UInt64(-places)
}

private func invertBits(_ call: Call) throws -> Value {
  try call.expect(1...2)
  if call.count == 2 { return try invertLowBits(call) }
  if case .integer(let m, let kind) = call[0] {
    return .integer(try m.converted { kind.isSigned ? ~$0 : ~$0 & kind.maximum }, kind)
  }
  return try mapElements(call, call[0]) { Double(~pattern($0) & 0x1F_FFFF_FFFF_FFFF) }
}

/// bitcmp (a, k): what Octave's own function makes of a mask of all bits, shifted to k of them.
private func invertLowBits(_ call: Call) throws -> Value {
  guard let k = call[1].scalar, k == k.rounded(.down) else {
    throw call.error("K must be a scalar integer")
  }
  let (width, all): (Int, Value)
  switch call[0].valueClass {
  case .double: (width, all) = (53, .number(0x1p53 - 1))
  case .single: (width, all) = (24, .float(0x1p24 - 1))
  case .integer(let kind):
    (width, all) = (
      8 * kind.byteCount, .integer(Matrix(scalar: kind.isSigned ? -1 : kind.maximum), kind)
    )
  default: throw call.error("invalid class \(call[0].className)")
  }
  guard k >= 1, k <= Double(width) else { throw call.error("K must be in the range [1,\(width)]") }
  if Int(k) == width { return try combineBits(call, call[0], all, ^) }
  let mask = try shiftBits(
    Call(
      name: "bitshift", arguments: [all, .number(k - Double(width))], outputCount: 1,
      session: call.session))
  return try combineBits(call, combineBits(call, call[0], mask, &), mask, ^)
}
