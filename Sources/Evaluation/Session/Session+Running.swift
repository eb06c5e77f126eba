import Matrices
import Syntax

extension Session {
  /// Runs all statements of a program in the session's workspace.
  ///
  /// - Throws: `SyntaxErrors` when it does not parse (nothing ran then), `EvaluationError` from the first
  ///   statement that fails; the error of `exit` has the fact `.exit`.
  public func run(_ program: Program) throws {
    try runScript(program, in: currentScope)
  }

  /// Runs an input of the prompt: as `run`, but a statement that fails leaves every variable as it was, and
  /// the random stream.
  ///
  /// Ctrl-C is no failure: what a loop has computed until then stays.
  ///
  /// - Parameter begin: told of every statement before it runs.
  /// - Returns: whether the program ran to its end; false when a `return` ended it.
  @discardableResult
  public func runInput(
    _ program: Program, beginning begin: (Statement) -> Void = { _ in }
  ) throws -> Bool {
    try runScript(program, in: workspace, isUndoingFailures: true, beginning: begin)
  }

  /// Runs a program's statements in `scope`, after its functions were defined; false when `return` ended it.
  @discardableResult
  func runScript(
    _ program: Program, in scope: any Scope, isUndoingFailures: Bool = false,
    beginning begin: (Statement) -> Void = { _ in }
  ) throws -> Bool {
    if !program.diagnostics.isEmpty { throw SyntaxErrors(program) }
    for index in program.functions.indices { define(program, function: index) }
    for statement in program.statements {
      try checkInterrupt()
      let before = isUndoingFailures ? snapshot : nil
      begin(statement)
      do {
        try run(statement, of: program, in: scope)
      } catch {
        if let before, isCatchable(error) { restoreValues(of: before) }
        throw error
      }
      // Earlier states that the prompt keeps would hold on to what the statement let go.
      if isUndoingFailures { runUnreachableCleanups() }
      if hasReturned {
        hasReturned = false
        return false
      }
    }
    return true
  }

  /// Runs a script that the running code names: a level of `max_recursion_depth`, as a call is.
  func runNestedScript(_ program: Program, in scope: any Scope) throws {
    try machine?.checkDepth()
    machine?.depth += 1
    defer { machine?.depth -= 1 }
    try runScript(program, in: scope)
  }

  /// Runs a text of the running code, a level of Octave's `max_stack_depth`.
  private func runNestedText(_ program: Program, in scope: any Scope) throws {
    guard textDepth < Session.mostTexts else {
      throw EvaluationError("max_stack_depth exceeded", fact: .recursion(limit: Session.mostTexts))
    }
    textDepth += 1
    defer { textDepth -= 1 }
    try runScript(program, in: scope)
  }

  private func run(_ statement: Statement, of program: Program, in scope: any Scope) throws {
    if case .function = statement.kind { return }
    if case .returnFromFunction = statement.kind {
      hasReturned = true
      return
    }
    guard let machine else {
      throw EvaluationError("out of memory: no room for the machine's registers")
    }
    let code = try Compiler.compile(
      statement, in: program, siblings: scope.siblings, scope: scope, session: self)
    retained.append(code)
    defer { retained.removeLast() }
    try machine.run(code, in: scope)
  }

  /// Calls a function value (or, for a string, the function of that name).
  ///
  /// - Parameter outputs: how many results are wanted; the answer may hold fewer when the function sets
  ///   fewer (0 asks for what a statement would show).
  public func call(_ function: Value, _ arguments: [Value], outputs: Int) throws -> [Value] {
    guard let machine else {
      throw EvaluationError("out of memory: no room for the machine's registers")
    }
    if case .function(let handle) = function {
      return try machine.invoke(handle, arguments, outputs: outputs)
    }
    guard let name = function.text else {
      throw EvaluationError("a function handle or the name of a function is wanted")
    }
    guard let callee = resolve(name, siblings: machine.siblings) else {
      throw Messages.undefined(name)
    }
    return try machine.invoke(callee, named: name, arguments, outputs: outputs, site: nil)
  }

  /// Runs text in the scope of the running code, as `eval` does.
  public func evaluate(_ text: String) throws {
    let scope = currentScope
    try runNestedText(try parseText(text, in: scope), in: scope)
  }

  /// The values of an expression in the scope of the running code, as `[a, b] = eval(text)` wants them.
  public func evaluate(_ text: String, outputs: Int) throws -> [Value] {
    try values(of: text, outputs: outputs, in: currentScope)
  }

  private func values(of text: String, outputs: Int, in scope: any Scope) throws -> [Value] {
    var body = text
    while let last = body.last, last == ";" || last == "," || last.isWhitespace {
      body.removeLast()
    }
    let names = (0..<max(1, outputs)).map { "__result\($0)__" }
    let program = try parseText("[\(names.joined(separator: ", "))] = \(body);", in: scope)
    defer { for name in names { scope.set(name, to: nil) } }
    try runNestedText(program, in: scope)
    return names.compactMap { scope.take($0) }
  }

  /// Runs text in the scope of the caller (`evalin("caller")`) or of the prompt ("base"); gives the values
  /// of the expression when `outputs` are wanted.
  public func evaluate(_ text: String, inBase: Bool, outputs: Int) throws -> [Value] {
    let scope = inBase ? baseScope : machine?.callerScope ?? workspace
    if outputs > 0 { return try values(of: text, outputs: outputs, in: scope) }
    try runNestedText(try parseText(text, in: scope), in: scope)
    return []
  }

  /// Runs a script file in the scope of the running code.
  public func runFile(_ source: Source) throws {
    let scope = currentScope
    try runNestedScript(parse(source, isVariable: { scope.isSet($0) }), in: scope)
  }

  /// Notes an error that a builtin caught, for `lasterr`.
  public func noteCaught(_ error: any Error) {
    let error = Messages.evaluationError(error)
    lastError = (error.message, error.identifier)
    lastCaught = error
  }

  /// Long texts are parsed on a thread of their own, which on Ctrl-C nobody waits for.
  private func parseText(_ text: String, in scope: any Scope) throws -> Program {
    let source = Source(name: "eval", text: text)
    if text.utf8.count < 1 << 16 { return parse(source, isVariable: { scope.isSet($0) }) }
    let names = Set(scope.names)
    return try Abandonable.run(work: .infinity) { parse(source, isVariable: names.contains) }
  }

  // MARK: - Results

  /// Shows what `name` without a semicolon shows.
  func show(_ name: String, _ value: Value) throws {
    let value = tape == nil ? value : value.untracked
    try Display.requireShowable(value)
    try Display.show(name: name, value: value, session: self)
  }

  func setAnswer(_ value: Value, _ scope: any Scope) { scope.set("ans", to: value) }
}

/// A program that does not parse: all that is wrong with it.
public struct SyntaxErrors: Error {
  public let program: Program
  public init(_ program: Program) { self.program = program }

  /// What `err.message` of an `eval` says: that it does not parse, the line, and a mark below the place.
  public var message: String {
    guard let first = program.diagnostics.first else { return "parse error" }
    let (line, column) = program.source.position(of: max(0, Int(first.span.end) - 1))
    let mark = String(repeating: " ", count: column + 4) + "^"
    let text = String(decoding: program.source.line(line), as: UTF8.self)
    let head = "parse error:\n\n  \(kind(of: first))\n\n"
    // A line of thousands of characters shows nothing.
    return text.utf8.count > 500 ? head : head + ">>> \(text)\n\(mark)"
  }

  /// What is wrong, in Octave's words where it has some of its own.
  private func kind(of diagnostic: SyntaxDiagnostic) -> String {
    let text = reason(diagnostic)
    let own = ["command matched by", "unterminated", "too many digits", "out of scope", "nesting"]
    return own.contains { text.contains($0) } ? text : "syntax error"
  }

  private func reason(_ diagnostic: SyntaxDiagnostic) -> String {
    let prefix = "parse error: "
    let text = diagnostic.message
    return text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
  }

  /// The reason in full, with the likely fix.
  var help: String? {
    program.diagnostics.first.map { first in
      ([reason(first)] + (first.help.map { [$0] } ?? [])).joined(separator: "; ")
    }
  }
}

/// Whether a program may catch this error: not Ctrl-C, not `exit`.
public func isCatchable(_ error: any Error) -> Bool {
  switch error {
  case let error as EvaluationError: !error.isUncatchable
  default: true
  }
}
