import Glibc
import Matrices
import Testing

@Suite struct VectorMathTests {
  static let references: [(MathFunction, @Sendable (Double) -> Double)] = [
    (.exp, { Glibc.exp($0) }), (.log, { Glibc.log($0) }), (.log2, { Glibc.log2($0) }),
    (.log10, { Glibc.log10($0) }), (.log1p, { Glibc.log1p($0) }), (.expm1, { Glibc.expm1($0) }),
    (.cbrt, { Glibc.cbrt($0) }), (.sin, { Glibc.sin($0) }), (.cos, { Glibc.cos($0) }),
    (.tan, { Glibc.tan($0) }), (.asin, { Glibc.asin($0) }), (.acos, { Glibc.acos($0) }),
    (.atan, { Glibc.atan($0) }), (.sinh, { Glibc.sinh($0) }), (.cosh, { Glibc.cosh($0) }),
    (.tanh, { Glibc.tanh($0) }), (.asinh, { Glibc.asinh($0) }), (.acosh, { Glibc.acosh($0) }),
    (.atanh, { Glibc.atanh($0) }), (.erf, { Glibc.erf($0) }), (.erfc, { Glibc.erfc($0) }),
    (.sigmoid, { 1 / (1 + Glibc.exp(-$0)) }), (.gamma, { Glibc.tgamma($0) }),
    (.lgamma, { Glibc.lgamma($0) }), (.sqrt, { $0.squareRoot() }), (.abs, { Swift.abs($0) }),
    (.negate, { -$0 }), (.floor, { $0.rounded(.down) }), (.ceil, { $0.rounded(.up) }),
    (.round, { $0.rounded(.toNearestOrAwayFromZero) }), (.fix, { $0.rounded(.towardZero) }),
    (.sign, { $0.isNaN ? $0 : $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }),
  ]

  static let special: [Double] = [
    0, -0.0, 1, -1, 0.5, -0.5, 0.49999999999999994, -0.49999999999999994, 1.5, 2.5, -2.5,
    .infinity, -.infinity, .nan, 1e-300, -1e-300, .leastNonzeroMagnitude, 1e300, -1e300, 709.7,
    710.4, 711, -745,
    -746, 1e15 + 0.5, 0x1p52 + 1, 0x1p53, 1e22, 3, 10, 100, 1000, 8, 1024,
  ]

  static func inputs() -> [Double] {
    var random = RandomStream(seed: 11)
    var all = special
    for scale in [1e-10, 0.01, 1, 10, 100, 700, 1e6] {
      for _ in 0..<2000 { all.append((random.uniform() * 2 - 1) * scale) }
    }
    return all
  }

  /// The distance in units of the last place of `expected`; NaN and infinities must agree.
  static func ulps<T: RealElement>(_ actual: T, _ expected: T) -> T {
    if expected.isNaN || actual.isNaN { return expected.isNaN && actual.isNaN ? 0 : .infinity }
    if actual == expected { return 0 }
    if expected.isInfinite || actual.isInfinite { return .infinity }
    return abs(actual - expected) / max(expected.ulp, .leastNormalMagnitude * .ulpOfOne)
  }

  @Test func listIsComplete() {
    #expect(
      Self.references.map { $0.0.rawValue }.sorted() == MathFunction.allCases.map { $0.rawValue })
  }

  @Test(arguments: references.indices)
  func doublesAgreeWithTheLibrary(index: Int) {
    let (f, reference) = Self.references[index]
    let x = Self.inputs()
    var y = [Double](repeating: 0, count: x.count)
    VectorMath.apply(f, x, &y, count: x.count)
    for i in x.indices {
      let distance = Self.ulps(y[i], reference(x[i]))
      // A quotient of rounded terms may be a little further off; so is the library's own cube root.
      #expect(
        distance <= (f == .sigmoid || f == .cbrt ? 4 : 2),
        "\(f)(\(x[i])) = \(y[i]), \(reference(x[i]))")
    }
  }

  @Test(arguments: references.indices)
  func singlesAgreeWithTheLibrary(index: Int) {
    let (f, reference) = Self.references[index]
    let x = Self.inputs().map { Float($0) }
    var y = [Float](repeating: 0, count: x.count)
    VectorMath.apply(f, x, &y, count: x.count)
    for i in x.indices {
      let exact = Float(reference(Double(x[i])))
      // The C library's own single-precision gamma is this far off.
      let allowed: Float = f == .gamma || f == .lgamma ? 8 : f == .sigmoid ? 4 : 2
      // exp(-x) overflows before 1 / (1 + exp(-x)) leaves the numbers below the normal ones.
      let vanishes = f == .sigmoid && exact < .leastNormalMagnitude && y[i] == 0
      #expect(vanishes || Self.ulps(y[i], exact) <= allowed, "\(f)(\(x[i])) = \(y[i]), \(exact)")
    }
  }

  @Test func placeInTheArrayChangesNothing() {
    let x = Self.special + (1...23).map { Double($0) * 0.37 - 3 }
    for f in MathFunction.allCases {
      var whole = [Double](repeating: 0, count: x.count)
      VectorMath.apply(f, x, &whole, count: x.count)
      for i in x.indices {
        #expect(VectorMath.apply(f, x[i]).bitPattern == whole[i].bitPattern, "\(f)(\(x[i]))")
      }
      var shifted = x
      VectorMath.apply(f, Array(x.dropFirst(3)), &shifted, count: x.count - 3)
      #expect(shifted[0].bitPattern == whole[3].bitPattern)
    }
  }

  @Test func whatIsExactComesOutExact() {
    for k in -20...20 {
      #expect(VectorMath.apply(.log2, Glibc.exp2(Double(k))) == Double(k))
      #expect(VectorMath.apply(.cbrt, Double(k * k * k)) == Double(k))
    }
    var power = 1.0
    for k in 0...22 {
      #expect(VectorMath.apply(.log10, power) == Double(k))
      power *= 10
    }
    #expect(VectorMath.apply(.exp, 0.0) == 1)
    #expect(VectorMath.apply(.cos, 0.0) == 1)
  }

  @Test func threadsChangeNothing() throws {
    var random = RandomStream(seed: 3)
    let x = try Matrix(Shape(100, 701), (0..<70_100).map { _ in random.normal() })
    let shared = try x.mapped(.tanh)
    Workers.limit(1)
    defer { Workers.limit(0) }
    let alone = try x.mapped(.tanh)
    #expect(shared == alone)
    var inPlace = x
    try inPlace.map(.tanh)
    #expect(inPlace == alone)
  }
}
