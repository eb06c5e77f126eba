import Evaluation
import Matrices
import Syntax

let extremes: [Builtin] = [
  Builtin(
    "[m, i] = max(x, [], dim)\nmax(a, b)",
    "The largest element along a dimension and its index, or the larger of each pair; NaN is skipped",
    examples: """
      >> [m, i] = max([3 9 4])
      m = 9
      i = 2
      >> max([1 5], 3)
      ans =

         3   5

      """, seeAlso: ["min", "cummax", "sort"], many: { try extreme($0, isLargest: true) }),
  Builtin(
    "[m, i] = min(x, [], dim)\nmin(a, b)",
    "The smallest element along a dimension and its index, or the smaller of each pair; NaN is skipped",
    examples: """
      >> [m, i] = min([3 9 4])
      m = 3
      i = 1
      """, seeAlso: ["max", "cummin", "sort"], many: { try extreme($0, isLargest: false) }),
  Builtin(
    "[w, iw] = cummax(x, dim)", "The largest element so far, and its index",
    examples: """
      >> cummax([1 3 2 5])
      ans =

         1   3   3   5

      """, seeAlso: ["cummin", "max"], many: { try runningExtreme($0, isLargest: true) }),
  Builtin(
    "[w, iw] = cummin(x, dim)", "The smallest element so far, and its index",
    examples: """
      >> cummin([5 3 4 1])
      ans =

         5   3   3   1

      """, seeAlso: ["cummax", "min"], many: { try runningExtreme($0, isLargest: false) }),
  Builtin(
    "range(x, dim)", "The largest element minus the smallest",
    examples: """
      >> range([1 5 3])
      ans = 4
      """, seeAlso: ["max", "min", "bounds"], one: range),
  Builtin(
    "[s, l] = bounds(x, dim)", "The smallest and the largest element",
    examples: """
      >> [s, l] = bounds([1 5 3])
      s = 1
      l = 5
      """, seeAlso: ["range"], many: bounds),
]

private func extreme(_ call: Call, isLargest: Bool) throws -> [Value] {
  try call.expect(1...3)
  if call.count == 3, !call[1].isEmpty {
    call.session.warn("\(call.name): second argument is ignored")
  }
  if call.count == 2 { return [try extremeOfPair(call[0], call[1], call, isLargest: isLargest)] }
  if call.count == 1, case .number(let x) = call[0] {
    return call.outputCount > 1 ? [.number(x), .number(1)] : [.number(x)]
  }
  let axis = call.count == 3 ? try call.axis(2) : call[0].shape.firstNonSingleton
  return try extremes(call, axis, isLargest: isLargest, isRunning: false)
}

private func runningExtreme(_ call: Call, isLargest: Bool) throws -> [Value] {
  try call.expect(1...2)
  if call[0].isChar { throw call.error("wrong type argument '\(call[0].indexedTypeName)'") }
  let axis = call.count == 2 ? try call.axis(1) : call[0].shape.firstNonSingleton
  return try extremes(call, axis, isLargest: isLargest, isRunning: true)
}

private func extremes(
  _ call: Call, _ axis: Int, isLargest: Bool, isRunning: Bool
) throws -> [Value] {
  func of<Element: Comparable & BitwiseCopyable>(
    _ m: Matrix<Element>
  ) throws -> (Matrix<Element>, Matrix<Int>) {
    // A dimension of extent 0 has no largest element: it stays empty.
    if m.shape[axis] == 0 { return (m, Matrix(empty: m.shape)) }
    switch (isLargest, isRunning) {
    case (true, false): return try m.extrema(axis: axis, >)
    case (false, false): return try m.extrema(axis: axis, <)
    case (true, true): return try m.runningExtrema(axis: axis, >)
    case (false, true): return try m.runningExtrema(axis: axis, <)
    }
  }
  let values: Value
  let positions: Matrix<Int>
  switch call[0] {
  case .single(let m):
    let (best, places) = try of(m)
    (values, positions) = (.single(best), places)
  case .integer(let m, .uint64):
    let (best, places) = try of(m.converted { UInt64(bitPattern: $0) })
    values = .integer(try best.converted { Int64(bitPattern: $0) }, .uint64)
    positions = places
  case .integer(let m, let kind):
    let (best, places) = try of(m)
    (values, positions) = (.integer(best, kind), places)
  default:
    guard let m = try call[0].doubles else { throw call.wrongType(0) }
    let (best, places) = try of(m)
    values = call[0].isLogical ? .truths(try best.converted { $0 != 0 }) : .matrix(best)
    positions = places
  }
  return call.outputCount > 1 ? [values, try Call.positions(positions)] : [values]
}

private func extremeOfPair(
  _ a: Value, _ b: Value, _ call: Call, isLargest: Bool
) throws -> Value {
  if case (.number(let x), .number(let y)) = (a, b) {
    let takesSecond = isLargest ? y > x || x.isNaN : y < x || x.isNaN
    return .number(takesSecond ? y : x)
  }
  func pair<Element: Comparable & BitwiseCopyable>(
    _ a: Matrix<Element>, _ b: Matrix<Element>
  ) throws -> Matrix<Element> {
    if isLargest {
      return try Matrix.paired(a, b, operation: call.name) { $1 > $0 || $0 != $0 ? $1 : $0 }
    }
    return try Matrix.paired(a, b, operation: call.name) { $1 < $0 || $0 != $0 ? $1 : $0 }
  }
  let kinds = [a, b].compactMap { value -> IntegerKind? in
    if case .integer(_, let kind) = value { kind } else { nil }
  }
  let refusal = call.error("cannot compute \(call.name) (\(a.pairTypeName), \(b.pairTypeName))")
  if a.isChar != b.isChar { throw refusal }
  if let kind = kinds.last {
    guard let x = try a.stored(as: kind), let y = try b.stored(as: kind) else { throw refusal }
    if kind != .uint64 { return .integer(try pair(x, y), kind) }
    let best = try pair(
      x.converted { UInt64(bitPattern: $0) }, y.converted { UInt64(bitPattern: $0) })
    return .integer(try best.converted { Int64(bitPattern: $0) }, kind)
  }
  if a.valueClass == .single || b.valueClass == .single {
    guard let x = try a.floats, let y = try b.floats else { throw refusal }
    return .single(try pair(x, y))
  }
  guard let x = try a.doubles, let y = try b.doubles else { throw refusal }
  let best = try pair(x, y)
  return a.isLogical && b.isLogical ? .truths(try best.converted { $0 != 0 }) : .matrix(best)
}

extension Value {
  /// What refusals of pairs call the type.
  fileprivate var pairTypeName: String {
    isLogical || isChar ? indexedTypeName : typeName
  }
}

private func range(_ call: Call) throws -> Value {
  try call.expect(1...2)
  let axis = call.count == 1 ? call[0].shape.firstNonSingleton : try call.axis(1)
  let (least, largest) = try ends(call, axis)
  return try Operators.binary(.subtract, largest, least, call.session)
}

private func bounds(_ call: Call) throws -> [Value] {
  var call = call
  if call.count > 3 { throw call.tooManyInputs }
  try call.expect(1...3)
  var keepsNaN = false
  if call.count > 1, let flag = call.arguments.last?.text, call[call.count - 1].isChar {
    guard ["omitnan", "includenan"].contains(flag.lowercased()) else {
      throw call.error("NANFLAG must be either \"omitnan\" or \"includenan\"")
    }
    keepsNaN = flag.lowercased() == "includenan"
    call.arguments.removeLast()
  }
  guard call[0].isNumericOrLogical else {
    throw call.error("X must be a numeric vector or matrix")
  }
  let (least, largest) = try ends(call, try call.axisOrFirstLong(1, of: call[0].shape))
  guard keepsNaN, let m = try call[0].doubles else { return [least, largest] }
  let axis = try call.axisOrFirstLong(1, of: m.shape)
  let sums = try reducedLines(m, axis) { line in line.contains(where: \.isNaN) ? .nan : 0 }
  // NaN plus anything is NaN, 0 changes nothing.
  return try [least, largest].map {
    try Operators.binary(.add, $0, call.inClass(of: 0, sums), call.session)
  }
}

private func ends(_ call: Call, _ axis: Int) throws -> (Value, Value) {
  var inner = Call(
    name: "max", arguments: [call[0]], outputCount: 1, session: call.session)
  let largest = try extremes(inner, axis, isLargest: true, isRunning: false)[0]
  inner = Call(name: "min", arguments: [call[0]], outputCount: 1, session: call.session)
  return (try extremes(inner, axis, isLargest: false, isRunning: false)[0], largest)
}
