import Matrices
import NeuralNetworks
import Testing

/// A training that stops and goes on gives the bits of one that never stopped.
@Suite struct ContinuationTests {
  static func options(_ method: TrainingMethod, _ epochs: Int) -> TrainingOptions<Double> {
    var options: TrainingOptions<Double> = TrainingTests.options(method, epochs)
    options.lambda = 0.1
    if !method.searchesLines { options.batch = 20 }
    options.seed = 5
    return options
  }

  @Test(arguments: TrainingMethod.allCases)
  func inTwoParts(_ method: TrainingMethod) throws {
    let (x, y) = try TrainingTests.classes()
    let start = try Network<Double>([3, 4, 2], seed: 1)
    var (whole, parts) = (start, start)
    let history = try whole.train(x, y, Self.options(method, 9))
    let first = try parts.train(x, y, Self.options(method, 4))
    #expect(parts.training?.epochs == 4)
    let second = try parts.train(x, y, Self.options(method, 5))
    #expect(parts.unrolled == whole.unrolled)
    #expect(first.cost + second.cost == history.cost)
    #expect(first.accuracy + second.accuracy == history.accuracy)
  }

  /// Ctrl-C in the middle of an epoch, after any update.
  @Test(arguments: TrainingMethod.allCases)
  func interruptedAnywhere(_ method: TrainingMethod) throws {
    let (x, y) = try TrainingTests.classes()
    let start = try Network<Double>([3, 4, 2], seed: 1)
    var whole = start
    let history = try whole.train(x, y, Self.options(method, 6))
    for after in method.searchesLines ? [1, 3, 5] : [1, 3, 5, 8, 12] {
      var parts = start
      var calls = 0
      let first = try parts.train(x, y, Self.options(method, 6)) {
        calls += 1
        return calls > after
      }
      #expect(first.ending == .interrupted)
      let left = 6 - first.cost.count
      let second = try parts.train(x, y, Self.options(method, left))
      #expect(parts.unrolled == whole.unrolled, "after \(after)")
      #expect(first.cost + second.cost == history.cost)
    }
  }

  @Test func schedulesGoOn() throws {
    let (x, y) = try TrainingTests.classes()
    let start = try Network<Double>([3, 4, 2], seed: 1)
    var (whole, parts) = (start, start)
    var options = Self.options(.adam, 8)
    options.schedule = .cosine(period: nil, lowest: 0)
    try whole.train(x, y, options)
    var calls = 0
    let first = try parts.train(x, y, options) {
      calls += 1
      return calls > 13
    }
    options.epochs = 8 - first.cost.count
    try parts.train(x, y, options)
    #expect(parts.unrolled == whole.unrolled)
  }

  @Test func patienceGoesOn() throws {
    let (x, y) = try TrainingTests.classes()
    let start = try Network<Double>([3, 4, 2], seed: 1)
    var (whole, parts) = (start, start)
    var options: TrainingOptions<Double> = TrainingTests.options(.gradientDescent, 400, rate: 20)
    options.validation = .fraction(0.3)
    options.patience = 4
    let history = try whole.train(x, y, options)
    guard case .outOfPatience(let best) = history.ending else {
      Issue.record("the training should run out of patience")
      return
    }
    options.epochs = history.cost.count - 2
    try parts.train(x, y, options)
    options.epochs = 400
    let second = try parts.train(x, y, options)
    #expect(second.cost.count == 2)
    #expect(parts.unrolled == whole.unrolled)
    #expect(history.cost.count == best + 4)
    #expect(parts.training == nil)
  }

  /// What makes a training start afresh.
  @Test func startsAfresh() throws {
    let (x, y) = try TrainingTests.classes()
    var trained = try Network<Double>([3, 4, 2], seed: 1)
    try trained.train(x, y, Self.options(.adam, 3))
    let bare = try trained.rolled(trained.unrolled)
    #expect(trained.training != nil && bare.training == nil)
    func differ(_ change: (inout TrainingOptions<Double>) -> Void) throws -> Bool {
      var options = Self.options(.adam, 3)
      change(&options)
      var (a, b) = (trained, bare)
      try a.train(x, y, options)
      try b.train(x, y, options)
      return a.unrolled != b.unrolled
    }
    #expect(try differ { _ in })
    #expect(try differ { $0.seed = nil })
    #expect(try !differ { $0.rate = 0.02 })
    #expect(try !differ { $0.lambda = 0 })
    #expect(try !differ { $0.batch = 30 })
    #expect(try !differ { $0.seed = 6 })
    #expect(try !differ { $0.shuffle = false })
    #expect(try !differ { $0.method = .rmsProp })
    #expect(try !differ { $0.schedule = .exponential(factor: 0.9) })
    var written = trained
    try written.setTheta(1, to: trained.theta(1))
    #expect(written.training == nil)
  }
}
