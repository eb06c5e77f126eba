import Matrices

/// The colours of a table of counts on a terminal: green grounds for the diagonal, red ones beside it, the
/// stronger the greater a count's share of its row is. A count of 0 has none.
enum CountShades {
  /// Grounds from pale to strong among the 256 colours of terminals; black stands on each of them.
  private static let right = [194, 157, 120, 77, 34]
  private static let wrong = [224, 217, 210, 203, 196]

  /// The text of a table with its colours; the text itself where it does not read as these counts.
  static func coloured(_ text: [UInt8], _ counts: Matrix<Double>) -> [UInt8] {
    guard counts.shape.isMatrix, counts.rows > 0 else { return text }
    let sums = (0..<counts.rows).map { row in
      (0..<counts.columns).reduce(0) { $0 + counts[row, $1] }
    }
    var result: [UInt8] = []
    var (row, column, width) = (0, 0, 0)
    for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.startIndex > 0 { result.append(UInt8(ascii: "\n")) }
      guard line.contains(where: isDigit), line.allSatisfy({ isDigit($0) || $0 == 0x20 }) else {
        // Between the parts of a wide table.
        if row > 0 { (row, column) = (0, column + width) }
        result += line
        continue
      }
      let words = line.split(separator: 0x20)
      width = words.count
      guard row < counts.rows, column + width <= counts.columns else { return text }
      var place = line.startIndex
      for (index, word) in words.enumerated() {
        let count = counts[row, column + index]
        guard Double(String(decoding: word, as: UTF8.self)) == count else { return text }
        // A space between the grounds.
        let start = min(place + 1, word.startIndex)
        result += line[place..<start]
        let cell = line[start..<word.endIndex]
        let share = sums[row] > 0 ? count / sums[row] : 0
        if share > 0 {
          let grounds = row == column + index ? right : wrong
          let ground = grounds[min(grounds.count - 1, Int(share * Double(grounds.count)))]
          result += Array("\u{1B}[38;5;16;48;5;\(ground)m".utf8) + cell + Array("\u{1B}[0m".utf8)
        } else {
          result += cell
        }
        place = word.endIndex
      }
      result += line[place...]
      row += 1
    }
    return result
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
