import Evaluation
import Matrices
import Syntax

/// The operators by name, for `cellfun`, `bsxfun` and the like.
let operatorFunctions: [Builtin] = [
  folding("plus", .add, "The sum", ">> plus(1, 2, 3)\nans = 6"),
  binary("minus", .subtract, "The difference", ">> minus(5, 3)\nans = 2"),
  folding("times", .multiply, "The product of elements", ">> times(2, 3)\nans = 6"),
  folding("mtimes", .matrixMultiply, "The matrix product", ">> mtimes([1 2], [3; 4])\nans = 11"),
  binary("rdivide", .rightDivide, "The quotient of elements", ">> rdivide(6, 3)\nans = 2"),
  binary("ldivide", .leftDivide, "The quotient of elements, y / x", ">> ldivide(2, 6)\nans = 3"),
  binary(
    "mrdivide", .matrixRightDivide, "The solution X of X * y = x", ">> mrdivide(6, 3)\nans = 2"),
  binary(
    "mldivide", .matrixLeftDivide, "The solution X of x * X = y", ">> mldivide(2, 6)\nans = 3"),
  binary("power", .power, "The power of elements", ">> power(2, 10)\nans = 1024"),
  binary(
    "mpower", .matrixPower, "The power of a square matrix",
    ">> mpower([1 1; 0 1], 3)\nans =\n\n   1   3\n   0   1\n\n"),
  binary("eq", .equal, "Whether elements are equal", ">> eq(1, 1)\nans = 1"),
  binary("ne", .notEqual, "Whether elements differ", ">> ne(1, 1)\nans = 0"),
  binary("lt", .less, "Whether elements are less", ">> lt(1, 2)\nans = 1"),
  binary("le", .lessOrEqual, "Whether elements are less or equal", ">> le(2, 2)\nans = 1"),
  binary("gt", .greater, "Whether elements are greater", ">> gt(1, 2)\nans = 0"),
  binary("ge", .greaterOrEqual, "Whether elements are greater or equal", ">> ge(2, 2)\nans = 1"),
  folding("and", .and, "Whether all of the elements are nonzero", ">> and(1, 0)\nans = 0"),
  folding("or", .or, "Whether any of the elements is nonzero", ">> or(1, 0)\nans = 1"),
  Builtin(
    "xor(x, y, ...)", "Whether an odd number of the elements is nonzero",
    examples: """
      >> xor(1, 0)
      ans = 1
      """,
    seeAlso: ["and", "or", "not"], one: exclusiveOr),
  unary("not", .not, "Whether elements are zero", ">> not(1)\nans = 0"),
  unary("uminus", .minus, "The negative", ">> uminus(3)\nans = -3"),
  unary("uplus", .plus, "The value itself", ">> uplus(3)\nans = 3"),
  transposing("transpose", "ctranspose"),
  transposing("ctranspose", "transpose"),
]

private func binary(
  _ name: String, _ op: BinaryOperator, _ summary: String, _ example: String
) -> Builtin {
  Builtin(
    "\(name)(x, y)", "\(summary): x \(op.rawValue) y", examples: example,
    seeAlso: related(name),
    one: { call in
      try call.expect(2...2)
      return try Operators.binary(op, call[0], call[1], call.session)
    })
}

private func folding(
  _ name: String, _ op: BinaryOperator, _ summary: String, _ example: String
) -> Builtin {
  Builtin(
    "\(name)(x, y, ...)", "\(summary): x \(op.rawValue) y \(op.rawValue) ...", examples: example,
    seeAlso: related(name),
    one: { call in
      try foldArguments(call) { try Operators.binary(op, $0, $1, call.session) }
    })
}

private func unary(
  _ name: String, _ op: UnaryOperator, _ summary: String, _ example: String
) -> Builtin {
  Builtin(
    "\(name)(x)", summary, examples: example, seeAlso: related(name),
    one: { call in
      try call.expect(1...1)
      return try Operators.unary(op, call[0], call.session)
    })
}

private func transposing(_ name: String, _ other: String) -> Builtin {
  Builtin(
    "\(name)(x)", "The transpose: x'", shapes: "x: m x n -> n x m",
    examples: ">> \(name)([1 2])\nans =\n\n   1\n   2\n\n", seeAlso: [other, "permute"],
    one: { call in
      try call.expect(1...1)
      return try Operators.transpose(call[0])
    })
}

private func related(_ name: String) -> [String] {
  let groups = [
    ["plus", "minus", "times", "rdivide", "ldivide", "power", "uminus", "uplus"],
    ["mtimes", "mrdivide", "mldivide", "mpower"], ["eq", "ne", "lt", "le", "gt", "ge"],
    ["and", "or", "not", "xor"],
  ]
  return groups.first { $0.contains(name) }?.filter { $0 != name } ?? []
}

private func exclusiveOr(_ call: Call) throws -> Value {
  try foldArguments(call) { a, b in
    for value in [a, b] where !(value.isNumeric || value.isLogical) {
      let type = value.isChar ? value.indexedTypeName : value.typeName
      throw EvaluationError("logical: wrong type argument '\(type)'")
    }
    guard let p = try a.truths, let q = try b.truths else {
      throw call.error("X and Y must be numeric or logical arrays")
    }
    do {
      return .truths(try Matrix.combining(p, q, operation: "xor") { $0 != $1 })
    } catch MatrixError.nonconformant {
      throw call.error("X and Y must be of compatible size or scalars")
    }
  }
}
