import Matrices

/// How the examples of a pass are cut: into blocks that stay in the second cache, and the blocks into
/// groups, which threads share.
///
/// Depends on the data alone, never on the number of threads: each group sums its own Delta, and the
/// groups are added in order, so that the result is the same bits on any machine with the same vectors.
struct BlockPlan: Equatable {
  let examples: Int
  /// Examples of a block; the last block may have fewer.
  let rows: Int
  let groups: Int
  /// The most examples of a block in any plan for as many examples or fewer.
  let mostRows: Int

  /// Bytes that the buffers of one block may take; half of a common second cache.
  static let blockBytes = 384 << 10
  /// Multiplications below which a second thread costs more than it brings.
  static let sharedWork = 1 << 16
  static let mostGroups = 8
  /// The widest vectors there are.
  static let vectorBytes = 64

  init(examples: Int, sizes: [Int], parameters: Int, elementBytes: Int) {
    var numbers = sizes[0]
    for size in sizes.dropFirst() { numbers += 4 * size }
    let fitting = BlockPlan.blockBytes / max(1, numbers * elementBytes) / 16 * 16
    var rows = min(max(fitting, 16), 256)
    mostRows = min(rows, max(1, examples))
    let work = examples.multipliedReportingOverflow(by: parameters)
    if work.overflow || work.partialValue >= BlockPlan.sharedWork {
      // Two blocks at least, as equal as whole vectors allow.
      let lanes = BlockPlan.vectorBytes / elementBytes
      rows = min(rows, ((examples + 1) / 2 + lanes - 1) / lanes * lanes)
    }
    self.examples = examples
    self.rows = min(rows, max(1, examples))
    let blocks = (examples + self.rows - 1) / max(1, self.rows)
    groups = max(1, min(blocks, parameters > 1 << 20 ? 2 : BlockPlan.mostGroups))
  }

  var blocks: Int { (examples + rows - 1) / rows }

  /// The blocks that group `group` sums, in order.
  func blocks(of group: Int) -> Range<Int> {
    blocks * group / groups..<blocks * (group + 1) / groups
  }

  /// The examples of a block.
  func rows(of block: Int) -> Range<Int> {
    block * rows..<min(examples, (block + 1) * rows)
  }
}
