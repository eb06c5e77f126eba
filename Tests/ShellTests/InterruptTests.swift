import Glibc
import Testing

@testable import Shell

/// Ctrl-C in work that takes very long: the prompt is back, and the session goes on.
@Suite(.serialized) struct InterruptTests {
  @Test(arguments: [
    ("A = cos((1:4000)' * (1:4000));", "s = svd(A);"),
    ("A = cos((1:6000)' * (1:6000));", "x = A \\ A;"),
    ("x = cos(1:1e6);", "y = conv(x, x);"),
    ("x = cos(1:3e7);", "for k = 1:100, y = sort(x); end"),
    ("x = cos(1:3e7);", "for k = 1:100, y = cumsum(x); end"),
    ("s = repmat('ab,cd,', 1, 3e6);", "for k = 1:100, t = strsplit(s, ','); end"),
    ("s = repmat('x = 1; ', 1, 2e5);", "for k = 1:1000, eval(s); end"),
    ("c = num2cell(1:2e6);", "for k = 1:1000, c, end"),
    ("c = num2cell(1:2e6);", "for k = 1:1000, d = [c c(end:-1:1)]; end"),
    (
      "m = containers.Map(1:2e4, 1:2e4);",
      "for k = 1:1e6, n = containers.Map(keys(m), values(m)); end"
    ),
  ])
  func `Ctrl-C ends what takes minutes`(preparation: String, work: String) throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type(preparation + " kept = 41;\r")
    #expect(user.see("nnsh:2> ", within: 60) != nil)
    user.type("printf(\"beg%s\\n\", \"un\"); " + work + "\r")
    #expect(user.see("begun") != nil)
    usleep(300_000)
    user.type("\u{3}")
    #expect(user.see("nnsh:3> ", within: 15) != nil, "\(user.unseen)")
    // The work may still go on by itself: what the session does next must not mind.
    user.type("B = cos((1:300)' * (1:300)); kept + (norm(B - B) == 0)\r")
    #expect(user.see("ans = 42", within: 60) != nil, "\(user.unseen)")
    user.type("exit(3)\r")
    #expect(user.exitStatus() == 3)
  }

  @Test(arguments: [
    ("xterm", "pause"), ("dumb", "pause"), ("xterm", "input('who? ')"), ("dumb", "input('who? ')"),
    ("xterm", "pause(1000)"),
  ])
  func `Ctrl-C while a program waits for the user ends the program`(
    terminal: String, work: String
  ) throws {
    let user = try Keyboard(terminal: terminal)
    _ = user.see("nnsh:1> ")
    user.type("x = 1; disp('wait'), " + work + ", x = 2\r")
    #expect(user.see("wait\r\n") != nil)
    usleep(200_000)
    user.type("abc\u{3}")
    let shown = user.see("nnsh:2> ")
    #expect(shown?.contains("interrupted") == true, "\(shown ?? user.unseen)")
    user.type("x\r")
    #expect(user.see("x = 1\r\n") != nil, "\(user.unseen)")
  }

  @Test func `Ctrl-C ends recursion without loops`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("function r = f(n), if n < 2, r = n; else r = f(n-1) + f(n-2); end, end\r")
    #expect(user.see("nnsh:2> ") != nil)
    user.type("printf(\"beg%s\\n\", \"un\"); f(100)\r")
    #expect(user.see("begun") != nil)
    usleep(300_000)
    user.type("\u{3}")
    #expect(user.see("nnsh:3> ", within: 15) != nil, "\(user.unseen)")
  }

  @Test func `what cleans up after Ctrl-C runs to its end`() throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type(
      "unwind_protect, printf(\"beg%s\\n\", \"un\"); while true, end, unwind_protect_cleanup, "
        + "for k = 1:3, printf(\"<%d>\", k); end, end_unwind_protect\r")
    #expect(user.see("begun") != nil)
    usleep(300_000)
    user.type("\u{3}")
    #expect(user.see("<1><2><3>interrupted", within: 15) != nil, "\(user.unseen)")
    #expect(user.see("nnsh:2> ") != nil, "\(user.unseen)")
  }

  @Test func `a script ends with the status of Ctrl-C while its work still goes on`() throws {
    let user = try Keyboard([
      "-e", "A = cos((1:4000)' * (1:4000)); puts(['be' 'gun']); fflush(stdout); s = svd(A);",
    ])
    #expect(user.see("begun", within: 60) != nil)
    usleep(300_000)
    user.type("\u{3}")
    #expect(user.exitStatus(within: 15) == 130)
  }

  /// In a process of its own: the flag that Ctrl-C sets is one for the whole process.
  @Test(arguments: ["gd", "adam", "momentum", "cg"])
  func `Ctrl-C in a training keeps what was learnt`(method: String) throws {
    let user = try Keyboard()
    _ = user.see("nnsh:1> ")
    user.type("[X, y] = dataset(\"digits\"); net = network([64 40 10], seed=1);\r")
    #expect(user.see("nnsh:2> ") != nil)
    user.type("[new, h] = train(net, X, y, method=\"\(method)\", epochs=100000, verbose=true);\r")
    #expect(user.see("/100000") != nil, "\(user.unseen)")
    user.type("\u{3}")
    #expect(user.see("interrupted after ") != nil, "\(user.unseen)")
    #expect(user.see("nnsh:3> ") != nil, "\(user.unseen)")
    user.type(
      "printf(\"<%s %d %d>\\n\", h.ending, isequal(unroll(new), unroll(net)), h.epochs > 0)\r")
    #expect(user.see("<interrupted 0 1>") != nil, "\(user.unseen)")
    user.type("exit\r")
  }
}
