import Evaluation
import Matrices

let constants: [Builtin] = [
  Builtin(
    "zeros(m, n, ..., class)", "An array of zeros",
    examples: """
      >> zeros(2, 3)
      ans =

         0   0   0
         0   0   0

      """, seeAlso: ["ones", "eye", "rand"], one: { try ArrayRequest($0).filled(with: 0) }
  ).filled(with: 0),
  Builtin(
    "ones(m, n, ..., class)", "An array of ones",
    examples: """
      >> ones(1, 3)
      ans =

         1   1   1

      """, seeAlso: ["zeros", "true"], one: { try ArrayRequest($0).filled(with: 1) }
  ).filled(with: 1),
  constant("Inf", "Infinity", .infinity, shown: "Inf"),
  constant("inf", "Infinity", .infinity, shown: "Inf"),
  constant("NaN", "Not a number: the result of 0/0", .nan, shown: "NaN"),
  constant("nan", "Not a number: the result of 0/0", .nan, shown: "NaN"),
  constant("NA", "A missing value: a NaN with a mark of its own", missingValue, shown: " NA"),
  constant("pi", "The ratio of a circle's circumference to its diameter", .pi, shown: "3.1416"),
  constant(
    "e", "The base of the natural logarithm", 2.718281828459045235360287, shown: "2.7183"),
  truthConstant("true", true),
  truthConstant("false", false),
]

/// The NaN that stands for a missing value (R's and Octave's `NA`).
let missingValue = Double(bitPattern: 0x7FF8_40F4_4000_0000)

private func constant(
  _ name: String, _ summary: String, _ number: Double, shown: String
) -> Builtin {
  Builtin(
    "\(name)\n\(name)(m, n, ..., class)", summary, examples: ">> \(name)\nans = \(shown)",
    seeAlso: ["eps", "realmax"],
    one: { call in
      if call.count == 0 { return .number(number) }
      let request = try ArrayRequest(call)
      guard request.target.isFloat else {
        throw call.error(
          request.isLike
            ? "input followed by 'like' must be floating point" : "invalid class name")
      }
      return try request.filled(with: number)
    })
}

private func truthConstant(_ name: String, _ truth: Bool) -> Builtin {
  Builtin(
    "\(name)\n\(name)(m, n, ...)", "The truth value \(name), or an array of it",
    examples: """
      >> \(name)
      ans = \(truth ? 1 : 0)
      """, seeAlso: ["logical", "zeros"],
    one: { call in
      if call.count == 0 { return .bool(truth) }
      if let name = call.arguments.last?.text, name != "like", name != "logical" {
        throw EvaluationError("invalid data type specified")
      }
      let request = try ArrayRequest(call)
      guard !request.isLike || request.target == .logical else {
        throw call.error("input followed by \"like\" must be logical")
      }
      return .truths(try Matrix(request.shape, repeating: truth))
    })
}
