/// A function of the language that is written in Swift, with all that is known about it in one place.
///
/// `help`, completion, the manual and the tests (which run `examples`) read the same entry.
///
/// One object, whose calls count one reference however much is known about it.
public final class Builtin: Sendable {
  public typealias Body = @Sendable (Call) throws -> [Value]

  public let name: String
  /// The call as the user writes it: `[m, i] = max(A, [], dim)`; several forms are separated by newlines.
  public let signature: String
  /// One sentence: what it gives.
  public let summary: String
  /// Shapes of arguments and results; empty when they say nothing.
  public let shapes: String
  /// The formula; empty when there is none.
  public let math: String
  /// A transcript: lines after `>> ` are typed, the others are what is printed. Run as a test.
  public let examples: String
  public let seeAlso: [String]
  /// Names of options (`name=value`) that the call takes after its positional arguments.
  public let options: [String]
  public let body: Body
  /// The number in every element that the call with two sizes gives, for the machine to make small arrays of
  /// it without a call.
  public let filledWith: Double?
  /// Finds the derivative by the name of the builtin.
  private let findDerivative: @Sendable (String) -> DerivativeRule
  /// How its results follow from its arguments, for `grad`.
  public var derivative: DerivativeRule { findDerivative(name) }

  /// Whether a call with these arguments may take long; nil when none does. It then gets a thread of its own,
  /// which is left alone when it does not end soon after Ctrl-C.
  public let mayTakeLong: (@Sendable ([Value]) -> Bool)?

  /// - Parameters:
  ///   - signature: its first call names the builtin: `name` is what stands before its parenthesis (or
  ///     the first blank) and after any `=`.
  ///   - body: gives at least one value when `call.outputCount > 0`; may give none for a command.
  public init(
    _ signature: String, _ summary: String, shapes: String = "", math: String = "",
    examples: String = "", seeAlso: [String] = [], options: [String] = [],
    many body: @escaping Body
  ) {
    name = Builtin.name(in: signature)
    self.signature = signature
    self.summary = summary
    self.shapes = shapes
    self.math = math
    self.examples = examples
    self.seeAlso = seeAlso
    self.options = options
    self.body = body
    filledWith = nil
    findDerivative = { _ in .none }
    mayTakeLong = nil
  }

  /// A builtin with exactly one result.
  public convenience init(
    _ signature: String, _ summary: String, shapes: String = "", math: String = "",
    examples: String = "", seeAlso: [String] = [], options: [String] = [],
    one body: @escaping @Sendable (Call) throws -> Value
  ) {
    self.init(
      signature, summary, shapes: shapes, math: math, examples: examples, seeAlso: seeAlso,
      options: options, many: { [try body($0)] })
  }

  /// `other`, of which more is known.
  private init(
    _ other: Builtin, filledWith: Double?,
    findDerivative: @escaping @Sendable (String) -> DerivativeRule,
    mayTakeLong: (@Sendable ([Value]) -> Bool)?
  ) {
    name = other.name
    signature = other.signature
    summary = other.summary
    shapes = other.shapes
    math = other.math
    examples = other.examples
    seeAlso = other.seeAlso
    options = other.options
    body = other.body
    self.filledWith = filledWith
    self.findDerivative = findDerivative
    self.mayTakeLong = mayTakeLong
  }

  /// The same builtin, known to give with two sizes an array that has `number` everywhere.
  public func filled(with number: Double) -> Builtin {
    Builtin(
      self, filledWith: number, findDerivative: findDerivative, mayTakeLong: mayTakeLong)
  }

  /// The same builtin, whose derivative `find` tells, given its name, when it is asked for, and which takes long
  /// where `mayTakeLong` holds of its arguments.
  public func known(
    derivative find: @escaping @Sendable (String) -> DerivativeRule,
    mayTakeLong: (@Sendable ([Value]) -> Bool)?
  ) -> Builtin {
    Builtin(self, filledWith: filledWith, findDerivative: find, mayTakeLong: mayTakeLong)
  }

  /// Reads bytes, not characters: every start of the program names all builtins.
  private static func name(in signature: String) -> String {
    var line = signature.utf8.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "(") }
    if let equal = line.lastIndex(of: UInt8(ascii: "=")) {
      line = line[line.index(after: equal)...]
    }
    let call = line.drop { $0 == UInt8(ascii: " ") }
    // `format long`: in command syntax the name ends at a blank.
    return String(Substring(call.prefix { $0 != UInt8(ascii: " ") }))
  }
}
