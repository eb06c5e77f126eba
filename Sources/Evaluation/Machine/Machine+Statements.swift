import CSystem
import Matrices
import Syntax

/// Showing results, binding variables, catching errors.
extension Machine {
  /// `.show`: shows a variable; n == 1 only checks that it has a value.
  func show(_ i: Instruction, _ regs: Register) throws {
    let register = regs + Int(i.a)
    let name = variableName(i.b)
    if let value = register.pointee {
      if i.n == 0 { try session.show(name, value) }
      return
    }
    // A variable that was never set may still be a function.
    let value = try operand(register, i.a)
    session.setAnswer(value, currentScope)
    if i.n == 0 { try session.show("ans", value) }
  }

  /// `.answer`: `ans = R[b]`, shown when n == 1; a name that turned out to be a variable, R[c], is shown
  /// as itself.
  func answer(_ i: Instruction, _ regs: Register) throws {
    guard let value = (regs + Int(i.b)).take() else { return }
    if i.c >= 0, (regs + Int(i.c)).pointee != nil {
      if i.n == 1 { try session.show(variableName(i.c), value) }
      return
    }
    (regs + Int(i.a)).pointee = value
    if i.n == 1 { try session.show("ans", value) }
  }

  func bind(_ i: Instruction, _ regs: Register) throws {
    let frame = top
    let register = Int(i.a)
    let name = variableName(i.b)
    let initial = i.n == 1 ? try operand(regs + Int(i.c), i.c) : nil
    if frame.pointee.bindings.contains(where: { $0.register == register }) { return }
    if i.op == .global {
      if session.globals.values[name] == nil {
        session.globals.values[name] = initial ?? (regs + register).pointee ?? .emptyMatrix
      }
      frame.pointee.scope?.bindGlobal(name)
      frame.pointee.bindings.append(
        Frame.Binding(register: register, name: name, store: .global))
      (regs + register).pointee = session.globals.values[name]
      return
    }
    guard let function = frame.pointee.function else {
      throw EvaluationError("persistent: invalid outside of a function")
    }
    if function.persistents.isEmpty { session.noteRemembering(function) }
    if function.persistents[name] == nil { function.persistents[name] = initial ?? .emptyMatrix }
    frame.pointee.bindings.append(
      Frame.Binding(register: register, name: name, store: .persistent(function)))
    (regs + register).pointee = function.persistents[name]
  }

  /// An elementwise operator in a condition has skipped its right operand.
  func warnOfShortCircuit(_ operation: String) {
    session.warn(
      "Matlab-style short-circuit operation performed for operator \(operation)",
      identifier: "Octave:possible-matlab-short-circuit-operator")
  }

  func define(_ index: Int) throws {
    let frame = top
    session.define(frame.pointee.code.program, function: index)
  }

  // MARK: - Errors

  /// `.caught`: the error in hidden register R[b] becomes a value in variable R[a].
  func caught(_ i: Instruction, _ regs: Register) throws {
    let error = takeCaught(regs + Int(i.b))
    session.lastError = (error.message, error.identifier)
    session.lastCaught = error
    if i.a >= 0 { (regs + Int(i.a)).pointee = Messages.value(of: error) }
  }

  func takeCaught(_ register: Register) -> EvaluationError {
    let number = register.isNumber ? Int(exactly: register.number) ?? 0 : 0
    return caughtErrors.removeValue(forKey: number) ?? EvaluationError("unspecified error")
  }

  /// Closes frames until one catches the error; gives the instruction that goes on, or nil when the error
  /// leaves the entry frame (it is then in `pending`, with all its places).
  func unwind(_ error: any Error, entry: Int) -> Int? {
    var error = Messages.evaluationError(error)
    while frameCount > entry {
      let frame = top
      let instruction = max(0, frame.pointee.pc - 1)
      addPlace(to: &error, frame, instruction)
      if let handler = handler(in: frame.pointee.code, at: instruction, for: error) {
        closeLists(frame)
        caughtCount += 1
        caughtErrors[caughtCount] = error
        (frame.pointee.registers + handler.register).set(Double(caughtCount))
        if frame.pointee.isBound { readBindings(frame) }
        // What cleans up after Ctrl-C runs to its end, or to another Ctrl-C.
        if case .interrupted = error.fact { nnsh_interrupt_set(false) }
        return handler.target
      }
      pop()
      // What the call wrote to global variables stays: closing the caller would write its old values.
      if frameCount > entry, top.pointee.isBound { readBindings(top) }
      if session.maps.hasReleased { session.runReleasedCleanups() }
    }
    pending = error
    return nil
  }

  private func handler(in code: Code, at instruction: Int, for error: EvaluationError)
    -> Code.Handler?
  {
    for handler in code.handlers
    where instruction >= handler.start && instruction < handler.end {
      // Ctrl-C and `exit` are no errors of the program: only cleanups see them.
      if error.isUncatchable, code.instructions[handler.target].op == .caught { continue }
      return handler
    }
    return nil
  }

  func pendingError(_ error: any Error) -> any Error {
    defer { pending = nil }
    return pending ?? error
  }

  /// Notes where in this frame the error happened, with the shapes of operands for the message.
  private func addPlace(
    to error: inout EvaluationError, _ frame: UnsafeMutablePointer<Frame>, _ instruction: Int
  ) {
    let code = frame.pointee.code
    guard instruction < code.instructionCount, error.places.count < 300 else { return }
    let number = code.expressions[instruction]
    guard number >= 0 else { return }
    // A cleanup that passes an error on is no place where it happened.
    if !error.places.isEmpty, code.instructions[instruction].op == .rethrow { return }
    let place = DiagnosticPlace(
      of: error, at: Expr(Int(number)), in: code.program, isInnermost: error.places.isEmpty,
      names: diagnosticNames)
    if !error.places.isEmpty, place.passesErrorsOn { return }
    error.help = place.knowsMore ? place.help : error.help ?? place.help
    if let renamed = place.renamed { error.message = renamed }
    if let message = place.message { (error.message, error.identifier) = (message, "") }
    error.places.append(
      EvaluationError.Place(
        source: code.program.source, span: place.span, function: code.name, labels: place.labels))
  }
}
