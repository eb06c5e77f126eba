import Evaluation
import Matrices

let maps: [Builtin] = [
  Builtin(
    "containers.Map(keys, values)\ncontainers.Map(key, value)\n"
      + "containers.Map(\"KeyType\", kt, \"ValueType\", vt)",
    "A dictionary: values found by text or number",
    examples: """
      >> m = containers.Map({"relu", "tanh"}, {1, 2});
      >> m("tanh")
      ans = 2
      >> m.Count
      ans = 2
      """,
    seeAlso: ["isKey", "keys", "values", "remove", "struct"], one: makeMap),
  Builtin(
    "keys(map)", "The keys of a map in ascending order",
    examples: """
      >> keys(containers.Map({"b", "a"}, {1, 2})){1}
      ans = a
      """, seeAlso: ["values", "isKey", "containers.Map"],
    one: { try mapArgument($0).keyCell }),
  Builtin(
    "values(map, keys)", "The values of a map, in the order of its keys or of those given",
    examples: """
      >> values(containers.Map({"b", "a"}, {1, 2}), {"b"}){1}
      ans = 1
      """, seeAlso: ["keys", "containers.Map"], one: mapValues),
  Builtin(
    "isKey(map, keys)", "Which keys a map has",
    examples: """
      >> isKey(containers.Map("a", 1), "b")
      ans = 0
      """, seeAlso: ["keys", "containers.Map"], one: mapHasKey),
  Builtin(
    "remove(map, keys)", "Takes keys out of a map (which changes it) and gives the map",
    examples: """
      >> m = containers.Map({"a", "b"}, {1, 2});
      >> remove(m, "a");
      >> m.Count
      ans = 1
      """, seeAlso: ["isKey", "containers.Map"], one: removeKeys),
]

private func mapArgument(_ call: Call) throws -> MapObject {
  guard call.count >= 1, case .map(let map) = call[0], map.isDictionary else {
    throw EvaluationError(
      "'\(call.name)' undefined", identifier: "Octave:undefined-function")
  }
  return map
}

private func mapValues(_ call: Call) throws -> Value {
  let map = try mapArgument(call)
  try call.expect(1...2)
  guard call.count == 2 else { return try map.valueCell }
  guard case .cell(let wanted) = call[1] else {
    throw MapObject.error("input argument 'keySet' must be a cell")
  }
  return .cell(
    try Matrix(
      wanted.shape,
      wanted.elements.map { key -> Value in
        try call.checkInterrupt()
        let key = try map.key(key)
        guard let value = map[key] else {
          throw MapObject.error("key <\(MapObject.text(key))> does not exist")
        }
        return value
      }))
}

private func mapHasKey(_ call: Call) throws -> Value {
  let map = try mapArgument(call)
  guard call.count == 2 else { throw MapObject.error("input argument 'KeySet' is missing") }
  func has(_ key: Value) -> Bool { map.keyIfFits(key).map { map[$0] != nil } ?? false }
  if case .cell(let c) = call[1] { return .truths(try c.converted(has)) }
  if !map.hasTextKeys, call[1].isNumeric, let m = try call[1].doubles {
    return .truths(try m.converted { map[.number($0)] != nil })
  }
  return .bool(has(call[1]))
}

private func removeKeys(_ call: Call) throws -> Value {
  let map = try mapArgument(call)
  try call.expect(2...2)
  let keys: [Value]
  if case .cell(let c) = call[1] { keys = c.elements } else { keys = [call[1]] }
  for key in keys {
    try call.checkInterrupt()
    if let key = map.keyIfFits(key) { map[key] = nil }
  }
  return call[0]
}

private let keyTypes = [
  "char", "double", "single", "int32", "uint32", "int64", "uint64",
]
private let valueTypes =
  ["any", "char", "logical", "double", "single"] + IntegerKind.allCases.map(\.rawValue)

private func makeMap(_ call: Call) throws -> Value {
  if call.count == 0 {
    return .map(MapObject(keyType: "char", valueType: "any", in: call.session.maps))
  }
  if call.count == 4, call[0].text?.lowercased() == "keytype",
    call[2].text?.lowercased() == "valuetype"
  {
    return try typedMap(call)
  }
  guard call.count == 2 || call.count == 4 else {
    throw MapObject.error("incorrect number of inputs specified")
  }
  if call.count == 4, call[2].text?.lowercased() != "uniformvalues" {
    throw MapObject.error("missing parameter name 'KeyType' or 'ValueType'")
  }
  var keys = entries(call[0])
  guard !keys.isEmpty else { throw MapObject.error("empty keys are not allowed") }
  let isSingle = !call[0].isCell && keys.count == 1
  let values = isSingle && !call[1].isCell ? [call[1]] : entries(call[1])
  guard keys.count == values.count else {
    throw MapObject.error("the number of keys and values must match")
  }
  let keyType = try keyType(&keys, call)
  var valueType = valueType(values)
  if call.count == 4 {
    guard call[2].text?.lowercased() == "uniformvalues", let uniform = call[3].scalar else {
      throw MapObject.error("'UniformValues' must be a logical scalar")
    }
    if uniform == 0 { valueType = "any" }
  }
  let map = MapObject(keyType: keyType, valueType: valueType, in: call.session.maps)
  for (key, value) in zip(keys, values) {
    try call.checkInterrupt()
    try map.assign(value, at: key)
  }
  return .map(map)
}

private func typedMap(_ call: Call) throws -> Value {
  guard let keyType = call[1].text, keyTypes.contains(keyType) else {
    throw MapObject.error("unsupported KeyType")
  }
  guard let valueType = call[3].text, valueTypes.contains(valueType) else {
    throw MapObject.error("unsupported ValueType")
  }
  return .map(MapObject(keyType: keyType, valueType: valueType, in: call.session.maps))
}

/// The elements of a cell or a numeric array, or the one string.
private func entries(_ value: Value) -> [Value] {
  if case .cell(let c) = value { return c.elements }
  if value.isChar { return [value] }
  guard value.isNumeric || value.isLogical else { return [value] }
  return (0..<value.count).compactMap { try? value.element($0) }
}

/// The class of the keys; numbers of different classes become doubles.
private func keyType(_ keys: inout [Value], _ call: Call) throws -> String {
  if keys.allSatisfy(\.isChar) { return "char" }
  guard keys.allSatisfy({ $0.isNumeric || $0.isLogical }) else {
    if keys.count == 1 {
      throw MapObject.error("keys must be real scalar numeric values or char vectors")
    }
    throw MapObject.error("when using multiple key types, all types must be numeric")
  }
  guard keys.allSatisfy(\.isScalar) else {
    throw MapObject.error("keys must be real scalar numeric values or char vectors")
  }
  let classes = Set(keys.map(\.className))
  if classes.count > 1 {
    call.session.warn("containers.Map: all keys will be converted to double")
  }
  guard classes.count == 1, let only = classes.first, keyTypes.contains(only) else {
    return "double"
  }
  return only
}

/// The class of the values: theirs when all are numbers of one class, or all are strings; `any` else.
private func valueType(_ values: [Value]) -> String {
  if values.allSatisfy({ $0.isChar && $0.shape.isMatrix && $0.shape.rows <= 1 }) { return "char" }
  guard values.allSatisfy({ ($0.isNumeric || $0.isLogical) && $0.isScalar }) else { return "any" }
  let classes = Set(values.map(\.className))
  return classes.count == 1 ? classes.first ?? "any" : "double"
}
