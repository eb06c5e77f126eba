import Syntax

/// A file that was read for the function or script it defines.
struct FileFunction {
  var source: Source
  var callee: Callee
}

extension Session {
  /// What `name` means as a function: the running file's own functions, those defined at the prompt, files
  /// on the path, then builtins.
  func resolve(_ name: String, siblings: FunctionTable) -> Callee? {
    if let own = siblings.functions[name] { return .user(own) }
    if let defined = commandFunctions.functions[name] { return .user(defined) }
    if let file = host.functionFile(named: name) {
      if let callee = callee(named: name, of: file) { return callee }
    }
    if let builtin = builtins[name] { return .builtin(builtin) }
    return nil
  }

  /// Whether anything is called `name`.
  public func isFunction(_ name: String) -> Bool {
    resolve(name, siblings: machine?.siblings ?? commandFunctions) != nil
  }

  /// The function of the language that `name` means, or nil when it means a builtin, a script or nothing.
  public func userFunction(named name: String) -> UserFunction? {
    let callee = resolve(name, siblings: machine?.siblings ?? commandFunctions)
    if case .user(let function)? = callee { return function }
    return nil
  }

  /// Whether `name` means a builtin where the session now runs.
  public func isBuiltin(_ name: String) -> Bool {
    meansBuiltin(name, siblings: machine?.siblings ?? commandFunctions)
  }

  func meansBuiltin(_ name: String, siblings: FunctionTable) -> Bool {
    if case .builtin? = resolve(name, siblings: siblings) { return true }
    return false
  }

  /// Whether a call of `name` reads `option = value` as an option.
  func takesOptions(_ name: String, siblings: FunctionTable) -> Bool {
    guard let builtin = builtins[name], !builtin.options.isEmpty else { return false }
    switch resolve(name, siblings: siblings) {
    case .builtin, .script: return true
    case .user, nil: return false
    }
  }

  private func callee(named name: String, of source: Source) -> Callee? {
    if let known = fileFunctions[name], known.source === source { return known.callee }
    let program = parse(source)
    if let known = fileFunctions[name] {
      generation += 1
      retire(known.callee)
    }
    let callee: Callee
    if program.isFunctionFile, let first = program.functions.first {
      let table = FunctionTable()
      for definition in program.functions {
        table.functions[definition.name] = UserFunction(definition, in: program, siblings: table)
      }
      // The file's name counts, whatever its first function is called.
      let main = UserFunction(first, in: program, siblings: table)
      callee = .user(main)
    } else {
      callee = .script(program)
    }
    fileFunctions[name] = FileFunction(source: source, callee: callee)
    noteFunction(name)
    return callee
  }

  private func retire(_ callee: Callee) {
    if case .user(let function) = callee { replaced.append(function) }
  }

  /// Defines function number `index` of a script or an input.
  func define(_ program: Program, function index: Int) {
    guard index < program.functions.count else { return }
    let definition = program.functions[index]
    if let old = commandFunctions.functions[definition.name] { replaced.append(old) }
    commandFunctions.functions[definition.name] = UserFunction(
      definition, in: program, siblings: commandFunctions)
    generation += 1
    noteFunction(definition.name)
  }

  /// Forgets the function `name` of the prompt (`clear -f`).
  public func forgetFunction(_ name: String) {
    if let old = commandFunctions.functions.removeValue(forKey: name) {
      replaced.append(old)
      generation += 1
    }
  }

  private func noteFunction(_ name: String) { noteVariable(name) }

  /// Notes that `name` now means something of the user's: instructions that compute a builtin by themselves
  /// look twice from now on.
  func noteVariable(_ name: String) {
    if ScalarFunction(rawValue: name) != nil || ScalarFunction2(rawValue: name) != nil {
      machine?.hasOverrides = true
    }
  }

  /// Names of all functions that are not builtins.
  public var definedFunctionNames: [String] { Array(commandFunctions.functions.keys) }

  // MARK: - Anonymous functions

  /// The function value of `@(...) ...`, with the values its free variables have now.
  func anonymousFunction(
    _ closure: Code.Closure, in program: Program, siblings: FunctionTable, scope: any Scope
  ) throws -> AnonymousFunction {
    let compiler = Compiler(
      name: "", program: program, siblings: siblings, owner: nil, session: self)
    var names = compiler.mentionedNames(in: closure.body)
    for value in closure.parameters.compactMap(\.defaultValue) {
      names += compiler.mentionedNames(in: value).filter { !names.contains($0) }
    }
    let own = Set(
      closure.parameters.compactMap { parameter -> String? in
        if case .named(let name) = parameter.kind { name } else { nil }
      })
    var captured: [(name: String, value: Value)] = []
    for name in names where !own.contains(name) {
      if let value = scope.value(of: name) { captured.append((name, value)) }
    }
    let code = try Compiler.compile(
      closure, capturing: captured.map(\.name), in: program, siblings: siblings, session: self)
    let function = UserFunction(anonymous: code, program: program, siblings: siblings)
    return AnonymousFunction(
      text: closure.text, parameterCount: closure.parameterCount, function: function,
      captured: captured)
  }
}
