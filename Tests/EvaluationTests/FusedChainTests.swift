import Builtins
import Evaluation
import Matrices
import Syntax
import Testing

/// Chains of operations element by element give the bits, classes, warnings and errors of the operations
/// one by one: a text in which every operation is a statement of its own is run beside each.
@Suite struct FusedChainTests {
  /// An expression and the same with each operation assigned to a name.
  private struct Pair {
    var chain: String
    var steps: String
    var name: String
  }

  private struct Generator {
    var random: RandomStream
    var count = 0

    mutating func below(_ n: Int) -> Int { min(n - 1, Int(random.uniform() * Double(n))) }

    mutating func expression(depth: Int) -> Pair {
      if depth == 0 || below(5) == 0 {
        let leaf = ["A", "B", "C", "k", "2", "0.5", "N"][below(7)]
        return Pair(chain: leaf, steps: "", name: leaf)
      }
      if below(3) == 0 {
        let f = ["-", "exp", "log", "sqrt", "abs", "tanh", "log1p", "sin"][below(8)]
        let inner = expression(depth: depth - 1)
        count += 1
        return Pair(
          chain: "\(f)(\(inner.chain))", steps: inner.steps + "t\(count) = \(f)(\(inner.name));\n",
          name: "t\(count)")
      }
      let ops = ["+", "-", ".*", "./", ".^", ">", "==", "<=", "+", ".*"]
      let op = ops[below(ops.count)]
      let left = expression(depth: depth - 1)
      let right =
        op == ".^" ? Pair(chain: "2", steps: "", name: "2") : expression(depth: depth - 1)
      count += 1
      return Pair(
        chain: "(\(left.chain) \(op) \(right.chain))",
        steps: left.steps + right.steps + "t\(count) = \(left.name) \(op) \(right.name);\n",
        name: "t\(count)")
    }
  }

  private static func run(_ text: String) -> String {
    let output = BufferOutput()
    let session = Session(output: output, host: BareHost(), builtins: allBuiltins)
    var shown = ""
    do {
      try session.run(parse(Source(name: "chain.nn", text: text)))
    } catch let error as EvaluationError {
      shown = error.message
    } catch {
      shown = "\(error)"
    }
    return output.text + output.messages.filter { $0 != " " } + shown
  }

  private static let show = """
    printf("%s %dx%d\\n", class(r), size(r));
    printf("%.17g ", r);
    """

  @Test(
    arguments: ["70, 3", "1, 300", "9000, 1", "41, 50", "7, 1", "1, 20", "4, 5", "31, 2"],
    ["double", "single"])
  func giveTheSameBits(_ size: String, _ kind: String) {
    let setUp = """
      A = \(kind)(reshape(sin(1:\(size.replacing(", ", with: "*"))), \(size)));
      B = A .* 3; B = B + 1; C = abs(A); k = 0.75; N = A; N(3) = NaN; N(5) = Inf; N(7) = -Inf;\n
      """
    var generator = Generator(random: RandomStream(seed: UInt64(size.count)))
    for round in 0..<40 {
      let pair = generator.expression(depth: 4)
      let wrap = ["r = %;", "r = sum(%);", "r = mean(%);"][round % 3]
      // The sums of small arrays are chains from the second time on.
      let twice = "for again = 1:2, " + wrap.replacing("%", with: pair.chain) + " end\n"
      let fused = setUp + twice + Self.show
      let plain = setUp + pair.steps + wrap.replacing("%", with: pair.name) + "\n" + Self.show
      let strip = { (text: String) in text.split(separator: "\n").filter { !$0.contains("-->") } }
      #expect(
        Self.numbers(strip(Self.run(fused))) == Self.numbers(strip(Self.run(plain))),
        "\(pair.chain)")
    }
  }

  /// Without the lines of warnings, whose places differ.
  private static func numbers(_ lines: [Substring]) -> [Substring] {
    lines.filter { $0.contains("x") || !$0.contains("|") }.filter { !$0.contains("warning") }
  }

  @Test func threadsDoNotChangeBits() {
    let text = """
      z = linspace(-6, 6, 300000)'; a = 1 ./ (1 + exp(-z)); y = mod((1:300000)', 2);
      printf("%.17g ", sum(-y .* log(a) - (1 - y) .* log(1 - a)), mean(a .* (1 - a)), sum(a .* 2));
      """
    let several = Self.run(text)
    Workers.limit(1)
    let one = Self.run(text)
    Workers.limit(0)
    #expect(one == several)
  }

  @Test func usersFunctionsAndVariablesWin() {
    let text = """
      x = ones(100, 1);
      function r = exp(x), r = 7; end
      y = exp(x .* 0) + 1; printf("%g ", y(1));
      abs = 99:300; y = abs(x .* 2) + 1; printf("%g ", y(1));
      """
    #expect(Self.run(text) == "8 101 ")
  }

  /// Columns that fit a block together are added in another way than long ones.
  @Test func sumsOfColumnsOfAnyLengthHaveTheBitsOfTheSteps() {
    let text = """
      for r = [1 2 3 25 100 255 256 257 1000 1025 3000]
        for c = [2 3 5 9 41 400]
          X = reshape(sin(1:r*c), r, c);
          steps = X .^ 2;
          steps = steps + 1;
          if !isequal(sum(X .^ 2 + 1), sum(steps)), disp([r c]), end
        end
      end
      """
    #expect(FusedChainTests.run(text) == "")
  }

  /// A chain is built once and used again while its numbers stay the same.
  @Test func chainsSeeNewNumbersAndArraysAndClasses() {
    let text = """
      function y = f(k, x), y = k .* x + 1; end
      x = (1:100)';
      printf("%g ", f(2, x)(100), f(3, x)(100), f(3, 2*x)(100), f(x, 2)(100), f(x, x)(100));
      printf("%g %s ", f(3, single(x))(100), class(f(3, single(x))));
      printf("%s ", class(f(3, x)), class(f(int8(3), x)));
      z = x;
      for k = 1:3, z = k .* z + 1; end
      printf("%g ", z(100));
      """
    let expected = "201 301 601 201 10001 301 single double int8 610 "
    #expect(FusedChainTests.run(text) == expected)
  }

  @Test func sumsOfSmallArraysSeeNewNumbersAndShapes() {
    let text = """
      function s = f(k, x), s = sum(k .* x + 1); end
      x = [1 2 3];
      for k = [2 2 2 3 3], printf("%g ", f(k, x)); end
      printf("%g ", f(3, x'), f(3, [x; x]), f(3, single(x)), f(3, 5), f(3, [4 5]), f(3, zeros(1, 0)));
      """
    #expect(FusedChainTests.run(text) == "15 15 15 21 21 21 8 14 20 21 16 29 0 ")
  }
}
