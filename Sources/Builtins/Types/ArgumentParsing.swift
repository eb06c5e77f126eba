import Evaluation
import Matrices

/// One `parse` of an `inputParser`: sorts arguments into those the parser knows and checks them.
///
/// The parser keeps what came of the last parse that succeeded.
struct ArgumentParsing {
  private struct Argument {
    let name: String
    let standard: Value
    let validator: Value
  }

  private let parser: ParserObject
  private let session: Session
  private let isCaseSensitive: Bool
  private let expandsStructs: Bool
  private let keepsUnmatched: Bool
  private let function: String
  private let parameters: [Argument]
  private let switches: [Argument]
  private var results = StructArray()
  private var unmatched = StructArray()
  private var defaults: [String] = []

  init(_ parser: ParserObject, _ session: Session) throws {
    self.parser = parser
    self.session = session
    isCaseSensitive = try Operators.truth(parser["CaseSensitive"])
    expandsStructs = try Operators.truth(parser["StructExpand"])
    keepsUnmatched = try Operators.truth(parser["KeepUnmatched"])
    function = parser["FunctionName"].text ?? ""
    parameters = ArgumentParsing.arguments("Parameter", of: parser)
    switches = ArgumentParsing.arguments("Switch", of: parser)
  }

  private static func arguments(_ kind: String, of parser: ParserObject) -> [Argument] {
    guard case .cell(let cell) = parser[kind] else { return [] }
    return cell.elements.compactMap { element in
      guard case .structure(let s) = element, let name = s["name"]?.text else { return nil }
      return Argument(
        name: name, standard: s["def"] ?? .emptyMatrix, validator: s["val"] ?? .emptyMatrix)
    }
  }

  mutating func parse(_ given: ArraySlice<Value>) throws {
    let required = ArgumentParsing.arguments("Required", of: parser)
    if given.count < required.count { throw tooFew(given.count, of: required) }
    var rest = given
    for argument in required { try store(rest.removeFirst(), in: argument) }
    try takeOptional(&rest)
    try takeNamed(Array(rest))
    try fillIn(parameters)
    try fillIn(switches)
    parser["Results"] = .structure(results)
    parser["Unmatched"] = .structure(unmatched)
    parser["UsingDefaults"] = try defaults.reduce(.cell(Matrix(empty: .empty))) {
      try $0.appending(.string($1))
    }
  }

  private func tooFew(_ count: Int, of required: [Argument]) -> EvaluationError {
    let wanted = required.map(\.name).joined(separator: ", ")
    var error =
      function.isEmpty
      ? self.error("inputParser.parse: not enough input arguments")
      : EvaluationError("Invalid call to \(function)", identifier: "Octave:invalid-fun-call")
    error.help = "the arguments \(wanted) are required, and parse got \(count) of them"
    return error
  }

  /// Takes the optional arguments in front of the first name, or of a text or struct that does not pass.
  private mutating func takeOptional(_ rest: inout ArraySlice<Value>) throws {
    var optional = ArgumentParsing.arguments("Optional", of: parser)[...]
    while let argument = optional.first, let value = rest.first {
      if match(value, in: parameters) != nil && rest.count > 1 || match(value, in: switches) != nil
      {
        break
      }
      if try fault(of: value, argument.validator) != nil {
        if value.isChar || expandsStructs && isOneStruct(value) { break }
        throw error(
          "failed validation of \(argument.name.uppercased())\n"
            + "Validation function: \(shown(argument.validator))")
      }
      try results.set(argument.name, to: value)
      optional.removeFirst()
      rest.removeFirst()
    }
    for argument in optional {
      defaults.append(argument.name)
      try results.set(argument.name, to: argument.standard)
    }
  }

  private mutating func takeNamed(_ given: [Value]) throws {
    var rest = Array(given.reversed())
    while let next = rest.popLast() {
      try session.checkInterrupt()
      if expandsStructs, isOneStruct(next), case .structure(let s) = next {
        for name in s.names.reversed() {
          rest.append(s[name] ?? .emptyMatrix)
          rest.append(.string(name))
        }
        continue
      }
      guard let name = next.text else {
        throw error("non-string for Parameter name or Switch")
      }
      if let parameter = match(next, in: parameters) {
        guard let value = rest.popLast() else {
          throw error("no matching value for option '\(name.uppercased())'")
        }
        try store(value, in: parameter)
      } else if let found = match(next, in: switches) {
        try results.set(found.name, to: .bool(true))
      } else if keepsUnmatched, let value = rest.popLast() {
        try unmatched.set(name, to: value)
      } else {
        var unknown = error("argument '\(name.uppercased())' is not a valid parameter")
        let known = (parameters + switches).map(\.name)
        if !known.isEmpty { unknown.help = "it takes \(known.joined(separator: ", "))" }
        throw unknown
      }
    }
  }

  /// The defaults of arguments that were not given, in alphabetical order.
  private mutating func fillIn(_ arguments: [Argument]) throws {
    for argument in arguments.sorted(by: { $0.name < $1.name })
    where results.index(of: argument.name) == nil {
      defaults.append(argument.name)
      try results.set(argument.name, to: argument.standard)
    }
  }

  private func isOneStruct(_ value: Value) -> Bool {
    if case .structure(let s) = value { s.shape.isScalar } else { false }
  }

  private func match(_ value: Value, in arguments: [Argument]) -> Argument? {
    guard let name = value.text else { return nil }
    return arguments.first {
      isCaseSensitive ? $0.name == name : $0.name.lowercased() == name.lowercased()
    }
  }

  private mutating func store(_ value: Value, in argument: Argument) throws {
    if let fault = try fault(of: value, argument.validator) {
      throw error("failed validation of \(argument.name.uppercased()). \(fault)")
    }
    try results.set(argument.name, to: value)
  }

  /// What a validator says against a value: that it is false, or the message of its error; nil when it passes.
  private func fault(of value: Value, _ validator: Value) throws -> String? {
    if validator.isEmpty { return nil }
    do {
      // One that only throws gives no value.
      let answer = try session.call(validator, [value], outputs: 0).first
      if try answer.map(Operators.truth) ?? true { return nil }
      return "Checked with \"\(name(of: validator))\""
    } catch {
      guard Evaluation.isCatchable(error) else { throw error }
      session.noteCaught(error)
      return session.lastError.message
    }
  }

  private func name(of validator: Value) -> String {
    if case .function(let f) = validator { f.text } else { validator.text ?? "" }
  }

  private func shown(_ validator: Value) -> String {
    let text = name(of: validator)
    return text.hasPrefix("@") ? text : "@\(text)"
  }

  private func error(_ text: String) -> EvaluationError {
    EvaluationError(function.isEmpty ? text : "\(function): \(text)")
  }
}
