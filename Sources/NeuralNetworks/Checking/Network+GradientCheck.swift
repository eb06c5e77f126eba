import Matrices

extension Network {
  /// Compares a gradient with differences of the cost, which are computed in double precision; of one that
  /// is wrong and not the engine's own, it looks for the cause.
  ///
  /// - Parameters:
  ///   - gradient: the one to check, unrolled; nil checks that of `backprop`.
  ///   - isInterrupted: asked again and again, by any thread; true ends with `NetworkError.interrupted`.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public func gradientCheck(
    _ x: Matrix<Element>, _ y: Matrix<Element>, lambda: Double = 0,
    gradient: Matrix<Element>? = nil, isInterrupted: @escaping () -> Bool = { false }
  ) throws -> GradientCheck {
    let analytic = try gradient ?? (try backprop(x, y, lambda: lambda).unrolled)
    let double = try Network<Double>(
      sizes, activations: activations.isEmpty ? [.sigmoid] : activations, output: output,
      cost: cost, ownCost: ownCost, parameters: try parameters.mapped { Double($0) })
    let values = analytic.elements.map { Double($0) }
    return try double.check(
      try x.mapped { Double($0) }, try y.mapped { Double($0) }, lambda: lambda, values,
      precision: Element.isDouble ? GradientPrecision(of: values) : .single,
      wantsCause: gradient != nil, isInterrupted: isInterrupted)
  }
}

extension Network<Double> {
  private func check(
    _ x: Matrix<Double>, _ y: Matrix<Double>, lambda: Double, _ analytic: [Double],
    precision: GradientPrecision, wantsCause: Bool, isInterrupted: @escaping () -> Bool
  ) throws -> GradientCheck {
    try checkLambda(lambda)
    try checkInputs(x)
    guard analytic.count == parameterCount else {
      throw NetworkError.parameterCount(found: analytic.count, expected: parameterCount)
    }
    let shapes = (1..<layerCount).map(thetaShape)
    let numeric = try NumericGradient(
      of: try probed(x, y, lambda: lambda, isInterrupted: isInterrupted), against: analytic,
      layers: GradientCheck.ranges(shapes), precision: precision)
    var check = GradientCheck(numeric, analytic: analytic, shapes: shapes, precision: precision)
    guard wantsCause, !check.isRight else { return check }
    check.diagnosis =
      cost == .own
      ? FunctionSearch(check, unrolled.elements).diagnosis
      : try check.diagnosed(
        LectureCase(self, x, y, lambda: lambda), isInterrupted: isInterrupted)
    if check.diagnosis?.isConfirmed != true, precision == .double {
      let single = GradientCheck(numeric, analytic: analytic, shapes: shapes, precision: .single)
      if single.isRight { return single }
    }
    return check
  }

  /// The cost for single moved weights; one of the user's own is computed anew each time.
  private func probed(
    _ x: Matrix<Double>, _ y: Matrix<Double>, lambda: Double,
    isInterrupted: @escaping () -> Bool
  ) throws -> any ProbedCost {
    guard cost == .own else {
      return try IncrementalCost(
        self, x, Targets(y, for: self, inputs: x.shape), lambda: lambda,
        isInterrupted: isInterrupted)
    }
    let shape = unrolled.shape
    return try FunctionCost(unrolled.elements) { theta in
      if isInterrupted() { throw NetworkError.interrupted }
      return try rolled(try Matrix(shape, theta)).cost(x, y, lambda: lambda)
    }
  }

  /// Looks for the cause of a gradient that a check found wrong, as that of this network's cost.
  public func diagnose(
    _ check: GradientCheck, _ x: Matrix<Double>, _ y: Matrix<Double>, lambda: Double,
    isInterrupted: @escaping () -> Bool = { false }
  ) throws -> GradientCheck {
    var check = check
    let lecture = try LectureCase(self, x, y, lambda: lambda)
    check = check.cut((1..<layerCount).map(thetaShape))
    check.diagnosis = try check.diagnosed(lecture, isInterrupted: isInterrupted)
    return check
  }
}

extension Matrix {
  /// The matrix of `transform` of every element.
  func mapped<Other>(_ transform: (Element) -> Other) throws -> Matrix<Other> {
    try withUnsafeElements { source in
      try Matrix<Other>(shape) { target in
        for i in 0..<source.count { target.initializeElement(at: i, to: transform(source[i])) }
      }
    }
  }
}
