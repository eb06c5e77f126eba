import Evaluation
import Matrices

let letterCases: [Builtin] = [
  Builtin(
    "lower(s)", "The text with capitals replaced by small letters",
    examples: """
      >> lower("ReLU")
      ans = relu
      """,
    seeAlso: ["upper", "tolower"], one: { try mapCharacters($0, "tolower", \.lowered) }),
  Builtin(
    "tolower(s)", "The text with capitals replaced by small letters",
    examples: """
      >> tolower({"ReLU", "Tanh"}){2}
      ans = tanh
      """,
    seeAlso: ["lower"], one: { try mapCharacters($0, "tolower", \.lowered) }),
  Builtin(
    "upper(s)", "The text with small letters replaced by capitals",
    examples: """
      >> upper("relu")
      ans = RELU
      """,
    seeAlso: ["lower", "toupper"], one: { try mapCharacters($0, "toupper", \.uppered) }),
  Builtin(
    "toupper(s)", "The text with small letters replaced by capitals",
    examples: """
      >> toupper("xor")
      ans = XOR
      """,
    seeAlso: ["upper"], one: { try mapCharacters($0, "toupper", \.uppered) }),
]

private func mapCharacters(
  _ call: Call, _ name: String, _ change: (UInt8) -> UInt8
) throws -> Value {
  guard call.count == 1 else {
    throw EvaluationError("Invalid call to \(name)", identifier: "Octave:invalid-fun-call")
  }
  return try mapLeaves(call[0]) { value in
    if case .char(let m, let quoted) = value {
      return .char(try m.converted(change), doubleQuoted: quoted)
    }
    guard value.isNumeric || value.isLogical else {
      throw EvaluationError("\(name): not defined for \(Call.description(value))")
    }
    return try value.isLogical ? value.doubles.map { .matrix($0) } ?? value : value
  }
}

let characterClasses: [Builtin] = [
  characterClass(
    "isalpha", "Which characters are letters", ">> isalpha(\"a1\")\nans =\n\n  1  0\n\n",
    \.isLetter),
  characterClass(
    "isletter", "Which characters are letters", ">> isletter(\"1a\")\nans =\n\n  0  1\n\n",
    \.isLetter),
  characterClass(
    "isdigit", "Which characters are decimal digits",
    ">> isdigit(\"a1\")\nans =\n\n  0  1\n\n",
    \.isDigit),
  characterClass(
    "isalnum", "Which characters are letters or digits",
    ">> isalnum(\"a_\")\nans =\n\n  1  0\n\n",
    { $0.isLetter || $0.isDigit }),
  characterClass(
    "isspace", "Which characters are blanks, tabs or line ends",
    ">> isspace(\"a b\")\nans =\n\n  0  1  0\n\n", \.isBlank),
  characterClass(
    "isupper", "Which characters are capitals", ">> isupper(\"aB\")\nans =\n\n  0  1\n\n",
    \.isUpper),
  characterClass(
    "islower", "Which characters are small letters", ">> islower(\"aB\")\nans =\n\n  1  0\n\n",
    \.isLower),
  characterClass(
    "ispunct", "Which characters are punctuation marks",
    ">> ispunct(\"a,\")\nans =\n\n  0  1\n\n",
    { (33...126).contains($0) && !$0.isLetter && !$0.isDigit }),
  characterClass(
    "iscntrl", "Which characters are control characters",
    #">> iscntrl("a\n")"# + "\nans =\n\n  0  1\n\n", { $0 < 32 || $0 == 127 }),
  characterClass(
    "isgraph", "Which characters print something other than a blank",
    ">> isgraph(\"a \")\nans =\n\n  1  0\n\n", { (33...126).contains($0) }),
  characterClass(
    "isprint", "Which characters can be printed, the blank included",
    ">> isprint(\"a \")\nans =\n\n  1  1\n\n", { (32...126).contains($0) }),
  characterClass(
    "isxdigit", "Which characters are hexadecimal digits",
    ">> isxdigit(\"fg\")\nans =\n\n  1  0\n\n",
    { $0.isDigit || (65...70).contains($0) || (97...102).contains($0) }),
  characterClass(
    "isascii", "Which characters are ASCII characters", ">> isascii(\"a\")\nans = 1\n",
    { $0 < 128 }),
  Builtin(
    "isstrprop(str, type)",
    "Which characters are of a class: \"alpha\", \"digit\", \"wspace\", \"upper\", ...",
    examples: """
      >> isstrprop("a1", "digit")
      ans =

        0  1

      """,
    seeAlso: ["isalpha", "isdigit"], one: stringProperty),
]

private func characterClass(
  _ name: String, _ summary: String, _ example: String, _ test: @escaping @Sendable (UInt8) -> Bool
) -> Builtin {
  Builtin(
    "\(name)(s)", summary, examples: example, seeAlso: ["isstrprop"],
    one: { call in
      try call.expect(1...1)
      return try classify(call[0], name, test)
    })
}

private func classify(
  _ value: Value, _ name: String, _ test: (UInt8) -> Bool
) throws -> Value {
  try mapLeaves(value) { leaf in
    if case .char(let m, _) = leaf { return .truths(try m.converted(test)) }
    // Numbers stand for the characters with their codes.
    guard leaf.isNumeric || leaf.isLogical, let m = try leaf.doubles else {
      throw EvaluationError("\(name): not defined for \(Call.description(leaf))")
    }
    if m.hasNaN { throw EvaluationError("invalid conversion from NaN to character") }
    return .truths(
      try m.converted { test($0 > -1 && $0 < 256 ? UInt8($0.rounded(.towardZero)) : 0) })
  }
}

private func stringProperty(_ call: Call) throws -> Value {
  try call.expect(2...2)
  let names = [
    "alpha": "isalpha", "alnum": "isalnum", "alphanum": "isalnum", "lower": "islower",
    "digit": "isdigit", "wspace": "isspace", "space": "isspace", "punct": "ispunct",
    "upper": "isupper", "cntrl": "iscntrl", "graph": "isgraph", "graphic": "isgraph",
    "print": "isprint", "xdigit": "isxdigit", "ascii": "isascii",
  ]
  guard let type = call[1].text, let name = names[type],
    let builtin = call.session.builtins[name]
  else { throw call.error("invalid string property") }
  let inner = Call(
    name: name, arguments: [call[0]], outputCount: 1, session: call.session)
  return try builtin.body(inner)[0]
}
