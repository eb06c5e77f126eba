import Matrices

/// The inputs of a training's examples as columns, one example after the other: n x m. Batches, in order or shuffled,
/// are then whole columns.
///
/// Where the data stays as it is (`TrainingData.isCopied`), they are made anew for every batch.
final class ExampleColumns<T: RealElement> {
  private let x: Matrix<T>
  private let copy: Arena<T>?
  private static var blockRows: Int { 64 }

  init(_ data: TrainingData<T>) throws {
    x = data.x
    copy = data.isCopied ? try Arena(x.count) : nil
    guard let copy else { return }
    let rows = ExampleColumns.blockRows
    Workers.run((x.rows + rows - 1) / rows) { block in
      let start = block * rows
      gather(start, count: min(rows, x.rows - start), nil, into: copy.base + start * x.columns)
    }
  }

  /// The examples from `place` of the data on, where all are at hand.
  func columns(from place: Int) -> UnsafeMutablePointer<T>? {
    copy.map { $0.base + place * x.columns }
  }

  /// Writes the `count` examples from `place` on, in an `order` or that of the data.
  func take(
    _ place: Int, count: Int, _ order: UnsafePointer<Int32>?, into target: UnsafeMutablePointer<T>
  ) {
    guard let copy, let order else { return gather(place, count: count, order, into: target) }
    for i in 0..<count {
      let source = copy.base + Int(order[place + i]) * x.columns
      (target + i * x.columns).update(from: source, count: x.columns)
    }
  }

  private func gather(
    _ place: Int, count: Int, _ order: UnsafePointer<Int32>?, into target: UnsafeMutablePointer<T>
  ) {
    x.withUnsafeElements { source in
      guard let first = source.baseAddress else { return }
      Passes<T>.gatherColumns(
        count, order.map { $0 + place }, x.columns, first + (order == nil ? place : 0), x.rows,
        target)
    }
  }
}
