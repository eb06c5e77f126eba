import Evaluation
import Matrices

/// `inputParser`: what arguments a function takes, said once, and checked by `parse`.
let inputParsing: [Builtin] = [
  Builtin(
    "p = inputParser", "A parser of a function's arguments: required, optional, named and switches",
    examples: """
      >> p = inputParser; p.FunctionName = "fit";
      >> p.addRequired("X", @isnumeric); p.addParameter("rate", 0.1, @(r) r > 0);
      >> p.parse([1 2], "rate", 0.5); p.Results.rate
      ans = 0.5000
      >> p.parse("text")
      error: fit: failed validation of X. Checked with "isnumeric"
      """,
    seeAlso: [
      "addRequired", "addOptional", "addParameter", "addSwitch", "parse", "validateattributes",
    ],
    one: { .map(ParserObject(in: $0.session.maps)) }),
  adder(
    "p.addRequired(name, validator)", "Adds an argument that every call must have",
    example: """
      >> p = inputParser; addRequired(p, "X"); parse(p, 3); p.Results.X
      ans = 3
      """, addRequired),
  adder(
    "p.addOptional(name, default, validator)",
    "Adds an argument that may stand after those required",
    example: """
      >> p = inputParser; addOptional(p, "n", 10); parse(p); p.Results.n
      ans = 10
      """, addOptional),
  adder(
    "p.addParameter(name, default, validator)", "Adds an argument that is given by name and value",
    example: """
      >> p = inputParser; addParameter(p, "tol", 1); parse(p, "tol", 2); p.Results.tol
      ans = 2
      """, addParameter),
  adder(
    "p.addParamValue(name, default, validator)", "The older name of addParameter",
    example: """
      >> p = inputParser; addParamValue(p, "tol", 1); parse(p); p.UsingDefaults
      ans =
      {
        [1,1] = tol
      }

      """, addParameter),
  adder(
    "p.addSwitch(name)", "Adds a word that is true when it is given, else false",
    example: """
      >> p = inputParser; addSwitch(p, "verbose"); parse(p, "verbose"); p.Results.verbose
      ans = 1
      """, addSwitch),
  adder(
    "p.parse(argument, ...)", "Sorts and checks arguments: they are in p.Results then",
    example: """
      >> p = inputParser; addOptional(p, "n", 10); parse(p, 4); p.Results.n
      ans = 4
      """
  ) { call, parser in
    var parsing = try ArgumentParsing(parser, call.session)
    try parsing.parse(call.arguments.dropFirst())
  },
]

/// A method of a parser, called `p.name(...)` or `name(p, ...)`.
private func adder(
  _ signature: String, _ summary: String, example: String,
  _ body: @escaping @Sendable (Call, ParserObject) throws -> Void
) -> Builtin {
  let plain = String(signature.dropFirst("p.".count))
  let name = String(plain.prefix { $0 != "(" })
  let inFull = "\(name)(p, \(plain.dropFirst(name.count + 1))"
  return Builtin(
    "\(inFull)\n\(signature)", summary, examples: example, seeAlso: ["inputParser"],
    many: { call in
      guard case .map(let handle)? = call.arguments.first, let parser = handle as? ParserObject
      else {
        throw EvaluationError(
          "'\(call.name)' undefined", identifier: "Octave:undefined-function")
      }
      try body(call, parser)
      return []
    })
}

private func addRequired(_ call: Call, _ parser: ParserObject) throws {
  try call.expect(2...3)
  guard ["Optional", "Parameter", "Switch"].allSatisfy({ parser[$0].isEmpty }) else {
    throw EvaluationError(
      "inputParser.addRequired: can't have a Required argument after Optional, Parameter, or Switch"
    )
  }
  try add("Required", default: .emptyMatrix, validator: 2, call, parser)
}

private func addOptional(_ call: Call, _ parser: ParserObject) throws {
  try call.expect(3...4)
  guard parser["Parameter"].isEmpty, parser["Switch"].isEmpty else {
    throw EvaluationError(
      "inputParser.Optional: can't have Optional arguments after Parameter or Switch")
  }
  try add("Optional", default: call[2], validator: 3, call, parser)
}

private func addParameter(_ call: Call, _ parser: ParserObject) throws {
  try call.expect(3...6)
  if call.count > 4, call[call.count - 2].text?.lowercased() != "partialmatchpriority" {
    throw EvaluationError("inputParser.addParameter: unrecognized option")
  }
  let validator = call.count % 2 == 0 ? 3 : call.count
  try add("Parameter", default: call[2], validator: validator, call, parser)
}

private func addSwitch(_ call: Call, _ parser: ParserObject) throws {
  try call.expect(2...2)
  try add("Switch", default: .bool(false), validator: 2, call, parser)
}

/// Adds an argument to those of its kind: a struct of its name, its default and its check.
///
/// - Parameter validator: the number of the argument of the call that is the check, if it is given.
private func add(
  _ kind: String, default value: Value, validator: Int, _ call: Call, _ parser: ParserObject
) throws {
  guard let name = call[1].text, isIdentifier(name) else {
    throw EvaluationError("inputParser.add\(kind): NAME is an invalid identifier")
  }
  let names = parser["Parameters"].texts ?? []
  if names.contains(where: { $0.lowercased() == name.lowercased() }) {
    throw EvaluationError("inputParser.add\(kind): argname '\(name)' has already been specified")
  }
  // Without a check every value is accepted.
  let check = validator < call.count ? call[validator] : .emptyMatrix
  let argument = Value.structure(
    StructArray([("name", call[1]), ("def", value), ("val", check)]))
  parser[kind] = try parser[kind].appending(argument)
  parser["Parameters"] = try parser["Parameters"].appending(call[1])
}

extension Value {
  /// A cell row with one more value; `[]` counts as an empty one.
  func appending(_ value: Value) throws -> Value {
    var elements: [Value] = []
    if case .cell(let cell) = self { elements = cell.elements }
    elements.append(value)
    return .cell(try Matrix(Shape(1, elements.count), elements))
  }
}
