import Evaluation
import Glibc
import Matrices

/// The version of Octave whose behaviour is the standard for programs that ask.
let octaveVersion = "7.3.0"

/// The running program: its end, its arguments, its version, its user.
let program: [Builtin] = [
  Builtin(
    "exit(status)", "Ends nnsh; the status is 0 unless given.",
    seeAlso: ["quit"], many: leave),
  Builtin(
    "quit(status)", "Ends nnsh; the status is 0 unless given.",
    seeAlso: ["exit"], many: leave),
  Builtin(
    "value = input(prompt)\ntext = input(prompt, \"s\")",
    "Asks the user: the value of the expression that was typed, or with \"s\" the text itself.",
    seeAlso: ["pause"], many: askUser),
  Builtin(
    "c = argv", "The arguments after the script's name on the command line.",
    examples: """
      >> argv
      ans = {}(0x0)
      """,
    seeAlso: ["program_name"]
  ) { call in
    try call.expect(0...0)
    let arguments = call.session.host.arguments
    let shape = arguments.isEmpty ? Shape.empty : Shape(arguments.count, 1)
    return .cell(try Matrix(shape, arguments.map { Value.string($0) }))
  },
  Builtin(
    "s = program_name", "The name of the script, or of nnsh.",
    examples: """
      >> program_name
      ans = nnsh
      """,
    seeAlso: ["argv"]
  ) { call in
    try call.expect(0...0)
    return .string(call.session.host.programName)
  },
  Builtin(
    "s = getenv(name)", "The value of an environment variable; empty when it is not set.",
    examples: """
      >> getenv("NNSH_NO_SUCH_VARIABLE")
      ans =
      """
  ) { call in
    try call.expect(1...1)
    return .string(call.session.host.environment(try call.string(0)) ?? "")
  },
  Builtin(
    "n = getpid", "The number of the process.",
    examples: """
      >> getpid > 0
      ans = 1
      """
  ) { call in
    try call.expect(0...0)
    return .number(Double(Glibc.getpid()))
  },
  Builtin(
    "n = nproc", "How many processors nnsh may use.",
    examples: """
      >> nproc >= 1
      ans = 1
      """
  ) { call in
    try call.expect(0...1)
    return .count(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  },
]

private func leave(_ call: Call) throws -> [Value] {
  try call.expect(0...2)
  var status: Int32 = 0
  for argument in call.arguments {
    if let word = argument.text, !word.isEmpty {
      guard word == "force" || word == "cancel" else {
        throw EvaluationError("quit: option must be string \"cancel\" or \"force\"")
      }
      if word == "cancel" { return [] }
    } else if let number = argument.scalar, let whole = Int32(exactly: number) {
      status = whole
    } else {
      throw EvaluationError("quit: STATUS must be a whole number")
    }
  }
  throw EvaluationError("exit", fact: .exit(status: status))
}

private func askUser(_ call: Call) throws -> [Value] {
  try call.expect(1...2)
  guard let prompt = call[0].text else { throw call.error("unrecognized argument") }
  let wantsText = call.count == 2
  if wantsText, call[1].text != "s" { throw call.error("second argument must be 's'") }
  let session = call.session
  session.showFigures()
  while true {
    session.output.flush()
    guard let line = session.host.readLine(prompt: prompt) else {
      try session.checkInterrupt()
      throw call.error("reading user-input failed!")
    }
    if wantsText { return [.string(line)] }
    if line.allSatisfy({ $0 == " " }) { return [.emptyMatrix] }
    return try session.call(.string("eval"), [.string(line)], outputs: 1)
  }
}
