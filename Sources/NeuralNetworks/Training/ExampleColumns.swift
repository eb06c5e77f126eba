import Matrices

/// The training examples one after the other, each a column of its inputs: n x m. Batches, in order or
/// shuffled, are then whole columns.
final class ExampleColumns<T: RealElement> {
  let x: Arena<T>
  let inputs: Int
  let count: Int
  private static var blockRows: Int { 64 }

  init(_ m: Matrix<T>) throws {
    (inputs, count) = (m.columns, m.rows)
    x = try Arena(m.count)
    let blocks = (count + ExampleColumns.blockRows - 1) / ExampleColumns.blockRows
    let room = try Arena<T>(8 * ExampleColumns.blockRows * inputs)
    m.withUnsafeElements { source in
      guard let source = source.baseAddress else { return }
      Workers.run(min(8, blocks)) { lane in
        let packed = room.base + lane * ExampleColumns.blockRows * inputs
        for block in stride(from: lane, to: blocks, by: 8) {
          let start = block * ExampleColumns.blockRows
          let rows = min(ExampleColumns.blockRows, count - start)
          Passes<T>.pack(rows, inputs, source + start, count, packed)
          Passes<T>.transpose(rows, inputs, packed, x.base + start * inputs)
        }
      }
    }
  }
}
