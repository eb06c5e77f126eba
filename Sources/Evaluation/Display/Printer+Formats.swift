import Matrices

/// The formats that show no digits of the decimal system: signs (`format +`) and bits (`format hex`).
extension Printer {
  /// The signs of numbers, a character each; false for values that have none.
  mutating func showSigns(_ value: Value) -> Bool {
    guard value.isNumeric || value.isLogical, !value.isEmpty, value.shape.isMatrix,
      let m = try? value.doubles
    else { return false }
    for row in 0..<m.rows {
      for column in 0..<m.columns {
        let x = m[row, column]
        write(x > 0 ? "+" : x < 0 ? "-" : " ")
      }
      newline()
    }
    return true
  }

  /// Integers as the hexadecimal digits of their bits.
  mutating func integerBits(_ m: Matrix<Int64>, _ kind: IntegerKind) {
    let digits = 2 * kind.byteCount
    let mask = kind.byteCount == 8 ? UInt64.max : (UInt64(1) << (8 * UInt64(kind.byteCount))) - 1
    func text(_ stored: Int64) -> [UInt8] {
      NumberLayout.hexadecimal(UInt64(bitPattern: stored) & mask, digits: digits)
    }
    if m.isScalar {
      write(text(m[0]))
      return newline()
    }
    forEachPage(m.shape, isLine: false, isOpen: true) { printer, first in
      printer.grid(rows: m.rows, columns: m.columns, width: digits + 2) {
        text(m[first + $0 + $1 * m.rows])
      }
    }
  }
}
