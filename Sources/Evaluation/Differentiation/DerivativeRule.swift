import Matrices

/// How a builtin's results follow from its arguments.
public enum DerivativeRule: Sendable {
  /// Not known: a followed argument is an error.
  case none
  /// The results do not change when the arguments change a little: sizes, comparisons, rounding, printing.
  case constant
  /// The body only moves values about, or calls functions with them, and takes followed ones as they are.
  case carries
  /// The results' elements are elements of argument number `argument` (0-based), wherever its others say.
  case gathers(argument: Int)
  /// The result by other functions of the language: `@(x, dim) ...`.
  case formula(String)
  /// Anything else.
  case rule(@Sendable (FollowedCall) throws -> [Value])
}

/// One call of a builtin with followed arguments.
public struct FollowedCall {
  /// The call as it came.
  public let call: Call
  private let builtin: Builtin

  init(_ builtin: Builtin, _ call: Call) {
    self.builtin = builtin
    self.call = call
  }

  public var count: Int { call.count }
  public subscript(index: Int) -> Value { call[index] }

  /// The numbers of argument `index`.
  public func numbers(_ index: Int) throws -> Matrix<Double> {
    guard let m = try call[index].doubles else { throw call.invalidCall }
    return m
  }

  /// What the builtin itself gives for the plain arguments.
  public func results(outputs: Int? = nil) throws -> [Value] {
    try results(of: call.arguments.map(\.untracked), outputs: outputs)
  }

  /// What the builtin gives for other arguments.
  public func results(of arguments: [Value], outputs: Int? = nil) throws -> [Value] {
    try builtin.body(
      Call(
        name: call.name, arguments: arguments, outputCount: outputs ?? call.outputCount,
        session: call.session))
  }

  /// The first of `results`.
  public func result() throws -> Value {
    guard let first = try results().first else { throw call.invalidCall }
    return first
  }

  /// The error of an argument that this call cannot be differentiated with.
  public func cannot(_ reason: String) -> EvaluationError {
    Differentiation.cannot(call.name, reason)
  }
}

extension Differentiation {
  /// Calls a builtin while a `grad` runs.
  static func call(_ builtin: Builtin, _ call: Call) throws -> [Value] {
    guard call.arguments.contains(where: \.holdsTracked) else { return try builtin.body(call) }
    let followed = FollowedCall(builtin, call)
    switch builtin.derivative {
    case .none: throw cannot(call.name, "nnsh has no derivative of it")
    case .constant: return try followed.results()
    case .carries: return try carried(builtin, call)
    case .gathers(let argument): return try gathered(followed, argument)
    case .formula(let text): return try formula(text, call)
    case .rule(let rule): return try rule(followed)
    }
  }

  static func cannot(_ name: String, _ reason: String) -> EvaluationError {
    EvaluationError(
      "grad: `\(name)` cannot be differentiated: \(reason)",
      identifier: "nnsh:not-differentiable")
  }

  private static func carried(_ builtin: Builtin, _ call: Call) throws -> [Value] {
    let results = try builtin.body(call)
    for case .map(let map) in results + call.arguments { call.session.tape?.noteWriting(to: map) }
    return results
  }

  /// The builtin does to the positions of the elements what it does to the elements.
  private static func gathered(_ call: FollowedCall, _ argument: Int) throws -> [Value] {
    let results = try call.results()
    guard argument < call.count, call[argument].isTracked, let y = results.first else {
      return results
    }
    let shape = call[argument].shape
    var arguments = call.call.arguments.map(\.untracked)
    arguments[argument] = .matrix(
      try Matrix(shape, (1...max(1, shape.count)).prefix(shape.count).map(Double.init)))
    guard let places = try call.results(of: arguments).first?.doubles else { return results }
    let sources = places.elements.map { Int(exactly: $0 - 1) ?? -1 }
    return [try Tape.record(y, Edge(call[argument], gathering: sources))] + results.dropFirst()
  }

  private static func formula(_ text: String, _ call: Call) throws -> [Value] {
    let session = call.session
    guard let tape = session.tape else { return [] }
    let known =
      try tape.formulas[text]
      ?? session.call(.string("str2func"), [.string(text)], outputs: 1).first
    guard let function = known else { return [] }
    tape.formulas[text] = function
    return try session.call(function, call.arguments, outputs: max(1, call.outputCount))
  }
}
