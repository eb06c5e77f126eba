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
    try runOnce(try transcript.program(), name: transcript.name, &left)
    #expect(left == nil, "\(transcript.name)")
  }

  private func runOnce(_ text: String, name: String, _ left: inout Session?) throws {
    let session = Session(output: BufferOutput(), host: BareHost(), builtins: allBuiltins)
    do {
      try session.run(parse(Source(name: name, text: text)))
    } catch {
      // Wrong programs end early, and their sessions go away too.
    }
    left = session
  }
}
