import Glibc
import Testing

/// Published pages in a browser, where Debian's package chromium is installed.
struct BrowserTests {
  /// What a browser says of one page: it is loaded into a frame of a page that looks into it.
  private struct Seen {
    /// Width and height of each figure in pixels.
    var figures: [(width: Int, height: Int)] = []
    /// Those of each formula.
    var formulas: [(width: Int, height: Int)] = []
    /// What was fetched.
    var requests: [String] = []
    /// What a script of the page's left behind.
    var traces = ""
    /// The words of the figures as a reader selects them.
    var selected = ""
    /// How much wider the contents are than the frame.
    var excess = 0
  }

  private static let browser: String? = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].first {
    access($0, X_OK) == 0
  }

  private static let demos = [
    "backprop", "bias", "digits", "gradcheck", "rate", "regularisation", "symmetry", "xor",
  ]

  /// Words that would do something if they were more than words.
  private static let hostile =
    "<img src=http://x.invalid/a.png onerror=parent.trace=1><script>parent.trace=2</script>"

  private static let extras = """
    %% Figures, formulas & an error <script>parent.trace=3</script>
    % Inline $\\theta^2$ and displayed: $$J = \\frac{1}{m} \\sum_{i=1}^m \\log h_i$$
    % <img src="http://x.invalid/b.png" onerror="parent.trace=4"> ![p](http://x.invalid/c.png)
    hostile = '\(hostile)';
    plot(1:3, [1 4 9], 'b-', 1:3, [2 3 4], 'rx'); title(hostile); xlabel(hostile);
    legend(hostile, 'two'); text(1, 2, hostile);
    %% A second figure
    figure; imagesc(magic(4)); colorbar; title('magic');
    %% A surface
    figure; surf(magic(4)); disp(hostile);
    %% An error
    x = [1 2] * [3 4]
    %% Formulas
    explain({[1 2; 3 4], [5 6 7]}, 1, 1, as="latex")

    """

  @Test(.enabled(if: browser != nil, "the package chromium is not installed"))
  func pagesAreSeen() throws {
    let browser = try #require(Self.browser)
    let folder = temporaryFolder()
    defer { _ = system("rm -rf \(folder)") }
    write(Self.extras, to: folder + "/extras.nn")
    for name in Self.demos {
      let demo = "\(DemoTests.folder)/\(name).nn"
      #expect(runProgram(["publish", demo, "-o", "\(folder)/\(name).html"]).status == 0)
    }
    #expect(runProgram(["publish", "extras.nn"], folder: folder).status == 1)
    let names = Self.demos + ["extras"]
    write(Self.looker(names), to: folder + "/looker.html")
    // One start for all pages; the files may look into each other, and no name leads anywhere.
    let command =
      "HOME=\(folder) timeout 60 \(browser) --headless --no-sandbox --disable-gpu --no-first-run "
      + "--disable-background-networking --disable-component-update --user-data-dir=\(folder)/profile "
      + "--host-resolver-rules='MAP * ~NOTFOUND' --allow-file-access-from-files "
      + "--enable-logging=stderr --dump-dom file://\(folder)/looker.html "
      + ">\(folder)/out 2>\(folder)/err"
    #expect(system(command) == 0)
    let seen = Self.read(text(of: folder + "/out"))
    let complaints = text(of: folder + "/err").split(separator: "\n").filter {
      $0.contains("CONSOLE")
    }
    #expect(complaints == [])
    let hasFigures = !text(of: folder + "/extras.html").contains("gnuplot is not installed")
    for name in names {
      let page = try #require(seen[name], "\(name): \(text(of: folder + "/out"))")
      #expect(page.requests == [], "\(name)")
      #expect(page.traces == "", "\(name)")
      #expect(page.excess == 0, "\(name)")
      let source = text(of: folder + "/\(name).html")
      #expect(page.figures.count == source.split(separator: "<figure>").count - 1)
      #expect(page.figures.allSatisfy { $0.width > 200 && $0.height > 100 }, "\(name)")
      #expect(page.formulas.isEmpty == !source.contains("<math"))
      #expect(page.formulas.allSatisfy { $0.width > 3 && $0.height > 5 }, "\(name)")
    }
    let extras = try #require(seen["extras"])
    #expect(extras.formulas.count > 3)
    #expect(text(of: folder + "/extras.html").contains("class=\"error\""))
    if hasFigures {
      #expect(extras.figures.count == 3)
      #expect(extras.selected.contains("parent.trace=1"))
      #expect(extras.selected.contains("magic"))
    }
  }

  /// A page that loads the others, looks into them and writes down what it sees: one line a fact, the page's name first.
  private static func looker(_ names: [String]) -> String {
    let frames = names.map { "<iframe id=\"\($0)\" src=\"\($0).html\"></iframe>" }.joined()
    return """
      <!DOCTYPE html><meta charset="utf-8"><style>iframe{width:360px;height:600px}</style>
      <script>
      trace = "";
      onload = () => {
        const lines = [];
        for (const frame of document.querySelectorAll("iframe")) {
          const inside = frame.contentDocument, view = frame.contentWindow;
          const say = (kind, text) => lines.push([frame.id, kind, text].join("\\t"));
          const boxes = (kind, list) => list.forEach((one) => {
            const box = one.getBoundingClientRect();
            say(kind, Math.round(box.width) + "x" + Math.round(box.height));
          });
          boxes("figure", inside.querySelectorAll("figure > svg"));
          boxes("formula", [...inside.querySelectorAll("math")].filter((one) => one.textContent.trim()));
          view.performance.getEntriesByType("resource").forEach((one) => say("request", one.name));
          inside.querySelectorAll("figure text").forEach((one) => {
            view.getSelection().selectAllChildren(one);
            say("selected", view.getSelection().toString().replace(/\\s/g, " "));
          });
          say("excess", inside.documentElement.scrollWidth - inside.documentElement.clientWidth);
          say("trace", trace);
        }
        const shown = document.createElement("pre");
        shown.textContent = "\\n" + lines.join("\\n") + "\\n";
        document.body.replaceChildren(shown);
      };
      </script>
      \(frames)
      """
  }

  private static func read(_ text: String) -> [String: Seen] {
    var seen: [String: Seen] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 3 else { continue }
      let size = parts[2].split(separator: "x").compactMap { Int($0) }
      switch parts[1] {
      case "figure" where size.count == 2:
        seen[parts[0], default: Seen()].figures.append((size[0], size[1]))
      case "formula" where size.count == 2:
        seen[parts[0], default: Seen()].formulas.append((size[0], size[1]))
      case "request": seen[parts[0], default: Seen()].requests.append(parts[2])
      case "selected": seen[parts[0], default: Seen()].selected += parts[2] + "\n"
      case "excess": seen[parts[0], default: Seen()].excess = Int(parts[2]) ?? -1
      case "trace": seen[parts[0], default: Seen()].traces = parts[2]
      default: break
      }
    }
    return seen
  }
}
