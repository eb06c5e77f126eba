import Testing

/// `nnsh publish` as a user calls it.
struct PublishTests {
  private func publish(_ program: String, _ arguments: [String]) -> (Finished, folder: String) {
    let folder = temporaryFolder()
    write(program, to: folder + "/a.nn")
    return (runProgram(["publish"] + arguments, folder: folder), folder)
  }

  @Test func writesAPage() {
    let (finished, folder) = publish("%% One\nx = 6 * 7\n", ["a.nn"])
    #expect(finished.output == "a.html: 1 cell\n")
    #expect(finished.errors == "")
    #expect(finished.status == 0)
    let page = text(of: folder + "/a.html")
    #expect(page.contains("<h1>One</h1>"))
    #expect(page.contains("x = 42"))
  }

  @Test func anErrorIsInThePageAndInTheStatus() {
    let (finished, folder) = publish("%% A\nx = y\n%% B\nz = 3\n", ["a.nn", "-o", "b.md"])
    #expect(finished.output == "b.md: 2 cells, 1 with errors\n")
    #expect(finished.errors.contains("'y' undefined"))
    #expect(finished.status == 1)
    #expect(text(of: folder + "/b.md").contains("z = 3\n```"))
  }

  @Test func functionsBesideTheNotebookAreFound() {
    let folder = temporaryFolder()
    write("twice(4)\n", to: folder + "/a.nn")
    write("function y = twice(x)\n  y = 2 * x;\nend\n", to: folder + "/twice.m")
    let finished = runProgram(["publish", folder + "/a.nn"])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(text(of: folder + "/a.html").contains("ans = 8"))
  }

  @Test func jupyterAndBack() {
    let (finished, folder) = publish("%% One\n% *text*\n\nx = 1\n", ["a.nn", "-o", "b.ipynb"])
    #expect(finished.status == 0)
    #expect(runProgram(["publish", "b.ipynb"], folder: folder).output == "b.nn: 1 cell\n")
    #expect(text(of: folder + "/b.nn") == text(of: folder + "/a.nn"))
    #expect(runProgram(["publish", "b.ipynb", "-o", "c.html"], folder: folder).status == 0)
    #expect(text(of: folder + "/c.html").contains("<em>text</em>"))
  }

  @Test func picturesBesideTheNotebookAreCarriedAlong() {
    let folder = temporaryFolder()
    write("imwrite(uint8([0 255]), 'p q.png');\n", to: folder + "/p.nn")
    #expect(runProgram(["p.nn"], folder: folder).status == 0)
    write(
      "%% A\n% ![P](p%20q.png) ![up](../x.png) ![abs](/etc/passwd) ![no](a.nn)\n",
      to: folder + "/a.nn")
    #expect(runProgram(["publish", "a.nn"], folder: folder).status == 0)
    let page = text(of: folder + "/a.html")
    #expect(page.contains("<img src=\"data:image/png;base64,iVBORw0KGgo"))
    for link in ["../x.png", "/etc/passwd", "a.nn"] {
      #expect(page.contains("<a href=\"\(link)\">"))
    }
  }

  /// Where gnuplot is installed a figure is a picture with its words, elsewhere a warning says why not.
  @Test func figuresAreInThePage() {
    let program =
      "%% One\nplot(1:3, [1 4 9]); title('<Squares>');\n%% Two\nx = 1;\n%% Three\nylabel('y');\n"
    let (finished, folder) = publish(program, ["a.nn", "-o", "a.html"])
    #expect(finished.status == 0, "\(finished.errors)")
    let page = text(of: folder + "/a.html")
    if page.contains("gnuplot is not installed") { return }
    #expect(page.split(separator: "<figure><svg role=\"img\" aria-label=\"").count == 3)
    #expect(page.contains("Title: &lt;Squares&gt;&#10;"))
    #expect(page.contains("&lt;Squares&gt;</tspan>"))
    // Names are those of one figure.
    #expect(page.contains(" id=\"c1o1gpPt0\"") && page.contains(" id=\"c3o1gpPt0\""))
    #expect(runProgram(["publish", "--check", "a.nn"], folder: folder).status == 0)
    #expect(runProgram(["publish", "a.nn", "-o", "b.md"], folder: folder).status == 0)
    #expect(text(of: folder + "/b-2.svg").contains("<svg"))
  }

  @Test func whatCannotBeReadOrWritten() {
    #expect(runProgram(["publish", "/no/such.nn"]).errors.contains("no such file"))
    #expect(runProgram(["publish", "/no/such.nn"]).status == 1)
    let (finished, _) = publish("x = 1\n", ["a.nn", "-o", "/no/such/a.html"])
    #expect(finished.status == 1)
    #expect(finished.errors.contains("/no/such/a.html"))
    let (ended, _) = publish("%%A\nexit(3)\n%%B\nx = 1\n", ["a.nn"])
    #expect(ended.status == 3)
  }

  @Test(arguments: ["a.html", "a.ipynb", "a.md"])
  func checkTellsWhatDiffers(page: String) {
    let program = "%% One\nx = 1\n%% Two\ny = fprintf(\"<&%d>\\n\", 2);\nz = w\n"
    let (finished, folder) = publish(program, ["a.nn", "-o", page])
    #expect(finished.status == 1)
    let same = runProgram(["publish", "--check", "a.nn"], folder: folder)
    #expect(same.output == "a.nn gives what \(page) says\n")
    #expect(same.status == 0)
    let stored = text(of: folder + "/" + page)
    write(
      stored.replacing("x = 1", with: "x = 7").replacing("%d", with: "%i"), to: folder + "/" + page)
    let other = runProgram(["publish", "--check", "a.nn", "-o", page], folder: folder)
    #expect(other.status == 1)
    let expected =
      switch page {
      case "a.md": ["a.nn: the output differs from a.md", "  - x = 7", "  + x = 1"]
      case "a.html":
        ["a.nn:2 (One): the output differs", "  + x = 1", "a.nn:4 (Two): its code has changed"]
      default: ["a.nn:2 (One): its code has changed", "a.nn:4 (Two): its code has changed"]
      }
    for line in expected { #expect(other.output.contains(line), "\(other.output)") }
    #expect(text(of: folder + "/" + page) != stored)
  }

  @Test func checkShowsTheLinesThatDiffer() {
    let (_, folder) = publish("%% One\ndisp('a < b'), x = 2\n", ["a.nn"])
    write("%% One\ndisp('a < b'), x = 2\n", to: folder + "/a.nn")
    let page = text(of: folder + "/a.html")
    write(page.replacing("\nx = 2<", with: "\nx = 3<"), to: folder + "/a.html")
    let other = runProgram(["publish", "--check", "a.nn"], folder: folder)
    #expect(
      other.output == "a.nn:2 (One): the output differs from a.html\n  - x = 3\n  + x = 2\n")
    write("x", to: folder + "/b.html")
    let wrong = runProgram(["publish", "--check", "a.nn", "-o", "b.html"], folder: folder)
    #expect(wrong.errors.contains("is no page that nnsh published"))
    #expect(wrong.status == 1)
  }
}
