import Syntax

/// What a message may tell about names: asked for when an error needs it, not before.
struct DiagnosticNames {
  /// Variables in scope.
  var variables: [String]
  /// Builtins and functions of the user.
  var functions: [String]
  /// Variables with values in the scopes from which the failing function was called.
  var callers: Set<String>
  /// The value of a variable in scope.
  var value: (String) -> Value?
  /// How a function is called: `f(x, y)`, `m = size(A)`; several forms on lines of their own.
  var signature: (String) -> String?
}

extension Machine {
  /// What is known about names in the newest frame.
  func diagnosticNames() -> DiagnosticNames {
    DiagnosticNames(
      variables: Array(currentScope.names),
      functions: Array(session.builtins.keys) + session.definedFunctionNames,
      callers: callerNames(), value: { [session] in session.variable(named: $0) },
      signature: signature)
  }

  /// Names with values outside the function that runs; none where the variables are those of a script.
  private func callerNames() -> Set<String> {
    var names: Set<String> = []
    guard frameCount > 1, top.pointee.function != nil else { return names }
    for index in 0..<(frameCount - 1) {
      let frame = frames[index]
      for (slot, name) in frame.code.names.enumerated()
      where (frame.registers + slot).pointee != nil {
        names.insert(name)
      }
      if let scope = frame.scope { names.formUnion(scope.names) }
    }
    return names
  }

  private func signature(of name: String) -> String? {
    if let function = session.userFunction(named: name) {
      let definition = function.definition
      let parameters = definition.parameters.map { parameter -> String in
        if case .named(let name) = parameter.kind { name } else { "~" }
      }
      let call = "\(name)(\(parameters.joined(separator: ", ")))"
      switch definition.outputs.count {
      case 0: return call
      case 1: return "\(definition.outputs[0]) = \(call)"
      default: return "[\(definition.outputs.joined(separator: ", "))] = \(call)"
      }
    }
    return session.builtins[name]?.signature
  }
}
