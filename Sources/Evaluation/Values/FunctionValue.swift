import Syntax

/// A function handle: `@name`, or `@(x) expression` with the variables it captured.
public final class FunctionValue {
  public enum Kind {
    /// Looked up by name at each call.
    case named(String)
    /// Compiled code with the values of its captured variables.
    case anonymous(AnonymousFunction)
    /// A function of one file, reachable through this handle from anywhere.
    case user(UserFunction)
    /// A method of a map with its map: `m.isKey`.
    case method(String, MapObject)
  }
  public let kind: Kind

  public init(_ kind: Kind) { self.kind = kind }

  /// `func2str(f)`: the name, or the regenerated text `@(x) x .^ 2`.
  public var text: String {
    switch kind {
    case .named(let name): name
    case .anonymous(let function): function.text
    case .user(let function): function.name
    case .method(let name, _): name
    }
  }

  /// Whether both call the same function: by name, or one and the same.
  public func isSame(as other: FunctionValue) -> Bool {
    if self === other { return true }
    switch (kind, other.kind) {
    case (.named(let a), .named(let b)): return a == b
    case (.user(let a), .user(let b)): return a === b
    case (.anonymous(let a), .anonymous(let b)): return a === b
    default: return false
    }
  }
}

/// An anonymous function: code, the text Octave would show, and what it captured.
public final class AnonymousFunction {
  public let text: String
  let function: UserFunction
  /// Names and values of the variables that were captured when the handle was made.
  public let captured: [(name: String, value: Value)]

  /// How many parameters it has; negative when the last is `varargin`.
  public let parameterCount: Int

  init(
    text: String, parameterCount: Int, function: UserFunction,
    captured: [(name: String, value: Value)]
  ) {
    self.text = text
    self.parameterCount = parameterCount
    self.function = function
    self.captured = captured
  }
}
