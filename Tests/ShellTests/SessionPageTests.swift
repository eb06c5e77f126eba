import Builtins
import Evaluation
import Testing

@testable import Shell

/// `:cells` and `:publish` at the prompt.
struct SessionPageTests {
  @Test func publishesTheInputsInForceWithWhatTheyGave() {
    let folder = temporaryFolder()
    write("%% Cell\n% with *text*\n\nz = x + 1\n", to: folder + "/a.nn")
    let path = folder + "/page.html"
    let shown = screen(afterTyping: [
      "x = 6 * 7", "gone = 1", ":undo", "y = 2, nothing", "nothing", "for i = 1:2", "disp(i)",
      "end",
      ":open \(folder)/a.nn", ":cells", ":publish \(path)", ":publish a.pdf",
      ":publish /no/such/a.md",
    ])
    #expect(
      shown.contains(
        "In[1]  x = 6 * 7\nIn[3]  y = 2,\nIn[5]  for i = 1:2 ...\nIn[6]  %% Cell\n"), "\(shown)")
    #expect(shown.contains("4 inputs published in \(path)\n"))
    #expect(shown.contains("error: :publish takes a file that ends in .html, .md or .ipynb\n"))
    #expect(shown.contains("error: /no/such/a.md: no such file or directory\n"))
    let page = text(of: path)
    for part in [
      "x = 42</pre>", "y = <span class=\"n\">2</span>, nothing",
      "error: &#39;nothing&#39; undefined",
      "1\n2</pre>", "<em>text</em>", "z = 43",
    ] { #expect(page.contains(part), "\(part)") }
    #expect(!page.contains("gone"))
  }

  @Test func coloursOfMessagesAreNotInThePage() {
    let folder = temporaryFolder()
    let screen = Screen()
    let session = Session(output: screen, host: SystemHost(), builtins: allBuiltins)
    let typed = ["x = 1; y = nothing", ":publish \(folder)/a.md"]
    _ = Prompt(session: session, terminal: TypedLines(typed, screen: screen), colours: true).run()
    #expect(screen.text.contains("\u{1B}["))
    #expect(text(of: folder + "/a.md").contains("\nerror: 'nothing' undefined\n"))
  }

  @Test func figuresAreInThePage() {
    let folder = temporaryFolder()
    let path = folder + "/a.html"
    _ = screen(afterTyping: ["plot(1:3);", "x = 1;", "title('<T>');", ":publish \(path)"])
    let page = text(of: path)
    let isDrawn = page.split(separator: "<svg role=\"img\" aria-label=").count == 3
    #expect(isDrawn || page.contains("gnuplot is not installed"))
  }

  @Test func nothingYet() {
    #expect(screen(afterTyping: [":cells"]).contains("no inputs yet\n"))
  }
}
