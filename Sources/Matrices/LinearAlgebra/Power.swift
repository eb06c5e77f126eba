extension Matrix where Element: RealElement {
  /// self ^ exponent for a whole exponent, by repeated squaring; negative ones through the inverse.
  ///
  /// - Returns: the power, and the reciprocal condition number of the inverse (1 when none was needed).
  /// - Throws: `MatrixError.notSquare("^")`, and what products and inverses throw.
  public func power(_ exponent: Int) throws -> (result: Matrix, rcond: Element) {
    try requireSquare("^")
    if exponent == 0 { return (try .identity(rows), 1) }
    var rcond: Element = 1
    var base = self
    if exponent < 0 { (base, rcond) = try inverse() }
    var rest = exponent.magnitude
    var result: Matrix?
    while rest > 0 {
      if rest & 1 == 1 { result = try result.map { try Matrix.product($0, base) } ?? base }
      rest >>= 1
      if rest > 0 { base = try Matrix.product(base, base) }
    }
    return (result ?? base, rcond)
  }

  /// f(self) for a matrix with real eigenvalues: V f(D) / V.
  ///
  /// - Returns: nil when an eigenvalue is complex.
  public func applyingToEigenvalues(_ f: (Element) -> Element) throws -> Matrix? {
    try requireSquare("^")
    if try isSymmetric() {
      let (values, vectors) = try symmetricEigen(vectors: true)
      let scaled = try vectors.scalingColumns(values.elements.map(f))
      return try Matrix.product(scaled, transposed: false, vectors, transposed: true)
    }
    let eigen = try generalEigen(vectors: true)
    guard eigen.isReal else { return nil }
    let scaled = try eigen.vectors.scalingColumns(eigen.real.map(f))
    return try eigen.vectors.rightDivide(scaled).x
  }

  private func scalingColumns(_ factors: [Element]) throws -> Matrix {
    let row = try Matrix(Shape(1, factors.count), factors)
    return try Matrix.elementwise(.multiply, self, row)
  }

  /// The matrix exponential, by scaling and squaring with the [13/13] Padé approximant.
  ///
  /// - Source: Higham, "The scaling and squaring method for the matrix exponential revisited" (2005).
  /// - Throws: `MatrixError.notSquare`, and what products and solvers throw.
  public func exponential() throws -> Matrix {
    try requireSquare("expm")
    if isEmpty { return self }
    let norm = try self.norm(.one)
    guard norm.isFinite else { return try Matrix(shape, repeating: .nan) }
    if norm == 0 { return try .identity(rows) }
    var squarings = 0
    var scaled = self
    if norm > 5.37 {
      squarings = max(0, Int((norm / 5.37).exponent) + 1)
      let factor = Element(sign: .plus, exponent: Element.Exponent(-squarings), significand: 1)
      try scaled.apply(.multiply, factor)
    }
    var result = try scaled.padeExponential()
    for _ in 0..<squarings { result = try Matrix.product(result, result) }
    return result
  }

  private func padeExponential() throws -> Matrix {
    let b: [Element] = [
      64_764_752_532_480_000, 32_382_376_266_240_000, 7_771_770_303_897_600,
      1_187_353_796_428_800, 129_060_195_264_000, 10_559_470_521_600, 670_442_572_800,
      33_522_128_640, 1_323_241_920, 40_840_800, 960_960, 16_380, 182, 1,
    ]
    let one = try Matrix.identity(rows)
    let a2 = try Matrix.product(self, self)
    let a4 = try Matrix.product(a2, a2)
    let a6 = try Matrix.product(a2, a4)
    func combination(_ six: Element, _ four: Element, _ two: Element, _ zero: Element) throws
      -> Matrix
    {
      var sum = try Matrix.elementwise(.multiply, a6, six)
      try sum.apply(.add, Matrix.elementwise(.multiply, a4, four))
      try sum.apply(.add, Matrix.elementwise(.multiply, a2, two))
      if zero != 0 { try sum.apply(.add, Matrix.elementwise(.multiply, one, zero)) }
      return sum
    }
    var odd = try Matrix.product(a6, combination(b[13], b[11], b[9], 0))
    try odd.apply(.add, combination(b[7], b[5], b[3], b[1]))
    let u = try Matrix.product(self, odd)
    var v = try Matrix.product(a6, combination(b[12], b[10], b[8], 0))
    try v.apply(.add, combination(b[6], b[4], b[2], b[0]))
    let numerator = try Matrix.elementwise(.add, v, u)
    return try Matrix.elementwise(.subtract, v, u).leftDivide(numerator).x
  }
}
