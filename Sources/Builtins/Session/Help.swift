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
    "lookfor(word)\nlookfor WORD", "Lists the functions whose name or summary contains a word.",
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
  throw EvaluationError("help: '\(name)' not found", identifier: "Octave:undefined-function")
}

private func search(_ call: Call) throws -> [Value] {
  try call.expect(1...1)
  let word = try call.string(0).lowercased()
  let found = call.session.builtins.values
    .filter { $0.name.lowercased().contains(word) || $0.summary.lowercased().contains(word) }
    .sorted { $0.name < $1.name }
  for builtin in found {
    let gap = String(repeating: " ", count: max(2, 16 - builtin.name.count))
    call.session.output.write("  \(builtin.name)\(gap)\(builtin.summary)\n")
  }
  return []
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
