import Glibc
import Matrices

/// Minimises a smooth function of not too many unknowns: a BFGS model that is trusted within a
/// radius, whose minimum there is sought along the dogleg path (Powell 1970; Dennis, Schnabel,
/// *Numerical Methods for Unconstrained Optimization*, 1983, section 6.4).
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
    /// The model of the second derivatives was about to lose its definiteness.
    case modelLost
    /// The count of trials or evaluations was reached.
    case limit
  }

  public typealias Value = (_ x: [Double]) throws -> Double
  /// The gradient at x, where the value is known, and the value that came with it.
  public typealias Gradient = (_ x: [Double], _ value: Double) throws -> (
    value: Double, gradient: [Double]
  )

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
  private let gradientAt: Gradient
  private let gradientEvaluations: Int
  private var model: SecantFactor
  private var radius: Double
  private var shrinkage = 0.5
  private var lastStep: [Double] = []
  private var isGradientOld = true
  private var isModelLost = false
  private var lastRatio = 0.0

  /// - Parameter gradientEvaluations: for how many evaluations asking for the gradient counts.
  public init(
    _ start: [Double], value: @escaping Value, gradient: @escaping Gradient,
    gradientEvaluations: Int = 1
  ) throws {
    x = start
    (valueAt, gradientAt) = (value, gradient)
    self.gradientEvaluations = gradientEvaluations
    model = SecantFactor(count: start.count)
    radius = 0.1 * max(1, Self.norm(start))
    self.value = try value(start)
  }

  /// The model of the second derivatives, row after row.
  public var secondDerivatives: [Double] { model.product }

  /// - Parameters:
  ///   - most: the trials; one more may follow trials that led nowhere.
  ///   - valueTolerance: of the relative decrease, and of the gradient's norm as a part of n |x|.
  ///   - stepTolerance: of the step, relative to x.
  public mutating func run(
    iterations most: Int, evaluations limit: Int, valueTolerance: Double, stepTolerance: Double
  ) throws -> Ending {
    while iterations < most, evaluations < limit {
      try updateGradient()
      evaluations += gradientEvaluations
      let flatness = valueTolerance * Double(x.count) * Self.norm(x)
      if Self.norm(gradient) <= flatness { return .flat }
      if isModelLost { return .modelLost }
      shrinkage = 0.5
      var decrease: Double?
      while decrease == nil {
        guard iterations <= most, evaluations < limit else { return .limit }
        lastStep = modelStep()
        decrease = try attempt(lastStep)
        if decrease == nil, radius <= 10 * 0x1p-52 * Self.norm(x) || radius < 1e-300 {
          iterations -= 1
          return .noRadius
        }
      }
      isGradientOld = true
      if Self.norm(lastStep) <= stepTolerance * Self.norm(x) { return .shortStep }
      if let decrease, decrease < valueTolerance { return .smallDecrease }
    }
    return .limit
  }

  /// Asks for the gradient where the last step led, unless it is known, and lets the model learn
  /// from it.
  public mutating func updateGradient() throws {
    guard isGradientOld else { return }
    let before = gradient
    (value, gradient) = try gradientAt(x, value)
    isGradientOld = false
    if !before.isEmpty {
      let change = zip(gradient, before).map { $0 - $1 }
      isModelLost = !model.learn(step: lastStep, change: change)
    }
  }

  /// Goes one step if that leads lower, and mends the radius; the relative decrease, or nil if it
  /// stays.
  private mutating func attempt(_ step: [Double]) throws -> Double? {
    let length = Self.norm(step)
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
    let half = model.solveTransposed(gradient)
    let newton = model.solve(half)
    let reach = Self.norm(newton)
    // Without a number the point itself says so.
    guard reach > radius else { return newton.map { -$0 } }
    let slope = Self.norm(gradient)
    let direction = gradient.map { $0 / slope }
    let bend = Self.norm(model.times(direction))
    let downhill = slope / bend / bend
    var part = 0.0
    if downhill < radius {
      // How far along from the lowest point downhill to the minimum the radius is reached.
      let size = Self.norm(half)
      let (outer, inner) = (radius / reach, downhill / radius)
      let left = size / slope * (size / reach) * inner
      let root = ((left - outer) * (left - outer) + (1 - outer * outer) * (1 - inner * inner))
        .squareRoot()
      part = outer * (1 - inner * inner) / (left - (outer * (inner * inner) - root))
    }
    let length = (1 - part) * min(downhill, radius)
    return zip(newton, direction).map { -(part * $0 + length * $1) }
  }

  /// The length of x, exactly as Octave rounds it.
  static func norm(_ x: [Double]) -> Double {
    x.contains(where: \.isNaN) ? .nan : Matrix<Double>.euclidean(x)
  }
}
