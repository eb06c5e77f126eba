import Matrices

/// The lines of an array along one dimension, for rules that go through them element by element.
struct Lines {
  let count: Int
  let length: Int
  private let inner: Int

  init(_ shape: Shape, axis: Int) {
    var inner = 1
    for earlier in 0..<axis { inner *= shape[earlier] }
    self.inner = inner
    length = shape[axis]
    count = length == 0 ? 0 : shape.count / length
  }

  /// The 0-based position of element `k` of line `line`.
  func place(_ line: Int, _ k: Int) -> Int {
    (line / inner) * inner * length + line % inner + k * inner
  }
}
