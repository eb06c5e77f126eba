import Matrices

/// One equation with the shape and the numbers of its result.
struct NumberLines {
  private let equation: String
  private let shape: String
  private let numbers: String
  private let block: [String]
  private let hasResult: Bool

  /// Numbers of one row that are shown; the rest is counted.
  private static let most = 8

  /// An equation whose result was shown before.
  init(_ equation: String) {
    self.equation = equation
    (shape, numbers, block, hasResult) = ("", "", [], false)
  }

  /// A result that is one column of the lecture's notation; `row` holds it as one row.
  init<T: RealElement>(
    _ equation: String, product: (Shape, Shape)? = nil, column row: Matrix<T>
  ) {
    self.equation = equation
    shape = NumberLines.shapes(product, Shape(row.count, 1))
    numbers = NumberLines.row(row) + (row.count > 1 ? "'" : "")
    (block, hasResult) = ([], true)
  }

  /// A matrix, shown under the equation.
  init<T: RealElement>(
    _ equation: String, product: (Shape, Shape)? = nil, block m: Matrix<T>
  ) {
    self.equation = equation
    shape = NumberLines.shapes(product, m.shape)
    (numbers, block, hasResult) = ("", NumberLines.rows(m), true)
  }

  private static func shapes(_ product: (Shape, Shape)?, _ result: Shape) -> String {
    product.map { "\($0.0) * \($0.1) -> \(result)" } ?? result.description
  }

  /// Equations under each other with their shapes in one column; long ones get a line of their own.
  static func aligned(_ all: [NumberLines]) -> [String] {
    let fitting = all.filter { $0.hasResult && $0.equation.count <= 44 }
    let width = fitting.map(\.equation.count).max() ?? 0
    return all.flatMap { entry -> [String] in
      guard entry.hasResult else { return ["  " + entry.equation] }
      let result = entry.shape + (entry.numbers.isEmpty ? "" : "  " + entry.numbers)
      let head =
        entry.equation.count > width
        ? ["  " + entry.equation, "    " + result]
        : [
          "  " + entry.equation + String(repeating: " ", count: width - entry.equation.count)
            + "  " + result
        ]
      return head + entry.block.map { "      " + $0 }
    }
  }

  /// `[1  0.5  -0.2]`, a single number without brackets, long rows cut.
  static func row<T: RealElement>(_ m: Matrix<T>) -> String {
    if m.count == 1 { return ShortNumber.text(Double(m[0])) }
    let shown = (0..<min(m.count, most)).map { ShortNumber.text(Double(m[$0])) }
    let rest = m.count > most ? "  ... (\(m.count) numbers)" : ""
    return "[" + shown.joined(separator: "  ") + rest + "]"
  }

  private static func rows<T: RealElement>(_ m: Matrix<T>) -> [String] {
    let columns = min(m.columns, most)
    let cells = (0..<min(m.rows, most)).map { row in
      (0..<columns).map { ShortNumber.text(Double(m[row, $0])) }
        + (m.columns > columns ? ["..."] : [])
    }
    let lines = TextTable.lines(cells, rightAligned: Set(0...columns))
    return m.rows > most ? lines + ["... (\(m.shape))"] : lines
  }
}
