import Evaluation
import Matrices

/// Compares two values as `assert` does and collects where they differ.
struct Comparison {
  /// Nil when it was left out: then the classes must agree too.
  let tolerance: Matrix<Double>?
  /// The arguments of the call, as written.
  let text: [String]

  private struct Mismatch {
    let index: String
    let observed: String
    let expected: String
    let reason: String
  }
  private var mismatches: [Mismatch] = []
  /// The message of a comparison of elements of a cell or struct, which stands for the whole.
  private var innerMessage: String?

  init(tolerance: Matrix<Double>?, text: [String]) {
    self.tolerance = tolerance
    self.text = text
  }

  /// What to tell when the values differ: a table of all differences.
  var message: String? {
    if let innerMessage { return innerMessage }
    guard !mismatches.isEmpty else { return nil }
    var lines = [
      "ASSERT errors for:  assert (\(text.joined(separator: ",")))", "",
      "  Location  |  Observed  |  Expected  |  Reason",
    ]
    lines += mismatches.map { each in
      "  " + Self.centred(each.index, width: 10, middle: 4) + " "
        + Self.centred(each.observed, width: 12, middle: 6) + " "
        + Self.centred(each.expected, width: 12, middle: 6) + "   " + each.reason
    }
    return lines.joined(separator: "\n")
  }

  /// `text` with its middle at column `middle`.
  private static func centred(_ text: String, width: Int, middle: Int) -> String {
    let before = max(0, middle + text.utf8.count / 2 - text.utf8.count)
    let after = max(0, width - before - text.utf8.count)
    return String(repeating: " ", count: before) + text + String(repeating: " ", count: after)
  }

  private mutating func note(
    _ index: String, _ reason: String, observed: String = "O", expected: String = "E"
  ) {
    mismatches.append(
      Mismatch(index: index, observed: observed, expected: expected, reason: reason))
  }

  mutating func compare(_ observed: Value, _ expected: Value) throws {
    switch expected {
    case .char: compareText(observed, expected)
    case .cell(let cell): try compareCell(observed, cell)
    case .structure(let fields): try compareStruct(observed, fields)
    case .function(let function): compareFunction(observed, function)
    default: try compareNumbers(observed, expected)
    }
  }

  private mutating func compareText(_ observed: Value, _ expected: Value) {
    let shown = shortText(expected)
    guard observed.isChar else {
      let isNumber = observed.isNumeric || observed.isLogical
      note(
        ".", "Expected string, but observed \(isNumber ? "number" : observed.className)",
        observed: isNumber ? shortText(observed) : "O", expected: shown)
      return
    }
    if case .char(let a, _) = observed, case .char(let b, _) = expected, a != b {
      note("[]", "Strings don't match", observed: shortText(observed), expected: shown)
    }
  }

  private func shortText(_ value: Value) -> String {
    if case .char(let m, _) = value { return String(decoding: m.elements, as: UTF8.self) }
    return value.scalar.map { numberText($0) } ?? (value.isEmpty ? "" : "O")
  }

  private mutating func compareCell(_ observed: Value, _ expected: Matrix<Value>) throws {
    guard case .cell(let cell) = observed else {
      return note(".", "Expected cell, but observed \(observed.className)")
    }
    guard sameShape(cell.shape, expected.shape) else { return }
    for i in 0..<cell.count where innerMessage == nil {
      if cell[i].valueClass == .char, expected[i].isNumeric {
        return note("{}", "Cell configuration error")
      }
      try compareInner(cell[i], expected[i], text: ["cond {i}", "expected {i}", "tol"])
    }
  }

  private mutating func compareStruct(_ observed: Value, _ expected: StructArray) throws {
    guard case .structure(let fields) = observed else {
      return note(".", "Expected struct, but observed \(observed.className)")
    }
    guard fields.shape == expected.shape, fields.names.count == expected.names.count else {
      return note(
        ".", "Structure sizes don't match", observed: "O(\(fields.shape))",
        expected: "E(\(expected.shape))")
    }
    guard fields.names.sorted() == expected.names.sorted() else {
      return note(".", "Structure fieldname mismatch")
    }
    for name in expected.names {
      guard let a = fields.column(name), let b = expected.column(name) else { continue }
      for i in 0..<a.count where innerMessage == nil {
        try compareInner(a[i], b[i], text: ["cond {i}", "expected {i}", "tol"])
      }
    }
  }

  private mutating func compareInner(_ observed: Value, _ expected: Value, text: [String]) throws {
    // Parts are compared with a tolerance, be it 0, and so without their classes.
    var inner = Comparison(tolerance: tolerance ?? Matrix(scalar: 0), text: text)
    try inner.compare(observed, expected)
    innerMessage = inner.message
  }

  private mutating func compareFunction(_ observed: Value, _ expected: FunctionValue) {
    guard case .function(let function) = observed else {
      return note("@", "Expected function handle, but observed \(observed.className)")
    }
    if function.text != expected.text { note("@", "Function handles don't match") }
  }

  private mutating func sameShape(_ observed: Shape, _ expected: Shape) -> Bool {
    if observed == expected { return true }
    note(
      ".", "Dimensions don't match", observed: "O(\(observed))", expected: "E(\(expected))")
    return false
  }

  private mutating func compareNumbers(_ observed: Value, _ expected: Value) throws {
    guard sameShape(observed.shape, expected.shape) else { return }
    if tolerance == nil, observed.className != expected.className {
      return note("()", "Class \(observed.className) != \(expected.className)")
    }
    guard let a = try observed.doubles, let b = try expected.doubles else {
      return note("()", "Class \(observed.className) != \(expected.className)")
    }
    for i in 0..<a.count { compare(a[i], b[i], at: i, of: a.shape) }
  }

  private mutating func compare(_ a: Double, _ b: Double, at index: Int, of shape: Shape) {
    if a == b { return }
    if a.isNaN, b.isNaN, NumberText.isMissing(a) == NumberText.isMissing(b) { return }
    guard let reason = Self.reason(a, b, tolerance: limit(index)) else { return }
    note(
      place(index, shape), reason, observed: NumberText.isMissing(a) ? "NA" : numberText(a),
      expected: NumberText.isMissing(b) ? "NA" : numberText(b))
  }

  private func limit(_ index: Int) -> Double {
    guard let tolerance, !tolerance.isEmpty else { return 0 }
    return tolerance.count > index ? tolerance[index] : tolerance[0]
  }

  private static func reason(_ a: Double, _ b: Double, tolerance: Double) -> String? {
    if NumberText.isMissing(a) || NumberText.isMissing(b) { return "'NA' mismatch" }
    if a.isNaN || b.isNaN { return "'NaN' mismatch" }
    if a.isInfinite || b.isInfinite { return "'Inf' mismatch" }
    let isRelative = tolerance < 0 && b != 0
    let error = isRelative ? abs(a - b) / abs(b) : abs(a - b)
    let limit = abs(tolerance)
    guard !(error <= limit) else { return nil }
    func text(_ x: Double, _ digits: Int) -> String {
      String(decoding: NumberText.double("%*.*g", precision: digits, x), as: UTF8.self)
    }
    let kind = isRelative ? "Rel" : "Abs"
    return "\(kind) err \(text(error, 5)) exceeds tol \(text(limit, 5)) by "
      + text(error - limit, 1)
  }

  private func place(_ index: Int, _ shape: Shape) -> String {
    if shape.isScalar { return "()" }
    if shape.isVector { return "(\(index + 1))" }
    return "(\(subscripts(of: index, in: shape)))"
  }
}
