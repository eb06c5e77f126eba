import Matrices
import NeuralNetworks
import Testing

/// Learners' arrays against the right ones: every planted mistake is named, no right array is accused.
@Suite struct ComparingTests {
  private static func matrix(_ rows: [[Double]]) throws -> Matrix<Double> {
    try Matrix(
      Shape(rows.count, rows[0].count), rows[0].indices.flatMap { j in rows.map { $0[j] } })
  }

  private static func arrays(
    _ network: Network<Double>, _ x: Matrix<Double>, _ y: Matrix<Double>, lambda: Double
  ) -> LearnerArrays {
    LearnerArrays(
      Longhand(network), Samples.rows(x), y.elements.map { Int($0) }, lambda: lambda)
  }

  @Test(arguments: CauseTests.cases)
  func namesWhatWasPlanted(_ c: CauseTests.Case) throws {
    let setting = try CauseTests.Setting(c, seed: 3)
    let arrays = Self.arrays(setting.network, setting.x, setting.y, lambda: c.lambda)
    var visible = 0
    var missed: [String] = []
    let all = arrays.planted
    for planted in all {
      let own = try Self.matrix(planted.rows)
      // A mistake that changes nothing here cannot be seen.
      let right = arrays.right.first { $0.quantity == planted.quantity }?.rows ?? []
      if right.count == own.rows, right[0].count == own.columns,
        Samples.distance(planted.rows.flatMap { $0 }, right.flatMap { $0 }) < 1e-12
      {
        continue
      }
      visible += 1
      let found = try setting.network.compare(
        own, with: planted.quantity, setting.x, setting.y, lambda: c.lambda)
      // Other mistakes may give the same numbers.
      let names = all.filter {
        $0.quantity == planted.quantity && $0.rows.count == planted.rows.count
          && Samples.distance($0.rows.flatMap { $0 }, planted.rows.flatMap { $0 }) < 1e-12
      }.map(\.words)
      if found.verdict == .right || !names.contains(where: found.meaning.contains) {
        missed.append("\(planted.quantity), \"\(planted.words)\": \(found.meaning)")
      }
    }
    print("arrays, \(c): \(visible - missed.count) of \(visible) planted mistakes named")
    for line in missed { print("  not named: \(line)") }
    #expect(visible >= 100)
    #expect(missed.isEmpty)
  }

  /// Networks, data and rounding of all kinds, examples as rows and as columns.
  @Test func accusesNoRightArray() throws {
    var random = RandomStream(seed: 78)
    var accused: [String] = []
    var count = 0
    for trial in 0..<300 {
      let depth = 1 + random.below(4)
      let sizes = (0..<depth).map { _ in 1 + random.below(6) } + [2 + random.below(4)]
      let network = try Network<Double>(
        sizes, activations: [Activation.all[random.below(Activation.all.count)]],
        output: random.below(2) == 0 ? .sigmoid : .softmax,
        initialization: .within(0.05 + 2 * random.uniform()), seed: UInt64(trial))
      let m = 1 + random.below(20)
      let x: Matrix<Double> = try Samples.matrix(
        m, sizes[0], UInt64(trial) + 5000, from: -2, to: 2)
      let y: Matrix<Double> = try Samples.labels(m, classes: sizes[depth], UInt64(trial))
      let lambda = [0, 0.1, 1, 10][random.below(4)]
      for (quantity, rows) in Self.arrays(network, x, y, lambda: lambda).right {
        let own = try Self.matrix(LearnerArrays.map(rows) { $0 * (1 + 1e-12) })
        var forms = [own]
        switch quantity {
        case .a, .z, .delta, .outputs: forms.append(try own.transposed())
        default: break
        }
        for form in forms {
          count += 1
          let found = try network.compare(form, with: quantity, x, y, lambda: lambda)
          if found.verdict != .right {
            accused.append("\(trial) \(sizes) \(quantity) \(form.shape): \(found.meaning)")
          }
        }
      }
    }
    print("right arrays: \(accused.count) of \(count) accused")
    for line in accused.prefix(20) { print("  \(line)") }
    #expect(accused.isEmpty)
  }
}
