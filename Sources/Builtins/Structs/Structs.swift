import Evaluation
import Matrices

let structs: [Builtin] = [
  Builtin(
    "struct(field, value, ...)", "A struct with these fields; cells make a struct array",
    shapes: "cells of m x n give an m x n struct array; other values are in every element",
    examples: """
      >> s = struct("rate", 0.1, "epochs", 5);
      >> s.epochs
      ans = 5
      >> size(struct("name", {"xor", "iris"}))
      ans =

         1   2

      """,
    seeAlso: ["fieldnames", "setfield", "cell2struct", "isfield"], one: makeStruct),
  Builtin(
    "isstruct(x)", "Whether a value is a struct or a struct array",
    examples: """
      >> isstruct(struct())
      ans = 1
      """, seeAlso: ["isfield", "iscell"],
    one: { call in
      try call.expect(1...1)
      return .bool(call[0].isStruct)
    }),
  Builtin(
    "fieldnames(s)", "The names of the fields as a cell column",
    examples: """
      >> fieldnames(struct("a", 1, "b", 2)){2}
      ans = b
      """, seeAlso: ["isfield", "numfields", "orderfields"], one: fieldNames),
  Builtin(
    "numfields(s)", "How many fields a struct has",
    examples: """
      >> numfields(struct("a", 1))
      ans = 1
      """, seeAlso: ["fieldnames"],
    one: { call in
      try call.expect(1...1)
      guard case .structure(let s) = call[0] else {
        throw call.error("argument must be a struct")
      }
      return .count(s.names.count)
    }),
  Builtin(
    "isfield(s, name)", "Whether a struct has a field, or which fields of a cell it has",
    examples: """
      >> isfield(struct("a", 1), {"a", "b"})
      ans =

        1  0

      """, seeAlso: ["fieldnames", "isstruct"], one: hasField),
  Builtin(
    "rmfield(s, name)", "The struct without a field (or without those of a cell)",
    examples: """
      >> fieldnames(rmfield(struct("a", 1, "b", 2), "a")){1}
      ans = b
      """, seeAlso: ["setfield", "isfield"], one: removeField),
  Builtin(
    "[sorted, p] = orderfields(s1, s2)", "The struct with its fields in order",
    examples: """
      >> fieldnames(orderfields(struct("b", 1, "a", 2))){1}
      ans = a
      """, seeAlso: ["fieldnames"], many: orderFields),
  Builtin(
    "struct2cell(s)", "The values of the fields as a cell", shapes: "1x1 struct: fields x 1",
    examples: """
      >> struct2cell(struct("a", 1, "b", "x")){2}
      ans = x
      """, seeAlso: ["cell2struct", "fieldnames"], one: structToCell),
  Builtin(
    "cell2struct(c, fields, dim)", "A struct whose fields are the slices of a cell along dim",
    examples: """
      >> s = cell2struct({1; "x"}, {"a"; "b"}, 1);
      >> s.b
      ans = x
      """, seeAlso: ["struct2cell", "struct"], one: cellToStruct),
]

private func makeStruct(_ call: Call) throws -> Value {
  if call.count == 0 { return .structure(StructArray()) }
  if call.count == 1 {
    if call[0].isStruct { return call[0] }
    if case .double(let m) = call[0], m.shape == .empty {
      return .structure(StructArray(shape: .empty, names: [], columns: []))
    }
  }
  if call.count == 2, call[0].isEmpty, call[0].valueClass == .double, let names = call[1].texts {
    // An empty array of that size with these fields.
    let shape = call[0].shape
    return .structure(
      StructArray(shape: shape, names: names, columns: names.map { _ in Matrix(empty: shape) }))
  }
  let pairs = call.error("additional arguments must occur as \"field\", VALUE pairs")
  guard call.count % 2 == 0 else { throw pairs }
  let shape = try commonCellShape(call)
  var names: [String] = []
  var columns: [Matrix<Value>] = []
  for i in stride(from: 0, to: call.count, by: 2) {
    guard let name = call[i].text, !name.isEmpty else { throw pairs }
    let column = try fieldColumn(call[i + 1], shape)
    if let present = names.firstIndex(of: name) {
      columns[present] = column
    } else {
      names.append(name)
      columns.append(column)
    }
  }
  return .structure(StructArray(shape: shape, names: names, columns: columns))
}

/// The shape of the cells among the values, those of one element aside.
private func commonCellShape(_ call: Call) throws -> Shape {
  var shape = Shape.scalar
  var first = 0
  for i in stride(from: 1, to: call.count, by: 2) {
    guard case .cell(let c) = call[i], !c.isScalar else { continue }
    if first == 0 {
      (shape, first) = (c.shape, i + 1)
    } else if shape != c.shape {
      throw call.error(
        "dimensions of parameter \(first) do not match those of parameter \(i + 1)")
    }
  }
  return shape
}

private func fieldColumn(_ value: Value, _ shape: Shape) throws -> Matrix<Value> {
  guard case .cell(let c) = value else { return try Matrix(shape, repeating: value) }
  return c.isScalar ? try Matrix(shape, repeating: c[0]) : c
}

private func fieldNames(_ call: Call) throws -> Value {
  try call.expect(1...1)
  if case .map(let map) = call[0], map.isDictionary {
    let names = ["Count", "KeyType", "ValueType", "map", "numeric_keys"]
    return try .textCell(names.map { Array($0.utf8) }, shape: Shape(names.count, 1))
  }
  guard case .structure(let s) = call[0] else { throw call.error("Invalid input argument") }
  return try .textCell(s.names.map { Array($0.utf8) }, shape: Shape(s.names.count, 1))
}

private func hasField(_ call: Call) throws -> Value {
  try call.expect(2...2)
  guard case .structure(let s) = call[0] else { return .bool(false) }
  func has(_ name: Value) -> Bool { name.text.map { s.index(of: $0) != nil } ?? false }
  if case .cell(let c) = call[1] { return .truths(try c.converted(has)) }
  return .bool(has(call[1]))
}

private func removeField(_ call: Call) throws -> Value {
  try call.expect(2...2)
  guard case .structure(var s) = call[0] else {
    throw call.error("first argument must be a struct")
  }
  let names: [String]
  if call[1].isCell {
    guard let texts = call[1].texts else {
      throw call.error("second argument must be a cellstr or character string")
    }
    names = texts
  } else {
    names = [call[1].text ?? ""]
  }
  for name in names {
    guard s.index(of: name) != nil else {
      throw call.error("structure does not contain field \(name)")
    }
    s.removeField(name)
  }
  return .structure(s)
}

private func orderFields(_ call: Call) throws -> [Value] {
  try call.expect(1...2)
  guard case .structure(let s) = call[0] else { throw call.error("S1 must be a struct") }
  let order = try fieldOrder(of: s, call)
  let sorted = StructArray(
    shape: s.shape, names: order.map { s.names[$0] }, columns: order.map { s.columns[$0] })
  return [.structure(sorted), try .column(order.map { Double($0 + 1) })]
}

/// Where the fields of the result stand in `s`.
private func fieldOrder(of s: StructArray, _ call: Call) throws -> [Int] {
  guard call.count == 2 else {
    return s.names.indices.sorted {
      Array(s.names[$0].utf8).lexicographicallyPrecedes(s.names[$1].utf8)
    }
  }
  if case .structure(let model) = call[1] {
    guard Set(model.names) == Set(s.names) else {
      throw call.error("structures S1 and S2 do not have the same fields")
    }
    return model.names.compactMap { s.index(of: $0) }
  }
  if let names = call[1].texts {
    guard names.count == s.names.count, Set(names) == Set(s.names) else {
      throw call.error("CELLSTR list does not match structure fields")
    }
    return names.compactMap { s.index(of: $0) }
  }
  guard call[1].isNumeric else {
    throw call.error("second argument must be structure, cellstr, or permutation vector")
  }
  let numbers = try call.matrix(1).elements.map { (Int(exactly: $0) ?? 0) - 1 }
  guard numbers.sorted() == Array(s.names.indices) else {
    throw call.error("invalid permutation vector P")
  }
  return numbers
}

private func structToCell(_ call: Call) throws -> Value {
  try call.expect(1...1)
  guard case .structure(let s) = call[0] else {
    throw call.error("argument S must be a structure")
  }
  // The fields become the first dimension; a column of structs loses no dimension to it.
  let extents = s.shape.isMatrix && s.shape.columns == 1 ? [s.shape.rows] : s.shape.dimensions
  var elements: [Value] = []
  for i in 0..<s.shape.count { for column in s.columns { elements.append(column[i]) } }
  return .cell(try Matrix(Shape([s.names.count] + extents), elements))
}

private func cellToStruct(_ call: Call) throws -> Value {
  try call.expect(2...3)
  guard case .cell(let c) = call[0] else {
    throw call.error("argument CELL must be of type cell")
  }
  guard let fields = call[1].cellOfBytes ?? call[1].rowsOfText,
    !call[1].isChar || call[1].shape.rows <= 1
  else {
    throw call.error("FIELDS must be a cell array of strings or a scalar string")
  }
  var axis = 0
  if call.count == 3 {
    guard let x = call[2].scalar, !call[2].isChar else {
      throw call.error("DIM must be a real scalar")
    }
    guard let n = Int(exactly: x), n >= 1 else {
      throw call.error("DIM must be a valid dimension")
    }
    axis = n - 1
  }
  let names = fields.map { row in
    String(decoding: row[..<((row.lastIndex { $0 != 32 } ?? -1) + 1)], as: UTF8.self)
  }
  guard c.shape[axis] == names.count else {
    throw call.error("number of FIELDS does not match dimension")
  }
  return .structure(try structArray(c, names, axis))
}

private func structArray(
  _ c: Matrix<Value>, _ names: [String], _ axis: Int
) throws -> StructArray {
  var extents = c.shape.dimensions
  if axis < extents.count { extents.remove(at: axis) }
  if extents.count == 1 { extents.append(1) }
  let shape = Shape(extents)
  let rank = max(c.shape.rank, axis + 1)
  var unique: [String] = []
  var columns: [Matrix<Value>] = []
  for (i, name) in names.enumerated() {
    var subscripts = [Subscript](repeating: .all, count: rank)
    subscripts[axis] = .scalar(i)
    let column = try c.indexed(subscripts).reshaped(shape)
    if let present = unique.firstIndex(of: name) {
      columns[present] = column
    } else {
      unique.append(name)
      columns.append(column)
    }
  }
  return StructArray(shape: shape, names: unique, columns: columns)
}
