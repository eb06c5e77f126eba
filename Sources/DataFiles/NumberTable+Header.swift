import Matrices

extension NumberTable {
  /// The numbers of a table whose first line names the columns, separated by commas, tabs or semicolons;
  /// empty fields are NaN. Nil when `bytes` are no such table.
  ///
  /// - Throws: `DataFileError.malformed` with the place of the first field that is no number.
  static func belowHeader(_ bytes: [UInt8], path: String) throws -> Matrix<Double>? {
    var cursor = TextCursor(bytes)
    guard let first = cursor.line(), first.allSatisfy({ $0 >= 32 || $0 == 9 }),
      let separator = ",;\t".utf8.first(where: { first.contains($0) })
    else { return nil }
    let names = fields(first, separator)
    guard
      names.allSatisfy({ $0.withUnsafeBufferPointer(value) == nil && $0.contains(where: isLetter) })
    else { return nil }
    var rows: [Double] = []
    var line = 1
    while let next = cursor.line() {
      line += 1
      if next.allSatisfy({ $0 == 32 || $0 == 9 }) { continue }
      let fields = fields(next, separator)
      guard fields.count == names.count else {
        throw DataFileError.malformed(
          path: path,
          detail: "line \(line) has \(fields.count) fields, its first line names \(names.count)")
      }
      for (column, field) in fields.enumerated() {
        guard let x = field.isEmpty ? .nan : wholeValue(field) else {
          let text = String(decoding: field, as: UTF8.self)
          throw DataFileError.malformed(
            path: path,
            detail: "'\(text)' in line \(line), column \(column + 1) is no number; "
              + "textscan and importdata read tables with text")
        }
        rows.append(x)
      }
    }
    return rows.isEmpty ? nil : try transposed(rows, columns: names.count)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte) || byte >= 128
  }

  /// The fields of a line without blanks and quotes around them.
  private static func fields(
    _ line: ArraySlice<UInt8>, _ separator: UInt8
  ) -> [ArraySlice<UInt8>] {
    line.split(separator: separator, omittingEmptySubsequences: false).map { field in
      var field = field.drop { $0 == 32 }
      while field.last == 32 { field.removeLast() }
      if field.count > 1, field.first == UInt8(ascii: "\""), field.last == UInt8(ascii: "\"") {
        field = field.dropFirst().dropLast()
      }
      return field
    }
  }

  /// The number that a field is; nil when it is anything else.
  private static func wholeValue(_ field: ArraySlice<UInt8>) -> Double? {
    var cursor = TextCursor(Array(field))
    guard let x = cursor.number(), cursor.isAtEnd else { return nil }
    return x
  }
}
