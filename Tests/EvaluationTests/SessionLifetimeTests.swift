import Builtins
import Evaluation
import Syntax
import Testing

/// A session goes away with its last reference, whatever ran in it: a program that embeds many must not grow.
@Suite struct SessionLifetimeTests {
  @Test(
    arguments: try! Transcript.all(under: "octave") + Transcript.all(under: "nnsh")
      + Transcript.all(under: "errors"))
  func leavesNothingBehind(_ transcript: Transcript) throws {
    weak var left: Session?
    let functions = try runOnce(try transcript.program(), name: transcript.name, &left)
    #expect(left == nil, "\(transcript.name)")
    let leftFunctions = functions.compactMap { $0.function?.name }
    #expect(leftFunctions == [], "\(transcript.name)")
  }

  private struct Weak {
    weak var function: UserFunction?
  }

  /// - Returns: the functions that the program defined.
  private func runOnce(
    _ text: String, name: String, _ left: inout Session?
  ) throws -> [Weak] {
    let session = Session(output: BufferOutput(), host: BareHost(), builtins: allBuiltins)
    let program = parse(Source(name: name, text: text))
    do {
      try session.run(program)
    } catch {
      // Wrong programs end early, and their sessions go away too.
    }
    left = session
    return program.functions.map { Weak(function: session.userFunction(named: $0.name)) }
  }
}
