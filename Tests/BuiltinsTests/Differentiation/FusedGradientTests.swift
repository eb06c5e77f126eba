import Builtins
import Evaluation
import Matrices
import Syntax
import Testing

/// The gradient of operations done in one pass over arrays, against that of each number by itself.
@Suite struct FusedGradientTests {
  private static func run(_ code: String) throws -> Session {
    let session = Session(output: BufferOutput(), host: BareHost(), builtins: allBuiltins)
    try session.run(parse(Source(name: "fused.nn", text: code)))
    return session
  }

  static let formulas = [
    "1 ./ (1 + exp(-x))", "x .* y - y ./ (3 + x)", "-y .* log(2 + x) - (1 - y) .* log(3 - x)",
    "sqrt(x + 2) .* abs(y .* x)", "tanh(x) + log1p(x + 1) .* expm1(y)", "sin(x) .* cos(x .* y) / 2",
    "(x + 2) .^ 2 .* (y - x) .^ 3 - (x + 2) .^ -0.5", "2 * x / 3 - (x - y) * 0.5 + x .* x",
    "exp(-x .^ 2) ./ (1 + x .^ (1 + 1))", "(x - y) ./ (x + y + 4) .* (2 - x) .^ 0 + -x",
    "1 ./ (exp(-x) + 1) .* log(1 ./ (1 + exp(-(x .* y))))",
  ]

  @Test(arguments: formulas)
  func agreesWithNumbers(_ formula: String) throws {
    let session = try Self.run(
      """
      function J = weighted(x, y)
        c = \(formula);
        J = (1:12) * c * ones(10, 1);
      end
      X = reshape(sin(1:120), 12, 10); Y = reshape(cos((1:120) * 2), 12, 10);
      one = @(x, y) \(formula);
      [E, F] = deal(zeros(12, 10));
      for k = 1:120
        E(k) = grad(@(x) one(x, Y(k)), X(k));
        F(k) = grad(@(y) one(X(k), y), Y(k));
      end
      off = @(A, B) max(max(abs(A - B))) / max(1, max(max(abs(B))));
      sums = @(x, y) sum(sum(\(formula)));
      means = @(x, y) mean(mean(\(formula)));
      errors = [off(grad(@(x) sums(x, Y), X), E), off(grad(@(y) sums(X, y), Y), F) ...
        off(grad(@(x) means(x, Y), X), E / 120), off(grad(@(y) means(X, y), Y), F / 120) ...
        off(grad(@(x) weighted(x, Y), X), (1:12)' .* E) ...
        off(grad(@(y) weighted(X, y), Y), (1:12)' .* F) ...
        off(grad(@(x) sums(x(:), Y(:)), X), E) ...
        off(grad(@(x) sums(x, repmat(Y, 30, 20)), repmat(X, 30, 20)), repmat(E, 30, 20))];
      [J, K] = deal(0); [~, J] = grad(@(x) weighted(x, Y), X); K = weighted(X, Y);
      """)
    let errors = try #require(try session.variable(named: "errors")?.doubles)
    #expect(errors.count == 8)
    #expect(errors.elements.allSatisfy { $0 < 1e-12 }, "\(errors.elements)")
    #expect(session.variable(named: "J")?.scalar == session.variable(named: "K")?.scalar)
  }

  /// Far from zero exp(-z) is infinite and the sigmoid's slope 0.
  @Test func saturatedSigmoid() throws {
    let session = try Self.run("g = grad(@(z) sum(1 ./ (1 + exp(-z))), linspace(-900, 900, 100));")
    let g = try #require(try session.variable(named: "g")?.doubles).elements
    #expect(g.allSatisfy { $0 >= 0 && $0 < 1 } && g[0] == 0 && g[99] == 0)
  }

  /// Several rows of a Jacobian go back over one and the same chain.
  @Test func jacobianOverAChain() throws {
    let session = try Self.run(
      "x = linspace(-1, 1, 80)'; D = jacobian(@(x) x .* exp(x), x); e = norm(D - diag((1 + x) .* exp(x)));"
    )
    #expect(try #require(session.variable(named: "e")?.scalar) < 1e-13)
  }
}
