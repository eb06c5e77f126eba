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
    "t = verLessThan(package, version)", "Whether the version of \"Octave\" is older than another.",
    examples: """
      >> verLessThan("Octave", "6.1")
      ans = 0
      """,
    seeAlso: ["compare_versions", "ver"]
  ) { call in
    try call.expect(2...2)
    let package = try call.string(0, orError: "PACKAGE must be a string")
    guard package.lowercased() == "octave" else {
      throw call.error("package \"\(package)\" is not installed")
    }
    return .bool(try parts(octaveVersion).lexicographicallyPrecedes(parts(call.string(1))))
  },
  Builtin(
    "t = license(\"test\", feature)", "Whether there is a package of that name: \"octave\" alone.",
    examples: """
      >> license("test", "statistics_toolbox")
      ans = 0
      """,
    seeAlso: ["ver"]
  ) { call in
    try call.expect(0...3)
    if call.count == 0 { return .string("GNU General Public License") }
    guard call.count > 1, ["test", "checkout"].contains(try call.string(0).lowercased()) else {
      throw call.invalidCall
    }
    return .bool(try call.string(1) == "octave")
  },
  Builtin(
    "t = isdeployed", "Whether this is a compiled program: never.",
    examples: """
      >> isdeployed
      ans = 0
      """,
    seeAlso: ["version"]
  ) { call in
    try call.expect(0...0)
    return .bool(false)
  },
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
  let complaint = "version numbers V1 and V2 must be strings"
  let left = try parts(call.string(0, orError: complaint))
  let right = try parts(call.string(1, orError: complaint))
  let isLess = left.lexicographicallyPrecedes(right)
  let isGreater = right.lexicographicallyPrecedes(left)
  switch try call.string(2, orError: "OPERATOR must be a string") {
  case "==": return .bool(!isLess && !isGreater)
  case "<": return .bool(isLess)
  case "<=": return .bool(!isGreater)
  case ">": return .bool(isGreater)
  case ">=": return .bool(!isLess)
  case "!=", "~=": return .bool(isLess || isGreater)
  case let word where !(1...2).contains(word.utf8.count):
    throw call.error("OPERATOR must be 1 or 2 characters long")
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
