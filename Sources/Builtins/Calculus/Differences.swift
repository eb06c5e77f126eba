import Evaluation
import Matrices
import Syntax

let differences: [Builtin] = [
  Builtin(
    "diff(x, k, dim)", "The differences of neighbours, k times",
    examples: """
      >> diff([1 4 9])
      ans =

         3   5

      """, seeAlso: ["cumsum", "gradient"], one: difference),
  Builtin(
    "trapz(y)\ntrapz(x, y, dim)", "The integral of y over x by trapezoids",
    examples: """
      >> trapz([0 1 2], [0 1 4])
      ans = 3
      """, seeAlso: ["cumtrapz"], one: { try trapezoids($0, isRunning: false) }),
  Builtin(
    "cumtrapz(y)\ncumtrapz(x, y, dim)", "The running integral of y over x by trapezoids",
    examples: """
      >> cumtrapz([0 1 4])
      ans =

              0   0.5000   3.0000

      """, seeAlso: ["trapz"], one: { try trapezoids($0, isRunning: true) }),
]

private func difference(_ call: Call) throws -> Value {
  try call.expect(1...3)
  guard call[0].isNumericOrLogical else { throw call.error("X must be numeric or logical") }
  var order = 1
  if call.count > 1, !call[1].isEmpty {
    guard let x = call[1].scalar, let n = Int(exactly: x) else {
      throw call.error("order K must be a scalar or []")
    }
    if n < 0 { throw call.error("order K must be non-negative") }
    order = n
  }
  let result = call[0]
  if call.count > 2, let dim = call[2].scalar, dim > Double(result.shape.rank) {
    throw call.error("DIM must be a valid dimension")
  }
  if order == 0 { return result }
  if call.count < 3 {
    let axis = result.shape.firstNonSingleton
    if result.shape[axis] <= order { return try exhausted(result, order, axis, call) }
    return try repeated(result, order, axis, call)
  }
  return try repeated(result, order, try call.axis(2), call)
}

private func repeated(_ value: Value, _ order: Int, _ axis: Int, _ call: Call) throws -> Value {
  var result = value
  for _ in 0..<max(0, order) {
    let before = result.shape
    result = try differenceOnce(result, axis, call)
    // Nothing is left to subtract, however many times are left.
    if result.shape == before { break }
  }
  return result
}

/// More differences than the first long dimension has: what is left of the order is taken along the next
/// ones, each time of X itself, as in Octave (`libinterp/corefcn/data.cc`).
private func exhausted(_ x: Value, _ order: Int, _ first: Int, _ call: Call) throws -> Value {
  if x.shape[first] == 1 { return try x.selected([.list([], shape: .empty)]) }
  var (result, order, axis) = (x, order, first)
  while order > 0 {
    if axis == x.shape.rank { return try repeated(x, order, axis - 1, call) }
    if x.shape[axis] > 1 {
      result = try repeated(x, x.shape[axis] - 1, axis, call)
    }
    order -= x.shape[axis] == 1 ? 0 : x.shape[axis] - 1
    axis += 1
  }
  return result
}

private func differenceOnce(_ value: Value, _ axis: Int, _ call: Call) throws -> Value {
  if case .integer(let m, let kind) = value {
    let extent = m.shape[axis]
    if extent <= 1 || m.isEmpty {
      return .integer(Matrix(empty: m.shape.replacing(axis, with: max(0, extent - 1))), kind)
    }
    let later = try m.indexed(along: axis, .range(start: 1, step: 1, count: extent - 1))
    let earlier = try m.indexed(along: axis, .range(start: 0, step: 1, count: extent - 1))
    return try Operators.binary(
      .subtract, .integer(later, kind), .integer(earlier, kind), call.session)
  }
  guard
    let result = try value.numbersMapped(
      { try $0.differences(axis: axis) }, { try $0.differences(axis: axis) })
  else { throw call.wrongType(0) }
  return result
}

private func trapezoids(_ call: Call, isRunning: Bool) throws -> Value {
  try call.expect(1...3)
  // trapz (y), trapz (x, y), trapz (x, y, dim); trapz (y, dim) when the second is a lone whole number.
  let hasOnlyDim = call.count == 2 && call[1].isScalar && !call[0].isScalar
  let isPlain = call.count == 1 || hasOnlyDim || (call.count == 3 && call[1].isEmpty)
  let y = try call.numericMatrix(isPlain ? 0 : 1, "X and Y must be numeric")
  let dim = hasOnlyDim ? 1 : call.count == 3 ? 2 : call.count
  let axis = try call.axisOrFirst(dim, of: y.shape)
  let extent = y.shape[axis]
  let steps = isPlain ? nil : try gaps(call, y, axis)
  let single = call.arguments.prefix(isPlain ? 1 : 2).contains { $0.valueClass == .single }
  guard extent > 1 else {
    if y.shape == .empty { return isRunning ? .matrix(Matrix(empty: Shape(1, 0))) : .number(0) }
    if y.shape == Shape(0, 1), axis == 0 { return .number(0) }
    // What a row without elements leaves is 0x0, whose sum is 0.
    if y.shape == Shape(1, 0), axis == 0, !isRunning { return .number(0) }
    return try floating(
      isRunning
        ? y.converted { _ in 0 }
        : Matrix(y.shape.replacing(axis, with: 1), repeating: 0), single: single)
  }
  let later = try y.indexed(along: axis, .range(start: 1, step: 1, count: extent - 1))
  let earlier = try y.indexed(along: axis, .range(start: 0, step: 1, count: extent - 1))
  var areas = try Matrix.elementwise(.add, later, earlier)
  if let steps { areas = try Matrix.elementwise(.multiply, areas, steps) }
  if !isRunning {
    let area = try Matrix.elementwise(.multiply, areas.sum(axis: axis), 0.5)
    return try floating(area, single: single)
  }
  let running = try Matrix.elementwise(.multiply, areas.cumulativeSum(axis: axis), 0.5)
  let start = try Matrix(y.shape.replacing(axis, with: 1), repeating: 0.0)
  return try floating(Matrix.concatenated([start, running], axis: axis), single: single)
}

/// The distances between the points X along the axis of Y: a number stands for equal distances.
private func gaps(_ call: Call, _ y: Matrix<Double>, _ axis: Int) throws -> Matrix<Double> {
  let extent = y.shape[axis]
  var x = try call.numericMatrix(0, "X and Y must be numeric")
  if x.isScalar { return x }
  if x.shape.isVector, x.shape != y.shape {
    guard x.count == extent else {
      throw call.error("length of X and length of Y along DIM must match")
    }
    x = x.reshaped(Shape([Int](repeating: 1, count: axis) + [extent]))
  } else if x.shape != y.shape {
    throw call.error("X and Y must have same shape")
  }
  return try x.differences(axis: axis)
}

extension Call {
  /// The dimension argument at `index`, or the first dimension that is not 1.
  fileprivate func axisOrFirst(_ index: Int, of shape: Shape) throws -> Int {
    guard index < count else { return shape.dimensions.firstIndex { $0 > 1 } ?? 0 }
    guard let x = self[index].scalar, let n = Int(exactly: x) else {
      throw error("DIM must be an integer")
    }
    guard n >= 1 else { throw error("DIM must be an integer and a valid dimension") }
    return n - 1
  }
}
