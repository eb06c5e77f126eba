import Glibc

/// Minimises a smooth function of not too many unknowns: a BFGS model that is trusted within a
/// radius, whose minimum there is sought along the dogleg path (Dennis, Schnabel, *Numerical
/// Methods for Unconstrained Optimization*, 1983, section 6.4; Powell 1970).
///
/// A trial asks for the value alone; where it is lower the gradient is asked for too. Values that
/// are not finite count as too far.
public struct TrustRegion {
  /// Why it ended.
  public enum Ending: Sendable {
    /// The gradient is small.
    case flat
    /// The last step was small.
    case shortStep
    /// The last decrease was small.
    case smallDecrease
    /// The radius shrank to nothing.
    case noRadius
    /// The count of trials or evaluations was reached.
    case limit
  }

  public typealias Value = (_ x: [Double]) throws -> Double

  public private(set) var x: [Double]
  public private(set) var value: Double
  /// At x once `updateGradient` was called, else where the last step began.
  public private(set) var gradient: [Double] = []
  /// Trials, whether they led lower or not, counted from one.
  public private(set) var iterations = 1
  public private(set) var successes = 0
  /// How often the function was asked after the start.
  public private(set) var evaluations = 0
  private let valueAt: Value
  private let gradientAt: QuasiNewton.Function
  private var model: SecantFactor
  private var radius: Double
  private var shrinkage = 0.5
  private var lastStep: [Double] = []
  private var isGradientOld = true
  private var lastRatio = 0.0

  public init(
    _ start: [Double], value: @escaping Value, gradient: @escaping QuasiNewton.Function
  ) throws {
    x = start
    (valueAt, gradientAt) = (value, gradient)
    model = SecantFactor(count: start.count)
    radius = 0.1 * max(1, QuasiNewton.norm(start))
    self.value = try value(start)
  }

  /// The model of the second derivatives, row after row.
  public var secondDerivatives: [Double] { model.product }

  /// - Parameters:
  ///   - valueTolerance: of the gradient's norm (times n^2) and of the relative decrease.
  ///   - stepTolerance: of the step, relative to x.
  public mutating func run(
    iterations most: Int, evaluations limit: Int, valueTolerance: Double, stepTolerance: Double
  ) throws -> Ending {
    let size = Double(x.count)
    while true {
      try updateGradient()
      evaluations += 1
      if QuasiNewton.norm(gradient) <= valueTolerance * size * size { return .flat }
      shrinkage = 0.5
      var decrease: Double?
      while decrease == nil {
        guard iterations < most, evaluations < limit else { return .limit }
        lastStep = modelStep()
        decrease = try attempt(lastStep)
        if decrease == nil, radius <= 10 * 0x1p-52 * QuasiNewton.norm(x) || radius < 1e-300 {
          return .noRadius
        }
      }
      isGradientOld = true
      if QuasiNewton.norm(lastStep) <= stepTolerance * QuasiNewton.norm(x) { return .shortStep }
      if let decrease, decrease < valueTolerance { return .smallDecrease }
      guard iterations < most, evaluations < limit else { return .limit }
    }
  }

  /// Asks for the gradient where the last step led, unless it is known, and lets the model learn
  /// from it.
  public mutating func updateGradient() throws {
    guard isGradientOld else { return }
    let before = gradient
    (value, gradient) = try gradientAt(x)
    isGradientOld = false
    if !before.isEmpty {
      model.learn(step: lastStep, change: zip(gradient, before).map { $0 - $1 })
    }
  }

  /// Goes one step if that leads lower, and mends the radius; the relative decrease, or nil if it
  /// stays.
  private mutating func attempt(_ step: [Double]) throws -> Double? {
    let length = QuasiNewton.norm(step)
    if iterations == 1 { radius = min(radius, length) }
    let point = zip(x, step).map { $0 + $1 }
    let found = try valueAt(point)
    evaluations += 1
    iterations += 1
    let image = model.times(step)
    let change = QuasiNewton.dot(image, image) / 2 + QuasiNewton.dot(gradient, step)
    let promised = change < 0 ? -change / (abs(value) + abs(value + change)) : 0
    let isLower = found.isFinite && found < value
    let decrease = isLower ? (value - found) / (abs(found) + abs(value)) : -1
    let ratio = promised > 0 ? decrease / promised : 0
    adapt(ratio, length)
    guard ratio >= 1e-4 else { return nil }
    (x, value) = (point, found)
    successes += 1
    return decrease
  }

  /// A radius that suits how much of the promised decrease came true.
  private mutating func adapt(_ ratio: Double, _ length: Double) {
    if ratio < min(max(0.1, 0.8 * lastRatio), 0.9) || ratio.isNaN {
      radius *= shrinkage
      shrinkage = pow(shrinkage, 1.4142)
      return
    }
    lastRatio = ratio
    shrinkage = 0.5
    if abs(1 - ratio) <= 0.1 {
      radius = 1.4142 * length
    } else if ratio >= 0.5 {
      radius = max(radius, 1.4142 * length)
    }
  }

  /// The model's lowest point within the radius on the path from here by way of the lowest point
  /// downhill to the model's minimum.
  private func modelStep() -> [Double] {
    let newton = model.solve(gradient).map { -$0 }
    if QuasiNewton.norm(newton) <= radius { return newton }
    let slope = QuasiNewton.norm(gradient)
    let bend = QuasiNewton.norm(model.times(gradient.map { $0 / slope }))
    let downhill = slope / bend / bend
    guard downhill < radius else { return gradient.map { -$0 / slope * radius } }
    let corner = gradient.map { -$0 / slope * downhill }
    let leg = zip(newton, corner).map { $0 - $1 }
    let a = QuasiNewton.dot(leg, leg)
    let b = QuasiNewton.dot(leg, corner)
    let c = radius * radius - downhill * downhill
    let part = c / (b + (b * b + a * c).squareRoot())
    return zip(corner, leg).map { $0 + part * $1 }
  }
}
