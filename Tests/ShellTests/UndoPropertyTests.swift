import Builtins
import Evaluation
import Matrices
import Testing

@testable import Shell

/// `:undo` takes back whatever an input did, and `:redo` brings it again, bit for bit.
struct UndoPropertyTests {
  @Test func undoAndRedoRestoreEverythingThatRandomStatementsChange() throws {
    let screen = Screen()
    let session = Session(output: screen, host: SystemHost(), builtins: allBuiltins)
    let prompt = Prompt(session: session, terminal: TypedLines([], screen: screen))
    var statements = RandomStatements(seed: 1)
    var states = [dump(session)]
    var changes = 0
    for _ in 0..<1000 {
      let text = statements.next()
      let before = states[states.count - 1]
      let known = prompt.timeline.done.count
      _ = prompt.handle(text)
      let after = dump(session)
      guard prompt.timeline.done.count > known else {
        try #require(withoutLast(before) == withoutLast(after), "failed and changed: \(text)")
        states[states.count - 1] = after
        continue
      }
      if before != after { changes += 1 }
      _ = prompt.handle(":undo")
      try #require(dump(session) == before, "not undone: \(text)")
      _ = prompt.handle(":redo")
      try #require(dump(session) == after, "not redone: \(text)")
      states.append(after)
    }
    #expect(changes > 500, "\(changes)")
    // All the way back and forward again, in steps of random lengths.
    var place = states.count - 1
    #expect(place > 600, "\(place)")
    while place > 0 {
      let count = min(place, statements.number(1...40))
      _ = prompt.handle(":undo \(count)")
      place -= count
      try #require(withoutLast(dump(session)) == withoutLast(states[place]), "state \(place)")
    }
    while place < states.count - 1 {
      let count = min(states.count - 1 - place, statements.number(1...40))
      _ = prompt.handle(":redo \(count)")
      place += count
      try #require(withoutLast(dump(session)) == withoutLast(states[place]), "state \(place)")
    }
  }

  /// Without the texts of errors and warnings and without figures, which inputs change that fail.
  private func withoutLast(_ dump: String) -> String {
    dump.split(separator: "\n").filter { !$0.hasPrefix("last ") && !$0.hasPrefix("figure") }
      .joined(separator: "\n")
  }
}

/// Statements of every kind, chosen at random, over a handful of variables.
private struct RandomStatements {
  private var random: RandomStream

  init(seed: UInt64) { random = RandomStream(seed: seed) }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  /// `_` stands for a variable, `#` for a small number, `%` for a statement.
  mutating func next() -> String {
    let chosen = Self.forms[number(0...(Self.forms.count - 1))]
    var text = ""
    for character in chosen {
      switch character {
      case "_": text += ["a", "b", "c", "d", "s", "m", "net"][number(0...6)]
      case "#": text += "\(number(1...4))"
      case "%": text += next()
      default: text.append(character)
      }
    }
    return text
  }

  private static let forms = [
    // Values of every class.
    "_ = rand(#, #);", "_ = randn(#, 1);", "_ = #;", "_ = #:9;", "_ = # * eye(#);", "_ = 'text';",
    "_ = \"li\\nes\";", "_ = int8([# 2; 3 #]);", "_ = single(rand(#));", "_ = true(#, 2);",
    "_ = {#, 'a', [1 2; 3 #]};", "_ = @(x) x + #;", "_ = @(x) x .* _;", "_ = [];", "_ = _;",
    "_ = struct('x', #, 'y', {{1, #}});", "_ = zeros(#, 2, 2);", "_ = -0;", "_ = NaN;",
    // Parts of them.
    "_(#) = #;", "_(#, #) = #;", "_(:, #) = [];", "_(#) = [];", "_(end + 1) = #;", "_(:) = 0;",
    "_{#} = _;", "_{2}(1, #) = 5;", "_.x = _;", "_.x.y = #;", "_(#).x = #;", "_.(\"f#\") = 1;",
    "_ += #;", "_ .*= 2;", "_++;", "_ = _';", "[_, _] = max(rand(3));", "_ = rmfield(_, 'x');",
    "_([true false true]) = #;", "_(#, :) = _(1, :);",
    // Maps are handles.
    "m = containers.Map();", "m('k#') = #;", "m('k#') = _;", "remove(m, 'k#');", "d = m;",
    "d = [m; _];",
    "_ = {m, containers.Map('KeyType', 'double', 'ValueType', 'any')};", "_{1}('q') = #;",
    "_{2}(#) = rand(2);", "_ = containers.Map({'a', 'b'}, {#, _});", "m('z') = #; error('no');",
    // Networks.
    "net = network([2 # 1], seed=#);", "net.Theta{1}(1, #) = 5;",
    "net = train(net, [0 0; 0 1; 1 0; 1 1], [0; 1; 1; 0], method=\"adam\", epochs=#, verbose=false);",
    "net = train(net, [0 0; 0 1; 1 0; 1 1], [0; 1; 1; 0], iterations=#, verbose=false);",
    "_ = unroll(net);", "net = roll(net, unroll(net) * #);",
    // Functions, and variables that they keep.
    "function r = f(x), persistent n; if isempty(n), n = 0; end, n = n + x; r = n; end",
    "_ = f(#);", "_ = f(#);", "function r = g(x), persistent all; all{end + 1} = x; r = all; end",
    "_ = g(_);", "function r = f(x), r = x * #; end", "clear f", "clear g",
    "_ = arrayfun(@f, 1:#);",
    "x = f(#); error('after f');", "f(#); function h#(), end",
    // Global variables.
    "global q; q = #;", "q(#) = 2;", "clear q", "global q; _ = q;", "clear -g",
    "function setq(x), global q; q = x; end", "setq(_);", "setq(_); error('after setq');",
    // Forgetting.
    "clear", "clear _ _", "clear -all", "clearvars _", "clear -x _",
    // The random stream.
    "_ = rand;", "_ = randi(9);", "_ = randperm(5);", "rand('state', #);", "randn(2); error('x');",
    "_ = rand(#) * rand(3);", "rand('seed', #);",
    // Figures.
    "plot(rand(1, 5));", "hold on;", "xlabel('x #');", "figure(#); plot(1:#);", "close all;",
    "subplot(2, 1, 1); bar(1:#);", "clf;", "imagesc(rand(3));", "_ = plot(1:3);", "legend('a');",
    // Settings.
    "format long", "format short", "tic;", "warning('off', 'a:b#');", "warning('on', 'all');",
    "warning('said #');", "addpath('/usr/share');", "rmpath('/usr/share');",
    // Errors half way, caught and not.
    "_ = #; error('half'); _ = 6;", "_(#) = 1; _ = undefined_thing;", "undefined_thing",
    "_ = )", "try, _(#) = 9; error('q'); catch e, _ = #; end",
    "unwind_protect, _ = #; error('u'); unwind_protect_cleanup, _ = 7; end_unwind_protect",
    "for i = 1:5, _(i) = i; if i == #, error('loop'); end, end", "eval('_ = #; oops');",
    "evalin('base', '_ = #;');", "assignin('base', 'z', #);", "eval('clear _');",
    // Several at once.
    "for i = 1:#, _ = i; end", "k = 0; while k < 3, k++; _(k) = k; end", "% %", "%\n%", "%\n%\n%",
    "if rand > 0.5, _ = 1; else, _ = 2; end", "# + #;", "ans", "_ = ans;", "Out{#};", "_;",
    "_ = cellfun(@(x) x, {1, 2});", "do, a = #; until true", "x.y{3}.z(2) = #;", "_ = deal(#);",
  ]
}
