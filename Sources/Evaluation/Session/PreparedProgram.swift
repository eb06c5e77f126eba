import Glibc
import Syntax

/// A program that is run several times from the same state: each statement is compiled once, when it is first
/// reached.
public final class PreparedProgram {
  public let program: Program
  fileprivate var codes: [Code?]

  public init(_ program: Program) {
    self.program = program
    codes = Array(repeating: nil, count: program.statements.count)
  }
}

extension Session {
  /// Runs a program in the session's workspace.
  ///
  /// - Returns: the seconds that its statements took, compiling left out; fewer than there are statements when a
  ///   `return` ended it.
  /// - Throws: what `run` throws.
  public func run(_ prepared: PreparedProgram) throws -> [Double] {
    let program = prepared.program
    if !program.diagnostics.isEmpty { throw SyntaxErrors(program) }
    for index in program.functions.indices { define(program, function: index) }
    var seconds: [Double] = []
    for (index, statement) in program.statements.enumerated() {
      try checkInterrupt()
      if case .returnFromFunction = statement.kind { break }
      if case .function = statement.kind {
        seconds.append(0)
        continue
      }
      guard let machine else {
        throw EvaluationError("out of memory: no room for the machine's registers")
      }
      let code =
        try prepared.codes[index]
        ?? Compiler.compile(
          statement, in: program, siblings: workspace.siblings, scope: workspace, session: self)
      prepared.codes[index] = code
      retained.append(code)
      defer { retained.removeLast() }
      let start = monotonicSeconds()
      try machine.run(code, in: workspace)
      seconds.append(monotonicSeconds() - start)
      if hasReturned {
        hasReturned = false
        break
      }
    }
    return seconds
  }
}

private func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
