import Matrices

/// Where a pass leaves what it computed for every example: full matrices, filled block by block.
///
/// Layers are counted from 0. Missing pointers mean "not wanted". Blocks write disjoint rows, so that
/// threads do not meet.
struct PassRecord<T: RealElement> {
  /// m: the rows of every matrix here.
  var examples: Int
  var z: [UnsafeMutablePointer<T>?]
  /// For hidden layers the pointer stands behind the column of ones.
  var a: [UnsafeMutablePointer<T>?]
  var delta: [UnsafeMutablePointer<T>?]
  var losses: UnsafeMutablePointer<T>?

  init(examples: Int, layers: Int) {
    self.examples = examples
    z = Array(repeating: nil, count: layers)
    a = z
    delta = z
  }

  func keepForward(
    _ l: Int, _ rows: Range<Int>, _ units: Int, z blockZ: UnsafeMutablePointer<T>,
    a blockA: UnsafeMutablePointer<T>
  ) {
    keep(blockZ, in: z[l], rows, units)
    keep(blockA, in: a[l], rows, units)
  }

  func keepDelta(
    _ l: Int, _ rows: Range<Int>, _ units: Int, _ block: UnsafeMutablePointer<T>
  ) {
    keep(block, in: delta[l], rows, units)
  }

  func keepLosses(_ rows: Range<Int>, _ block: UnsafeMutablePointer<T>) {
    keep(block, in: losses, rows, 1)
  }

  private func keep(
    _ block: UnsafeMutablePointer<T>, in matrix: UnsafeMutablePointer<T>?, _ rows: Range<Int>,
    _ columns: Int
  ) {
    guard let matrix else { return }
    Passes<T>.unpack(rows.count, columns, block, matrix + rows.lowerBound, examples)
  }
}
