import Evaluation
import Matrices

/// The size and class that calls such as `zeros(2, 3, "int8")` ask for.
struct ArrayRequest {
  var shape: Shape
  var target: ValueClass
  /// Whether the class is that of an example (`"like", x`).
  private(set) var isLike = false

  /// Reads all arguments of `call` from `first` on: sizes, then a class name or `"like", x`.
  /// - Parameter sizeType: what messages call the type of a size given as one argument.
  init(_ call: Call, from first: Int = 0, sizeType: String = "octave_idx_type") throws {
    var arguments = Array(call.arguments.dropFirst(first))
    target = .double
    if arguments.count >= 2, arguments[arguments.count - 2].text == "like" {
      target = arguments[arguments.count - 1].valueClass
      isLike = true
      arguments.removeLast(2)
    } else if let last = arguments.last, last.isChar {
      guard let named = last.text.flatMap({ ValueClass(name: $0) }), named.isArithmetic else {
        throw EvaluationError("invalid data type specified")
      }
      target = named
      arguments.removeLast()
    }
    shape = try Shape(sizes: arguments, of: call, sizeType: sizeType)
  }

  /// An array of the class with every element `number` (rounded and saturated as the class has it).
  func filled(with number: Double) throws -> Value {
    switch target {
    case .single: return .single(try Matrix(shape, repeating: Float(number)))
    case .integer(let kind):
      return .integer(try Matrix(shape, repeating: kind.stored(number)), kind)
    case .logical: return .truths(try Matrix(shape, repeating: number != 0))
    default: return shape.isScalar ? .number(number) : .double(try Matrix(shape, repeating: number))
    }
  }
}

extension ValueClass {
  /// Whether arrays of numbers or truth values can have the class.
  var isArithmetic: Bool {
    switch self {
    case .double, .single, .logical, .integer: true
    default: false
    }
  }

  var isFloat: Bool { self == .double || self == .single }
}

extension Shape {
  /// The size that `(n)`, `(m, n, ...)` or `([m n ...])` mean; none is a scalar.
  init(sizes: [Value], of call: Call, sizeType: String = "octave_idx_type") throws {
    switch sizes.count {
    case 0: self = .scalar
    case 1: try self.init(size: sizes[0], of: call, sizeType: sizeType)
    default:
      self.init(
        try sizes.map { value in
          guard let m = try value.doubles else {
            throw EvaluationError(
              "octave_base_value::int64_value (): wrong type argument '\(value.typeName)'")
          }
          return m.isEmpty ? 0 : try Shape.extent(m[0], type: "int64_t")
        })
    }
  }

  /// A square of that many rows, or the dimensions in a vector.
  private init(size: Value, of call: Call, sizeType: String) throws {
    if case .cell(let c) = size, c.isEmpty {
      throw EvaluationError("\(call.name) (A): use \(call.name) (size (A)) instead")
    }
    guard let m = try size.doubles else {
      throw EvaluationError(
        "octave_base_value::array_value(): wrong type argument '\(size.typeName)'")
    }
    let extents = try m.elements.map { try Shape.extent($0, type: sizeType) }
    if m.isEmpty, m.shape.isMatrix, m.rows + m.columns == 1 {
      self = .empty
      return
    }
    guard m.shape.isVector, let first = extents.first else {
      throw EvaluationError("\(call.name) (A): use \(call.name) (size (A)) instead")
    }
    self.init(extents.count == 1 ? [first, first] : extents)
  }

  /// A number as the extent of a dimension; negative ones count as 0.
  static func extent(_ x: Double, type: String) throws -> Int {
    guard x == x.rounded(.towardZero), !x.isInfinite else {
      let text = x.isNaN ? "nan" : x.isInfinite ? (x < 0 ? "-inf" : "inf") : shortText(x)
      throw EvaluationError("conversion of \(text) to \(type) value failed")
    }
    if x <= 0 { return 0 }
    guard let n = Int(exactly: x) else {
      throw MatrixError.tooLarge(Shape(Int.max, 1), elementBytes: 8)
    }
    return n
  }
}

/// A number in messages: as short as it can be without loss, without a useless `.0`.
func shortText(_ x: Double) -> String {
  if let n = Int(exactly: x) { return String(n) }
  return x.isNaN ? "NaN" : x.isInfinite ? (x < 0 ? "-Inf" : "Inf") : x.description
}

/// Checks that a list of `count` numbers fits into memory, where it is built outside a `Matrix`.
func checkRoom(_ count: Double) throws {
  if count < 0x1p22 { return }
  if count * 32 > Double(Buffers.availableMemory()) {
    throw MatrixError.tooLarge(Shape(1, Int(exactly: count) ?? Int.max), elementBytes: 8)
  }
}
