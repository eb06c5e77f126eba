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

  @Test func whatCannotBeReadOrWritten() {
    #expect(runProgram(["publish", "/no/such.nn"]).errors.contains("no such file"))
    #expect(runProgram(["publish", "/no/such.nn"]).status == 1)
    let (finished, _) = publish("x = 1\n", ["a.nn", "-o", "/no/such/a.html"])
    #expect(finished.status == 1)
    #expect(finished.errors.contains("/no/such/a.html"))
    let (ended, _) = publish("%%A\nexit(3)\n%%B\nx = 1\n", ["a.nn"])
    #expect(ended.status == 3)
  }
}
