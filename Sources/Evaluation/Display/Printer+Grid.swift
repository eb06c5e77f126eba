import Matrices

/// Rows and columns, and the pages of arrays with more dimensions.
extension Printer {
  /// Writes a table, right-aligned in columns of `width`, in groups of columns that fit the output
  /// beside the indent (which a range, as in Octave, does not count). `widthInGroups` is the width that
  /// counts for the groups, where it is another.
  mutating func grid(
    rows: Int, columns count: Int, width: Int, widthInGroups: Int? = nil, isRange: Bool = false,
    _ cell: (_ row: Int, _ column: Int) -> [UInt8]
  ) {
    let available = isRange ? columns : max(0, columns - indent)
    let share = widthInGroups ?? width
    let isSplit = format.splitsLongRows && count * share > available
    let perGroup = isSplit ? max(1, available / share) : count
    var first = 0
    while first < count, !isStopped {
      let end = min(first + perGroup, count)
      if isSplit { groupHeading(first, end) }
      for row in 0..<rows where !isStopped {
        writeIndent()
        for column in first..<end {
          let bytes = cell(row, column)
          // A number wider than its column keeps the gap before it.
          write(repeatElement(32, count: max(width - bytes.count, min(2, width))))
          write(bytes)
        }
        newline()
      }
      first = end
    }
  }

  private mutating func groupHeading(_ first: Int, _ end: Int) {
    if first > 0 { blankLine() }
    writeIndent()
    switch end - first {
    case 1: write(" Column \(end):\n")
    case 2: write(" Columns \(first + 1) and \(end):\n")
    default: write(" Columns \(first + 1) through \(end):\n")
    }
    blankLine()
  }

  /// Calls `show` with the index of the first element of each page; an array of more than two dimensions
  /// gets a line `ans(:,:,k) =` before each.
  ///
  /// - Parameters:
  ///   - isLine: whether a page stands in the line of its name.
  ///   - isOpen: whether a blank line follows a page even in compact format, and the lines before pages stand at
  ///     the margin: so it is with integers.
  ///   - isBegun: whether the first page goes on in a line that has begun.
  mutating func forEachPage(
    _ shape: Shape, isLine: Bool, isOpen: Bool = false, isBegun: Bool = false,
    _ show: (inout Printer, Int) -> Void
  ) {
    guard !shape.isMatrix else { return show(&self, 0) }
    let size = shape.rows * shape.columns
    var position = [Int](repeating: 1, count: shape.higher.count)
    let pageCount = shape.higher.reduce(1, *)
    for page in 0..<pageCount where !isStopped {
      let place = position.map { String($0) }.joined(separator: ",")
      if !isOpen, !(isBegun && page == 0) { writeIndent() }
      write(isLine ? "ans(:,:,\(place)) = " : "ans(:,:,\(place)) =\n")
      if !isLine { blankLine() }
      show(&self, page * size)
      if page < pageCount - 1 {
        if isOpen { newline() } else if !isLine { blankLine() }
      }
      advance(&position, within: shape.higher)
    }
  }

  private func advance(_ position: inout [Int], within extents: [Int]) {
    for axis in position.indices {
      position[axis] += 1
      if position[axis] <= extents[axis] { return }
      position[axis] = 1
    }
  }

  /// Text: a row in the line of its name, several rows as a block that is never indented.
  mutating func characters(_ m: Matrix<UInt8>) {
    if m.isEmpty && !m.shape.isMatrix { return empty(m.shape) }
    if m.rows == 0 { return newline() }
    let isLine = m.rows == 1
    forEachPage(m.shape, isLine: isLine, isBegun: isLine) { printer, first in
      printer.characterRows(m, first)
    }
  }

  private mutating func characterRows(_ m: Matrix<UInt8>, _ first: Int) {
    for row in 0..<m.rows where !isStopped {
      write((0..<m.columns).lazy.map { m[first + row + $0 * m.rows] })
      newline()
    }
  }
}
