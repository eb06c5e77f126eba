import Evaluation
import Matrices
import Syntax

let inlineFunctions: [Builtin] = [
  Builtin(
    "inline(expr)\ninline(expr, arg1, ...)\ninline(expr, n)",
    "A function handle made of the text of an expression, as programs before handles wrote it",
    shapes:
      "without names the arguments are the expression's variables in order, with n: x, P1 ... Pn",
    examples: """
      >> f = inline("x^2 + y");
      >> f(3, 1)
      ans = 10
      """,
    seeAlso: ["str2func", "vectorize", "argnames", "formula"], one: inline),
  Builtin(
    "argnames(f)", "The names of a handle's arguments as a column cell",
    examples: """
      >> argnames(inline("a * t")){2}
      ans = t
      """,
    seeAlso: ["inline", "formula"], one: argumentNames),
  Builtin(
    "formula(f)", "The expression of a handle as text",
    examples: """
      >> formula(@(x) x + 1)
      ans = x + 1
      """,
    seeAlso: ["inline", "argnames"],
    one: { call in .string(try handleParts(call).body) }),
  Builtin(
    "vectorize(f)", "The text or handle with *, / and ^ made elementwise",
    examples: """
      >> vectorize("x^2*y")
      ans = x.^2.*y
      """,
    seeAlso: ["inline"], one: vectorize),
]

private func inline(_ call: Call) throws -> Value {
  try call.expect(1...)
  let body = try call.string(0, orError: "EXPR must be a string")
  var names: [String]
  if call.count == 2, let n = call[1].scalar, !call[1].isChar {
    guard let count = Int(exactly: n), (0...1000).contains(count) else {
      throw call.error("N must be an integer")
    }
    names = ["x"] + (0..<count).map { "P\($0 + 1)" }
  } else if call.count > 1 {
    names = try call.arguments.dropFirst().map { argument in
      guard let name = argument.text, isIdentifier(name) else {
        throw call.error("additional arguments must be strings")
      }
      return name
    }
  } else {
    names = variables(in: body)
    if names.isEmpty { names = ["x"] }
  }
  return try handle(names, body, call)
}

private func handle(_ names: [String], _ body: String, _ call: Call) throws -> Value {
  let text = "@(\(names.joined(separator: ", "))) \(body)"
  guard let value = try call.session.evaluate(text, outputs: 1).first else {
    throw call.error("EXPR is no expression")
  }
  return value
}

/// Names that stand for numbers, not for arguments.
private let constantNames: Set<String> = ["i", "j", "NaN", "Inf", "NA", "pi", "e", "eps"]

/// The names in an expression that are no calls and no constants, in order, each once.
private func variables(in text: String) -> [String] {
  let bytes = Array(text.utf8)
  var found: Set<String> = []
  var index = 0
  while index < bytes.count {
    let start = index
    while index < bytes.count, isNamePart(bytes[index]) { index += 1 }
    if index == start {
      index += 1
      continue
    }
    var next = index
    while next < bytes.count, bytes[next] == 32 { next += 1 }
    let isCall = next < bytes.count && bytes[next] == UInt8(ascii: "(")
    let name = String(decoding: bytes[start..<index], as: UTF8.self)
    if !isCall, isIdentifier(name), !constantNames.contains(name) { found.insert(name) }
  }
  return found.sorted { Array($0.utf8).lexicographicallyPrecedes($1.utf8) }
}

private func isNamePart(_ byte: UInt8) -> Bool {
  byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_")
}

/// The names of the parameters and the body of the handle that is the call's argument.
private func handleParts(_ call: Call) throws -> (names: [String], body: String) {
  try call.expect(1...1)
  guard case .function(let function) = call[0], function.text.hasPrefix("@("),
    let close = function.text.firstIndex(of: ")")
  else { throw call.error("FUN must be an inline function or an anonymous function") }
  let list = function.text[..<close].dropFirst(2)
  let names = list.split(separator: ",").map { $0.filter { $0 != " " } }
  let body = function.text[function.text.index(after: close)...].drop { $0 == " " }
  return (names, String(body))
}

private func argumentNames(_ call: Call) throws -> Value {
  let names = try handleParts(call).names
  return try .textCell(names.map { Array($0.utf8) }, shape: .init(names.count, 1))
}

private func vectorize(_ call: Call) throws -> Value {
  try call.expect(1...1)
  if let text = call[0].text { return .string(elementwise(text)) }
  let (names, body) = try handleParts(call)
  return try handle(names, elementwise(body), call)
}

/// `text` with a point before each `*`, `/` and `^` that has none.
private func elementwise(_ text: String) -> String {
  var result: [Character] = []
  for character in text {
    if "*/^".contains(character), result.last != "." { result.append(".") }
    result.append(character)
  }
  return String(result)
}
