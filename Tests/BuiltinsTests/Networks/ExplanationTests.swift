import Builtins
import Evaluation
import Matrices
import Syntax
import Testing

/// Every equation that `explain` prints holds between the numbers that stand in it.
///
/// The printed equations are typed into a session whose variables have the printed numbers, and what they
/// give is compared with the printed result.
@Suite struct ExplanationTests {
  struct Case: CustomTestStringConvertible {
    let network: String
    let examples: Int
    let lambda: Double
    var testDescription: String { "\(network), m = \(examples), lambda = \(lambda)" }
  }

  static let cases: [Case] = {
    let hidden = ["sigmoid", "tanh", "relu", "leakyrelu", "elu", "gelu", "softplus", "linear"]
    let outputs = [
      (2, "sigmoid", "crossentropy"), (3, "softmax", "crossentropy"), (2, "linear", "squared"),
      (2, "tanh", "squared"), (3, "softmax", "squared"), (1, "sigmoid", "squared"),
      (1, "sigmoid", "crossentropy"),
    ]
    let depths = ["3 4", "3 4 2", "2", "3 2 4 3"]
    return (0..<56).map { i in
      let (units, output, cost) = outputs[i % 7]
      let network =
        "network([\(depths[i % 4]) \(units)], activation=\"\(hidden[i % 8])\", "
        + "output=\"\(output)\", cost=\"\(cost)\", seed=\(i))"
      return Case(network: network, examples: [1, 1, 4][i % 3], lambda: [0, 0.7][i % 2])
    }
  }()

  @Test(arguments: cases) func equationsHold(_ test: Case) throws {
    let output = BufferOutput()
    let session = Session(output: output, host: BareHost(), builtins: allBuiltins)
    func run(_ code: String) throws {
      try session.run(
        parse(
          Source(name: "test", text: code + "\n"),
          isVariable: { session.variable(named: $0) != nil }))
    }
    let (m, lambda) = (test.examples, test.lambda)
    try run(
      """
      net = \(test.network); L = numel(net.sizes);
      X = cos(reshape(1:\(m) * net.sizes(1), \(m), net.sizes(1))); x = X';
      y = 0.1 + 0.8 * (mod(reshape(1:\(m) * net.sizes(L), \(m), net.sizes(L)), 3) == 0);
      lambda = \(lambda); Phi = @(z) 0.5 * erfc(-z / sqrt(2));
      phi = @(z) exp(-z .^ 2 / 2) / sqrt(2 * pi);
      for l = 1:L-1, eval(sprintf("Theta%d = net.Theta{%d};", l, l)); end
      text = explain(net, X, y, lambda, rate=0.3);
      given = y; target = y; if \(m) == 1, target = y'; end
      """)
    let text = try #require(session.variable(named: "text")?.text)
    let equations = PrintedEquation.all(in: text)
    var checked = 0
    for equation in equations {
      guard let numbers = equation.numbers else {
        if equation.text.hasPrefix("D") { try run(equation.text + ";") }
        continue
      }
      try run("printed = \(numbers);")
      if equation.text == "y" {
        try run("computed = target; y = printed;")
      } else {
        try run("computed = \(equation.rightSide); \(equation.assignment)")
      }
      try run(
        "off = norm(double(computed(:)) - printed(:)) / (1e-9 + norm(printed(:)));"
          + "same = isequal(size(computed), size(printed)) || isscalar(computed);")
      let off = try #require(session.variable(named: "off")?.scalar)
      let same = try #require(session.variable(named: "same")?.scalar)
      #expect(off < 2e-3 && same == 1, "\(equation.text): \(numbers), off by \(off)")
      checked += 1
    }
    // Forward 2 a layer, delta 3 a hidden layer, Delta, Theta.
    let layers = Int(try #require(session.variable(named: "L")?.scalar))
    #expect(checked >= 2 * layers + 2 * (layers - 1) + 3 * (layers - 2))
    // The update: the cost printed is the cost of the printed Thetas.
    try run("for l = 1:L-1, net.Theta{l} = eval(sprintf('Theta%d', l)); end")
    try run("after = cost(net, X, given, lambda);")
    let now = try #require(text.range(of: "J is now "))
    let shown = try #require(Double(text[now.upperBound...].prefix { $0 != "," }))
    let after = try #require(session.variable(named: "after")?.scalar)
    #expect(abs(after - shown) < 2e-3 * abs(shown))
  }
}

/// An equation as the plain text shows it.
struct PrintedEquation {
  /// Without what is said beside it.
  var text: String
  /// The numbers as a matrix of the language; nil where none stand.
  var numbers: String?

  /// The expression behind the last equals sign, with `where ... else` as a choice.
  var rightSide: String {
    var right = text
    if let sign = text.range(of: " = ", backwards: true) {
      right = String(text[sign.upperBound...])
    }
    if let sign = text.range(of: " := ", backwards: true) {
      right = String(text[sign.upperBound...])
    }
    guard let condition = right.range(of: " where "), let other = right.range(of: ", else ")
    else { return PrintedEquation.slopes(right) }
    // [ones(m,1) value where condition, else other]
    var (head, value) = ("", String(right[..<condition.lowerBound]))
    var last = String(right[other.upperBound...])
    for start in ["[1; ", "[ones("] where value.hasPrefix(start) {
      let end =
        start == "[1; "
        ? value.index(value.startIndex, offsetBy: 4)
        : value.index(after: value.firstIndex(of: " ")!)
      head = String(value[..<end])
      value = String(value[end...])
      last.removeLast()
    }
    let test = right[condition.upperBound..<other.lowerBound]
    return
      "\(head)merge(\(test), (\(value)) + zeros(size(\(test))), (\(last)) + zeros(size(\(test))))"
      + (head.isEmpty ? "" : "]")
  }

  /// g'(z2) stands for the numbers that were shown for it.
  private static func slopes(_ text: String) -> String {
    var result = text
    for l in 2..<9 { result = result.replacing("g'(z\(l))", by: "slope\(l)") }
    return result
  }

  /// A statement that gives the printed numbers to the names on the left.
  var assignment: String {
    let left = String(
      text[..<(text.range(of: text.contains(":=") ? " := " : " = ")?.lowerBound ?? text.startIndex)]
    )
    if left.hasPrefix("g'(z") { return "slope\(left.dropFirst(4).prefix(1)) = printed;" }
    if left.isEmpty || left.contains(" ") || left.contains("'") { return "" }
    return "\(left) = printed;" + (text.contains("= h =") ? " h = printed;" : "")
  }

  static func all(in text: String) -> [PrintedEquation] {
    var all: [PrintedEquation] = []
    var rows: [String] = []
    func finish() {
      if !rows.isEmpty, !all.isEmpty {
        all[all.count - 1].numbers = "[" + rows.joined(separator: "; ") + "]"
      }
      rows = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("The same for") { break }
      if line.hasPrefix("      ") {
        rows.append(String(line.drop { $0 == " " }))
        continue
      }
      finish()
      if line.hasPrefix("    "), !all.isEmpty {
        all[all.count - 1].numbers = number(line)
      } else if line.hasPrefix("  "), !line.hasPrefix("  J is now") {
        let body = line.dropFirst(2)
        let end = body.range(of: "  ")?.lowerBound ?? body.endIndex
        var equation = String(body[..<end])
        if let note = equation.range(of: ", ", backwards: true),
          !equation[note.upperBound...].hasPrefix("else"),
          !equation[note.upperBound...].hasPrefix("2)"), !equation.hasSuffix("max(0, z2)]"),
          equation[note.upperBound...].contains(" ")
        {
          equation = String(equation[..<note.lowerBound])
          if let other = equation.range(of: ", lambda ") {
            equation = String(equation[..<other.lowerBound])
          }
        }
        all.append(
          PrintedEquation(
            text: equation, numbers: end == body.endIndex ? nil : number(body[end...])))
      }
    }
    finish()
    return all
  }

  /// `2x3 * 3x1 -> 2x1  [1  2]'` -> `[1  2]'`; nil when only shapes stand there.
  private static func number(_ text: Substring) -> String? {
    let parts = text.drop { $0 == " " }
    guard let gap = parts.range(of: "  ") else { return nil }
    return String(parts[gap.upperBound...])
  }
}

extension StringProtocol {
  /// The first or last place of `text`.
  func range(of text: String, backwards: Bool = false) -> Range<Index>? {
    var found: Range<Index>?
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) {
        let range = start..<index(start, offsetBy: text.count)
        if !backwards { return range }
        found = range
      }
      start = index(after: start)
    }
    return found
  }

  func replacing(_ text: String, by other: String) -> String {
    var result = ""
    var rest = self[startIndex...]
    while let range = rest.range(of: text) {
      result += rest[..<range.lowerBound] + other
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
