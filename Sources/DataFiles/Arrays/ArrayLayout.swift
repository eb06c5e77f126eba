import Matrices

/// The order in which a file lists the elements of an array.
struct ArrayLayout {
  /// The extents as the file has them: of any number, also none.
  let extents: [Int]
  /// Whether the last index runs fastest (C) or the first one (Fortran).
  var isRowMajor = true

  /// How many elements there are; nil when that is beyond any memory.
  let count: Int

  /// - Returns: nil for negative or impossible extents, or more than 64 of them.
  init?(_ extents: [Int], isRowMajor: Bool = true) {
    guard extents.count <= 64, extents.allSatisfy({ $0 >= 0 }) else { return nil }
    var count = 1
    for extent in extents {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow else { return nil }
      count = product
    }
    guard Shape(extents).checkedCount != nil else { return nil }
    self.extents = extents
    self.isRowMajor = isRowMajor
    self.count = count
  }

  /// The layout in which an array of `shape` is written row by row; a scalar has no extents.
  init(of shape: Shape) {
    extents = shape.isScalar ? [] : shape.dimensions
    count = shape.count
  }

  /// The shape here: a list of n elements is a column.
  var shape: Shape { extents.isEmpty ? .scalar : Shape(extents) }

  /// Calls `body` for every element with its place here (column by column) and its place in the file.
  @inline(__always)
  func forEachPlace(_ body: (_ here: Int, _ there: Int) -> Void) {
    guard isRowMajor, extents.count > 1, count > 0 else {
      for i in 0..<count { body(i, i) }
      return
    }
    var strides = extents
    var stride = 1
    for axis in extents.indices.reversed() {
      strides[axis] = stride
      stride *= extents[axis]
    }
    var index = [Int](repeating: 0, count: extents.count)
    var here = 0
    var there = 0
    while here < count {
      for k in 0..<extents[0] { body(here + k, there + k * strides[0]) }
      here += extents[0]
      var axis = 1
      while axis < extents.count {
        index[axis] += 1
        there += strides[axis]
        if index[axis] < extents[axis] { break }
        there -= strides[axis] * extents[axis]
        index[axis] = 0
        axis += 1
      }
    }
  }
}
