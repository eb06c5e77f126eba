import Evaluation
import Glibc
import Matrices

let numberStrings: [Builtin] = [
  Builtin(
    "num2str(x, precision)\nnum2str(x, format)", "Text of a number or of the rows of a matrix",
    shapes: "x: r x c -> character matrix of r rows",
    examples: """
      >> num2str(pi)
      ans = 3.1416
      >> num2str(pi, 8)
      ans = 3.1415927
      >> num2str([1 2; 3 4])
      ans =

      1  2
      3  4

      >> num2str([1.5 2.25], "%6.3f")
      ans = 1.500 2.250
      """,
    seeAlso: ["int2str", "mat2str", "sprintf", "str2num"], one: numberToString),
  Builtin(
    "int2str(x)", "Text of a number rounded to a whole one, or of the rows of such a matrix",
    shapes: "x: r x c -> character matrix of r rows",
    examples: """
      >> int2str(2.7)
      ans = 3
      >> int2str([1.2 2.7])
      ans = 1  3
      """,
    seeAlso: ["num2str", "round"], one: integerToString),
  Builtin(
    "mat2str(x, precision, \"class\")", "Text that gives the matrix back when it is evaluated",
    examples: """
      >> mat2str([1 2; 3 4.5])
      ans = [1 2;3 4.5]
      >> mat2str(pi, 4)
      ans = 3.142
      >> mat2str([true false])
      ans = [true false]
      >> mat2str(int8([1 2]), "class")
      ans = int8([1 2])
      """,
    seeAlso: ["num2str", "eval"], one: matrixToString),
]

/// `num2str`: text as it is, numbers by a format that suits the largest of them.
private func numberToString(_ call: Call) throws -> Value {
  try call.expect(1...2)
  let x = call[0]
  if x.isChar { return x }
  guard x.isNumeric || x.isLogical, let m = try x.doubles else {
    throw call.error("X must be a numeric, logical, or character array")
  }
  if m.isEmpty { return .string("") }
  let format: String
  if call.count == 1 {
    format = defaultFormat(m, isInteger: isIntegerClass(x))
  } else if let text = call[1].text {
    return try rows(of: x, m, format: text, call)
  } else if let digits = call[1].scalar, digits >= 0, let n = Int(exactly: digits) {
    let n = min(n, 1_000_000)
    format = isIntegerClass(x) || x.isLogical ? "%\(n)d" : "%\(n + 7).\(n)g"
  } else {
    throw call.error("PRECISION must be a scalar integer >= 0")
  }
  return try rows(of: x, m, format: format, call)
}

/// What `num2str` makes of one number.
func numberText(_ x: Double) -> String {
  guard x.isFinite else { return x.isNaN ? "NaN" : x < 0 ? "-Inf" : "Inf" }
  let magnitude = x == 0 ? 0 : Int(floor(log10(abs(x))))
  let isWhole = x == x.rounded() && magnitude < 16
  let digits = isWhole ? magnitude + 1 : min(max(magnitude + 5, 5), 16)
  return String(decoding: NumberText.double("%*.*g", precision: digits, x), as: UTF8.self)
}

private func isIntegerClass(_ value: Value) -> Bool {
  if case .integer = value { return true }
  return false
}

/// Whole numbers take their digits and two blanks; others five significant digits, or as many as stand
/// before the point and four more, at most 16.
private func defaultFormat(_ m: Matrix<Double>, isInteger: Bool) -> String {
  var largest = 0.0
  var isWhole = true
  var hasNonFinite = false
  m.withUnsafeElements { elements in
    for x in elements {
      if x.isFinite {
        largest = max(largest, abs(x))
        if x != x.rounded() { isWhole = false }
      } else {
        hasNonFinite = true
      }
    }
  }
  let magnitude = largest == 0 ? 0 : Int(floor(log10(largest)))
  if isWhole && magnitude < 16 {
    let width = hasNonFinite ? max(5, magnitude + 3) : magnitude + 3
    return isInteger ? "%\(width)d" : "%\(width).\(magnitude + 1)g"
  }
  let digits = min(max(magnitude + 5, 5), 16)
  return "%\(digits + 7).\(digits)g"
}

/// The rows of the unfolded array by `format` for every column, the common margins cut off.
///
/// A line takes as many columns as two pages have for each dimension beyond the second, as in Octave: with
/// other numbers of pages the elements of a row take several lines, or share one with the next row.
private func rows(
  of value: Value, _ m: Matrix<Double>, format: String, _ call: Call
) throws -> Value {
  let columnCount = m.columns * (m.shape.rank - 1)
  var template: [UInt8] = []
  let once = try expandEscapes(Array(format.utf8)) { call.session.warn($0) }
  for _ in 0..<columnCount { template += once }
  while let last = template.last, isBlank(last) || last == 0 { template.removeLast() }
  template.append(10)
  let arguments: Value
  switch value {
  case .integer(let stored, let kind):
    arguments = .integer(try rowsAsColumns(stored), kind)
  default: arguments = .double(try rowsAsColumns(m))
  }
  let text = try Printf.text(template, [arguments], function: call.name)
  let whole = text.last == 10 ? text.dropLast() : text[...]
  return try trimmedBlock(whole.split(separator: 10, omittingEmptySubsequences: false))
}

/// The unfolded array transposed, so that its elements come row by row.
private func rowsAsColumns<Element>(_ m: Matrix<Element>) throws -> Matrix<Element> {
  let columnCount = m.count / m.rows
  return try Matrix(Shape(columnCount, m.rows)) { buffer in
    for row in 0..<m.rows {
      for column in 0..<columnCount {
        buffer.initializeElement(at: column + row * columnCount, to: m[row + column * m.rows])
      }
    }
  }
}

private func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

/// A character matrix of `lines` without the blank columns at its left and right.
private func trimmedBlock(_ lines: [ArraySlice<UInt8>]) throws -> Value {
  let width = lines.map { $0.count }.max() ?? 0
  let padded = lines.map { Array($0) + repeatElement(32, count: width - $0.count) }
  func isUsed(_ column: Int) -> Bool {
    padded.contains { !isBlank($0[column]) && $0[column] != 0 }
  }
  guard let first = (0..<width).first(where: isUsed), let last = (0..<width).last(where: isUsed)
  else { return .string("") }
  let shape = Shape(padded.count, last - first + 1)
  return .char(
    try Matrix(shape) { buffer in
      for (row, line) in padded.enumerated() {
        for column in first...last {
          buffer.initializeElement(at: row + (column - first) * shape.rows, to: line[column])
        }
      }
    }, doubleQuoted: false)
}

/// `int2str`: the rounded numbers without an exponent.
private func integerToString(_ call: Call) throws -> Value {
  try call.expect(1...1)
  let x = call[0]
  if x.isChar { return x }
  guard x.isNumeric || x.isLogical, let m = try x.doubles else {
    throw call.error("N must be a numeric, logical, or character array")
  }
  if m.isEmpty { return .string("") }
  let rounded = try m.converted { $0.rounded(.toNearestOrAwayFromZero) }
  let finite = rounded.elements.filter { $0.isFinite }.map { abs($0) }.max() ?? 0
  let width = (finite == 0 ? 0 : Int(floor(log10(finite)))) + 3
  let hasNonFinite = rounded.elements.contains { !$0.isFinite }
  let format = "%\(hasNonFinite ? max(5, width) : width).0f"
  return try rows(of: .matrix(rounded), rounded, format: format, call)
}

/// `mat2str`: brackets, blanks and semicolons around `%.15g`.
private func matrixToString(_ call: Call) throws -> Value {
  try call.expect(1...3)
  let x = call[0]
  guard x.isNumeric || x.isLogical, let m = try x.doubles else { throw call.invalidCall }
  guard m.shape.isMatrix else { throw call.error("X must be two dimensional") }
  var digits = 15
  var showsClass = false
  for argument in call.arguments.dropFirst() {
    if let text = argument.text {
      showsClass = text == "class"
    } else if let precision = try argument.doubles, (1...2).contains(precision.count) {
      digits = Int(max(0, min(precision[0], 1000)).rounded(.down))
    } else {
      throw call.error("N must have only 1 or 2 elements")
    }
  }
  let body =
    x.isLogical ? bracketed(m) { $0 != 0 ? "true" : "false" } : matrixText(m, digits: digits)
  return .string(showsClass ? "\(x.className)(\(body))" : body)
}

/// What `mat2str` makes of numbers.
func matrixText(_ m: Matrix<Double>, digits: Int = 15) -> String {
  bracketed(m) { element in
    if element.isNaN { return NumberText.isMissing(element) ? "NA" : "NaN" }
    if element.isInfinite { return element < 0 ? "-Inf" : "Inf" }
    let text = NumberText.double("%*.*g", precision: digits, element)
    return String(decoding: text, as: UTF8.self)
  }
}

private func bracketed(_ m: Matrix<Double>, _ text: (Double) -> String) -> String {
  if m.isScalar { return text(m[0]) }
  if m.isEmpty { return "[]" }
  let rows = (0..<m.rows).map { row in
    (0..<m.columns).map { text(m[row, $0]) }.joined(separator: " ")
  }
  return "[\(rows.joined(separator: ";"))]"
}
