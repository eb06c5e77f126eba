import Syntax
import Testing

@Suite("Complete, incomplete, wrong")
struct IncompleteTests {
  private func isIncomplete(_ text: String) -> Bool {
    parse(Source(name: "t", text: text), isInteractive: true).isIncomplete
  }

  @Test(
    "more text could complete it",
    arguments: [
      "if x", "if x\n", "if x\n 1\nelse\n", "for i = 1:3", "for i = 1:3\n  disp(i)\n", "while 1\n",
      "do\n x\n", "switch x\n", "switch x\n case 1\n", "try\n", "unwind_protect\n 1\n",
      "function f\n", "function r = f(x)\nr = x;\n", "(", "f(1,", "x = [1 2", "x = [1 2\n3 4\n",
      "c = {1, ...\n", "x = 1 + ...\n", "x = 1 + ...", "x = 1 ...\n", "%{\ncomment\n", "#{",
      "x = (1 +\n",
      "if x\n y = [1\n", "a(1, ", "x = \"abc\\", "@(x", "x = @(x) [1", "if (x", "if (x\n",
    ])
  func open(_ text: String) { #expect(isIncomplete(text)) }

  @Test(
    "complete or wrong",
    arguments: [
      "", "\n", "x", "x = 1", "if x, end", "x = 'abc", "x = 1 +* 2", "x = )", "end", "f(1))",
      "if x\n )", "x = [1 2)", "function f\nend", "hold on", "% comment", "x = 1 ...\n;", "3i",
      "x = (1 ]", "%{\na\n%}", "x = 5 6\nif 1", "1:2:3:4 (", "[~, 1]", "0xFFFFFFFFFFFFFFFF",
      "1 = 2", "a++ + 1",
    ])
  func closed(_ text: String) { #expect(!isIncomplete(text)) }

  @Test("a function file may end its functions by its end")
  func files() {
    let program = parse(Source(name: "t", text: "function r = f(x)\nr = x;\n"))
    #expect(!program.isIncomplete)
    #expect(program.diagnostics.isEmpty)
    #expect(program.isFunctionFile)
  }
}
