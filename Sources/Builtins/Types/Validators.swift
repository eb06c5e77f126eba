import Evaluation
import Glibc
import Matrices

/// `mustBePositive` and its siblings: an error that names the argument unless it has a property.
let validators: [Builtin] = [
  elementValidator("mustBeFinite", "finite numbers", bad: "-Inf", seeAlso: ["mustBeNonNan"]) {
    try $0.requireElements(
      \.isFinite, "must be finite; found", "non-finite elements: indexes", .indexes)
  },
  elementValidator("mustBeNonNan", "no NaN", bad: "NaN", seeAlso: ["mustBeFinite"]) {
    try $0.requireElements(
      { !$0.isNaN }, "must be non-NaN; found", "elements that were not: indexes", .indexes)
  },
  elementValidator("mustBeNonzero", "no zero", bad: "0", seeAlso: ["mustBePositive"]) {
    try $0.requireElements(
      { $0 != 0 }, "must be non-zero; found", "elements that were zero: indexes", .indexes)
  },
  signValidator("mustBePositive", "positive", bad: "-1") { $0 > 0 },
  signValidator("mustBeNegative", "negative", bad: "1") { $0 < 0 },
  signValidator("mustBeNonnegative", "non-negative", bad: "-1") { $0 >= 0 },
  signValidator("mustBeNonpositive", "non-positive", bad: "1") { $0 <= 0 },
  limitValidator("mustBeGreaterThan", "greater than", bad: 1) { $0 > $1 },
  limitValidator("mustBeGreaterThanOrEqual", "greater than or equal to", bad: 1) { $0 >= $1 },
  limitValidator("mustBeLessThan", "less than", bad: 3) { $0 < $1 },
  limitValidator("mustBeLessThanOrEqual", "less than or equal to", bad: 3) { $0 <= $1 },
  elementValidator(
    "mustBeInteger", "whole numbers", bad: "2.5", seeAlso: ["mustBeNumeric"], requireWholes),
  classValidator(
    "mustBeNumeric", "a number or an array of numbers", bad: "\"5\"",
    words: "must be numeric; found a", showsClass: true
  ) { $0.isNumeric },
  classValidator(
    "mustBeNumericOrLogical", "numbers or truth values", bad: "{}",
    words: "must be numeric or logical; found a", showsClass: true
  ) { $0.isNumeric || $0.isLogical },
  classValidator("mustBeReal", "real", bad: "{}", words: "must be real") { $0.isRealArray },
  classValidator("mustBeNonempty", "not empty", bad: "[]", words: "must not be empty") {
    !$0.isEmpty
  },
  Builtin(
    "mustBeMember(x, valid)", "Stops with a message unless all elements are among those of valid",
    examples: """
      >> mustBeMember("gd", {"adam", "lbfgs"})
      error: input must be one of the specified valid values; found 1 elements that were not
      """, seeAlso: ["ismember", "validatestring"], many: requireMembers),
]

private typealias Check = @Sendable (Call) throws -> Void

private func elementValidator(
  _ name: String, _ what: String, bad: String, seeAlso: [String], _ check: @escaping Check
) -> Builtin {
  let call = "\(name)(\(bad))"
  return Builtin(
    "\(name)(x)", "Stops with a message unless x holds \(what)",
    examples: """
      >> try, \(call), catch err, disp("stopped"), end
      stopped
      """, seeAlso: seeAlso + ["validateattributes"],
    many: { call in
      try call.expect(1...1)
      try check(call)
      return []
    })
}

private func signValidator(
  _ name: String, _ what: String, bad: String, _ holds: @escaping @Sendable (Double) -> Bool
) -> Builtin {
  elementValidator(name, "\(what) numbers alone", bad: bad, seeAlso: ["mustBeFinite"]) {
    try $0.requireElements(
      holds, "must be \(what); found", "elements that were not: values", .values)
  }
}

private func limitValidator(
  _ name: String, _ what: String, bad: Int, _ holds: @escaping @Sendable (Double, Double) -> Bool
) -> Builtin {
  Builtin(
    "\(name)(x, c)", "Stops with a message unless all elements of x are \(what) c",
    examples: """
      >> try, \(name)(\(bad), 2), catch err, disp("stopped"), end
      stopped
      """, seeAlso: ["mustBePositive", "validateattributes"],
    many: { call in
      try call.expect(2...2)
      let limit = try call.scalar(1)
      let number = String(
        decoding: NumberText.double("%*.*f", precision: 6, limit), as: UTF8.self)
      try call.requireElements(
        { holds($0, limit) }, "must be \(what) \(number); found",
        "elements that were not: values", .values)
      return []
    })
}

private func classValidator(
  _ name: String, _ what: String, bad: String, words: String, showsClass: Bool = false,
  _ holds: @escaping @Sendable (Value) -> Bool
) -> Builtin {
  Builtin(
    "\(name)(x)", "Stops with a message unless x is \(what)",
    examples: """
      >> try, \(name)(\(bad)), catch err, disp("stopped"), end
      stopped
      """, seeAlso: ["validateattributes", "isa"],
    many: { call in
      try call.expect(1...1)
      if holds(call[0]) { return [] }
      let found = showsClass ? " " + call[0].className : ""
      throw EvaluationError("\(call.argumentLabel) \(words)\(found)")
    })
}

private func requireWholes(_ call: Call) throws {
  let x = call[0]
  if x.isLogical { return }
  if case .integer = x { return }
  let fault: String
  if !x.isNumeric {
    fault = "it was non-numeric (found a \(x.className))"
  } else {
    let elements = try call.matrix(0)
    if try elements.contains({ !$0.isFinite }) {
      fault = "there were non-finite values"
    } else if try elements.contains({ $0 != $0.rounded(.towardZero) }) {
      fault = "it had fractional values in some elements"
    } else {
      return
    }
  }
  throw EvaluationError("\(call.argumentLabel) must be integer-valued; but \(fault)")
}

private func requireMembers(_ call: Call) throws -> [Value] {
  try call.expect(2...2)
  guard let isMember = call.session.builtins["ismember"] else { throw call.invalidCall }
  let found = try isMember.body(
    Call(
      name: "ismember", arguments: call.arguments, outputCount: 1, session: call.session))
  let missing = try found.first?.doubles?.elements.count { $0 == 0 } ?? 0
  if missing > 0 {
    throw EvaluationError(
      "\(call.argumentLabel) must be one of the specified valid values; found \(missing) elements "
        + "that were not")
  }
  return []
}

/// What of the elements that lack what was asked for a message shows.
private enum Shown { case indexes, values }

extension Value {
  fileprivate var isRealArray: Bool { isNumeric || isLogical || isChar }
}

extension Matrix where Element == Double {
  fileprivate func contains(_ holds: (Double) -> Bool) throws -> Bool {
    try Interrupt.check()
    return withUnsafeElements { $0.contains(where: holds) }
  }
}

extension Call {
  /// What the caller calls the first argument, `input` where it has no name.
  fileprivate var argumentLabel: String {
    guard let text = session.argumentTexts.first, isIdentifier(text) else { return "input" }
    return text
  }

  /// An error that says, around how many elements do not hold, what was wanted and what was found.
  fileprivate func requireElements(
    _ holds: (Double) -> Bool, _ wanted: String, _ found: String, _ shown: Shown
  ) throws {
    let elements = try matrix(0)
    guard try elements.contains({ !holds($0) }) else { return }
    let places = elements.elements.indices.filter { !holds(elements[$0]) }
    // Picked out of a row they are a row, else a column.
    let isRow = shown == .values && elements.shape.isMatrix && elements.rows == 1
    let listed = places.map { shown == .values ? elements[$0] : Double($0 + 1) }
    let list = try Matrix(isRow ? Shape(1, listed.count) : Shape(listed.count, 1), listed)
    throw EvaluationError("\(argumentLabel) \(wanted) \(places.count) \(found) \(matrixText(list))")
  }
}
