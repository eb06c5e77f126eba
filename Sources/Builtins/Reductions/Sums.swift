import Evaluation
import Matrices

let sums: [Builtin] = [
  Builtin(
    "sum(x, dim, \"native\")", "The sum along a dimension (of each column of a matrix)",
    shapes: "r x c -> 1 x c",
    examples: """
      >> sum([1 2; 3 4])
      ans =

         4   6

      >> sum([1 2; 3 4], 2)
      ans =

         3
         7

      """, seeAlso: ["prod", "cumsum", "mean", "sumsq"],
    one: { call in
      try reduceNumbers(
        call, { try $0.sum(axis: $1) }, { try $0.sum(axis: $1) },
        { kind in (0, { kind.saturatingSum($0, $1) }) }, { .any($0) })
    }),
  Builtin(
    "prod(x, dim, \"native\")", "The product along a dimension",
    examples: """
      >> prod([1 2 3 4])
      ans = 24
      """, seeAlso: ["sum", "cumprod"],
    one: { call in
      try reduceNumbers(
        call, { try $0.products(axis: $1) }, { try $0.products(axis: $1) },
        { kind in (1, { kind.saturatingProduct($0, $1) }) }, { .all($0) })
    }),
  Builtin(
    "sumsq(x, dim)", "The sum of the squares along a dimension",
    examples: """
      >> sumsq([3 4])
      ans = 25
      """, seeAlso: ["sum", "norm"],
    one: { call in
      try reduceNumbers(
        call, { try $0.sumOfSquares(axis: $1) }, { try $0.sumOfSquares(axis: $1) }, nil, nil)
    }),
  Builtin(
    "cumsum(x, dim)", "The running sums along a dimension",
    examples: """
      >> cumsum([1 2 3])
      ans =

         1   3   6

      """, seeAlso: ["sum", "cumprod"],
    one: { call in
      try scanNumbers(
        call, { try $0.cumulativeSum(axis: $1) }, { try $0.cumulativeSum(axis: $1) },
        { kind in (0, { kind.saturatingSum($0, $1) }) })
    }),
  Builtin(
    "cumprod(x, dim)", "The running products along a dimension",
    examples: """
      >> cumprod([1 2 3])
      ans =

         1   2   6

      """, seeAlso: ["prod", "cumsum"],
    one: { call in
      try scanNumbers(
        call, { try $0.cumulativeProduct(axis: $1) }, { try $0.cumulativeProduct(axis: $1) }, nil)
    }),
]

/// What `"native"` sums of truth values mean.
private enum TruthRule {
  case any(Int)
  case all(Int)
}

private typealias Reduction<Element> = (Matrix<Element>, Int) throws -> Matrix<Element>
private typealias IntegerFold = (IntegerKind) -> (Int64, (Int64, Int64) -> Int64)

/// The arguments of a reduction: the dimension and the words after it.
private struct ReductionArguments {
  var axis: Int?
  var isNative = false
  var isDouble = false

  init(_ call: Call) throws {
    if call.count == 1 { return }
    var rest = Array(call.arguments.dropFirst())
    while let word = rest.last?.text {
      switch word {
      case "native": isNative = true
      // The extra precision of a sum of singles is that of doubles.
      case "double", "extra": isDouble = true
      default: throw call.error("unrecognized type argument '\(word)'")
      }
      rest.removeLast()
    }
    guard call.count >= 1, rest.count <= 1 else { throw call.invalidCall }
    if let dim = rest.first {
      guard let x = dim.scalar, x.isFinite, let n = Int(exactly: x.rounded(.towardZero)), n >= 1
      else {
        let name = call.name == "cumsum" ? "dimension argument" : "dimension DIM"
        throw call.error("invalid \(name) = \(shortText(dim.scalar ?? 0))")
      }
      axis = n - 1
    }
  }
}

extension Matrix {
  /// The array as sums see it: 0x0 counts as one empty column, so that `sum([])` is 0.
  func asSummed(along axis: Int) -> Matrix {
    shape == .empty ? reshaped(Shape(0, 1)) : self
  }
}

/// Text is summed up as codes by `sum` and `prod` alone.
private let textAsNumbers = EvaluationError("invalid conversion from string to real N-D array")

private func reduceNumbers(
  _ call: Call, _ double: Reduction<Double>, _ single: Reduction<Float>,
  _ integer: IntegerFold?, _ truth: ((Int) -> TruthRule)?
) throws -> Value {
  let arguments = try ReductionArguments(call)
  if case .number(let x) = call[0], arguments.axis == nil, call.name != "sumsq" {
    return .number(x)
  }
  if call[0].isChar, call.name == "sumsq" { throw textAsNumbers }
  let axis = arguments.axis ?? call[0].shape.firstNonSingleton
  if arguments.isDouble, case .single(let m) = call[0] {
    return .matrix(try double(m.converted { Double($0) }.asSummed(along: axis), axis))
  }
  if arguments.isNative, let integer, case .integer(let m, let kind) = call[0] {
    let (initial, combine) = integer(kind)
    return .integer(
      try m.asSummed(along: axis).folded(along: axis, from: initial, combine), kind)
  }
  if arguments.isNative, let truth, call[0].isLogical, let m = try call[0].truths {
    switch truth(axis) {
    case .any(let axis): return .truths(try m.asSummed(along: axis).any(axis: axis) { $0 })
    case .all(let axis): return .truths(try m.asSummed(along: axis).all(axis: axis) { $0 })
    }
  }
  guard
    let result = try call[0].numbersMapped(
      { try double($0.asSummed(along: axis), axis) },
      { try single($0.asSummed(along: axis), axis) })
  else { throw call.wrongType(0) }
  return result
}

private func scanNumbers(
  _ call: Call, _ double: Reduction<Double>, _ single: Reduction<Float>, _ integer: IntegerFold?
) throws -> Value {
  let arguments = try ReductionArguments(call)
  if call[0].isChar {
    throw call.name == "cumsum"
      ? call.error("wrong type argument '\(call[0].indexedTypeName)'") : textAsNumbers
  }
  let axis = arguments.axis ?? call[0].shape.firstNonSingleton
  if arguments.isDouble, case .single(let m) = call[0] {
    return .matrix(try double(m.converted { Double($0) }, axis))
  }
  if arguments.isNative, let integer, case .integer(let m, let kind) = call[0] {
    let (initial, combine) = integer(kind)
    return .integer(try m.scanned(along: axis, from: initial, combine), kind)
  }
  if arguments.isNative, integer != nil, call[0].isLogical, let m = try call[0].doubles {
    return .truths(try double(m, axis).converted { $0 != 0 })
  }
  guard
    let result = try call[0].numbersMapped({ try double($0, axis) }, { try single($0, axis) })
  else { throw call.wrongType(0) }
  return result
}

extension IntegerKind {
  /// The sum of two stored numbers, held within the class.
  func saturatingSum(_ a: Int64, _ b: Int64) -> Int64 {
    if self == .uint64 {
      let (sum, overflow) = UInt64(bitPattern: a).addingReportingOverflow(UInt64(bitPattern: b))
      return Int64(bitPattern: overflow ? .max : sum)
    }
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? (a < 0 ? minimum : maximum) : min(max(sum, minimum), maximum)
  }

  /// The product of two stored numbers, held within the class.
  func saturatingProduct(_ a: Int64, _ b: Int64) -> Int64 {
    if self == .uint64 {
      let (product, overflow) = UInt64(bitPattern: a)
        .multipliedReportingOverflow(by: UInt64(bitPattern: b))
      return Int64(bitPattern: overflow ? .max : product)
    }
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    if overflow { return (a < 0) != (b < 0) ? minimum : maximum }
    return min(max(product, minimum), maximum)
  }
}
