import Matrices

/// A real array whose way to a result `grad` follows: the array and its place on the tape.
public final class TrackedValue {
  let tape: Tape
  /// Its number on the tape.
  let index: Int
  /// The array itself: a number, a double array or a single one.
  public internal(set) var primal: Value

  init(tape: Tape, index: Int, primal: Value) {
    self.tape = tape
    self.index = index
    self.primal = primal
  }
}

extension Value {
  /// Whether `grad` follows it.
  @inline(__always)
  public var isTracked: Bool { if case .tracked = self { true } else { false } }

  /// The value itself, without its place on a tape.
  public var primal: Value { if case .tracked(let tracked) = self { tracked.primal } else { self } }

  /// Whether it can be followed: real numbers that are not integers.
  public var isDifferentiable: Bool {
    switch self {
    case .number, .double, .single, .range, .diagonal, .tracked: true
    default: false
    }
  }

  /// Whether it is followed or holds something that is.
  public var holdsTracked: Bool {
    switch self {
    case .tracked: true
    case .cell(let cell): cell.withUnsafeElements { $0.contains(where: \.holdsTracked) }
    case .structure(let s):
      s.columns.contains { $0.withUnsafeElements { $0.contains(where: \.holdsTracked) } }
    case .function(let handle): handle.holdsTracked
    default: false
    }
  }

  /// The same value with nothing in it that is followed.
  public var untracked: Value {
    guard holdsTracked else { return self }
    switch self {
    case .tracked(let tracked): return tracked.primal
    case .cell(let cell): return (try? cell.converted(\.untracked)).map(Value.cell) ?? .emptyMatrix
    case .structure(let s):
      return .structure(
        StructArray(
          shape: s.shape, names: s.names,
          columns: s.columns.map { (try? $0.converted(\.untracked)) ?? $0 }))
    case .function(let handle): return .function(handle.untracked)
    default: return self
    }
  }
}

extension FunctionValue {
  fileprivate var holdsTracked: Bool {
    guard case .anonymous(let function) = kind else { return false }
    return function.captured.contains { $0.value.holdsTracked }
  }

  fileprivate var untracked: FunctionValue {
    guard case .anonymous(let function) = kind else { return self }
    return FunctionValue(
      .anonymous(
        AnonymousFunction(
          text: function.text, parameterCount: function.parameterCount,
          function: function.function,
          captured: function.captured.map { ($0.name, $0.value.untracked) })))
  }
}
