import Evaluation
import Matrices
import Syntax

let validNames: [Builtin] = [
  Builtin(
    "[name, modified] = matlab.lang.makeValidName(str, \"ReplacementStyle\", style, \"Prefix\", prefix)",
    "A name of a variable made from a text: blanks go, other characters become underscores",
    examples: """
      >> matlab.lang.makeValidName("3d plot")
      ans = x3dPlot
      """, seeAlso: ["isvarname", "matlab.lang.makeUniqueStrings"], many: makeValidName),
  Builtin(
    "[names, modified] = matlab.lang.makeUniqueStrings(str, ex, maxlength)",
    "Texts told apart from each other and from those in ex by a number at the end",
    examples: """
      >> matlab.lang.makeUniqueStrings("a", {"a", "a_1"})
      ans = a_2
      """, seeAlso: ["unique", "matlab.lang.makeValidName"], many: makeUniqueStrings),
  Builtin(
    "iskeyword(name)\nlist = iskeyword", "Whether a name is a reserved word, or the list of them",
    examples: """
      >> iskeyword("until")
      ans = 1
      """, seeAlso: ["isvarname"], one: isReserved),
]

/// Words that Octave reserves too, for what the language here has not.
private let furtherKeywords = [
  "__FILE__", "__LINE__", "endarguments", "endclassdef", "endenumeration", "endevents",
  "endmethods", "endproperties", "endspmd", "spmd",
]

private func isReserved(_ call: Call) throws -> Value {
  try call.expect(0...1)
  let words = Set(keywords + furtherKeywords)
  if call.count == 0 {
    return try .textCell(words.sorted().map { Array($0.utf8) }, shape: Shape(words.count, 1))
  }
  return .bool(words.contains(try call.string(0, orError: "NAME must be a string")))
}

/// How `makeValidName` treats what no name may have.
private struct NameRules {
  enum Style { case underscore, delete, hex }
  var style = Style.underscore
  var prefix = "x"

  init() {}

  init(_ call: Call) throws {
    guard call.count % 2 == 1 else {
      throw EvaluationError("makeValidName: property/value options must occur in pairs")
    }
    for index in stride(from: 1, to: call.count, by: 2) {
      guard let property = call[index].text else {
        throw EvaluationError("makeValidName: option argument must be a string")
      }
      try set(property, to: call[index + 1])
    }
  }

  private mutating func set(_ property: String, to value: Value) throws {
    switch property.lowercased() {
    case "replacementstyle":
      guard let word = value.text else {
        throw EvaluationError("makeValidName: 'ReplacementStyle' value must be a string")
      }
      switch word.lowercased() {
      case "underscore": style = .underscore
      case "delete": style = .delete
      case "hex": style = .hex
      default:
        throw EvaluationError("makeValidName: invalid 'ReplacementStyle' value '\(word)'")
      }
    case "prefix":
      guard let word = value.text else {
        throw EvaluationError("makeValidName: 'Prefix' value must be a string")
      }
      guard isValid(Array(word.utf8)) else {
        throw EvaluationError("makeValidName: invalid 'Prefix' value '\(word)'")
      }
      prefix = word
    default: throw EvaluationError("makeValidName: unknown property '\(property)'")
    }
  }

  private func isValid(_ name: [UInt8]) -> Bool {
    guard let first = name.first, isLetter(first), name.allSatisfy(isNamePart) else { return false }
    return !isKeyword(String(decoding: name, as: UTF8.self))
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_")
      || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
  }

  private func isNamePart(_ byte: UInt8) -> Bool { isLetter(byte) || (48...57).contains(byte) }

  private func capital(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 32 : byte
  }

  func valid(_ text: [UInt8]) -> [UInt8] {
    if isValid(text) { return text }
    if isKeyword(String(decoding: text, as: UTF8.self)) {
      return Array(prefix.utf8) + [capital(text[0])] + text.dropFirst()
    }
    let joined = withoutBlanks(text)
    guard let first = joined.first else { return Array(prefix.utf8) }
    let start = isLetter(first) ? [] : Array(prefix.utf8)
    return start + joined.flatMap { isNamePart($0) ? [$0] : replacement(of: $0) }
  }

  /// The text without blanks; a small letter after one becomes a capital.
  private func withoutBlanks(_ text: [UInt8]) -> [UInt8] {
    var joined: [UInt8] = []
    var isAfterBlank = false
    for byte in text {
      if byte == 32 || (9...13).contains(byte) {
        isAfterBlank = !joined.isEmpty
      } else {
        joined.append(isAfterBlank ? capital(byte) : byte)
        isAfterBlank = false
      }
    }
    return joined
  }

  private func replacement(of byte: UInt8) -> [UInt8] {
    switch style {
    case .underscore: return [UInt8(ascii: "_")]
    case .delete: return []
    case .hex:
      let digits = String(byte, radix: 16, uppercase: true)
      return Array(("0x" + (digits.utf8.count < 2 ? "0" : "") + digits).utf8)
    }
  }
}

private func makeValidName(_ call: Call) throws -> [Value] {
  try call.expect(1...)
  let texts = try textsOf(call[0], "makeValidName")
  let rules = try NameRules(call)
  let names = texts.map(rules.valid)
  return try results(call[0], names, zip(names, texts).map { $0 != $1 })
}

/// The texts of a string or a cell array of strings.
private func textsOf(_ value: Value, _ function: String) throws -> [[UInt8]] {
  if let bytes = value.bytes { return [bytes] }
  guard case .cell(let cells) = value else {
    throw EvaluationError("\(function): STR must be a string or cellstr")
  }
  return try cells.elements.map { element in
    guard let bytes = element.bytes else {
      throw EvaluationError("\(function): STR must be a string or cellstr")
    }
    return bytes
  }
}

/// The texts in the form of the argument, and which of them changed.
private func results(_ argument: Value, _ texts: [[UInt8]], _ changed: [Bool]) throws -> [Value] {
  if !argument.isCell { return [.bytes(texts[0]), .bool(changed[0])] }
  return [
    .cell(try Matrix(argument.shape, texts.map { .bytes($0) })),
    .truths(try Matrix(argument.shape, changed)),
  ]
}

private func makeUniqueStrings(_ call: Call) throws -> [Value] {
  try call.expect(1...3)
  let texts = try textsOf(call[0], "makeUniqueStrings")
  let (checked, others) = try exclusions(call, texts)
  let longest = call.count > 2 ? try maximalLength(call[2]) : Int.max
  var taken = Set(others)
  let given = Set(texts)
  var names = texts
  for index in texts.indices where checked[index] {
    let cut = Array(texts[index].prefix(longest))
    if taken.contains(cut) {
      names[index] = try numbered(cut, longest) { taken.contains($0) || given.contains($0) }
    } else {
      names[index] = cut
    }
    taken.insert(names[index])
  }
  return try results(call[0], names, zip(names, texts).map { $0 != $1 })
}

/// Which texts may change, and those that they must differ from.
private func exclusions(_ call: Call, _ texts: [[UInt8]]) throws -> ([Bool], [[UInt8]]) {
  let all = [Bool](repeating: true, count: texts.count)
  guard call.count > 1 else { return (all, []) }
  let bad = EvaluationError("makeUniqueStrings: invalid array of indices EX")
  var checked = [Bool](repeating: false, count: texts.count)
  switch call[1] {
  case .char(let m, _) where m.rows <= 1: return (all, [m.elements])
  case .cell(let cells):
    return (
      all,
      try cells.elements.map { element in
        guard let bytes = element.bytes else { throw bad }
        return bytes
      }
    )
  case .bool, .logical:
    guard let mask = try call[1].truths, mask.count == texts.count else {
      throw EvaluationError(
        "makeUniqueStrings: STR and EX logical array must have the same length")
    }
    checked = mask.elements
  default:
    guard let places = try call[1].doubles else { throw bad }
    for place in places.elements {
      guard let n = Int(exactly: place), n >= 1, n <= texts.count else { throw bad }
      checked[n - 1] = true
    }
  }
  return (checked, texts.indices.filter { !checked[$0] }.map { texts[$0] })
}

private func maximalLength(_ value: Value) throws -> Int {
  guard let x = value.scalar, let n = Int(exactly: x), n >= 1 else {
    throw EvaluationError("makeUniqueStrings: MAXLENGTH must be a positive integer")
  }
  return n
}

/// The text with the first number at its end that makes it new, cut to at most `longest` characters.
private func numbered(
  _ text: [UInt8], _ longest: Int, isTaken: ([UInt8]) -> Bool
) throws -> [UInt8] {
  var number = 1
  while true {
    let ending = Array("_\(number)".utf8)
    guard longest > ending.count || text.isEmpty && longest == ending.count else {
      throw EvaluationError("makeUniqueStrings: cannot create unique elements within MAXLENGTH")
    }
    let name = Array(text.prefix(longest - ending.count)) + ending
    if !isTaken(name) { return name }
    number += 1
  }
}

/// The name of a variable that is made from a text where it is none.
func validName(_ text: String) -> String {
  String(decoding: NameRules().valid(Array(text.utf8)), as: UTF8.self)
}
