import Matrices
import Testing

@testable import Shell

/// Completion without a terminal: what is offered for a line and its cursor.
struct CompletionTests {
  struct Names: NameSource {
    let all = ["rank", "train", "trace", "Theta1", "Theta2", "sigmoid", "while"]
    func fields(of path: [String]) -> [String] {
      path == ["net"] ? ["Theta", "sizes"] : path == ["s", "a"] ? ["alpha", "beta"] : []
    }
    func options(of function: String) -> [String] {
      function == "train" ? ["rate", "epochs", "lambda"] : []
    }

    private let shapes = [
      "Theta1": Shape(25, 401), "Theta2": Shape(10, 26), "X1": Shape(401, 7), "X": Shape(5000, 400),
      "b": Shape(25, 1), "a1": Shape(25, 401), "k": Shape(1, 1),
    ]
    var variables: [String] { shapes.keys.sorted() }
    func shape(of variable: String) -> Shape? { shapes[variable] }
    func shape(ofPath text: String) -> Shape? {
      text == "net.Theta{1}" ? Shape(3, 5000) : shapes[text]
    }
    func note(of name: String) -> String? {
      shapes[name].map { "\($0.rows)x\($0.columns)" }
    }
  }

  private func candidates(_ line: String) -> [String] {
    Completer(names: Names()).completions(of: Array(line.utf8)).candidates
  }

  private func start(_ line: String) -> Int {
    Completer(names: Names()).completions(of: Array(line.utf8)).start
  }

  @Test(arguments: [
    ("tra", ["trace", "train"]), ("x = Th", ["Theta1", "Theta2"]), ("a' * sig", ["sigmoid"]),
    ("zzz", []), ("", []),
  ])
  func namesThatBeginAlike(line: String, expected: [String]) {
    #expect(candidates(line) == expected)
  }

  @Test(arguments: [
    ("net.", ["Theta", "sizes"]), ("x = net.s", ["sizes"]), ("s.a.b", ["beta"]), ("3.", []),
    ("unknown.x", []),
  ])
  func fieldsOfStructsAndNetworks(line: String, expected: [String]) {
    #expect(candidates(line) == expected)
  }

  @Test func optionsInsideTheCall() {
    // What only this call has comes first.
    #expect(candidates("train(net, X, y, ra") == ["rate=", "rank"])
    #expect(candidates("train(net, X, y, ") == ["epochs=", "lambda=", "rate="])
    #expect(candidates("train(net, size(X, ") == [])
    #expect(candidates("train(net, X, y, rate=sig") == ["sigmoid"])
  }

  /// Sizes that fit first, then those that fit by repetition, then the others.
  @Test(arguments: [
    ("Theta1 * ", ["X1", "Theta1", "a1", "k", "Theta2", "X", "b"]),
    ("z = Theta1' *", ["Theta1", "a1", "b", "k", "Theta2", "X", "X1"]),
    ("net.Theta{1} * ", ["X", "k", "Theta1", "Theta2", "X1", "a1", "b"]),
    ("Theta1 .* ", ["Theta1", "a1", "b", "k", "Theta2", "X", "X1"]),
    ("f(Theta1 + ", ["Theta1", "a1", "b", "k", "Theta2", "X", "X1"]),
    ("Theta1 - Th", ["Theta1", "Theta2"]),
    ("X1' \\ ", ["X1", "k", "Theta1", "Theta2", "X", "a1", "b"]),
    ("Theta1 * X1 + ", []), ("3 * ", []), ("unknown * ", []),
  ])
  func namesWhoseShapesFit(line: String, expected: [String]) {
    #expect(candidates(line) == expected)
  }

  @Test func shapesStandBesideNames() {
    let found = Completer(names: Names()).completions(of: Array("Th".utf8))
    #expect(found.notes == ["Theta1": "25x401", "Theta2": "10x26"])
  }

  @Test func linesBeforeTheCursorsAreRead() {
    #expect(candidates("% don't\nx = sig") == ["sigmoid"])
    #expect(candidates("a = 'open\nnet.") == ["Theta", "sizes"])
    #expect(candidates("train(net, X, ...\n  ra") == ["rate=", "rank"])
  }

  @Test(arguments: [
    ("\\Theta", "Θ"), ("\\odot", "⊙"), ("x\\^T", "ᵀ"), ("\\lam", "λ"), ("\\delta", "δ"),
    ("\\_1", "₁"), ("\\alpha", "α"),
  ])
  func namesOfLetters(line: String, letter: String) {
    #expect(candidates(line) == [letter])
  }

  @Test func severalLettersBeginAlike() {
    #expect(candidates("\\th") == ["θ"])
    #expect(candidates("\\e") == ["\\ell", "\\epsilon", "\\eta"].sorted())
  }

  @Test func lettersReplaceTheirBackslash() {
    #expect(start("x = \\Theta") == 4)
    #expect(start("A\\b") == 1)
    #expect(candidates("A\\sigmo") == ["sigmoid"])
  }

  @Test func filesInsideStrings() {
    let completer = Completer(names: Names())
    #expect(
      completer.completions(of: Array("load('da".utf8)) == Completions(start: 6, isFiles: true))
    #expect(completer.completions(of: Array("load(\"da".utf8)).isFiles)
    #expect(!completer.completions(of: Array("x' + da".utf8)).isFiles)
    #expect(
      completer.completions(of: Array(":open de".utf8)) == Completions(start: 6, isFiles: true))
  }

  @Test func commandsOfTheShell() {
    #expect(candidates(":u") == [":undo"])
    #expect(candidates(":") == ShellCommand.names.map { ":" + $0 }.sorted())
  }

  /// The sign at the end of `x\sigma` may be meant as a left division; the letter wins, as in Julia.
  @Test func letterAfterAName() {
    #expect(candidates("A\\sigma") == ["σ"])
  }
}
