import Builtins
import Evaluation
import Glibc
import Testing

@testable import Shell

/// `:diff`, `:back`, `:rerun`, `:edit`, `:reset` and `:time`: the inputs as a list that can be changed.
struct CellCommandTests {
  /// What the commands among `lines` show, without prompts and echoes.
  private func shown(_ lines: [String]) -> String {
    screen(afterTyping: lines).split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("nnsh:") && !$0.hasPrefix("      > ") && !$0.isEmpty }
      .map { $0 + "\n" }.joined()
  }

  // MARK: - Differences

  @Test(arguments: [
    ("x = 3;", "+ x  1x1 double"), ("a = 2;", "~ a  1x1 double  1 -> 2"),
    ("A(2,3) = 9;", "~ A  2x3 double  1 of 6 entries, largest change 3 at (2,3)"),
    ("A(3,1) = 1;", "~ A  3x3 double  2x3 double -> 3x3 double"),
    ("A = single(A);", "~ A  2x3 single  2x3 double -> 2x3 single"),
    ("clear s", "- s  1x1 struct"),
    ("s.y = 7; s.z = 1;", "~ s  1x1 struct  field y changed; field z added"),
    ("c{2} = 5;", "~ c  1x3 cell  1 of 3 cells, the first at (2)"),
    ("t = 'abd';", "~ t  1x3 char  'abc' -> 'abd'"),
    ("m('k') = 1;", "~ m  containers.Map  key k added"),
    (
      "net.Theta{1}(2,1) += 4;",
      "~ net  1x1 network  Theta{1} 1 of 6 entries, largest change 4 at (2,1)"
    ),
    ("function f(), end", "+ f  function"), ("plot(1:3);", "+ figure 1"),
    ("rand;", "+ ans  1x1 double\n    random numbers were drawn"),
    ("a = 1;", "no variable, function or figure"),
  ])
  func differences(statement: String, expected: String) {
    let text = shown([
      "a = 1; A = [1 2 3; 4 5 6]; s = struct('y', 1); c = {1, 2, 3}; t = 'abc';",
      "m = containers.Map(); net = network([2 2 1], seed=1);", statement, ":diff",
    ])
    let lines = expected.split(separator: "\n").map { $0.hasPrefix(" ") ? $0 : "  " + $0 }
    #expect(text == "In[3]  \(statement)\n" + lines.map { $0 + "\n" }.joined())
  }

  @Test func differencesOfEarlierInputs() {
    let text = shown(["a = 1;", "a = 2; b = 1;", "c = 1;", ":diff 2", ":diff In[1]", ":diff 9"])
    #expect(
      text == """
        In[2]  a = 2; b = 1;
          ~ a  1x1 double  1 -> 2
          + b  1x1 double
        In[1]  a = 1;
          + a  1x1 double
        error: there is no In[9] among the inputs in force; `:cells` lists them

        """)
  }

  // MARK: - Back

  @Test func backGoesToRightAfterAnInput() {
    let text = shown([
      "a = 1;", "a = 2;", "a = 3;", ":back 1", "a", ":undo 2", ":cells", ":redo", "a", ":cells",
      ":back 0", "exist('a')", ":back 7", ":back x",
    ])
    #expect(
      text == """
        back after In[1]  a = 1;
        a = 1
        undone: a
        undone: :back 1
        In[1]  a = 1;
        In[2]  a = 2;
        In[3]  a = 3;
        redone: :back 1
        a = 1
        In[1]  a = 1;
        In[5]  a
        back at the beginning
        ans = 0
        error: there is no In[7] among the inputs in force; `:cells` lists them
        error: :back takes the number of an input: 3 for In[3]

        """, "\(text)")
  }

  // MARK: - Again

  @Test func rerunRunsAgainFromTheStateBefore() {
    let text = shown([
      "x = 1;", "x = x + 1", "y = rand(1);", "x = 100;", ":rerun 2", "x", ":undo", "x", ":rerun",
    ])
    #expect(
      text == """
        x = 2
        In[2]  x = x + 1
        x = 2
        In[3]  y = rand(1);
        In[4]  x = 100;
        x = 100
        undone: x
        x = 100
        In[1]  x = 1;
        In[2]  x = x + 1
        x = 2
        In[3]  y = rand(1);
        In[4]  x = 100;
        In[6]  x
        x = 100

        """, "\(text)")
  }

  @Test func rerunGivesTheSameRandomNumbersAndResults() {
    let text = shown([
      "a = rand(2);", "b = rand(2); a = [];", "s = sum(Out{1}(:)) + sum(b(:));", "keep = {s, b};",
      "t = s;",
      ":rerun", "isequal(t, keep{1})",
    ])
    #expect(text.hasSuffix("ans = 1\n"), "\(text)")
  }

  @Test func aRerunThatFailsLeavesTheRestStale() throws {
    let file = temporaryFolder() + "/there"
    write("", to: file)
    let screen = Screen()
    let session = Session(output: screen, host: SystemHost(), builtins: allBuiltins)
    let prompt = Prompt(session: session, terminal: TypedLines([], screen: screen))
    for line in ["a = 1;", "assert(exist('\(file)') == 2); b = 2;", "c = 3;"] {
      _ = prompt.handle(line)
    }
    unlink(file)
    for line in [":rerun", ":cells", "exist('b') + exist('c')"] { _ = prompt.handle(line) }
    #expect(screen.text.contains("stopped: In[2] and what follows have not run"))
    #expect(
      screen.text.contains(
        "In[1]  a = 1;\nIn[2]  assert(exist('\(file)') == 2); b = 2;  (stale)\nIn[3]  c = 3;  (stale)\n"
      ), "\(screen.text)")
    #expect(screen.text.hasSuffix("ans = 0\n"))
    write("", to: file)
    for line in [":rerun 2", ":cells", "b + c"] { _ = prompt.handle(line) }
    #expect(screen.text.hasSuffix("ans = 5\n"), "\(screen.text)")
    #expect(prompt.timeline.done.allSatisfy { !$0.isStale })
  }

  @Test func resetForgetsEverythingAndCanBeUndone() {
    let text = shown([
      "a = 1; function r = f(), r = 2; end", "global g; g = 3;", "format long", ":reset", ":cells",
      "[exist('a'), exist('f'), exist('g')]", "pi", ":undo 3", "a + f() + g",
    ])
    #expect(
      text.contains(
        "variables, functions and figures are gone; `:undo` brings them back\nno inputs yet\n"))
    #expect(text.contains("   0   0   0\n"))
    #expect(text.contains("ans = 3.1416\n"))
    #expect(text.hasSuffix("ans = 6\n"), "\(text)")
  }

  // MARK: - Editing

  @Test func editedInputsAndWhatUsesThemAreStaleUntilTheyRunAgain() throws {
    let user = try Keyboard(environment: ["EDITOR=sed -i 's/2/3/'"])
    _ = user.see("nnsh:1> ")
    user.type("a = 2;\rb = 10;\rc = a * b\rd = b;\r:edit 1\r")
    #expect(
      user.see("In[1], In[3] are stale; `:rerun 1` runs them again\r\n") != nil, "\(user.unseen)")
    user.type(":cells\r")
    #expect(
      user.see(
        "In[1]  a = 3;  (stale)\r\nIn[2]  b = 10;\r\nIn[3]  c = a * b  (stale)\r\nIn[4]  d = b;\r\n"
      ) != nil,
      "\(user.unseen)")
    user.type("a\r")
    #expect(user.see("a = 2\r\n") != nil)
    user.type(":rerun 1\r")
    #expect(user.see("c = 30\r\n") != nil, "\(user.unseen)")
    user.type(":undo 3\r:cells\r")
    #expect(user.see("undone: :edit 1\r\n") != nil, "\(user.unseen)")
    #expect(user.see("In[1]  a = 2;\r\nIn[2]") != nil, "\(user.unseen)")
  }

  @Test func listsOfVariablesTellWhatIsStale() throws {
    let user = try Keyboard(environment: ["EDITOR=sed -i 's/2/3/'"])
    _ = user.see("nnsh:1> ")
    user.type("a = 2;\rb = 10;\rc = a * b;\rwho\r")
    #expect(user.see("a  b  c\r\n\r\n\u{1B}[?2004h") != nil, "\(user.unseen)")
    user.type(":edit 1\r")
    #expect(user.see("In[1], In[3] are stale") != nil, "\(user.unseen)")
    user.type("who\r")
    #expect(
      user.see("a  b  c\r\n\r\nstale: a, c (set by an older text; `:rerun` computes anew)\r\n")
        != nil,
      "\(user.unseen)")
    // What uses a stale value is stale, what replaces one is not.
    user.type("d = c + 1;\rc = 7;\rwhos\r")
    #expect(user.see("stale: a, d (") != nil, "\(user.unseen)")
    user.type("who -regexp ^[bc]$\r")
    #expect(user.see("b  c\r\n\r\n\u{1B}[?2004h") != nil, "\(user.unseen)")
    user.type(":cells\r")
    #expect(user.see("d = c + 1;  (stale)") != nil, "\(user.unseen)")
    user.type(":edit 1\r:undo 2\r")
    #expect(user.see("undone") != nil, "\(user.unseen)")
    user.type(":rerun 1\r")
    #expect(user.see("In[1]  a = 3;") != nil, "\(user.unseen)")
    user.type("who, a\r")
    #expect(user.see("a = 3\r\n") != nil, "\(user.unseen)")
    #expect(!user.unseen.contains("stale"))
  }

  @Test(arguments: [
    ("true", "In[1] is unchanged"),
    ("sed -i d", "error: the text came back empty: In[1] stays as it was"),
    ("sed -i 's/;/)/'", "error: In[1] stays as it was; `:edit 1` shows your text again"),
    ("false", "error: false: ended with status 1"),
    ("/no/such/editor", "error: /no/such/editor: no such command"),
  ])
  func editsThatChangeNothing(editor: String, expected: String) throws {
    let user = try Keyboard(environment: ["VISUAL=\(editor)", "EDITOR=false"])
    _ = user.see("nnsh:1> ")
    user.type("a = 2;\r:edit\r")
    #expect(user.see(expected) != nil, "\(user.unseen)")
    user.type("a\r")
    #expect(user.see("a = 2\r\n") != nil, "\(user.unseen)")
  }

  @Test func anEditorThatFailsLeavesTheTerminalAsItWas() throws {
    let user = try Keyboard(environment: ["EDITOR=stty raw -echo; false"])
    _ = user.see("nnsh:1> ")
    user.type("a = 2;\r:edit\r")
    #expect(user.see("ended with status 1\r\n") != nil, "\(user.unseen)")
    user.type("disp(12)\r")
    #expect(user.see("12\r\n") != nil, "\(user.unseen)")
    user.type("\u{4}")
    #expect(user.exitStatus() == 0)
    #expect(user.isAsUsual)
  }

  @Test func ctrlCInAnEditorIsForTheEditor() throws {
    let user = try Keyboard(environment: ["EDITOR=echo editing; sleep 100 #"])
    _ = user.see("nnsh:1> ")
    user.type("a = 2;\r:edit\r")
    #expect(user.see("editing\r\n") != nil, "\(user.unseen)")
    usleep(200_000)
    user.type("\u{3}")
    #expect(user.see("ended with status 130") != nil, "\(user.unseen)")
    user.type("b = 3\r")
    #expect(user.see("b = 3\r\n") != nil, "\(user.unseen)")
    #expect(!user.screen.lines.contains("nnsh:2> ^C"), "\(user.screen.lines)")
  }

  @Test func theFileThatIsEditedIsTheUsersOwnAndGoes() throws {
    let folder = temporaryFolder()
    let user = try Keyboard(environment: [
      "TMPDIR=\(folder)", "EDITOR=stat -c '%a %n' >\(folder)/seen",
    ])
    _ = user.see("nnsh:1> ")
    user.type("a = 2;\r:edit\r")
    #expect(user.see("is unchanged") != nil, "\(user.unseen)")
    let seen = text(of: folder + "/seen")
    #expect(seen.hasPrefix("600 \(folder)/nnsh-") && seen.hasSuffix(".nn\n"), "\(seen)")
    let name = seen.split(separator: " ").last.map { String($0.dropLast()) } ?? ""
    #expect(access(name, F_OK) != 0)
  }

  // MARK: - Time

  @Test func timingTellsWhereTheTimeGoesAndChangesNothing() {
    let lines = [
      "A = ones(60); m = containers.Map(); n = 0;",
      "function r = f(x), persistent k; k = [k x]; r = numel(k); end",
      ":time B = (A * A) .* sum(A(:, 1)); n = n + f(1); m('x') = rand; disp('heard')", "n", "f(1)",
      "m.Count", "exist('B')",
    ]
    let text = shown(lines)
    #expect(text.contains(", the median of "))
    for part in ["B = (A * A) .* sum(A(:, 1))", "  A * A\n", "  sum(A(:, 1))\n", "n = n + f(1)"] {
      #expect(text.contains(part), "\(part) is not in \(text)")
    }
    #expect(
      !text.contains("heard\n") && text.hasSuffix("n = 0\nans = 1\nans = 0\nans = 0\n"), "\(text)")
  }

  @Test func timingOfLoopsTellsTheStatementsInside() {
    let text = shown([":time for i = 1:20, a = ones(50) * ones(50); if i > 3, b = i; end, end"])
    #expect(text.contains("%    a = ones(50) * ones(50)\n"), "\(text)")
    #expect(text.contains("%    b = i\n"))
  }

  @Test(arguments: [
    (":time", "error: :time takes a statement: `:time A * B`"),
    (":time x = )", "error: parse error"),
    (":time nothing + 1", "error: 'nothing' undefined"),
  ])
  func timingOfWhatFails(line: String, expected: String) {
    let text = shown(["a = 1;", line, "a"])
    #expect(text.hasPrefix(expected) && text.hasSuffix("a = 1\n"), "\(text)")
  }

  @Test func whatIsNotKeptIsSaid() {
    let text = shown([
      "a = 1;", "a = 2;", ":memory 0", ":undo", ":diff 1", ":memory", ":memory lots",
    ])
    #expect(
      text == """
        0 steps can be undone; that keeps 0 bytes beyond the variables, of at most 0 bytes
        the state before that is not kept any more (`:memory` tells)
        error: what In[1] changed is not known any more: its state was given up for memory (`:memory`)
        0 steps can be undone; that keeps 0 bytes beyond the variables, of at most 0 bytes
        error: :memory takes an amount such as 512MB, or 0 to keep nothing

        """, "\(text)")
  }
}
