import Evaluation
import Matrices
import Syntax

/// Raising, showing and looking at errors and warnings.
let errorBuiltins: [Builtin] = [
  Builtin(
    "error(template, ...)\nerror(id, template, ...)\nerror(err)",
    "Stops with an error message made by a template, as printf makes it",
    examples: """
      >> try, error("my:id", "bad value %d", 3), catch err, disp(err.identifier), end
      my:id
      >> disp(err.message)
      bad value 3
      """, seeAlso: ["warning", "rethrow", "lasterr"], many: error),
  Builtin(
    "warning(template, ...)\nwarning(id, template, ...)\nwarning(state, id)",
    "Shows a warning; with \"on\", \"off\" or \"error\" says what becomes of warnings",
    examples: """
      >> warning("off", "my:id"); warning("my:id", "not shown")
      """, seeAlso: ["error", "lastwarn"], many: warning),
  Builtin(
    "rethrow(err)", "Raises an error again that was caught, or any struct with its fields",
    examples: """
      >> try, rethrow(struct("message", "again", "identifier", "a:b")), catch e, disp(e.message), end
      again
      """, seeAlso: ["error"], many: rethrow),
  Builtin(
    "[msg, id] = lasterr()", "The message of the last error",
    examples: """
      >> try, error("oops"), end
      >> lasterr()
      ans = oops
      """, seeAlso: ["lastwarn", "lasterror"], many: lasterr),
  Builtin(
    "[msg, id] = lastwarn(msg, id)", "The last warning; with arguments, sets it",
    examples: """
      >> lastwarn("set by hand"); lastwarn()
      ans = set by hand
      """, seeAlso: ["lasterr"], many: lastwarn),
  Builtin(
    "err = lasterror()\nlasterror(err)\nlasterror(\"reset\")",
    "The last error as a struct with its message, identifier and stack; with an argument, sets it",
    examples: """
      >> try, error("a:b", "oops"), end
      >> lasterror().identifier
      ans = a:b
      """, seeAlso: ["lasterr"], one: lasterror),
  Builtin(
    "print_usage()", "Stops the running function with an error that says it was called wrongly",
    examples: """
      >> function f(x), if nargin < 1, print_usage(); end, end
      >> try, f(), catch err, disp(err.message), end
      Invalid call to f
      """, seeAlso: ["error"], many: printUsage),
]

/// Whether text reads as an identifier of an error: words with colons between, no blanks.
private func isIdentifierOfError(_ text: [UInt8]) -> Bool {
  guard text.contains(58), text.last != 58, text.first != 58 else { return false }
  return !text.contains { $0 == 32 || $0 == 10 || $0 == 9 || $0 == 37 }
}

/// The text of a template with its arguments; a text alone stands as it is.
private func message(_ call: Call, _ arguments: [Value]) throws -> [UInt8] {
  if call.count == 1, let text = arguments[0].bytes { return text }
  let inner = Call(
    name: "sprintf", arguments: arguments, outputCount: 1, session: call.session)
  return try Printf.text(inner, templateAt: 0)
}

private func error(_ call: Call) throws -> [Value] {
  try call.expect(1...)
  if case .structure(let s) = call[0] {
    if s.names.isEmpty || s.shape.isEmpty { return [] }
    let text = s["message"]?.text ?? "unspecified error"
    if text.isEmpty { return [] }
    var error = EvaluationError(text, identifier: s["identifier"]?.text ?? "")
    error.givenStack = try givenStack(s, call)
    throw error
  }
  guard let first = call[0].bytes else {
    throw call.error("format TEMPLATE must be a string")
  }
  var arguments = call.arguments
  var identifier = ""
  if isIdentifierOfError(first) {
    if arguments.count == 1 {
      throw EvaluationError(
        "call to error with message identifier '\(String(decoding: first, as: UTF8.self))' "
          + "requires message")
    }
    identifier = String(decoding: first, as: UTF8.self)
    arguments.removeFirst()
  }
  var text = try message(call, arguments)
  if text.isEmpty { return [] }
  if text.last == 10 { text.removeLast() }
  throw EvaluationError(String(decoding: text, as: UTF8.self), identifier: identifier)
}

private func warning(_ call: Call) throws -> [Value] {
  guard call.count > 0 else { return [try states(call.session)] }
  if case .structure(let s) = call[0] {
    for index in 0..<s.shape.count {
      if let id = s.column("identifier")?[index].text, let state = s.column("state")?[index].text {
        call.session.warningStates[id] = state
      }
    }
    return []
  }
  let first = try call.string(0)
  let state = first.lowercased()
  if ["on", "off", "error", "query"].contains(state) {
    return try setState(state, call)
  }
  var arguments = call.arguments
  var identifier = ""
  if call.count > 1, isIdentifierOfError(Array(first.utf8)) {
    identifier = first
    arguments.removeFirst()
  }
  let text = String(decoding: try message(call, arguments), as: UTF8.self)
  if call.session.warningStates[identifier] == "error" {
    throw EvaluationError(text, identifier: identifier)
  }
  call.session.warn(text, identifier: identifier)
  return []
}

private func setState(_ state: String, _ call: Call) throws -> [Value] {
  var identifier = call.count > 1 ? try call.string(1) : "all"
  if identifier.lowercased() == "all" {
    identifier = "all"
    if state == "query" { return [try states(call.session)] }
  }
  let old = call.session.warningStates[identifier] ?? call.session.warningStates["all"] ?? "on"
  if state != "query" {
    if identifier == "all" { call.session.warningStates = [:] }
    call.session.warningStates[identifier] = state
  }
  if call.outputCount == 0 {
    if state == "query" {
      call.session.output.write(Array("\"\(identifier)\" warning state is \"\(old)\"\n".utf8))
    }
    return []
  }
  return [
    .structure(StructArray([("identifier", .string(identifier)), ("state", .string(old))]))
  ]
}

/// The state of all warnings together, then of those that have one of their own.
private func states(_ session: Session) throws -> Value {
  let own = session.warningStates.filter { $0.key != "all" }.sorted { $0.key < $1.key }
  let all = [(key: "all", value: session.warningStates["all"] ?? "on")] + own
  let shape = Shape(1, all.count)
  return .structure(
    StructArray(
      shape: shape, names: ["identifier", "state"],
      columns: [
        try Matrix(shape, all.map { .string($0.key) }),
        try Matrix(shape, all.map { .string($0.value) }),
      ]))
}

private func rethrow(_ call: Call) throws -> [Value] {
  try call.expect(1...1)
  guard case .structure(let s) = call[0], let message = s["message"],
    let identifier = s["identifier"]
  else { throw call.error("ERR struct must contain the fields 'message' and 'identifier'") }
  var error = EvaluationError(message.text ?? "")
  if let caught = call.session.lastCaught, caught.message == error.message { error = caught }
  error.identifier = identifier.text ?? ""
  if let stack = try givenStack(s, call) { error.givenStack = stack }
  throw error
}

/// The calls in the field `stack` of a struct that stands for an error; nil without the field.
private func givenStack(_ error: StructArray, _ call: Call) throws -> [GivenPlace]? {
  guard let value = error["stack"] else { return nil }
  guard case .structure(let stack) = value else {
    throw EvaluationError("ERR.STACK must be a struct")
  }
  guard ["file", "name", "line"].allSatisfy({ stack.names.contains($0) }) else {
    throw call.error("STACK struct must contain the fields 'file', 'name', and 'line'")
  }
  return GivenPlace.all(of: stack)
}

private func lasterr(_ call: Call) throws -> [Value] {
  let last = call.session.lastError
  if call.count > 0 {
    call.session.lastError = (
      try call.string(0), call.count > 1 ? try call.string(1) : ""
    )
    if call.outputCount == 0 { return [] }
  }
  return [.string(last.message), .string(last.identifier)]
}

private func lastwarn(_ call: Call) throws -> [Value] {
  let last = call.session.lastWarning
  if call.count > 0 {
    call.session.lastWarning = (
      try call.string(0), call.count > 1 ? try call.string(1) : ""
    )
    if call.outputCount == 0 { return [] }
  }
  return [.string(last.message), .string(last.identifier)]
}

private func lasterror(_ call: Call) throws -> Value {
  try call.expect(0...1)
  let last = call.session.lastError
  let stack = lastStack(call.session)
  if call.count == 1 {
    if call[0].text == "reset" {
      call.session.lastError = ("", "")
      call.session.lastCaught = nil
    } else if case .structure(let s) = call[0] {
      var error = EvaluationError(
        s["message"]?.text ?? "", identifier: s["identifier"]?.text ?? "")
      error.givenStack = try givenStack(s, call)
      call.session.lastError = (error.message, error.identifier)
      call.session.lastCaught = error
    } else {
      throw call.error(
        call[0].isChar
          ? "unrecognized string argument" : "argument must be a structure or a string")
    }
  }
  return .structure(
    StructArray([
      ("message", .string(last.message)), ("identifier", .string(last.identifier)),
      ("stack", .structure(stack)),
    ]))
}

/// Where the last error happened: no places when none was kept.
private func lastStack(_ session: Session) -> StructArray {
  guard let error = session.lastCaught, error.givenStack != nil || !error.places.isEmpty else {
    return GivenPlace.stack([])
  }
  return GivenPlace.stack(error.stack)
}

private func printUsage(_ call: Call) throws -> [Value] {
  let name = call.session.functionName
  if name.isEmpty {
    throw EvaluationError("print_usage: only valid inside functions")
  }
  throw EvaluationError("Invalid call to \(name)", identifier: "Octave:invalid-fun-call")
}
