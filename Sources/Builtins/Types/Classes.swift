import Evaluation
import Matrices

let classes: [Builtin] = [
  Builtin(
    "class(x)", "The name of the class of a value",
    examples: """
      >> class(single(1))
      ans = single
      """, seeAlso: ["isa", "cast"],
    one: { call in
      try call.expect(1...)
      if call.count == 1 { return .string(call[0].className) }
      guard let name = call[1].text else { throw call.error("ID (class name) must be a string") }
      throw call.error("'\(name)' is invalid as a class name in this context")
    }),
  Builtin(
    "isa(x, class)",
    "Whether a value is of a class, or \"numeric\", \"float\" or \"integer\"",
    examples: """
      >> isa(single(1), "float")
      ans = 1
      """, seeAlso: ["class", "isnumeric"], one: isOfClass),
  classTest("isnumeric", "Whether a value is a number array (of any numeric class)", "1") {
    $0.isNumeric
  },
  classTest("isreal", "Whether a value is an array of real numbers, truth values or text", "1") {
    $0.isNumeric || $0.isLogical || $0.isChar
  },
  classTest("iscomplex", "Whether a value is complex: never, for there are none", "0") { _ in
    false
  },
  classTest("ischar", "Whether a value is text", "0", \.isChar),
  classTest("islogical", "Whether a value is an array of truth values", "0", \.isLogical),
  classTest("isbool", "Whether a value is an array of truth values", "0", \.isLogical),
  classTest("isfloat", "Whether a value is of class double or single", "1") {
    $0.valueClass == .double || $0.valueClass == .single
  },
  classTest("isinteger", "Whether a value is of an integer class", "0") {
    if case .integer = $0 { true } else { false }
  },
  classTest("isobject", "Whether a value is an object", "0") {
    if case .map = $0 { true } else { false }
  },
  classTest("isjava", "Whether a value is a Java object: never", "0") { _ in false },
  classTest("issparse", "Whether a matrix is stored sparsely: never, for all are full", "0") { _ in
    false
  },
  classTest("isstring", "Whether a value is a string object: never, text is char", "0") { _ in
    false
  },
]

private func classTest(
  _ name: String, _ summary: String, _ forOne: String,
  _ test: @escaping @Sendable (Value) -> Bool
) -> Builtin {
  Builtin(
    "\(name)(x)", summary, examples: ">> \(name)(1)\nans = \(forOne)", seeAlso: ["class", "isa"],
    one: { call in
      try call.expect(1...1)
      return .bool(test(call[0]))
    })
}

private func isOfClass(_ call: Call) throws -> Value {
  try call.expect(2...2)
  let value = call[0]
  func matches(_ name: String) -> Bool {
    switch name {
    case "numeric": value.isNumeric
    case "float": value.valueClass == .double || value.valueClass == .single
    case "integer": if case .integer = value { true } else { false }
    case "handle": if case .map = value { true } else { false }
    default: value.className == name
    }
  }
  if let name = call[1].text { return .bool(matches(name)) }
  guard case .cell(let c) = call[1], let names = call[1].texts else {
    throw call.error("CLASSNAME must be a string or cell array of strings")
  }
  return .truths(try Matrix(c.shape, names.map(matches)))
}

let conversions: [Builtin] =
  [
    Builtin(
      "double(x)", "The numbers (or character codes) in double precision",
      examples: """
        >> double("A")
        ans = 65
        """, seeAlso: ["single", "char", "cast"], one: { try convert($0, to: .double) }),
    Builtin(
      "single(x)", "The numbers in single precision",
      examples: """
        >> single(0.1) == 0.1
        ans = 1
        """, seeAlso: ["double", "cast"], one: { try convert($0, to: .single) }),
    Builtin(
      "logical(x)", "Which numbers differ from zero",
      examples: """
        >> logical([2 0])
        ans =

          1  0

        """, seeAlso: ["true", "any"], one: toLogical),
    Builtin(
      "cast(x, class)", "The value converted to the class of that name",
      examples: """
        >> cast(2.5, "int8")
        ans = 3
        """, seeAlso: ["class", "typecast"], one: castValue),
  ]
  + IntegerKind.allCases.map { kind in
    Builtin(
      "\(kind.rawValue)(x)",
      "The numbers rounded to class \(kind.rawValue), saturated at its limits",
      examples: ">> \(kind.rawValue)(2.5)\nans = 3", seeAlso: ["intmax", "intmin", "cast"],
      one: { try convert($0, to: .integer(kind)) })
  }

private func convert(_ call: Call, to target: ValueClass) throws -> Value {
  try call.expect(1...1)
  if case .diagonal = call[0], target == .double { return call[0] }
  guard let converted = try call[0].converted(to: target) else {
    throw EvaluationError(
      "invalid conversion from \(conversionName(call[0])) to \(target.name)")
  }
  return converted
}

private func conversionName(_ value: Value) -> String {
  value.isCell ? "cell" : Call.description(value)
}

private func toLogical(_ call: Call) throws -> Value {
  try call.expect(1...1)
  switch call[0] {
  case .char(_, let quoted):
    throw call.error("wrong type argument '\(quoted ? "string" : "sq_string")'")
  case .cell, .structure, .function, .network, .map:
    throw call.error("wrong type argument '\(conversionName(call[0]))'")
  default: return try call[0].converted(to: .logical) ?? call[0]
  }
}

private func castValue(_ call: Call) throws -> Value {
  try call.expect(2...3)
  guard let option = call[1].text else { throw call.error("TYPE must be a string") }
  var name = option
  if call.count == 3 {
    guard option.lowercased() == "like" else { throw call.invalidCall }
    name = call[2].className
  }
  guard let target = ValueClass(name: name), target.byteCount != nil else {
    throw call.error("type conversion to '\(name)' is not supported")
  }
  if call[0].isChar, target == .logical {
    throw EvaluationError("logical: wrong type argument '\(call[0].indexedTypeName)'")
  }
  if target == .char, call[0].isNumeric, try call[0].doubles?.hasNaN ?? false {
    throw EvaluationError("invalid conversion from NaN to character")
  }
  guard let converted = try call[0].converted(to: target) else {
    throw call.error("type conversion from '\(call[0].className)' is not supported")
  }
  return converted
}
