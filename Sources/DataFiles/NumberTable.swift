import Glibc
import Matrices

/// Plain text with rows of numbers: separated by blanks, commas, tabs or semicolons.
public enum NumberTable {
  /// The table in `bytes` when every line holds as many numbers as the others and nothing else; comments
  /// from `#` or `%` on and blank lines are skipped. Nil when the text is no such table.
  public static func strict(_ bytes: [UInt8]) throws -> Matrix<Double>? {
    var rows: [Double] = []
    var columns = 0
    var cursor = TextCursor(bytes)
    while let line = cursor.line() {
      let body = line.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "%") }
      let before = rows.count
      guard append(body, to: &rows) else { return nil }
      let count = rows.count - before
      if count == 0 { continue }
      if columns == 0 { columns = count }
      guard count == columns else { return nil }
    }
    guard columns > 0 else { return nil }
    return try transposed(rows, columns: columns)
  }

  /// Appends the numbers of a line; false when it holds anything else.
  private static func append(_ line: ArraySlice<UInt8>, to numbers: inout [Double]) -> Bool {
    var cursor = TextCursor(Array(line))
    while true {
      while !cursor.isAtEnd, isSeparator(cursor.current) { cursor.skip(1) }
      if cursor.isAtEnd { return true }
      guard let x = cursor.number(), cursor.isAtEnd || isSeparator(cursor.current) else {
        return false
      }
      numbers.append(x)
    }
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == 32 || byte == 9 || byte == 13 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";")
  }

  static func transposed(_ byRows: [Double], columns: Int) throws -> Matrix<Double> {
    let rows = columns == 0 ? 0 : byRows.count / columns
    return try Matrix(Shape(rows, columns)) { buffer in
      for row in 0..<rows {
        for column in 0..<columns { buffer[column * rows + row] = byRows[row * columns + column] }
      }
    }
  }

  /// What part of a delimited file to read, and how.
  public struct Selection {
    /// nil: found from the first line.
    public var separator: UInt8?
    public var rows: ClosedRange<Int> = 0...Int.max
    public var columns: ClosedRange<Int> = 0...Int.max
    /// Stands for empty fields, for text, and for the ends of short rows.
    public var emptyValue = 0.0
    public init() {}
  }

  /// A delimited table as `dlmread` takes it: fields may be empty or text, rows may be short.
  public static func lenient(_ bytes: [UInt8], _ selection: Selection) throws -> Matrix<Double> {
    var cursor = TextCursor(bytes)
    var values: [Double] = []
    var counts: [Int] = []
    var fields = selection.separator.map { FieldSeparator(byte: $0) }
    var number = -1
    while let line = cursor.line() {
      number += 1
      if number < selection.rows.lowerBound { continue }
      if number > selection.rows.upperBound { break }
      if line.allSatisfy({ $0 == 32 || $0 == 9 }) {
        number -= 1
        continue
      }
      let separator = fields ?? FieldSeparator(of: line)
      fields = separator
      let before = values.count
      line.withUnsafeBufferPointer { line in
        separator.forEachField(line) { index, field in
          if selection.columns.contains(index) {
            values.append(value(field) ?? selection.emptyValue)
          }
        }
      }
      counts.append(values.count - before)
    }
    let width = counts.max() ?? 0
    return try Matrix(Shape(counts.count, width)) { buffer in
      var first = 0
      for (row, count) in counts.enumerated() {
        for column in 0..<width {
          buffer[column * counts.count + row] =
            column < count ? values[first + column] : selection.emptyValue
        }
        first += count
      }
    }
  }

  /// The number at the start of a field; nil when there is none.
  static func value(_ field: UnsafeBufferPointer<UInt8>) -> Double? {
    if let plain = PlainDecimal.read(field) { return plain.value }
    var cursor = TextCursor(Array(field))
    return cursor.number()
  }
}

/// What stands between the fields of a line.
private struct FieldSeparator {
  private let byte: UInt8
  /// Whether blanks and tabs separate, however many they are.
  private let isGap: Bool

  /// A character that was asked for: two of them have an empty field between them, blanks as well.
  init(byte: UInt8) { (self.byte, isGap) = (byte, false) }

  /// What follows the first number of a line: a comma, colon or semicolon, or any blanks.
  init(of line: ArraySlice<UInt8>) {
    let start = line.firstIndex { (48...57).contains($0) } ?? line.startIndex
    let found = line[start...].first { ",:; \t".utf8.contains($0) } ?? 32
    (byte, isGap) = (found, found == 32 || found == 9)
  }

  /// Calls `body` with each field and its number (0-based).
  func forEachField(
    _ line: UnsafeBufferPointer<UInt8>, _ body: (Int, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var index = 0
    var start = 0
    for end in 0...line.count {
      let isEnd =
        end == line.count || line[end] == byte || isGap && (line[end] == 32 || line[end] == 9)
      if !isEnd { continue }
      if !isGap || end > start {
        body(index, UnsafeBufferPointer(rebasing: line[start..<end]))
        index += 1
      }
      start = end + 1
    }
  }
}
