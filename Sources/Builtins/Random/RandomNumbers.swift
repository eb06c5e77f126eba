import Evaluation
import Glibc
import Matrices

let randomNumbers: [Builtin] = [
  distribution("rand", "Random numbers, uniform in the interval (0, 1)") { $0.uniform() },
  distribution("randn", "Random numbers with the standard normal distribution") { $0.normal() },
  distribution("rande", "Random numbers with the exponential distribution") {
    -Glibc.log($0.uniform())
  },
  Builtin(
    "randi(imax, m, n, ..., class)\nrandi([imin imax], ...)", "Random whole numbers",
    examples: """
      >> any(randi(6, 1, 1000) > 6)
      ans = 0
      """, seeAlso: ["rand", "randperm"], one: randomWholes),
  Builtin(
    "randperm(n, m)", "The numbers 1 to n (or m of them) in random order",
    examples: """
      >> sort(randperm(4))
      ans =

         1   2   3   4

      """, seeAlso: ["randi"], one: randomOrder),
]

private func distribution(
  _ name: String, _ summary: String,
  _ draw: @escaping @Sendable (inout RandomStream) -> Double
) -> Builtin {
  Builtin(
    "\(name)(m, n, ..., class)\n\(name)(\"seed\", x)", summary,
    examples: """
      >> \(name)("seed", 1);
      >> a = \(name)(2, 3); size(a)
      ans =

         2   3

      >> \(name)("seed", 1); isequal(a, \(name)(2, 3))
      ans = 1
      """, seeAlso: ["randi", "randperm"].filter { $0 != name },
    many: { call in
      if let settings = try randomSettings(call) { return settings }
      return [try drawn(call, draw)]
    })
}

/// `rand("seed", x)`, `rand("state")` and the like; nil for a call that wants numbers.
private func randomSettings(_ call: Call) throws -> [Value]? {
  guard let word = call.arguments.first?.text else { return nil }
  guard ["seed", "state", "twister"].contains(word) else {
    if word == "double" || word == "single" { return nil }
    throw call.error("unrecognized string argument")
  }
  try call.expect(1...2)
  if call.count == 1 {
    if word == "seed" { return [.number(Double(call.session.random.words[0] >> 11))] }
    return [try stateColumn(call.session.random)]
  }
  call.session.random = try randomStream(from: call[1], call)
  return call.outputCount > 0 ? [.emptyMatrix] : []
}

/// A stream as 625 whole numbers, the size that Octave's own has.
func stateColumn(_ stream: RandomStream) throws -> Value {
  var numbers = stream.words.flatMap { [Double($0 >> 32), Double($0 & 0xffff_ffff)] }
  numbers += [Double](repeating: 0, count: 625 - numbers.count)
  return try .column(numbers)
}

/// The stream that a state, a seed or "reset" (the time) means.
func randomStream(from state: Value, _ call: Call) throws -> RandomStream {
  if state.text == "reset" {
    return RandomStream(seed: call.session.host.now.bitPattern)
  }
  guard let m = try state.doubles else {
    throw call.error("wrong type argument '\(Call.description(state))'")
  }
  if m.count == 625 {
    let parts = m.elements.prefix(2 * RandomStream.wordCount).map { UInt64(exactly: $0) ?? 0 }
    let words = stride(from: 0, to: parts.count, by: 2).map {
      parts[$0] << 32 | parts[$0 + 1] & 0xffff_ffff
    }
    if let stream = RandomStream(words: words) { return stream }
  }
  var seed: UInt64 = 0
  for x in m.elements { seed = (seed &* 0x9E37_79B9_7F4A_7C15) ^ x.bitPattern }
  return RandomStream(seed: seed)
}

private func drawn(
  _ call: Call, _ draw: (inout RandomStream) -> Double
) throws -> Value {
  for value in call.arguments where !value.isChar {
    if value.isCell {
      throw call.count == 1
        ? call.error("wrong type argument 'cell'")
        : EvaluationError("octave_base_value::int64_value (): wrong type argument 'cell'")
    }
  }
  if call.count == 1, call[0].count > 1, let sizes = try call[0].doubles,
    sizes.elements.contains(where: { $0 != $0.rounded() })
  {
    throw call.error("dimensions must be a scalar or array of integers")
  }
  let request = try ArrayRequest(call, sizeType: "int64_t")
  guard request.target.isFloat else { throw EvaluationError("invalid data type specified") }
  if request.shape.isScalar, request.target == .double {
    return .number(draw(&call.session.random))
  }
  var stream = call.session.random
  defer { call.session.random = stream }
  if request.target == .single {
    return .single(
      try Matrix(request.shape) { target in
        try Interrupt.pieces(0..<target.count, writing: Float.self) { piece in
          for index in piece {
            let x = draw(&stream)
            let rounded = Float(x)
            // A number just below 1 must not round up to it.
            target[index] = rounded == 1 && x < 1 ? rounded.nextDown : rounded
          }
        }
      })
  }
  return .double(
    try Matrix(request.shape) { target in
      try Interrupt.pieces(0..<target.count, writing: Double.self) { piece in
        for index in piece { target[index] = draw(&stream) }
      }
    })
}

private func randomWholes(_ call: Call) throws -> Value {
  try call.expect(1...)
  guard let limits = call[0].isChar ? nil : try call[0].doubles, !limits.isEmpty,
    limits.elements.prefix(2).allSatisfy({ $0 == $0.rounded() })
  else { throw call.error("IMIN and IMAX must be integer bounds") }
  guard limits.elements.prefix(2).allSatisfy({ abs($0) < 0x1p53 }) else {
    throw call.error("IMIN and IMAX must be smaller than flintmax()")
  }
  let low = limits.count > 1 ? limits[0] : 1
  let high = limits.count > 1 ? limits[1] : limits[0]
  if limits.count == 1, high < 1 { throw call.error("require IMAX >= 1") }
  if low > high { throw call.error("require IMIN <= IMAX") }
  guard high - low < 0x1p53 - 1 else {
    throw call.error("range must be smaller than flintmax()-1")
  }
  if call.count > 1, let name = call[call.count - 1].text,
    ValueClass(name: name)?.isArithmetic != true
  {
    throw call.error("unknown requested output CLASS '\(name)'")
  }
  let request = try ArrayRequest(call, from: 1)
  let span = Int(high - low) + 1
  var stream = call.session.random
  let m = try Matrix<Double>(request.shape) { target in
    try Interrupt.pieces(0..<target.count, writing: Double.self) { piece in
      for index in piece { target[index] = low + Double(stream.below(span)) }
    }
  }
  call.session.random = stream
  let result = Value.matrix(m)
  return try result.converted(to: request.target) ?? result
}

private func randomOrder(_ call: Call) throws -> Value {
  try call.expect(1...2)
  let sizes = try call.arguments.map { value -> Int in
    guard !value.isChar, let x = value.scalar else {
      throw EvaluationError(
        "octave_base_value::int64_value (): wrong type argument '\(value.indexedTypeName)'")
    }
    if x < 0 { throw call.error("M and N must be non-negative") }
    return try Shape.extent(x, type: "int64_t")
  }
  let n = sizes[0]
  let m = sizes.count > 1 ? sizes[1] : n
  guard m <= n else { throw call.error("M must be less than or equal to N") }
  if m < n / 8 {
    try checkRoom(Double(m))
    return try .row(call.session.random.sample(m, of: n).map { Double($0 + 1) })
  }
  try checkRoom(Double(n))
  let start = call.session.random
  let (row, end) = try Abandonable.run(work: 100 * Double(n)) {
    var stream = start
    let order = stream.permutation(n)
    return (try Value.row(order.prefix(m).map { Double($0 + 1) }), stream)
  }
  call.session.random = end
  return row
}
