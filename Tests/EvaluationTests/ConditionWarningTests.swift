import Syntax
import Testing

@testable import Evaluation

@Suite struct ConditionWarningTests {
  private func messages(_ text: String) throws -> String {
    let output = BufferOutput()
    let session = Session(output: output, host: BareHost(), builtins: [])
    try session.run(parse(Source(name: "t.m", text: text)))
    return output.messages
  }

  @Test func assignmentAsCondition() throws {
    let text = try messages("x = 1;\nif x = 2\nend\n")
    #expect(text.contains("assignment used as truth value near line 2, column 4"))
    #expect(try messages("if (x = 2), end").contains("'==' compares"))
    #expect(try messages("if ((x = 2)), end") == "")
    #expect(try messages("x = 2; if x == 2, end") == "")
  }

  @Test func chainedComparison() throws {
    let text = try messages("x = 5; while 1 < x < 3, x = 9; break, end")
    #expect(text.contains("write 1 < x && x < 3"))
    #expect(try messages("x = 5; if 1 < x && x < 3, end") == "")
  }

  @Test func branchThatReadsAsCommand() throws {
    let text = try messages("x = 1;\nif x == 2\n  y = 1;\nelif x == 1\n  y = 2;\nend\n")
    #expect(text.contains("unknown command 'elif' near line 4, column 1: it is written elseif"))
    let own = "function elif(varargin), end\nif 0\nelif x == 1\nend\n"
    #expect(try messages(own) == "")
  }

  @Test func hugeBroadcast() throws {
    let column = "x = (1:4000)'; y = 1:4000; z = x - y;"
    #expect(try messages(column).contains("4000x1 and 1x4000 makes a 4000x4000 array (128 MB)"))
    #expect(try messages("x = (1:40)'; y = 1:40; z = x + y; w = x - (1:40); v = x' - x;") == "")
  }

  @Test func rowMinusColumn() throws {
    let text = try messages("h = (1:4)';\ny = 1:4;\nfor i = 1:3, J = h - y; end")
    #expect(text.contains("h - y of 4x1 and 1x4 is 4x4, not 4 differences"))
    #expect(text.contains("(t.m:3); warning(\"off\", \"nnsh:outer-broadcast\")"))
    #expect(text.split(separator: "\n").count == 1)
    #expect(try messages("h = (1:4)'; y = 1:3; d = h - y;") == "")
  }
}
