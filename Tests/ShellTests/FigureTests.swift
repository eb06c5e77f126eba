import Testing

/// Figures of scripts without a terminal, and on a terminal.
struct FigureTests {
  @Test func aScriptWritesItsFiguresBesideIt() {
    let folder = temporaryFolder()
    write("plot([1 4 9]); title('one')\nfigure; bar([3 1 2])\n", to: folder + "/two.m")
    let finished = runProgram(["two.m"], folder: folder)
    #expect(finished.status == 0)
    #expect(finished.output == "")
    #expect(finished.errors == "figure 1: two-1.png\nfigure 2: two-2.png\n")
    #expect(fileBytes(of: folder + "/two-1.png").starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(fileBytes(of: folder + "/two-2.png").starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }

  @Test func printWritesTheKindThatIsAskedFor() {
    let folder = temporaryFolder()
    write(
      "plot(1:3); print('-dsvg', 'a.svg'); print b.pdf; print -dpng c; saveas(gcf, 'd.png')\n"
        + "try, print -depsc e.eps, catch err, disp(err.message), end\n", to: folder + "/p.m")
    let finished = runProgram(["p.m"], folder: folder)
    #expect(finished.output == "print: figures are not written as \"epsc\"\n")
    #expect(finished.errors == "")
    #expect(text(of: folder + "/a.svg").contains("</svg>"))
    #expect(fileBytes(of: folder + "/b.pdf").starts(with: Array("%PDF".utf8)))
    #expect(fileBytes(of: folder + "/c.png").starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(fileBytes(of: folder + "/d.png").starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }

  @Test func figuresStandInPublishedPages() {
    let folder = temporaryFolder()
    write("%% One\nplot(1:3); title('line')\n%% Two\nx = 1\n", to: folder + "/a.nn")
    let finished = runProgram(["publish", "a.nn", "-o", "a.md"], folder: folder)
    #expect(finished.status == 0)
    #expect(text(of: folder + "/a-1.svg").contains("<title>line</title>"))
    #expect(text(of: folder + "/a.md").contains("a-1.svg"))
  }

  /// What only looks at a figure does not show it again.
  @Test(arguments: [
    "gcf, gca, describe(gcf)", "v = axis, x = xlim, y = ylim", "map = colormap; c = caxis",
    "t = get(gca, 'xlim')",
  ])
  func lookingIsNoChange(_ words: String) {
    let folder = temporaryFolder()
    write("%% One\nplot(1:3); title('line')\n%% Two\n\(words);\n", to: folder + "/a.nn")
    let finished = runProgram(["publish", "a.nn", "-o", "a.md"], folder: folder)
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(text(of: folder + "/a.md").split(separator: ".svg>)").count == 2)
  }

  @Test func withoutGnuplotAScriptRunsOn() {
    let folder = temporaryFolder()
    write("plot(1:3)\ndisp('on')\n", to: folder + "/a.m")
    let finished = runProgram(["a.m"], folder: folder, environment: ["PATH=/nowhere"])
    #expect(finished.status == 0)
    #expect(finished.output == "on\n")
    #expect(
      finished.errors
        == "warning: figures are not shown: gnuplot is not installed (Debian's package gnuplot-nox)\n"
    )
  }
}
