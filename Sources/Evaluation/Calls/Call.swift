import Matrices

/// One call of a builtin: its arguments, how many results are wanted, and the session it happens in.
///
/// The accessors check class and shape and throw errors that name the function and the argument.
public struct Call {
  public let name: String
  public var arguments: [Value]
  /// How many results the caller takes (`nargout`); 0 when the call is a statement of its own.
  public let outputCount: Int
  private let sessionOfCall: Session
  /// Set where the call runs on a thread that may be abandoned.
  private let work: AbandonableWork?

  public init(
    name: String, arguments: [Value], outputCount: Int, session: Session,
    work: AbandonableWork? = nil
  ) {
    self.name = name
    self.arguments = arguments
    self.outputCount = outputCount
    sessionOfCall = session
    self.work = work
  }

  /// The session. A large call that has asked for it is waited for after Ctrl-C, so that it alone uses it:
  /// ask late, and not only to look for Ctrl-C.
  public var session: Session {
    work?.mustBeAwaited()
    return sessionOfCall
  }

  /// Throws when Ctrl-C was pressed: long builtins ask this now and then.
  public func checkInterrupt() throws {
    if Interrupt.isRequested { try Session.interrupt() }
  }

  public var count: Int { arguments.count }
  public subscript(index: Int) -> Value { arguments[index] }

  /// An error whose text is `NAME: text`.
  public func error(_ text: String, identifier: String = "") -> EvaluationError {
    EvaluationError("\(name): \(text)", identifier: identifier)
  }

  /// Octave's answer to a wrong number or kind of arguments.
  public var invalidCall: EvaluationError {
    EvaluationError("Invalid call to \(name)", identifier: "Octave:invalid-fun-call")
  }

  /// Octave's answer to more arguments than a function written in its own language declares.
  public var tooManyInputs: EvaluationError { Messages.tooManyInputs(name) }

  /// Checks the number of arguments.
  public func expect(_ range: ClosedRange<Int>) throws {
    if range.contains(count) { return }
    if let most = parameterCounts[name], count > most { throw tooManyInputs }
    throw invalidCall
  }

  public func expect(_ range: PartialRangeFrom<Int>) throws {
    if !range.contains(count) { throw invalidCall }
  }

  /// Argument `index` as doubles (numeric, logical and character values).
  public func matrix(_ index: Int) throws -> Matrix<Double> {
    guard index < count else { throw invalidCall }
    guard let m = try arguments[index].doubles else {
      throw error(
        "wrong type argument '\(Call.description(arguments[index]))'")
    }
    return m
  }

  /// Argument `index` as one double; an array counts by its first element, as in Octave.
  public func scalar(_ index: Int) throws -> Double {
    guard index < count else { throw invalidCall }
    if let x = arguments[index].scalar { return x }
    let m = try matrix(index)
    guard !m.isEmpty else { throw error("argument \(index + 1) must not be empty") }
    return m[0]
  }

  /// Argument `index` as a whole number that fits `Int`.
  public func integer(_ index: Int) throws -> Int {
    let x = try scalar(index)
    guard let n = Int(exactly: x) else {
      throw error(
        x.isNaN
          ? "NaN is not a whole number" : "argument \(index + 1) must be a whole number")
    }
    return n
  }

  /// Argument `index` as text.
  public func string(_ index: Int) throws -> String {
    guard index < count else { throw invalidCall }
    guard let text = arguments[index].text else {
      throw error("argument \(index + 1) must be a string")
    }
    return text
  }

  /// Argument `index` as text; anything else is the error `NAME: text`.
  public func string(_ index: Int, orError text: String) throws -> String {
    guard index < count else { throw invalidCall }
    guard let words = arguments[index].text else { throw error(text) }
    return words
  }

  /// Argument `index` as the bytes of a character row.
  public func bytes(_ index: Int) throws -> [UInt8] {
    guard index < count else { throw invalidCall }
    guard let bytes = arguments[index].bytes else {
      throw error("argument \(index + 1) must be a string")
    }
    return bytes
  }

  /// A 1-based dimension argument as a 0-based axis.
  public func axis(_ index: Int) throws -> Int {
    guard let x = arguments[index].scalar, let n = Int(exactly: x), n >= 1 else {
      throw error("DIM must be a valid dimension")
    }
    // Beyond the last dimension of any array all are alike: extent 1.
    return min(n, 1000) - 1
  }

  /// What messages call a value: `cell array`, `matrix`, `string`.
  public static func description(_ value: Value) -> String {
    switch value {
    case .number: "scalar"
    case .bool: "bool"
    case .double, .range, .diagonal: "matrix"
    case .single: "float matrix"
    case .logical: "bool matrix"
    case .char: "string"
    case .integer(_, let kind): "\(kind.rawValue) matrix"
    case .cell: "cell array"
    case .structure(let s): s.shape.isScalar ? "scalar struct" : "struct"
    case .function: "function handle"
    case .network: "network"
    case .map: "object"
    case .tracked(let t): description(t.primal)
    }
  }
}
