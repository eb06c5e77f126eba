import Matrices

/// A user's own function as an activation.
///
/// Not really safe for several threads, since the function need not be: passes of networks that hold one run
/// on the calling thread alone.
final class CustomActivation: @unchecked Sendable {
  private let function: ([Double]) throws -> [Double]

  init(_ function: @escaping ([Double]) throws -> [Double]) { self.function = function }

  private func apply(_ z: [Double]) throws -> [Double] {
    let a = try function(z)
    guard a.count == z.count else {
      throw NetworkError.activationResult(given: z.count, found: a.count)
    }
    return a
  }

  /// Checks at some points that the function maps each element by itself, to finite numbers, and that its
  /// derivative is the same for two steps.
  func check(name: String) throws {
    let z = [-3, -1.25, -0.5, 0.125, 0.75, 1.5, 4]
    let a = try apply(z)
    if let bad = a.firstIndex(where: { !$0.isFinite }) {
      throw NetworkError.activationNotFinite(name: name, z: z[bad])
    }
    let few = try apply(Array(z.reversed().dropFirst(2)))
    guard zip(a, few.reversed()).allSatisfy({ abs($0 - $1) <= 1e-12 * max(1, abs($0)) }) else {
      throw NetworkError.activationOfSeveral(name: name)
    }
    let (coarse, fine) = (try fivePoints(z, 1e-3), try fivePoints(z, 1e-4))
    for i in z.indices where !(abs(coarse[i] - fine[i]) <= 1e-6 * max(1, abs(fine[i]))) {
      throw NetworkError.activationNotSmooth(name: name, z: z[i])
    }
  }

  /// The five-point formula errs by the fourth power of the step: some 1e-12. Where a bend is near, it and the
  /// central difference with a small step, which errs by 1e-10, do not agree, and the latter is taken.
  private func slopes(_ z: [Double]) throws -> [Double] {
    let (wide, narrow) = (try fivePoints(z, 1e-3), try differences(z))
    return z.indices.map {
      abs(wide[$0] - narrow[$0]) <= 1e-7 * max(1, abs(narrow[$0])) ? wide[$0] : narrow[$0]
    }
  }

  private func fivePoints(_ z: [Double], _ step: Double) throws -> [Double] {
    let steps = z.map { step * max(1, abs($0)) }
    func moved(_ times: Double) throws -> [Double] {
      try apply(zip(z, steps).map { $0 + times * $1 })
    }
    let (a, b, c, d) = (try moved(2), try moved(1), try moved(-1), try moved(-2))
    return z.indices.map { (8 * (b[$0] - c[$0]) - (a[$0] - d[$0])) / (12 * steps[$0]) }
  }

  /// (g(z + e) - g(z - e)) / (2 e)
  private func differences(_ z: [Double]) throws -> [Double] {
    let steps = z.map { 1e-6 * max(1, abs($0)) }
    let above = try apply(zip(z, steps).map { $0 + $1 })
    let below = try apply(zip(z, steps).map { $0 - $1 })
    return z.indices.map { (above[$0] - below[$0]) / ((z[$0] + steps[$0]) - (z[$0] - steps[$0])) }
  }

  /// a = g(z) for one block.
  func activate<T: RealElement>(
    _ count: Int, _ z: UnsafePointer<T>, _ a: UnsafeMutablePointer<T>
  ) throws {
    let values = try apply((0..<count).map { Double(z[$0]) })
    for i in 0..<count { a[i] = T(values[i]) }
  }

  /// delta *= g'(z) for one block.
  func backward<T: RealElement>(
    _ count: Int, _ z: UnsafePointer<T>, _ delta: UnsafeMutablePointer<T>
  ) throws {
    let slopes = try slopes((0..<count).map { Double(z[$0]) })
    for i in 0..<count { delta[i] *= T(slopes[i]) }
  }

  func values<T: RealElement>(_ z: Matrix<T>) throws -> Matrix<T> {
    try Matrix(z.shape, try apply(z.elements.map { Double($0) }).map { T($0) })
  }

  func derivatives<T: RealElement>(_ z: Matrix<T>) throws -> Matrix<T> {
    try Matrix(z.shape, try slopes(z.elements.map { Double($0) }).map { T($0) })
  }
}
