import Evaluation
import Matrices

let mapping: [Builtin] = [
  Builtin(
    "[a, b, ...] = cellfun(f, c, d, ...)\ncellfun(f, c, \"UniformOutput\", tf)\n"
      + "cellfun(f, c, \"ErrorHandler\", h)",
    "Calls a function for every element of a cell array",
    shapes: "results have the shape of c: an array of 1x1 results, or a cell",
    examples: """
      >> cellfun(@numel, {"ab", "c", ""})
      ans =

         2   1   0

      >> cellfun(@(x) [x x], {1, 2}, "UniformOutput", false){2}
      ans =

         2   2

      """,
    seeAlso: ["arrayfun", "structfun", "cell2mat"], many: mapCell),
  Builtin(
    "[a, b, ...] = arrayfun(f, A, B, ...)\narrayfun(f, A, \"UniformOutput\", tf)",
    "Calls a function for every element of an array",
    shapes: "results have the shape of A",
    examples: """
      >> arrayfun(@(n) n^2, [1 2 3])
      ans =

         1   4   9

      """,
    seeAlso: ["cellfun", "structfun", "bsxfun"], many: mapArray),
  Builtin(
    "[a, b, ...] = structfun(f, s)\nstructfun(f, s, \"UniformOutput\", tf)",
    "Calls a function for every field of a struct",
    shapes: "a column with one element for each field, or a struct with the same fields",
    examples: """
      >> structfun(@(x) 2*x, struct("a", 1, "b", 2))'
      ans =

         2   4

      """,
    seeAlso: ["cellfun", "arrayfun"], many: mapStruct),
]

private func mapCell(_ call: Call) throws -> [Value] {
  try call.expect(2...)
  if let name = call[0].text ?? simpleQuestion(call), let quick = try legacy(name, call) {
    // A statement of its own shows nothing for a handle and no element.
    return call.outputCount == 0 && quick.isEmpty && call[0].isFunction ? [] : [quick]
  }
  guard call[0].isFunction || call[0].isChar else {
    guard call[1].isCell else { throw call.error("C must be a cell array") }
    throw call.error("argument NAME must be a string or function handle")
  }
  var arrays = call.arguments[1...]
  let mapping = try Mapping(call, function: try functionValue(call), arrays: &arrays)
  var cells: [Matrix<Value>] = []
  for value in arrays {
    guard case .cell(let c) = value else {
      throw call.error(cells.isEmpty ? "C must be a cell array" : "arguments must be cells")
    }
    cells.append(c)
  }
  // Cells of one element go with all of the others.
  let shape = cells.first { !$0.isScalar }?.shape ?? .scalar
  guard cells.allSatisfy({ $0.isScalar || $0.shape == shape }) else {
    throw call.error("dimensions mismatch")
  }
  return try mapping.results(shape) { i in cells.map { $0[$0.isScalar ? 0 : i] } }
}

/// The function argument; text that names no function is an expression in x.
private func functionValue(_ call: Call) throws -> Value {
  guard let name = call[0].text else { return call[0] }
  let isName =
    name.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") }
    && !(name.utf8.first?.isDigit ?? true)
  if isName {
    guard call.session.isFunction(name) else {
      throw call.error("invalid function NAME: \(name)")
    }
    return call[0]
  }
  let text = name.hasPrefix("@") ? name : "@(x) \(name)"
  return try call.session.evaluate(text, outputs: 1)[0]
}

/// The name in a handle such as `@numel`, when it means the builtin and `legacy` gives the same answer.
private func simpleQuestion(_ call: Call) -> String? {
  // Of no elements the answer is a number for a handle.
  guard call.count == 2, call[1].isCell, !call[1].isEmpty, case .function(let handle) = call[0],
    case .named(let name) = handle.kind,
    ["isempty", "islogical", "isnumeric", "isreal", "length", "ndims", "numel"].contains(name),
    call.session.isBuiltin(name)
  else { return nil }
  return name
}

/// The names that old programs give as text are answered without a call for each element.
private func legacy(_ name: String, _ call: Call) throws -> Value? {
  guard case .cell(let c) = call[1] else { throw call.error("C must be a cell array") }
  func counts(_ f: (Value) -> Int) throws -> Value {
    .matrix(try c.converted { Double(f($0)) })
  }
  func truths(_ f: (Value) -> Bool) throws -> Value { .truths(try c.converted(f)) }
  switch name {
  case "isempty" where call.count == 2: return try truths(\.isEmpty)
  case "islogical" where call.count == 2: return try truths(\.isLogical)
  case "isnumeric" where call.count == 2: return try truths(\.isNumeric)
  case "isreal" where call.count == 2:
    return try truths { $0.isNumeric || $0.isLogical || $0.isChar }
  case "length" where call.count == 2:
    return try counts { value in
      if value.valueClass == .map, call[0].isChar { return 1 }
      return value.isEmpty ? 0 : value.shape.dimensions.max() ?? 0
    }
  case "ndims" where call.count == 2: return try counts(\.shape.rank)
  case "numel", "prodofsize":
    guard call.count == 2 else { return nil }
    return try counts { $0.valueClass == .map ? 1 : $0.count }
  case "size":
    guard call.count == 3 else { throw call.error("not enough arguments for \"size\"") }
    guard let k = call[2].scalar.flatMap({ Int(exactly: $0) }), k >= 1 else {
      throw call.error("K must be a positive integer")
    }
    return try counts { $0.shape[k - 1] }
  case "isclass":
    guard call.count == 3 else { throw call.error("not enough arguments for \"isclass\"") }
    let wanted = try call.string(2)
    return try truths { $0.className == wanted }
  default: return nil
  }
}

private func mapArray(_ call: Call) throws -> [Value] {
  try call.expect(2...)
  guard call[0].isFunction || call[0].isChar else {
    throw call.error(
      "argument NAME must be a string or function handle", identifier: "Octave:invalid-fun-call")
  }
  var arrays = call.arguments[1...]
  let mapping = try Mapping(call, function: try functionValue(call), arrays: &arrays)
  let values = Array(arrays)
  let shapes = values.map(elementShape)
  let shape = shapes.first { !$0.isScalar } ?? .scalar
  guard shapes.allSatisfy({ $0.isScalar || $0 == shape }) else {
    throw call.error("dimensions mismatch", identifier: "Octave:invalid-input-arg")
  }
  return try mapping.results(shape) { i in
    try values.map { elementShape($0).isScalar ? $0 : try $0.element(i) }
  }
}

/// The shape that `arrayfun` walks over: maps and functions count as one element.
private func elementShape(_ value: Value) -> Shape {
  if case .map = value { return .scalar }
  return value.shape
}

private func mapStruct(_ call: Call) throws -> [Value] {
  try call.expect(2...)
  var arrays = call.arguments[1...]
  let mapping = try Mapping(call, function: try functionValue(call), arrays: &arrays)
  guard arrays.count == 1, case .structure(let s) = arrays[arrays.startIndex] else {
    throw EvaluationError("struct2cell: argument S must be a structure")
  }
  // Of a struct array every element takes part, field by field.
  let fields = s.names.count
  let shape = Shape([fields] + (s.shape.isScalar ? [] : s.shape.dimensions))
  let results = try mapping.results(shape) { i in [s.columns[i % fields][i / fields]] }
  if mapping.uniform { return results }
  return try results.map { result in
    guard case .cell(let c) = result else { return result }
    let columns = try s.names.indices.map { field in
      try Matrix(s.shape, (0..<s.shape.count).map { c[$0 * fields + field] })
    }
    return .structure(StructArray(shape: s.shape, names: s.names, columns: columns))
  }
}
