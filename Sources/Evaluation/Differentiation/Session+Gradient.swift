import Matrices

/// Gradients of functions of the language.
extension Session {
  /// What `f(parameters, extra...)` gives, followed back to the parameters.
  ///
  /// Holds the tape, whose operations refer to the tape in turn: letting go of the result empties it.
  public final class FollowedResult {
    let tape: Tape
    let parameters: [TrackedValue]
    let session: Session
    /// The results as plain values.
    public let values: [Value]
    let first: TrackedValue?

    fileprivate init(
      _ tape: Tape, _ parameters: [TrackedValue], _ session: Session, _ results: [Value]
    ) {
      (self.tape, self.parameters, self.session) = (tape, parameters, session)
      values = results.map(\.untracked)
      if case .tracked(let tracked)? = results.first, tracked.tape === tape {
        first = tracked
      } else {
        first = nil
      }
    }

    deinit { tape.empty() }

    /// How many arrays are followed.
    public var count: Int { parameters.count }

    /// The derivatives of `sum(seed .* result)` with respect to each parameter array, in their order: double
    /// arrays of the parameters' shapes.
    ///
    /// - Parameter seed: like the first result.
    public func gradient(seed: Matrix<Double>) throws -> [Matrix<Double>] {
      guard let first else {
        return try parameters.map { try Matrix($0.primal.shape, repeating: 0) }
      }
      return try tape.gradient(of: first, seed: seed, parameters, session)
    }
  }

  /// Calls `function` with the arrays in `parameters` (an array, or a cell or struct that holds some) followed.
  ///
  /// - Parameter outputs: how many results are wanted; the first is the one that can be differentiated.
  public func follow(
    _ function: Value, _ parameters: Value, _ extra: [Value], outputs: Int = 1
  ) throws -> FollowedResult {
    let tape = Tape()
    let outer = self.tape
    self.tape = tape
    defer {
      tape.close(self)
      self.tape = outer
    }
    var followed: [TrackedValue] = []
    let argument = try parameters.following { value in
      let parameter = tape.parameter(try value.unpacked)
      followed.append(parameter)
      return .tracked(parameter)
    }
    do {
      let results = try call(function, [argument] + extra, outputs: outputs)
      return FollowedResult(tape, followed, self, results)
    } catch {
      tape.empty()
      throw error
    }
  }
}

extension Value {
  /// The value with every array of real numbers in it replaced, those in cells and structs too.
  public func following(_ replace: (Value) throws -> Value) throws -> Value {
    switch self {
    case .number, .double, .single, .range, .diagonal: return try replace(self)
    case .cell(let cell):
      return .cell(try Matrix(cell.shape, try cell.elements.map { try $0.following(replace) }))
    case .structure(let s):
      return .structure(
        StructArray(
          shape: s.shape, names: s.names,
          columns: try s.columns.map { column in
            try Matrix(s.shape, try column.elements.map { try $0.following(replace) })
          }))
    default: return self
    }
  }
}
