import Evaluation
import Matrices

extension Matrix where Element == UInt8 {
  /// The rows of a character matrix, blanks and all.
  var textRows: [[UInt8]] {
    let width = rows == 0 ? 0 : count / rows
    return (0..<rows).map { row in (0..<width).map { self[row, $0] } }
  }

  /// A character matrix with these rows, each padded with blanks to the longest.
  init(textRows rows: [[UInt8]]) throws {
    let width = rows.reduce(0) { Swift.max($0, $1.count) }
    try self.init(Shape(rows.count, width), repeating: UInt8(ascii: " "))
    for (row, text) in rows.enumerated() {
      for (column, byte) in text.enumerated() { self[row, column] = byte }
    }
  }
}

extension Value {
  /// A character matrix with these rows, padded with blanks.
  static func textRows(_ rows: [[UInt8]]) throws -> Value {
    .char(try Matrix(textRows: rows), doubleQuoted: false)
  }

  /// A character row; unlike `bytes`, 1x0 when there are none.
  static func textRow(_ bytes: [UInt8]) throws -> Value {
    .char(try Matrix(Shape(1, bytes.count), bytes), doubleQuoted: false)
  }

  /// A cell of the given shape (a column when left out) holding these texts.
  static func textCell(_ texts: [[UInt8]], shape: Shape? = nil) throws -> Value {
    .cell(try Matrix(shape ?? Shape(texts.count, 1), texts.map { Value.bytes($0) }))
  }

  /// The rows of a character matrix; nil for other values.
  var rowsOfText: [[UInt8]]? {
    guard case .char(let m, _) = self else { return nil }
    return m.textRows
  }

  /// The strings in a string, a character matrix (its rows) or a cell of strings; nil for other values.
  var listOfTexts: [[UInt8]]? {
    if let bytes { return [bytes] }
    if let rows = rowsOfText { return rows }
    return cellOfBytes
  }

  /// The strings of a cell array of strings as bytes; nil when an element is something else.
  var cellOfBytes: [[UInt8]]? {
    guard case .cell(let c) = self else { return nil }
    var all: [[UInt8]] = []
    for element in c.elements {
      guard let bytes = element.bytes else { return nil }
      all.append(bytes)
    }
    return all
  }
}

/// Applies `transform` to a value or, through cells of any depth, to every element.
func mapLeaves(
  _ value: Value, depth: Int = 0, _ transform: (Value) throws -> Value
) throws -> Value {
  guard case .cell(let c) = value else { return try transform(value) }
  guard depth < 256 else { throw EvaluationError("max_recursion_depth exceeded") }
  return .cell(
    try Matrix(c.shape, c.elements.map { try mapLeaves($0, depth: depth + 1, transform) }))
}

extension UInt8 {
  /// Blank, tab, newline, vertical tab, form feed or carriage return.
  var isBlank: Bool { self == 32 || (9...13).contains(self) }
  var isDigit: Bool { (48...57).contains(self) }
  var isUpper: Bool { (65...90).contains(self) }
  var isLower: Bool { (97...122).contains(self) }
  var isLetter: Bool { isUpper || isLower }
  var lowered: UInt8 { isUpper ? self + 32 : self }
  var uppered: UInt8 { isLower ? self - 32 : self }

  /// The digit 0...35 that this character stands for; nil for other characters.
  var digitValue: Int? {
    if isDigit { return Int(self) - 48 }
    if isLetter { return Int(lowered) - 87 }
    return nil
  }
}
