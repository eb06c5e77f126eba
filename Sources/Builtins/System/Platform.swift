import Evaluation
import Glibc
import Matrices

/// What programs ask about the version and the machine.
let platform: [Builtin] = [
  Builtin(
    "s = version", "The version of the language, which is that of the Octave it follows.",
    examples: """
      >> version
      ans = 7.3.0
      """,
    seeAlso: ["OCTAVE_VERSION", "ver"]
  ) { call in
    try call.expect(0...0)
    return .string(octaveVersion)
  },
  Builtin(
    "s = OCTAVE_VERSION", "The version of Octave whose language this is.",
    examples: """
      >> OCTAVE_VERSION
      ans = 7.3.0
      """,
    seeAlso: ["version"]
  ) { call in
    try call.expect(0...0)
    return .string(octaveVersion)
  },
  Builtin(
    "ver\nv = ver", "The program, its version and the system, as text or as a struct.",
    examples: """
      >> ver().Version
      ans = 7.3.0
      """,
    seeAlso: ["version", "computer"], many: versions),
  Builtin(
    "t = compare_versions(v1, v2, operator)", "Compares versions such as \"7.3.0\".",
    examples: """
      >> compare_versions("7.3.0", "6.4", ">=")
      ans = 1
      """,
    seeAlso: ["version"], one: compareVersions),
  Builtin(
    "computer\n[name, maxsize, endian] = computer", "The kind of machine.",
    examples: """
      >> [~, ~, endian] = computer
      endian = L
      """,
    seeAlso: ["isunix", "ispc", "ismac"], many: machine),
  Builtin(
    "t = isunix", "Whether this is a Unix system.",
    examples: """
      >> isunix
      ans = 1
      """,
    seeAlso: ["ispc", "ismac"]
  ) { call in
    try call.expect(0...0)
    return .bool(true)
  },
  Builtin(
    "t = ispc", "Whether this is Windows.",
    examples: """
      >> ispc
      ans = 0
      """,
    seeAlso: ["isunix", "ismac"]
  ) { call in
    try call.expect(0...0)
    return .bool(false)
  },
  Builtin(
    "t = ismac", "Whether this is macOS.",
    examples: """
      >> ismac
      ans = 0
      """,
    seeAlso: ["isunix", "ispc"]
  ) { call in
    try call.expect(0...0)
    return .bool(false)
  },
]

/// The fields of `uname`: system, release and machine.
private func systemNames() -> (system: String, release: String, machine: String) {
  var names = utsname()
  guard uname(&names) == 0 else { return ("unknown", "", "unknown") }
  return (text(names.sysname), text(names.release), text(names.machine))
}

/// A C character array, which Swift sees as a tuple.
private func text<Characters>(_ characters: Characters) -> String {
  withUnsafeBytes(of: characters) { bytes in
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}

private func versions(_ call: Call) throws -> [Value] {
  try call.expect(0...1)
  if call.outputCount > 0 {
    return [
      .structure(
        StructArray([
          ("Name", .string("Octave")), ("Version", .string(octaveVersion)),
          ("Release", .emptyMatrix), ("Date", .string("2022-11-02")),
        ]))
    ]
  }
  let names = systemNames()
  let rule = String(repeating: "-", count: 70)
  call.session.output.write(
    """
    \(rule)
    nnsh, in the language of GNU Octave \(octaveVersion)
    Operating System: \(names.system) \(names.release) \(names.machine)
    \(rule)

    """)
  return []
}

private func machine(_ call: Call) throws -> [Value] {
  try call.expect(0...1)
  let name = "\(systemNames().machine)-pc-linux-gnu"
  if call.count == 0, call.outputCount == 0 {
    call.session.output.write(name + "\n")
    return []
  }
  if call.count == 1 {
    guard call[0].text == "arch" else { throw call.error("\"arch\" is only valid argument") }
    return [.string(name)]
  }
  return [.string(name), .number(Double(Int.max)), .string("L")]
}

private func compareVersions(_ call: Call) throws -> Value {
  try call.expect(3...3)
  let left = try parts(call.string(0))
  let right = try parts(call.string(1))
  let isLess = left.lexicographicallyPrecedes(right)
  let isGreater = right.lexicographicallyPrecedes(left)
  switch try call.string(2) {
  case "==": return .bool(!isLess && !isGreater)
  case "<": return .bool(isLess)
  case "<=": return .bool(!isGreater)
  case ">": return .bool(isGreater)
  case ">=": return .bool(!isLess)
  case "!=", "~=": return .bool(isLess || isGreater)
  default:
    throw call.error(
      "the operator argument must be one of \"==\", \"<\", \"<=\", \">\", \">=\", \"!=\", or \"~=\""
    )
  }
}

/// The numbers of a version, without zeros at its end: `7.3.0` is `7.3`.
private func parts(_ version: String) -> [Int] {
  var parts = version.split { !$0.isASCII || !$0.isNumber }.map { Int($0) ?? Int.max }
  while parts.last == 0 { parts.removeLast() }
  return parts
}
