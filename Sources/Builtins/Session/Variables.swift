import Evaluation
import Glibc
import Matrices
import NeuralNetworks

/// Looking at, testing and forgetting variables.
let variableBuiltins: [Builtin] = [
  Builtin(
    "exist(name, kind)",
    "What a name is: 1 a variable, 2 a file, 5 a builtin, 7 a folder, 103 a function of the session, 0 none",
    examples: """
      >> x = 1; exist("x")
      ans = 1
      >> exist("sin")
      ans = 5
      >> exist("x", "builtin")
      ans = 0
      """, seeAlso: ["isvarname", "who"], one: exist),
  Builtin(
    "isvarname(name)", "Whether text could name a variable",
    examples: """
      >> isvarname("a1")
      ans = 1
      """, seeAlso: ["exist"], one: isvarname),
  Builtin(
    "clear\nclear name pattern ...\nclear -regexp pattern ...\nclear -all", "Forgets variables",
    examples: """
      >> x = 1; clear x; exist("x")
      ans = 0
      """, seeAlso: ["who"], many: clear),
  Builtin(
    "clearvars\nclearvars pattern ...\nclearvars -regexp pattern ...\nclearvars pattern ... -except pattern ...",
    "Forgets variables",
    examples: """
      >> x = 1; clearvars x; exist("x")
      ans = 0
      """, seeAlso: ["clear"], many: clearVariables),
  Builtin(
    "isglobal(name)", "Whether a variable is a global one here",
    examples: """
      >> global g; isglobal("g")
      ans = 1
      """, seeAlso: ["exist"], one: isglobal),
  Builtin(
    "namelengthmax()", "The greatest length of names that are told apart",
    examples: """
      >> namelengthmax()
      ans = 63
      """, seeAlso: ["isvarname"]
  ) { call in .number(63) },
]

/// Whether text is a name: a letter or underscore, then letters, digits and underscores.
func isIdentifier(_ name: String) -> Bool {
  guard let first = name.unicodeScalars.first else { return false }
  func isStart(_ c: Unicode.Scalar) -> Bool {
    c == "_" || ("a"..."z").contains(c) || ("A"..."Z").contains(c) || c.value > 127
  }
  return isStart(first)
    && name.unicodeScalars.allSatisfy { isStart($0) || ("0"..."9").contains($0) }
    && !keywords.contains(name)
}

private let keywords: Set<String> = [
  "break", "case", "catch", "continue", "do", "else", "elseif", "end", "end_try_catch",
  "end_unwind_protect", "endfor", "endfunction", "endif", "endparfor", "endswitch", "endwhile",
  "for", "function", "global", "if", "otherwise", "parfor", "persistent", "return", "switch",
  "try", "until", "unwind_protect", "unwind_protect_cleanup", "while", "__FILE__", "__LINE__",
]

private func exist(_ call: Call) throws -> Value {
  try call.expect(1...2)
  let name = try call.string(0, orError: "NAME must be a string")
  let kind = call.count > 1 ? try call.string(1, orError: "TYPE must be a string") : "any"
  if kind == "class" {
    return .number(["containers.Map", "inputParser"].contains(name) ? 8 : 0)
  }
  guard ["any", "var", "builtin", "file", "dir"].contains(kind) else {
    throw call.error("unrecognized type argument \"\(kind)\"")
  }
  let session = call.session
  if kind == "any" || kind == "var", session.variable(named: name) != nil { return .number(1) }
  if kind == "any", session.definedFunctionNames.contains(name) { return .number(103) }
  if kind == "any" || kind == "file", isIdentifier(name),
    session.host.functionFile(named: name) != nil
  {
    return .number(2)
  }
  if isFunctionFile(name, session) {
    if kind == "any" || kind == "file" { return .number(2) }
  } else if kind == "any" || kind == "builtin", session.builtins[name] != nil {
    return .number(5)
  }
  if kind == "any" || kind == "file" || kind == "dir" {
    var status = stat()
    if stat(name, &status) == 0 {
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      if isFolder { return .number(7) }
      if kind != "dir" { return .number(2) }
    }
  }
  return .number(0)
}

/// Whether a name, with its `.m` or without, is that of a builtin that Octave keeps in a file.
private func isFunctionFile(_ name: String, _ session: Session) -> Bool {
  let plain = name.hasSuffix(".m") ? String(name.dropLast(2)) : name
  return functionFileNames.contains(plain) && session.builtins[plain] != nil
}

private func isvarname(_ call: Call) throws -> Value {
  try call.expect(1...1)
  return .bool(call[0].text.map { isIdentifier($0) && $0.utf8.allSatisfy { $0 < 128 } } ?? false)
}

private func isglobal(_ call: Call) throws -> Value {
  try call.expect(1...1)
  return .bool(call.session.isGlobal(try call.string(0)))
}

/// The bytes of a value's elements, as `whos` counts them.
func byteCount(_ value: Value) -> Int {
  switch value {
  case .number: 8
  case .bool: 1
  case .double(let m): m.count * 8
  case .diagonal(let m): min(m.rows, m.columns) * 8
  case .single(let m): m.count * 4
  case .logical(let m): m.count
  case .char(let m, _): m.count
  case .integer(let m, let kind): m.count * kind.byteCount
  case .range: 24
  case .cell(let c): c.elements.reduce(0) { $0 + byteCount($1) }
  case .structure(let s):
    s.columns.reduce(0) { $0 + $1.elements.reduce(0) { $0 + byteCount($1) } }
  case .function, .map: 0
  case .tracked: byteCount(value.primal)
  case .network(let n):
    switch n.content {
    case .double(let network): network.parameterCount * 8
    case .single(let network): network.parameterCount * 4
    }
  }
}

/// The letter of what a flag of `clear` is about; nil for those that say how to match.
private func clearedKind(_ flag: String) -> String? {
  switch flag {
  case "-a", "-all": "a"
  case "-c", "-classes": "c"
  case "-f", "-functions": "f"
  case "-g", "-global": "g"
  case "-v", "-variables": "v"
  default: nil
  }
}

/// Kinds of names that `clear` takes without a dash, when names follow.
private let spelledKinds = ["global": "-g", "functions": "-f", "variables": "-v"]

private func clear(_ call: Call) throws -> [Value] {
  let session = call.session
  let words = try call.arguments.indices.map { try call.string($0) }
  var flags = words.filter { $0.hasPrefix("-") }
  var patterns = words.filter { !$0.hasPrefix("-") }
  if let first = words.first, let flag = spelledKinds[first] {
    flags.append(flag)
    patterns.removeFirst()
  }
  let everything =
    patterns.isEmpty || patterns == ["all"] || flags.contains("-all") || flags.contains("-a")
  let kinds = Set(flags.compactMap(clearedKind))
  guard kinds.count <= 1 else { throw call.invalidCall }
  if let place = words.firstIndex(where: { $0 == "-regexp" || $0 == "-r" }),
    words[..<place].allSatisfy({ $0.hasPrefix("-") })
  {
    guard kinds.isEmpty else { throw call.invalidCall }
    try forget(
      regular: words[(place + 1)...],
      isExclusive: words[..<place].contains { ["-x", "-exclusive"].contains($0) }, session)
    return []
  }
  if kinds == ["f"] {
    for pattern in patterns { session.forgetFunction(pattern) }
    return []
  }
  let isExclusive = flags.contains("-x") || flags.contains("-exclusive")
  for name in session.variableNames {
    if kinds == ["g"], !session.isGlobal(name) { continue }
    let matches = patterns.contains { fnmatch($0, name, 0) == 0 }
    if isExclusive ? !matches : everything || matches {
      session.forgetVariable(name)
      if kinds == ["g"] { session.forgetGlobal(name) }
    }
  }
  let isAll = patterns == ["all"] || flags.contains("-all") || flags.contains("-a")
  if isAll || kinds == ["g"] && everything { session.forgetGlobals() }
  for pattern in patterns { session.forgetFunction(pattern) }
  session.runReleasedCleanups()
  return []
}

/// Forgets the variables whose names fit any of some regular expressions, or none of them; all without any.
private func forget(
  regular patterns: ArraySlice<String>, isExclusive: Bool, _ session: Session
) throws {
  let patterns = try patterns.map { try NamePattern($0, isRegular: true) }
  for name in session.variableNames {
    let isMatch = try patterns.isEmpty || patterns.contains { try $0.fits(name) }
    if isMatch != isExclusive { session.forgetVariable(name) }
  }
}

private func clearVariables(_ call: Call) throws -> [Value] {
  var forgotten: [NamePattern] = []
  var kept: [NamePattern] = []
  var (isRegular, isException) = (false, false)
  for index in call.arguments.indices {
    switch try call.string(index) {
    case "-except": (isRegular, isException) = (false, true)
    case "-regexp": isRegular = true
    case let word:
      let pattern = try NamePattern(word, isRegular: isRegular)
      if isException { kept.append(pattern) } else { forgotten.append(pattern) }
    }
  }
  let session = call.session
  for name in session.variableNames
  where try (forgotten.isEmpty || forgotten.contains { try $0.fits(name) })
    && !kept.contains(where: { try $0.fits(name) })
  {
    session.forgetVariable(name)
  }
  return []
}
