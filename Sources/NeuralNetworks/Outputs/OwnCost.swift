import Matrices

/// A cost of the user's own: a function of the outputs h and the targets y of some examples, both a row each,
/// that gives the loss of each example (m x 1) or their mean (one number).
///
/// Its derivative by z of the last layer is taken numerically: for each output in turn all examples are moved by
/// two steps to either side, and the five-point formula errs by the fourth power of the step, some 1e-12. A
/// function that gives the mean is called for each example by itself, which takes longer.
///
/// Not really safe for several threads, since the function need not be: passes of networks that hold one run on
/// the calling thread alone.
public final class OwnCost: @unchecked Sendable {
  public typealias Function = (_ h: Matrix<Double>, _ y: Matrix<Double>) throws -> Matrix<Double>

  /// How the user wrote it.
  public let name: String
  private let function: Function

  public init(name: String, _ function: @escaping Function) {
    (self.name, self.function) = (name, function)
  }

  /// Checks on three examples that the function is a cost for networks with these outputs: a loss for each
  /// example, which depends on that example alone, or the mean of such; finite; with a derivative.
  ///
  /// - Throws: `NetworkError.costResult` or `.costOfSeveral`, or what the function throws.
  func check(outputs: Int, _ output: Output) throws {
    let z = try Matrix<Double>(
      Shape(3, outputs), (0..<3 * outputs).map { Double(($0 * 7 + 3) % 11 - 5) / 8 })
    let y = try Matrix<Double>(
      Shape(3, outputs), (0..<3 * outputs).map { $0 % 3 == ($0 / 3) % 3 ? 1 : 0 })
    let all = try losses(try output.values(z), y)
    let result = try function(try output.values(z), y)
    let mean = all.reduce(0, +) / 3
    let alone = try (0..<3).map { row in
      try losses(try OwnCost.row(try output.values(z), row), try OwnCost.row(y, row))[0]
    }
    guard all.allSatisfy({ $0.isFinite }) else { throw NetworkError.costNotFinite(name: name) }
    let differs = zip(all, alone).contains { abs($0 - $1) > 1e-9 * max(1, abs($1)) }
    if differs || (result.count == 1 && abs(result[0] - mean) > 1e-9 * max(1, abs(mean))) {
      throw NetworkError.costOfSeveral(name: name)
    }
    let coarse = try slopes(z, y, output, step: 1e-3)
    let fine = try slopes(z, y, output, step: 2.5e-4)
    guard zip(coarse, fine).allSatisfy({ abs($0 - $1) <= 1e-6 * max(1, abs($1)) }) else {
      throw NetworkError.costNotSmooth(name: name)
    }
  }

  /// The loss of each example.
  private func losses(_ h: Matrix<Double>, _ y: Matrix<Double>) throws -> [Double] {
    let result = try function(h, y)
    if result.shape == Shape(h.rows, 1) { return result.elements }
    guard result.count == 1 else {
      throw NetworkError.costResult(given: h.shape, found: result.shape)
    }
    return try (0..<h.rows).map { row in
      let one = try function(try OwnCost.row(h, row), try OwnCost.row(y, row))
      guard one.count == 1 else {
        throw NetworkError.costResult(given: Shape(1, h.columns), found: one.shape)
      }
      return one[0]
    }
  }

  private static func row(_ m: Matrix<Double>, _ row: Int) throws -> Matrix<Double> {
    try Matrix(Shape(1, m.columns), (0..<m.columns).map { m[row, $0] })
  }

  /// dloss/dz of each example and output.
  private func slopes(
    _ z: Matrix<Double>, _ y: Matrix<Double>, _ output: Output, step: Double
  ) throws -> [Double] {
    let rows = z.rows
    var slopes = Array(repeating: 0.0, count: z.count)
    for column in 0..<z.columns {
      let place = column * rows..<(column + 1) * rows
      let steps = place.map { step * max(1, abs(z[$0])) }
      func losses(_ times: Double) throws -> [Double] {
        var moved = z.elements
        for i in 0..<rows { moved[place.lowerBound + i] += times * steps[i] }
        return try self.losses(try output.values(try Matrix(z.shape, moved)), y)
      }
      let (far, near) = (zip(try losses(2), try losses(-2)), zip(try losses(1), try losses(-1)))
      for (i, pair) in zip(far, near).enumerated() {
        let ((a, d), (b, c)) = pair
        slopes[place.lowerBound + i] = (8 * (b - c) - (a - d)) / (12 * steps[i])
      }
    }
    return slopes
  }

  /// The loss of each row and, where it is wanted, delta = dloss/dz, for one block.
  func losses<T: RealElement>(
    _ rows: Int, _ columns: Int, _ output: Output, _ z: UnsafePointer<T>, _ a: UnsafePointer<T>,
    _ y: UnsafePointer<T>, delta: UnsafeMutablePointer<T>?, loss: UnsafeMutablePointer<T>
  ) throws {
    func matrix(_ start: UnsafePointer<T>) throws -> Matrix<Double> {
      try Matrix(Shape(rows, columns), (0..<rows * columns).map { Double(start[$0]) })
    }
    let targets = try matrix(y)
    for (i, value) in try losses(try matrix(a), targets).enumerated() { loss[i] = T(value) }
    guard let delta else { return }
    for (i, slope) in try slopes(try matrix(z), targets, output, step: 1e-3).enumerated() {
      delta[i] = T(slope)
    }
  }
}
