import Evaluation
import Matrices

let placesInValues: [Builtin] = [
  Builtin(
    "getfield(s, field)\ngetfield(s, idx1, field1, idx2, ...)",
    "A field of a struct, or what a path of fields and index cells leads to",
    examples: """
      >> s.a.b = [5 6 7];
      >> getfield(s, "a", "b", {2})
      ans = 6
      """, seeAlso: ["setfield", "isfield"], one: getField),
  Builtin(
    "setfield(s, field, val)\nsetfield(s, idx1, field1, idx2, ..., val)",
    "The struct with a field (or what a path leads to) set",
    examples: """
      >> s = setfield(struct("a", 1), "b", 2);
      >> s.b
      ans = 2
      """, seeAlso: ["getfield", "rmfield"], one: setField),
  Builtin(
    "substruct(type, subs, ...)", "A path for subsref and subsasgn",
    examples: """
      >> numel(substruct("()", {1}, ".", "f"))
      ans = 2
      """, seeAlso: ["subsref", "subsasgn"], one: makePath),
  Builtin(
    "subsref(val, path)", "What a path leads to in a value",
    examples: """
      >> subsref([5 6 7], substruct("()", {2}))
      ans = 6
      """, seeAlso: ["subsasgn", "substruct"],
    many: { call in
      try call.expect(2...2)
      return try path(call[1], call).values(in: call[0], call.session)
    }),
  Builtin(
    "subsasgn(val, path, rhs)", "A value with something else where a path leads",
    examples: """
      >> subsasgn([5 6 7], substruct("()", {2}), 0)
      ans =

         5   0   7

      """, seeAlso: ["subsref", "substruct"],
    one: { call in
      try call.expect(3...3)
      return try path(call[1], call).storing(call[2], in: call[0], call.session)
    }),
]

/// Field names and index cells as a path.
private func path(_ words: ArraySlice<Value>, _ call: Call) throws -> ValuePath {
  ValuePath(
    try words.map { word in
      if case .cell(let c) = word { return .parentheses(c.elements) }
      guard let name = word.text else { throw call.error("invalid index") }
      return .field(name)
    })
}

private func getField(_ call: Call) throws -> Value {
  try call.expect(2...)
  let values = try path(call.arguments[1...], call).values(in: call[0], call.session)
  guard let first = values.first else { throw call.error("invalid use of indexing") }
  return first
}

private func setField(_ call: Call) throws -> Value {
  try call.expect(3...)
  let words = call.arguments[1..<(call.count - 1)]
  return try path(words, call).storing(call[call.count - 1], in: call[0], call.session)
}

private func makePath(_ call: Call) throws -> Value {
  guard call.count >= 2, call.count % 2 == 0 else { throw call.invalidCall }
  var types: [Value] = []
  var subscripts: [Value] = []
  for i in stride(from: 0, to: call.count, by: 2) {
    guard let type = call[i].text, ["()", "{}", "."].contains(type) else {
      throw call.error("TYPE must be one of \"()\", \"{}\", or \".\"")
    }
    if type == "." {
      guard call[i + 1].isChar else {
        throw call.error("for TYPE == ., SUBS must be a character string")
      }
    } else if !call[i + 1].isCell, call[i + 1].text != ":" {
      throw call.error("for TYPE == () or {}, SUBS must be a cell array or \":\"")
    }
    types.append(call[i])
    subscripts.append(call[i + 1])
  }
  let shape = Shape(1, types.count)
  return .structure(
    StructArray(
      shape: shape, names: ["type", "subs"],
      columns: [try Matrix(shape, types), try Matrix(shape, subscripts)]))
}

/// A struct with `type` and `subs` as a path.
private func path(_ value: Value, _ call: Call) throws -> ValuePath {
  guard case .structure(let s) = value, let types = s.column("type"),
    let subscripts = s.column("subs")
  else {
    throw call.error("IDX must be a struct array with fields 'type' and 'subs'")
  }
  return ValuePath(
    try (0..<s.shape.count).map { i in
      let type = types[i].text
      if type == "." {
        guard let name = subscripts[i].text else {
          throw call.error("subscript argument for '.' must be a string")
        }
        return .field(name)
      }
      var arguments = [subscripts[i]]
      if case .cell(let c) = subscripts[i] { arguments = c.elements }
      switch type {
      case "()": return .parentheses(arguments)
      case "{}": return .braces(arguments)
      default: throw call.error("type string must be one of \"()\", \"{}\" or \".\"")
      }
    })
}
