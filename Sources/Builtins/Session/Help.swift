import Evaluation
import Syntax

/// Looking things up.
let help: [Builtin] = [
  Builtin(
    "text = help(name)\nhelp NAME",
    "Explains a function; without a name it lists them all.",
    examples: """
      >> help isunix
        t = isunix

          Whether this is a Unix system.

          >> isunix
          ans = 1

          see also: ispc, ismac
      """,
    seeAlso: ["lookfor", "which"], many: explain),
  Builtin(
    "lookfor(word)\nlookfor WORD ...",
    "Lists the functions whose help contains a word, or all of several words.",
    examples: """
      >> lookfor macos
        ismac           Whether this is macOS.
      """,
    seeAlso: ["help"], many: search),
  Builtin(
    "which(name)\nwhich NAME",
    "Tells what a name stands for: a variable, a function of yours, or a builtin.",
    examples: """
      >> which isunix
      'isunix' is a built-in function
      """,
    seeAlso: ["help", "exist"], many: tellKind),
]

private func explain(_ call: Call) throws -> [Value] {
  try call.expect(0...1)
  let text = try call.count == 0 ? overview(call.session) : page(call.string(0), call)
  if call.outputCount > 0 { return [.string(text)] }
  call.session.output.write(text)
  return []
}

private func overview(_ session: Session) -> String {
  let names = session.builtins.keys.sorted()
  return "Functions:\n\n" + HelpText.columns(names, width: session.output.columns)
    + "\n`help NAME` explains one of them, `lookfor WORD` searches.\n"
}

/// The page of a function of the user, who may have redefined a builtin, or of a builtin.
private func page(_ name: String, _ call: Call) throws -> String {
  let session = call.session
  if let function = session.userFunction(named: name) {
    let text = function.documentation
    if text.isEmpty { return "'\(name)' is a function without documentation\n" }
    return text.hasSuffix("\n") ? text : text + "\n"
  }
  if let builtin = session.builtins[name] { return HelpText.page(builtin) }
  throw EvaluationError(
    "help: '\(name)' not found", identifier: "Octave:undefined-function",
    help: NameSuggestions.help(
      undefined: name, variables: session.definedFunctionNames, functions: session.builtins.keys)
      ?? "`lookfor WORD` searches what there is")
}

private func search(_ call: Call) throws -> [Value] {
  try call.expect(1...)
  let words = try call.arguments.indices.map { try call.string($0).lowercased() }
  var found = call.session.builtins.values.compactMap { builtin in
    rank(of: [builtin.name, builtin.summary, builtin.fullHelp], words).map {
      (rank: $0, name: builtin.name, line: builtin.summary)
    }
  }
  for name in call.session.definedFunctionNames {
    guard let text = call.session.userFunction(named: name)?.documentation else { continue }
    let line = firstSentence(text)
    if let rank = rank(of: [name, line, text], words) { found.append((rank, name, line)) }
  }
  if found.isEmpty {
    let wanted = words.joined(separator: " ")
    call.session.output.write("no help contains '\(wanted)'; `help` lists all functions\n")
  }
  for entry in found.sorted(by: { ($0.rank, $0.name) < ($1.rank, $1.name) }) {
    let gap = String(repeating: " ", count: max(2, 16 - entry.name.count))
    call.session.output.write("  \(entry.name)\(gap)\(entry.line)\n")
  }
  return []
}

/// How well texts fit that matter less and less: the number of those that are needed until all words are found;
/// nil when they are not.
private func rank(of texts: [String], _ words: [String]) -> Int? {
  var known = ""
  for (rank, text) in texts.enumerated() {
    known += text.lowercased() + "\n"
    if words.allSatisfy({ known.contains($0) }) { return rank }
  }
  return nil
}

extension Builtin {
  /// What `help` prints, without the examples.
  fileprivate var fullHelp: String {
    [signature, shapes, math, options.joined(separator: " ")].joined(separator: "\n")
  }
}

private func firstSentence(_ text: String) -> String {
  let lines = text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
  let joined = lines.joined(separator: " ")
  guard let end = joined.firstRange(of: ". ") else { return joined }
  return String(joined[..<end.lowerBound]) + "."
}

private func tellKind(_ call: Call) throws -> [Value] {
  try call.expect(1...)
  for index in 0..<call.count {
    let name = try call.string(index)
    if let kind = kind(of: name, call.session) {
      call.session.output.write("'\(name)' is \(kind)\n")
    }
  }
  return []
}

private func kind(of name: String, _ session: Session) -> String? {
  if session.variable(named: name) != nil { return "a variable" }
  if let function = session.userFunction(named: name) {
    let source = function.program.source.name
    let isFile = source.hasSuffix(".m") || source.hasSuffix(".nn")
    return isFile ? "a function from the file \(source)" : "a command-line function"
  }
  return session.builtins[name] != nil ? "a built-in function" : nil
}
