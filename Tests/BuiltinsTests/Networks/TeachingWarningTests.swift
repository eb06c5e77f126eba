import Builtins
import Evaluation
import Syntax
import Testing

/// Mistakes that run are told, once for each place; correct programs hear nothing.
@Suite struct TeachingWarningTests {
  private static let start = """
    [X, y] = dataset("iris"); net = network([4 6 3], seed=1);

    """

  static let mistakes: [(code: String, said: String, identifier: String)] = [
    (
      "for i = 1:2, t = train(net, X .* [1 1 1 5000], y, epochs=2, verbose=false); end",
      "column 4 of X reaches 12500, column 2 only 4.4", "nnsh:scales"
    ),
    (
      "for i = 1:2, t = train(network([4 6 3], init=\"zeros\"), X, y, epochs=2, verbose=false); end",
      "all 6 units of layer 2 have equal weights", "nnsh:equal-weights"
    ),
    (
      "for i = 1:2, t = train(net, X, y, rate=50, epochs=20, verbose=false); end",
      "the rate 50 is too large; try 5", "nnsh:rising-cost"
    ),
    (
      "for i = 1:2, t = train(net, X(1:100,:), y(1:100), validation={X(50:120,:), y(50:120)}, epochs=2, verbose=false); end",
      "51 of 71 validation examples are among the training examples", "nnsh:test-in-training"
    ),
    (
      "for i = 1:2, J = cost(network([4 3], output=\"softmax\", seed=1), X, 2 * onehot(y, 3)); end",
      "y has 2, but softmax outputs lie between 0 and 1", "nnsh:targets"
    ),
    (
      "net.Theta{1}(2,3) = NaN; for i = 1:2, J = cost(net, X, y); end",
      "NaN first appears in layer 2, unit 2, example 1", "nnsh:cost-not-finite"
    ),
    (
      "for i = 1:2, fmincg(@(t) deal(log(t ^ 2), 2 / t), 0.1, optimset(\"MaxIter\", 2)); end",
      "the cost is negative, -4.6052", "nnsh:negative-cost"
    ),
    (
      "big = network([4 20 3], activation=\"relu\", init=30, seed=1); for i = 1:2, t = train(big, X, y, rate=3, epochs=20, verbose=false); end",
      "19 of 20 units of layer 2 are dead", "nnsh:idle-units"
    ),
  ]

  private func messages(_ code: String) throws -> String {
    let output = BufferOutput()
    let session = Session(output: output, host: BareHost(), builtins: allBuiltins)
    try session.run(parse(Source(name: "t.nn", text: Self.start + code + "\n")))
    return output.messages
  }

  @Test(arguments: mistakes)
  func areToldOnce(_ code: String, _ said: String, _ identifier: String) throws {
    let text = try messages(code)
    let lines = text.split(separator: "\n").filter { $0.contains(identifier) }
    #expect(lines.count == 1, "\(text)")
    #expect(lines.first?.contains(said) == true, "\(text)")
    #expect(
      lines.first?.contains("(t.nn:2); warning(\"off\", \"\(identifier)\")") == true, "\(text)")
    let quiet = try messages("warning(\"off\", \"\(identifier)\"); " + code)
    #expect(!quiet.contains(identifier))
  }

  @Test func correctProgramsHearNothing() throws {
    for activation in ["sigmoid", "tanh", "relu"] {
      let text = try messages(
        """
        for name = {"iris", "digits", "xor"}
          [X, y] = dataset(name{1}); K = max(1, max(y) * (max(y) > 1));
          X = X ./ max(abs(X(:)));
          net = network([columns(X) 8 K], activation="\(activation)", seed=2);
          J = cost(net, X, y);
          for method = {"gd", "momentum", "adam", "cg"}
            t = train(net, X, y, method=method{1}, epochs=20, validation=0.25, verbose=false);
          end
        end
        """)
      #expect(text == "", "\(activation)")
    }
  }
}
