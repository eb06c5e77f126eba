import Evaluation
import Matrices

/// `rng`: one name for the state of all random numbers.
let streamSettings: [Builtin] = [
  Builtin(
    "rng(seed)\nrng(\"shuffle\")\nrng(\"default\")\ns = rng\nrng(s)",
    "Seeds the random numbers, and gives or takes back their state",
    examples: """
      >> rng(7); a = rand(1, 3); rng(7); isequal(a, rand(1, 3))
      ans = 1
      >> s = rng; a = randn; rng(s); isequal(a, randn)
      ans = 1
      """, seeAlso: ["rand", "randn", "randi", "randperm"], many: setStream)
]

/// Generators that MATLAB has and Octave names as missing.
private let foreignGenerators: Set<String> = [
  "simdtwister", "combrecursive", "philox", "threefry", "multfibonacci", "v4",
]

private func setStream(_ call: Call) throws -> [Value] {
  try call.expect(0...2)
  let old = Value.structure(
    StructArray([
      ("Type", .string("twister")), ("Seed", .string("Not applicable")),
      (
        "State",
        .cell(
          try Matrix(
            Shape(1, 2), repeating: try stateColumn(call.session.random)))
      ),
    ]))
  if call.count == 0 { return [old] }
  if call.count == 2 { try checkGenerator(call) }
  switch call[0] {
  case .structure(let state):
    guard call.count == 1, state.shape.isScalar else { throw call.invalidCall }
    guard Set(state.names) == ["Type", "Seed", "State"], let saved = state["State"] else {
      throw call.error("input structure requires \"Type\", \"Seed\", \"State\" fields\"")
    }
    if case .cell(let parts) = saved, let first = parts.elements.first {
      call.session.random = try randomStream(from: first, call)
    } else {
      call.session.random = try randomStream(from: saved, call)
    }
  case .char:
    let word = call[0].text?.lowercased()
    guard word == "shuffle" || word == "default" && call.count == 1 else { throw call.invalidCall }
    call.session.random = try randomStream(
      from: word == "shuffle" ? .string("reset") : .number(0), call)
  default:
    guard call[0].isNumeric, let seed = call[0].scalar, seed >= 0 else { throw call.invalidCall }
    call.session.random = try randomStream(from: .number(seed), call)
  }
  return call.outputCount > 0 ? [old] : []
}

private func checkGenerator(_ call: Call) throws {
  guard let name = call[1].text?.lowercased() else {
    throw call.error("GENERATOR must be a string")
  }
  if foreignGenerators.contains(name) {
    throw call.error("random number generator \"\(name)\" is not available in Octave")
  }
  guard ["twister", "v5uniform", "v5normal"].contains(name) else {
    throw call.error("unknown random number generator \"\(name)\"")
  }
}
