import Evaluation
import Matrices

let equality: [Builtin] = [
  Builtin(
    "isequal(a, b, ...)", "Whether all values are the same in shape and contents",
    examples: """
      >> isequal({1, "a"}, {1, "a"})
      ans = 1
      """, seeAlso: ["isequaln", "strcmp", "eq"], one: { try allEqual($0, nanEqual: false) }),
  Builtin(
    "isequaln(a, b, ...)", "Like isequal, with NaN equal to NaN",
    examples: """
      >> isequaln([1 NaN], [1 NaN])
      ans = 1
      """, seeAlso: ["isequal", "isnan"], one: { try allEqual($0, nanEqual: true) }),
  Builtin(
    "size_equal(a, b, ...)", "Whether all values have the same size",
    examples: """
      >> size_equal([1 2], [3 4])
      ans = 1
      """, seeAlso: ["size", "isequal"],
    one: { call in
      try call.expect(1...)
      return .bool(call.arguments.allSatisfy { $0.shape == call[0].shape })
    }),
]

private func allEqual(_ call: Call, nanEqual: Bool) throws -> Value {
  try call.expect(2...)
  for value in call.arguments.dropFirst() {
    if try !areEqual(call[0], value, nanEqual: nanEqual, depth: 0) { return .bool(false) }
  }
  return .bool(true)
}

/// Whether two values are the same: numbers across classes by value, text by its characters, structs
/// whatever the order of their fields.
func areEqual(_ a: Value, _ b: Value, nanEqual: Bool, depth: Int) throws -> Bool {
  guard depth < 256 else { throw EvaluationError("max_recursion_depth exceeded") }
  switch (a, b) {
  case (.number(let x), .number(let y)): return x == y || nanEqual && x.isNaN && y.isNaN
  case (.cell(let x), .cell(let y)):
    return try equalElements(x, y, nanEqual: nanEqual, depth: depth)
  case (.structure(let x), .structure(let y)):
    guard x.shape == y.shape, Set(x.names) == Set(y.names) else { return false }
    for (name, column) in zip(x.names, x.columns) {
      guard let other = y.column(name),
        try equalElements(column, other, nanEqual: nanEqual, depth: depth)
      else { return false }
    }
    return true
  case (.function(let x), .function(let y)): return x.isSame(as: y)
  case (.network(let x), .network(let y)): return x === y
  case (.map(let x), .map(let y)) where !x.isDictionary || !y.isDictionary: return x === y
  case (.map(let x), .map(let y)): return try sameMap(x, y, nanEqual: nanEqual, depth: depth)
  default: return try equalNumbers(a, b, nanEqual: nanEqual)
  }
}

private func equalElements(
  _ a: Matrix<Value>, _ b: Matrix<Value>, nanEqual: Bool, depth: Int
) throws -> Bool {
  guard a.shape == b.shape else { return false }
  if a.isIdentical(to: b), nanEqual { return true }
  for i in 0..<a.count where try !areEqual(a[i], b[i], nanEqual: nanEqual, depth: depth + 1) {
    return false
  }
  return true
}

private func equalNumbers(_ a: Value, _ b: Value, nanEqual: Bool) throws -> Bool {
  guard a.shape == b.shape else { return false }
  if case .integer(let x, let kind) = a, case .integer(let y, kind) = b { return x == y }
  // Against single precision, doubles are compared in single precision.
  if a.valueClass == .single || b.valueClass == .single {
    guard let x = try a.singles, let y = try b.singles else { return false }
    return equal(x, y, nanEqual)
  }
  guard let x = try a.doubles, let y = try b.doubles else { return false }
  return equal(x, y, nanEqual)
}

private func equal<T: BinaryFloatingPoint>(
  _ a: Matrix<T>, _ b: Matrix<T>, _ nanEqual: Bool
) -> Bool {
  a.withUnsafeElements { x in
    b.withUnsafeElements { y in
      for i in 0..<x.count where x[i] != y[i] {
        if !(nanEqual && x[i].isNaN && y[i].isNaN) { return false }
      }
      return true
    }
  }
}

private func sameMap(
  _ a: MapObject, _ b: MapObject, nanEqual: Bool, depth: Int
) throws -> Bool {
  if a === b { return true }
  guard try a.keys == b.keys else { return false }
  for key in try a.keys {
    guard let x = a[key], let y = b[key],
      try areEqual(x, y, nanEqual: nanEqual, depth: depth + 1)
    else { return false }
  }
  return true
}
