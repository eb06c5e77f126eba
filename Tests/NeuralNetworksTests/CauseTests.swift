import Matrices
import NeuralNetworks
import Testing

/// Gradients with planted mistakes, written as loops, and whether the check names the mistake.
@Suite struct CauseTests {
  struct Case: Sendable, CustomStringConvertible {
    let sizes: [Int]
    let activation: String
    let output: Output
    let lambda: Double
    let examples: Int
    var description: String { "\(sizes) \(activation) \(output) lambda \(lambda)" }
  }

  static let cases = [
    Case(sizes: [5, 4, 3], activation: "sigmoid", output: .sigmoid, lambda: 1, examples: 12),
    Case(sizes: [4, 6, 5, 3], activation: "tanh", output: .softmax, lambda: 0.5, examples: 14),
    Case(sizes: [6, 5, 5, 4, 3], activation: "relu", output: .sigmoid, lambda: 0, examples: 15),
    Case(sizes: [4, 5, 5, 5, 4], activation: "sigmoid", output: .softmax, lambda: 2, examples: 11),
    Case(sizes: [3, 6, 4], activation: "tanh", output: .sigmoid, lambda: 0, examples: 9),
    Case(sizes: [5, 6, 6, 3], activation: "relu", output: .softmax, lambda: 1.5, examples: 16),
  ]

  /// A case with its data.
  struct Setting {
    let network: Network<Double>
    let x: Matrix<Double>
    let y: Matrix<Double>
    let lambda: Double
    let right: Gradient<Double>

    init(_ c: Case, seed: UInt64) throws {
      network = try Network<Double>(
        c.sizes, activations: [.named(c.activation)], output: c.output,
        initialization: .within(0.9), seed: seed)
      x = try Samples.matrix(c.examples, c.sizes[0], seed + 100, from: -2, to: 2)
      y = try Samples.labels(c.examples, classes: c.sizes[c.sizes.count - 1], seed + 200)
      lambda = c.lambda
      right = try network.backprop(x, y, lambda: lambda)
    }

    func mistaken(_ mistakes: Set<Mistake>) -> [Double] {
      let thetas = right.thetas.map { d in
        (0..<d.rows).map { row in (0..<d.columns).map { d[row, $0] } }
      }
      return Mistaken(
        network, mistakes, Samples.rows(x), y.elements.map { Int($0) }, lambda: lambda
      ).gradient(right: thetas)
    }

    func check(_ gradient: [Double]) throws -> GradientCheck {
      try network.gradientCheck(x, y, lambda: lambda, gradient: Samples.column(gradient))
    }
  }

  struct Outcome {
    var named = 0
    var visible = 0
    var unseen = 0
    var missed: [String] = []
  }

  static func outcome(_ c: Case, _ mistakes: Set<Mistake>, _ seed: UInt64, _ sum: inout Outcome)
    throws
  {
    let setting = try Setting(c, seed: seed)
    let gradient = setting.mistaken(mistakes)
    let check = try setting.check(gradient)
    // A mistake that changes nothing here cannot be seen: the gradient is right.
    if try Samples.distance(gradient, setting.right.unrolled.elements) < 1e-12 {
      sum.unseen += 1
      #expect(check.isRight)
      return
    }
    sum.visible += 1
    let found = check.diagnosis?.causes ?? []
    let isNamed =
      found.count == mistakes.count
      && mistakes.allSatisfy { mistake in found.contains { mistake.kinds.contains($0.kind) } }
    if isNamed {
      sum.named += 1
    } else {
      let names = mistakes.map(\.rawValue).sorted().joined(separator: " + ")
      sum.missed.append("\(c): \(names) -> \(found.map(\.title))")
    }
  }

  @Test func plantedMistakes() throws {
    var sum = Outcome()
    for c in Self.cases {
      for mistake in Mistake.allCases {
        try Self.outcome(c, [mistake], 3, &sum)
      }
    }
    print(
      "planted mistakes: \(sum.named) of \(sum.visible) named first; \(sum.unseen) change nothing")
    for line in sum.missed { print("  not named: \(line)") }
    #expect(sum.visible >= 40 * 4)
    #expect(Double(sum.named) >= 0.95 * Double(sum.visible))
  }

  @Test func pairsOfMistakes() throws {
    let pairs: [Set<Mistake>] = [
      [.notDividedByM, .lambdaOnBias], [.noSlopeInSecond, .notDividedByM],
      [.lambdaLeftOut, .twice], [.labelsUp, .lambdaOnBias], [.onlyLast, .dataNotDividedByM],
      [.noSlopeAnywhere, .labelsDown], [.noOnes, .noSlopeInSecond], [.negative, .lambdaOnBias],
      [.slopeAtOutput, .lambdaLeftOut], [.lastDropped, .half],
    ]
    var sum = Outcome()
    for c in Self.cases where c.lambda > 0 {
      for pair in pairs { try Self.outcome(c, pair, 5, &sum) }
    }
    print("pairs of mistakes: \(sum.named) of \(sum.visible) named")
    for line in sum.missed { print("  not named: \(line)") }
    #expect(Double(sum.named) >= 0.9 * Double(sum.visible))
  }

  /// Networks, data, lambda and rounding of all kinds: no right gradient may be accused.
  @Test func rightGradients() throws {
    var random = RandomStream(seed: 77)
    var accused: [String] = []
    let count = 2000
    for trial in 0..<count {
      let depth = 1 + random.below(4)
      let sizes = (0...depth).map { _ in 1 + random.below(6) }
      let activation = Activation.all[random.below(Activation.all.count)]
      var output = Output.allCases[random.below(3)]
      if output == .softmax, sizes[depth] == 1 { output = .sigmoid }
      let network = try Network<Double>(
        sizes, activations: [activation], output: output,
        initialization: .within(0.05 + 3 * random.uniform()), seed: UInt64(trial))
      let scale = [0.01, 1, 1, 1, 30][random.below(5)]
      let m = 1 + random.below(20)
      let x: Matrix<Double> = try Samples.matrix(
        m, sizes[0], UInt64(trial) + 5000, from: -scale, to: scale)
      let y: Matrix<Double> =
        sizes[depth] > 1
        ? try Samples.labels(m, classes: sizes[depth], UInt64(trial))
        : try Samples.column((0..<m).map { Double($0 % 2) })
      let lambda = [0, 0.1, 1, 10][random.below(4)]
      let right = try network.backprop(x, y, lambda: lambda).unrolled.elements
      let check = try network.gradientCheck(
        x, y, lambda: lambda, gradient: Samples.column(right.map { $0 * (1 + 1e-12) }))
      if !check.isRight {
        accused.append(
          "\(trial): \(sizes) \(activation.name) \(output) scale \(scale) m \(m): "
            + "\(check.relativeError) \(check.diagnosis?.causes.first?.title ?? "-")")
      }
    }
    print("right gradients: \(accused.count) of \(count) accused")
    for line in accused.prefix(20) { print("  \(line)") }
    #expect(accused.isEmpty)
  }
}
