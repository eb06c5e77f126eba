import Matrices

/// Reading, writing and rearranging elements.
extension Differentiation {
  static func part(of value: Value, _ subscripts: [Subscript]) throws -> Value {
    let y = try Indexing.part(of: value.primal, subscripts)
    let shape = value.shape
    return try Tape.record(
      y,
      Edge(value) { adjoint, target in
        var sum = try target ?? Matrix(shape, repeating: 0)
        target = nil
        try sum.add(adjoint, atAll: subscripts)
        target = sum
      })
  }

  /// False when the target is of a class that is not followed, and the assignment is like any other.
  static func assign(
    _ value: Value, to target: inout Value?, _ subscripts: [Subscript], _ session: Session
  ) throws -> Bool {
    switch plan(value, for: target, subscripts) {
    case .untouched: return false
    case .plain: try Assignment.assign(value.primal, to: &target, subscripts, session)
    case .followed(let edges):
      try write(value.primal, to: &target, edges, subscripts, session)
    }
    return true
  }

  private enum WritingPlan {
    /// The target takes followed values as they are: a cell.
    case untouched
    /// It takes the numbers alone: logical, integer and character arrays.
    case plain
    case followed([Edge?])
  }

  private static func plan(
    _ value: Value, for target: Value?, _ subscripts: [Subscript]
  ) -> WritingPlan {
    guard let target, !target.isCell, !target.isStruct, value.hasArithmetic else {
      return .untouched
    }
    guard target.isDifferentiable else { return .plain }
    return .followed([
      Edge(value, takingFrom: subscripts),
      keeping(target, target.shape, isTaken: value.isTracked, subscripts),
    ])
  }

  /// Writes into the array in `target`, in place where nobody else holds it.
  private static func write(
    _ value: Value, to target: inout Value?, _ edges: [Edge?], _ subscripts: [Subscript],
    _ session: Session
  ) throws {
    guard case .tracked(var tracked)? = target else {
      try Assignment.assign(value, to: &target, subscripts, session)
      if let primal = target { target = try Tape.record(primal, edges) }
      return
    }
    target = nil
    var array: Value? = tracked.primal
    let isOurs = isKnownUniquelyReferenced(&tracked)
    if isOurs { tracked.primal = .bool(false) }
    do {
      try Assignment.assign(value, to: &array, subscripts, session)
    } catch {
      if isOurs, let array { tracked.primal = array }
      target = .tracked(tracked)
      throw error
    }
    if let array { target = try Tape.record(array, edges) }
  }

  /// The edge to the array that was written to: its own elements stay where nothing was written.
  private static func keeping(
    _ old: Value, _ before: Shape, isTaken: Bool, _ subscripts: [Subscript]
  ) -> Edge? {
    Edge(old) { adjoint, target in
      if before.isEmpty { return }
      if !isTaken { _ = try adjoint.takeElements(atAll: subscripts) }
      try adjoint.shrink(to: before)
      if target == nil {
        target = adjoint
        adjoint = Matrix(empty: .empty)
      } else {
        try target?.apply(.add, adjoint)
      }
    }
  }

  static func deleting(_ value: Value, _ subscripts: [Subscript]) throws -> Value {
    try rearranged(value, by: Deleting(subscripts: subscripts))
  }

  static func reshaped(_ value: Value, to shape: Shape) throws -> Value {
    let before = value.shape
    return try Tape.record(
      try Indexing.reshaped(value.primal, to: shape), Edge(value) { $0.reshaped(before) })
  }

  /// Any rearrangement of elements: done to their positions too, which tell where each came from.
  static func rearranged(_ value: Value, by change: some ArrayRearrangement) throws -> Value {
    let y = try value.primal.rearranged(by: change)
    let places = try change(try Matrix<Int>(value.shape, Array(0..<value.count)))
    return try Tape.record(y, Edge(value, gathering: places.elements))
  }

  /// Values side by side along an axis; nil when they do not become numbers that can be followed.
  static func joined(_ values: [Value], _ axis: Int) throws -> Value? {
    guard values.allSatisfy(\.hasArithmetic) else { return nil }
    let y = try Concatenation.joined(values.map(\.primal), axis: axis)
    var start = 0
    var edges: [Edge?] = []
    for value in values where !value.isEmpty {
      let range = Subscript.range(start: start, step: 1, count: value.shape[axis])
      start += value.shape[axis]
      let shape = value.shape
      edges.append(
        Edge(value) { adjoint in
          var places = [Subscript](repeating: .all, count: max(adjoint.shape.rank, axis + 1))
          places[axis] = range
          return try adjoint.indexed(places).reshaped(shape)
        })
    }
    return try Tape.record(y, edges)
  }
}

private struct Deleting: ArrayRearrangement {
  let subscripts: [Subscript]

  func callAsFunction<Element>(_ array: Matrix<Element>) throws -> Matrix<Element> {
    try Assignment.deleted(array, subscripts)
  }
}
