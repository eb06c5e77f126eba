/// A place inside a value, for builtins that read and write by a path given as data (`getfield`,
/// `subsasgn`).
public struct ValuePath {
  public enum Step {
    case field(String)
    case parentheses([Value])
    case braces([Value])
  }
  public var steps: [Step]

  public init(_ steps: [Step]) { self.steps = steps }

  /// The values at this place of `value`: one, unless the last step reads a list.
  public func values(in value: Value, _ session: Session) throws -> [Value] {
    var current = [value]
    for step in steps {
      guard current.count == 1, let only = current.first else {
        throw EvaluationError("some elements undefined in argument list")
      }
      switch step {
      case .field(let name): current = try Fields.values(of: only, name, session)
      case .parentheses(let arguments):
        if case .function = only {
          current = try session.call(only, arguments, outputs: 1)
        } else {
          current = [try Indexing.element(of: only, arguments, session)]
        }
      case .braces(let arguments):
        current = try Indexing.contents(of: only, arguments, session)
      }
    }
    return current
  }

  /// `value` with `new` at this place.
  public func storing(_ new: Value, in value: Value, _ session: Session) throws -> Value {
    var place: Value? = value
    var arguments: [Value] = []
    let descriptors = steps.map { step -> PathDescriptor.Step in
      switch step {
      case .field(let name): return .field(name)
      case .parentheses(let own):
        arguments += own
        return .paren(own.count)
      case .braces(let own):
        arguments += own
        return .brace(own.count)
      }
    }
    if descriptors.isEmpty { return new }
    try Paths.store(new, in: &place, descriptors[...], arguments[...], session, isStatement: false)
    return place ?? new
  }
}
