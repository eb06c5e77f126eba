import Testing

@testable import Plots

@Suite struct LimitsTests {
  /// The limits that Octave 7.3 answers for `plot` of these data.
  @Test(arguments: [
    (1.0...3.0, 1.0...3.0), (0...103, 0...120), (1.2...9, 0...10), (-0.3...0.7, -0.4...0.8),
    (3...20, 0...20), (6...19, 6...20), (5.5...22, 5...25), (7...30, 5...30), (3...9, 3...9),
    (2.5...9.5, 2...10), (12...31, 10...35), (5.5...17, 4...18), (99...101, 99...101),
    (0...1.42, 0...2), (0...3.52, 0...4), (0...7.02, 0...8), (-63.1...62.5, -100...100),
  ])
  func wholeStepsAroundTheData(_ data: ClosedRange<Double>, _ limits: ClosedRange<Double>) {
    let found = Limits.nice(data)
    #expect(abs(found.lowerBound - limits.lowerBound) <= 1e-12 * abs(limits.upperBound))
    #expect(abs(found.upperBound - limits.upperBound) <= 1e-12 * abs(limits.upperBound))
  }

  @Test func hostileDataHaveLimits() {
    for data in [0.0...0, 1e308...1.7e308, -1.7e308...1.7e308, 1e-300...1e300] {
      let found = Limits.nice(data)
      #expect(found.lowerBound < found.upperBound && found.upperBound.isFinite)
      let decades = Limits.niceDecades(data)
      #expect(decades.lowerBound > 0 && decades.lowerBound < decades.upperBound)
    }
  }

  /// The distances of ticks that Octave 7.3 answers for `xlim` of these.
  @Test(arguments: [
    (0.0...1.0, 0.2), (0...1.6, 0.5), (0...2, 0.5), (0...8, 2), (30...100, 10), (0...150, 20),
    (-100...100, 50), (0...400, 100),
  ])
  func ticksStandApart(_ limits: ClosedRange<Double>, _ step: Double) {
    #expect(Limits.tickStep(of: limits) == step)
  }

  @Test func limitsThatNumbersHardlyTellApartHaveNoTicks() {
    #expect(Limits.tickStep(of: 1...1.0.nextUp) == nil)
    #expect(Limits.tickStep(of: -1.7e308...1.7e308) == nil)
  }

  @Test func openEndsFollowTheData() {
    var axes = Axes(handle: -1)
    axes.series = [Series(.line(x: [1, 2, 3], y: [1, 4, 9], z: []))]
    axes.y.limits = 2...Double.infinity
    #expect(axes.drawnLimits.y == 2...10)
  }

  /// `axis equal` shows more of the shorter direction, as Octave does (its box is 0.775 by 0.815 of a figure of
  /// four by three), and leaves limits that were set, and pictures.
  @Test func equalUnitsFillTheBox() {
    var axes = Axes(handle: -1)
    axes.series = [Series(.line(x: [0, 6.28], y: [-1, 1], z: []))]
    axes.aspect = .equal
    let proportion = 0.775 * 4 / (0.815 * 3)
    #expect(axes.drawnLimits.x == 0...6.28)
    #expect(abs(axes.drawnLimits.y.upperBound - 3.14 / proportion) < 1e-12)
    #expect(abs(axes.drawnLimits.y.lowerBound + 3.14 / proportion) < 1e-12)
    axes.series = [Series(.line(x: [-1, 1], y: [0, 10], z: []))]
    #expect(axes.drawnLimits.y == 0...10)
    #expect(abs(axes.drawnLimits.x.upperBound - 5 * proportion) < 1e-12)
    axes.y.limits = 0...20
    #expect(axes.drawnLimits.y == 0...20 && axes.drawnLimits.x == -1...1)
    axes.y.limits = nil
    axes.series = [
      Series(
        .image(
          values: Grid(rows: 2, columns: 4, values: [Double](repeating: 1, count: 8)), x: 1...4,
          y: 1...2, isScaled: true))
    ]
    #expect(axes.drawnLimits.x == 0.5...4.5 && axes.drawnLimits.y == 0.5...2.5)
  }
}
