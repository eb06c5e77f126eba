import Evaluation
import Testing

@testable import Builtins
@testable import Matrices

/// Large calls run on a thread of their own that nobody waits for after Ctrl-C: so they must not ask for the
/// session, which the user goes on with, where they only compute.
@Suite struct AbandonedCallsTests {
  @Test(arguments: [
    ("regexp", ["ab,cd", "(?<first>[a-z])[a-z]*"]),
    ("regexp", ["ab,cd", "[a-z]+", "match", "once"]),
    ("regexpi", ["ab,cd", "[A-Z]+", "split"]),
    ("regexprep", ["ab,cd", "b", "x"]),
    ("strsplit", ["ab,cd", ","]),
    ("strrep", ["ab,cd", "b", "x"]),
    ("textscan", ["1.5,abc\n2,d", "%f,%s"]),
    ("sscanf", ["1 2 3", "%d"]),
    ("str2num", ["3"]),
    ("sort", ["dcba"]),
    ("unique", ["abab"]),
    ("num2cell", ["abc"]),
  ])
  func `a large call can be left alone`(name: String, texts: [String]) throws {
    let session = Session(output: BufferOutput(), host: BareHost(), builtins: allBuiltins)
    let builtin = try #require(allBuiltins.first { $0.name == name })
    let work = AbandonableWork()
    let call = Call(
      name: name, arguments: texts.map { .string($0) }, outputCount: 1, session: session,
      work: work)
    _ = try builtin.body(call)
    // `str2num` evaluates its text: what it calls may change the session.
    #expect(work.abandon() == (name != "str2num"))
  }
}
