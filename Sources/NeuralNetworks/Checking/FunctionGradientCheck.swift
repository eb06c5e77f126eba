import Matrices

extension GradientCheck {
  /// Compares the gradient that a function gives with differences of its value.
  ///
  /// - Parameters:
  ///   - point: where; `gradient` is what is to be checked there.
  ///   - value: called with points near `point`, two for each entry and some more where they are needed.
  public init(
    at point: [Double], shape: Shape, gradient: [Double],
    value: @escaping ([Double]) throws -> Double
  ) throws {
    let cost = try FunctionCost(point, value: value)
    var precision = cost.isSingle ? .single : GradientPrecision(of: gradient)
    if gradient.count < 4, !cost.isSingle { precision = .double }
    let numeric = try NumericGradient(
      of: cost, against: gradient, layers: [0..<gradient.count], precision: precision)
    self.init(numeric, analytic: gradient, shapes: [shape], precision: precision)
    guard !isRight else { return }
    diagnosis = FunctionSearch(self, point).diagnosis
    if diagnosis?.isConfirmed != true, precision == .double {
      let single = GradientCheck(
        numeric, analytic: gradient, shapes: [shape], precision: .single)
      if single.isRight { self = single }
    }
  }
}
