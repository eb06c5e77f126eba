import Evaluation
import Matrices
import NeuralNetworks

/// What `fminunc` found.
private struct SmoothMinimum {
  var x: [Double]
  var value: Double
  var gradient: [Double]
  var info: Double
  var iterations: Int
  var successes: Int
  var evaluations: Int
  /// A model of the second derivatives, row after row, where the method keeps one.
  var secondDerivatives: [Double]?
}

/// Up to so many unknowns a full model of the second derivatives is kept (8 MB), beyond only the
/// newest steps.
private let mostUnknownsOfModel = 1000

/// The value, which may be known, and the gradient.
private typealias Slope = (_ x: [Double], _ value: Double?) throws -> (
  value: Double, gradient: [Double]
)

/// The body of `fminunc`.
func minimiseSmooth(_ call: Call) throws -> [Value] {
  try call.expect(2...3)
  let settings = try OptimiserSettings(call, 2)
  let start = try call.matrix(1)
  guard start.count > 0 else { throw call.error("x0 is empty") }
  let function = CostFunction(
    call[0], shape: start.shape, call, checksValues: settings.checksValues)
  func valueAndGradient(
    _ x: [Double], _ value: Double?
  ) throws -> (value: Double, gradient: [Double]) {
    try call.checkInterrupt()
    if settings.hasGradient { return try function.valueAndGradient(x) }
    let here = try value ?? function.value(x)
    let gradient = try RelativeDifferences.gradient(
      x, value: here, areCentral: settings.hasCentralDifferences
    ) { try function.value($0) }
    return (here, gradient)
  }
  let search = start.count <= mostUnknownsOfModel ? withModel : withNewestSteps
  let found = try search(start.elements, settings, call, valueAndGradient) {
    try function.value($0)
  }
  let output = StructArray([
    ("iterations", .count(found.iterations)), ("successful", .count(found.successes)),
    ("funcCount", .count(found.evaluations)),
  ])
  var results: [Value] = [
    .matrix(try Matrix(start.shape, found.x)), .number(found.value), .number(found.info),
    .structure(output),
  ]
  if call.outputCount > 4 {
    results.append(.matrix(try Matrix(start.shape, found.gradient)))
  }
  if call.outputCount > 5 {
    let shape = Shape(start.count, start.count)
    results.append(
      .matrix(
        try found.secondDerivatives.map { try Matrix(shape, $0) }
          ?? hessian(found.x) { try valueAndGradient($0, nil).gradient }))
  }
  return results
}

private func withModel(
  _ start: [Double], _ settings: OptimiserSettings, _ call: Call,
  gradient: @escaping Slope, value: @escaping TrustRegion.Value
) throws -> SmoothMinimum {
  let differences = settings.hasCentralDifferences ? 2 * start.count : start.count
  var search = try TrustRegion(
    start, value: value, gradient: gradient,
    gradientEvaluations: settings.hasGradient ? 1 : differences)
  let ending = try search.run(
    iterations: settings.iterations ?? 400,
    evaluations: settings.evaluations ?? 100 * start.count,
    valueTolerance: settings.valueTolerance ?? 1e-7, stepTolerance: settings.stepTolerance ?? 1e-7)
  if call.outputCount > 4 { try search.updateGradient() }
  let info: Double =
    switch ending {
    case .flat, .modelLost: 1
    case .shortStep: 2
    case .smallDecrease: 3
    case .noRadius: -3
    case .limit: 0
    }
  return SmoothMinimum(
    x: search.x, value: search.value, gradient: search.gradient, info: info,
    iterations: search.iterations, successes: search.successes,
    evaluations: search.evaluations, secondDerivatives: search.secondDerivatives)
}

private func withNewestSteps(
  _ start: [Double], _ settings: OptimiserSettings, _ call: Call,
  gradient: @escaping Slope, value: @escaping TrustRegion.Value
) throws -> SmoothMinimum {
  var search = try QuasiNewton(start) { try gradient($0, nil) }
  let ending = try search.run(
    iterations: settings.iterations ?? 400, valueTolerance: settings.valueTolerance ?? 1e-6,
    stepTolerance: settings.stepTolerance ?? 1e-6
  ) { _ in true }
  let info: Double =
    switch ending {
    case .flat, .small: 1
    case .iterations: 0
    case .stopped: -1
    }
  return SmoothMinimum(
    x: search.x, value: search.value, gradient: search.gradient, info: info,
    iterations: search.iterations, successes: search.iterations,
    evaluations: search.evaluations)
}

/// Second derivatives by differences of the gradient, made symmetric.
private func hessian(
  _ x: [Double], _ gradient: ([Double]) throws -> [Double]
) throws -> Matrix<Double> {
  let n = x.count
  var h = try Matrix<Double>(Shape(n, n), repeating: 0)
  for j in 0..<n {
    let step = 1e-4 * max(1, abs(x[j]))
    var above = x
    var below = x
    above[j] += step
    below[j] -= step
    let (up, down) = (try gradient(above), try gradient(below))
    for i in 0..<n {
      let slope = (up[i] - down[i]) / (2 * step)
      h[i, j] += slope / 2
      h[j, i] += slope / 2
    }
  }
  return h
}
