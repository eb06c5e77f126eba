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

  /// (g(z + e) - g(z - e)) / (2 e); rounding and formula then err by some 1e-10.
  private func slopes(_ z: [Double]) throws -> [Double] {
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
