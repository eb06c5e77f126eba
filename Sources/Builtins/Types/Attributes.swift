import Evaluation
import Matrices

/// The body of `validateattributes`.
func validateAttributes(_ call: Call) throws -> [Value] {
  try call.expect(3...6)
  guard let classes = call[1].texts else {
    throw call.error("CLASSES must be a cellstr")
  }
  guard case .cell(let attributes) = call[2] else {
    throw call.error("ATTRIBUTES must be a cell array")
  }
  let subject = try subjectName(call)
  try checkClass(call[0], classes, subject)
  var i = 0
  while i < attributes.count {
    guard let name = attributes[i].text?.lowercased() else {
      throw call.error("ATTRIBUTES must be strings")
    }
    i += 1
    if let test = plainAttribute(name) {
      if try !test(call[0]) {
        throw EvaluationError("\(subject) must be \(name)", identifier: "Octave:expected-\(name)")
      }
      continue
    }
    guard i < attributes.count, try checkMeasure(call[0], name, attributes[i], subject) else {
      throw call.error("unknown ATTRIBUTE \(name)", identifier: "Octave:invalid-input-arg")
    }
    i += 1
  }
  return []
}

/// How messages name the value: `fn: arg (argument #2)`.
private func subjectName(_ call: Call) throws -> String {
  var rest = Array(call.arguments.dropFirst(3))
  var position = ""
  if let last = rest.last, last.isNumeric {
    guard let n = last.scalar.flatMap({ Int(exactly: $0) }), n > 0 else {
      throw call.error("ARG_IDX must be a positive integer")
    }
    position = " (argument #\(n))"
    rest.removeLast()
  }
  let function = rest.first?.text.map { $0.isEmpty ? "" : $0 + ": " } ?? ""
  let variable = rest.count > 1 ? rest[1].text ?? "input" : "input"
  return function + variable + position
}

private func checkClass(_ value: Value, _ classes: [String], _ subject: String) throws {
  if classes.isEmpty { return }
  var accepted: Set<String> = []
  let floats = ["double", "single"]
  let integers = IntegerKind.allCases.map(\.rawValue)
  for name in classes {
    switch name {
    case "float": accepted.formUnion(floats)
    case "numeric": accepted.formUnion(floats + integers)
    default: accepted.insert(name)
    }
  }
  guard !accepted.contains(value.className) else { return }
  throw EvaluationError(
    "\(subject) must be of class:\n\n  \(accepted.sorted().joined(separator: "\n  "))\n\n"
      + "but was of class \(value.className)", identifier: "Octave:invalid-type")
}

/// The test behind an attribute that stands alone; nil for any other word.
private func plainAttribute(_ name: String) -> ((Value) throws -> Bool)? {
  func all(_ test: @escaping (Double) -> Bool) -> (Value) throws -> Bool {
    { value in try value.doubles?.elements.allSatisfy(test) ?? false }
  }
  func pairs(_ test: @escaping (Double, Double) -> Bool) -> (Value) throws -> Bool {
    { value in
      guard let m = try value.doubles?.elements else { return false }
      return !m.contains(where: \.isNaN) && zip(m, m.dropFirst()).allSatisfy(test)
    }
  }
  switch name {
  case "2d": return { $0.shape.rank == 2 }
  case "3d": return { $0.shape.rank <= 3 }
  case "column": return { $0.shape.isMatrix && $0.shape.columns == 1 }
  case "row": return { $0.shape.isMatrix && $0.shape.rows == 1 }
  case "scalar": return { $0.isScalar }
  case "vector": return { $0.shape.isVector && !$0.isEmpty }
  case "square": return { $0.shape.isSquare }
  case "nonempty": return { !$0.isEmpty }
  case "nonsparse", "real": return { _ in true }
  case "binary": return all { $0 == 0 || $0 == 1 }
  case "even": return all { $0.truncatingRemainder(dividingBy: 2) == 0 }
  case "odd": return all { abs($0.truncatingRemainder(dividingBy: 2)) == 1 }
  case "integer": return all { $0 == $0.rounded() && $0.isFinite }
  case "finite": return all { $0.isFinite }
  case "nonnan": return all { !$0.isNaN }
  case "nonnegative": return all { $0 >= 0 }
  case "nonzero": return all { $0 != 0 }
  case "positive": return all { $0 > 0 }
  case "decreasing": return pairs { $0 > $1 }
  case "increasing": return pairs { $0 < $1 }
  case "nondecreasing": return pairs { $0 <= $1 }
  case "nonincreasing": return pairs { $0 >= $1 }
  default: return nil
  }
}

/// Checks an attribute that takes a value; false when `name` is none.
private func checkMeasure(
  _ value: Value, _ name: String, _ wanted: Value, _ subject: String
) throws -> Bool {
  func fail(_ what: String, _ identifier: String) -> EvaluationError {
    EvaluationError("\(subject) must \(what)", identifier: "Octave:\(identifier)")
  }
  guard let numbers = try wanted.doubles?.elements, let limit = numbers.first else { return false }
  let elements = try value.doubles?.elements ?? []
  let shown = PrintfNumber.fixed(limit)
  switch name {
  case "size":
    let own = value.shape.dimensions
    let fits =
      own.count == numbers.count
      && zip(own, numbers).allSatisfy { $1.isNaN || Double($0) == $1 }
    let text = numbers.map { $0.isNaN ? "N" : "\(Int(exactly: $0) ?? 0)" }.joined(separator: "x")
    if !fits { throw fail("be of size \(text) but was \(value.shape)", "incorrect-size") }
  case "numel":
    if Double(value.count) != limit {
      throw fail("have \(Int(exactly: limit) ?? 0) elements", "incorrect-numel")
    }
  case "ncols":
    if Double(value.shape.columns) != limit {
      throw fail("have \(Int(exactly: limit) ?? 0) columns", "incorrect-numcols")
    }
  case "nrows":
    if Double(value.shape.rows) != limit {
      throw fail("have \(Int(exactly: limit) ?? 0) rows", "incorrect-numrows")
    }
  case "ndims":
    if Double(value.shape.rank) != limit {
      throw fail("have \(Int(exactly: limit) ?? 0) dimensions", "incorrect-numdims")
    }
  case ">":
    if !elements.allSatisfy({ $0 > limit }) {
      throw fail("be greater than \(shown)", "expected-greater")
    }
  case ">=":
    if !elements.allSatisfy({ $0 >= limit }) {
      throw fail("be greater than or equal to \(shown)", "expected-greater-equal")
    }
  case "<":
    if !elements.allSatisfy({ $0 < limit }) {
      throw fail("be less than \(shown)", "expected-less")
    }
  case "<=":
    if !elements.allSatisfy({ $0 <= limit }) {
      throw fail("be less than or equal to \(shown)", "expected-less-equal")
    }
  default: return false
  }
  return true
}

private enum PrintfNumber {
  /// As `%f` writes it.
  static func fixed(_ x: Double) -> String {
    String(decoding: formatted(x, "%f"), as: UTF8.self)
  }
}
