import Matrices

/// The matrices that a recording pass fills.
///
/// Only one owner exists until the pass is over, so that writing through the pointers harms no copy.
final class RecordRoom<T: RealElement> {
  private(set) var a: [Matrix<T>]
  private(set) var z: [Matrix<T>]
  private(set) var delta: [Matrix<T>]
  private let examples: Int

  init(_ network: Network<T>, _ x: Matrix<T>, wantsDelta: Bool = false) throws {
    examples = x.rows
    let layers = network.layerCount
    a = [try RecordRoom.withOnes(x)]
    z = [Matrix(empty: .empty)]
    delta = wantsDelta ? [Matrix(empty: .empty)] : []
    for l in 1..<layers {
      let shape = Shape(examples, network.sizes[l])
      z.append(try Matrix(shape, repeating: 0))
      a.append(
        try Matrix(l < layers - 1 ? Shape(examples, shape.columns + 1) : shape, repeating: 1))
      if wantsDelta { delta.append(try Matrix(shape, repeating: 0)) }
    }
  }

  /// [1 X]
  private static func withOnes(_ x: Matrix<T>) throws -> Matrix<T> {
    try Matrix<T>(Shape(x.rows, x.columns + 1)) { target in
      for i in 0..<x.rows { target.initializeElement(at: i, to: 1) }
      x.withUnsafeElements { source in
        for i in 0..<source.count { target.initializeElement(at: x.rows + i, to: source[i]) }
      }
    }
  }

  /// Pointers into the matrices, valid as long as this object.
  func record(wantsDelta: Bool) -> PassRecord<T> {
    var record = PassRecord<T>(examples: examples, layers: a.count)
    for l in 1..<a.count {
      record.z[l] = z[l].withUnsafeMutableElements { $0.baseAddress }
      let skip = l < a.count - 1 ? examples : 0
      record.a[l] = a[l].withUnsafeMutableElements { $0.baseAddress.map { $0 + skip } }
      if wantsDelta {
        record.delta[l] = delta[l].withUnsafeMutableElements { $0.baseAddress }
      }
    }
    return record
  }
}
