import Matrices

/// The operations on followed arrays in the order in which they were done, each with its edges to operands.
///
/// A result's gradient is found backwards: from the last operation to the first, each hands its adjoint on to
/// its operands. Only what depends on a parameter is on the tape; edges keep the arrays that their rules need.
public final class Tape {
  private struct Entry {
    let shape: Shape
    let edges: [Edge]
  }

  private var entries: [Entry] = []
  /// Where followed values may have been put that outlive the call.
  private var maps: [MapObject] = []
  private var functions: [UserFunction] = []
  /// Functions of the language that builtins' derivatives are written in, by their text.
  var formulas: [String: Value] = [:]

  init() {}

  /// `value` as a parameter: something to differentiate with respect to.
  func parameter(_ value: Value) -> TrackedValue {
    entries.append(Entry(shape: value.shape, edges: []))
    return TrackedValue(tape: self, index: entries.count - 1, primal: value)
  }

  /// The result of an operation, followed when one of the operands is.
  ///
  /// - Throws: for operands of two tapes: the gradient of a gradient.
  public static func record(_ primal: Value, _ edges: Edge?...) throws -> Value {
    try record(primal, edges)
  }

  public static func record(_ primal: Value, _ edges: [Edge?]) throws -> Value {
    let edges = edges.compactMap { $0 }
    let primal = try primal.unpacked
    guard let tape = edges.first?.tape, primal.isDifferentiable else { return primal }
    guard edges.allSatisfy({ $0.tape === tape }) else {
      throw EvaluationError(
        "grad: inside of another grad only the own parameters of each can be followed")
    }
    tape.entries.append(Entry(shape: primal.shape, edges: edges))
    return .tracked(TrackedValue(tape: tape, index: tape.entries.count - 1, primal: primal))
  }

  /// The derivatives of the sum of `seed` times `result`, element by element, with respect to `parameters`.
  func gradient(
    of result: TrackedValue, seed: Matrix<Double>, _ parameters: [TrackedValue],
    _ session: Session
  ) throws -> [Matrix<Double>] {
    var adjoints = [Matrix<Double>?](repeating: nil, count: result.index + 1)
    adjoints[result.index] = seed
    for index in stride(from: result.index, through: 0, by: -1) where adjoints[index] != nil {
      let edges = entries[index].edges
      if edges.isEmpty { continue }
      try session.checkInterrupt()
      guard var adjoint = adjoints[index] else { continue }
      adjoints[index] = nil
      for edge in edges { try edge.pull(&adjoint, &adjoints[edge.index]) }
    }
    return try parameters.map { parameter in
      let found = parameter.index <= result.index ? adjoints[parameter.index] : nil
      return try found ?? Matrix(parameter.primal.shape, repeating: 0)
    }
  }

  /// Forgets all operations, and with them the arrays that their rules need.
  func empty() {
    entries = []
    formulas = [:]
  }

  // MARK: - What outlives the call

  func noteWriting(to map: MapObject) {
    if !maps.contains(where: { $0 === map }) { maps.append(map) }
  }

  func noteWriting(to function: UserFunction) {
    if !functions.contains(where: { $0 === function }) { functions.append(function) }
  }

  /// Leaves plain values where followed ones were put: nothing of the tape outlives its call.
  func close(_ session: Session) {
    for (name, value) in session.globals.values where value.holdsTracked {
      session.globals.values[name] = value.untracked
    }
    for function in functions {
      for (name, value) in function.persistents where value.holdsTracked {
        function.persistents[name] = value.untracked
      }
    }
    for map in maps {
      for key in map.unorderedKeys { map[key] = map[key]?.untracked }
    }
  }
}
