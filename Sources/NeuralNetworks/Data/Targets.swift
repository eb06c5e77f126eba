import Matrices

/// What a network should answer, checked against its outputs: a label for each example, or a number for
/// each output.
public enum Targets<Element: RealElement>: Sendable {
  /// 0-based classes.
  case labels([Int32])
  /// m x K.
  case values(Matrix<Element>)

  /// Reads `y` as the user wrote it: m x 1 labels 1..K when there are K > 1 outputs, m x 1 numbers (0/1 for
  /// a sigmoid output) when there is one, or m x K targets.
  ///
  /// - Throws: `NetworkError` naming the first entry that does not fit.
  public init(_ y: Matrix<Element>, for network: Network<Element>, inputs x: Shape) throws {
    guard y.shape.isMatrix else {
      throw NetworkError.moreThanTwoDimensions(argument: "y", y.shape)
    }
    guard y.rows == x.rows else { throw NetworkError.exampleCount(x: x, y: y.shape) }
    let outputs = network.outputs
    guard y.columns == 1 || y.columns == outputs else {
      throw NetworkError.targetColumns(found: y.shape, examples: x.rows, outputs: outputs)
    }
    if let bad = Targets.firstNaN(y) {
      throw NetworkError.notANumber(argument: "y", row: bad.row, column: bad.column)
    }
    if y.columns == 1, outputs > 1 {
      self = .labels(try Targets.labels(y, classes: outputs))
    } else {
      if outputs == 1, network.output == .sigmoid { try Targets.checkBinary(y) }
      self = .values(y)
    }
  }

  /// 0-based classes of labels 1..K.
  static func labels(_ y: Matrix<Element>, classes: Int) throws -> [Int32] {
    try y.withUnsafeElements { y in
      let most = Element(classes)
      return try [Int32](unsafeUninitializedCapacity: y.count) { labels, count in
        for i in 0..<y.count {
          guard y[i] >= 1, y[i] <= most, y[i] == y[i].rounded(.towardZero), Int(y[i]) <= classes
          else { throw NetworkError.label(value: Double(y[i]), row: i + 1, classes: classes) }
          labels.initializeElement(at: i, to: Int32(truncatingIfNeeded: Int(y[i])) - 1)
        }
        count = y.count
      }
    }
  }

  private static func checkBinary(_ y: Matrix<Element>) throws {
    try y.withUnsafeElements { y in
      for i in 0..<y.count where !(y[i] >= 0 && y[i] <= 1) {
        throw NetworkError.binaryTarget(value: Double(y[i]), row: i + 1)
      }
    }
  }

  /// The 1-based place of the first NaN, row by row.
  static func firstNaN(_ m: Matrix<Element>) -> (row: Int, column: Int)? {
    m.withUnsafeElements { elements in
      var first: (row: Int, column: Int)?
      for i in 0..<elements.count where elements[i].isNaN {
        let (row, column) = (i % m.rows + 1, i / m.rows + 1)
        if first.map({ row < $0.row }) ?? true { first = (row, column) }
      }
      return first
    }
  }

  /// How many examples there are.
  public var count: Int {
    switch self {
    case .labels(let labels): labels.count
    case .values(let values): values.rows
    }
  }
}
