import Matrices
import NeuralNetworks

/// A value of the language: a number or a truth value in place, everything else one reference.
///
/// Copying is cheap, and no copy ever sees a change made through another (copy on write), with the one
/// exception of `containers.Map`, a handle in Octave too. Scalars that are real doubles are always
/// `.number`, scalar logicals always `.bool`: construct arrays through `Value.matrix(_:)` and its
/// siblings, which keep that rule. 16 bytes.
public enum Value {
  case number(Double)
  case bool(Bool)
  case double(Matrix<Double>)
  /// Single precision, scalars included.
  case single(Matrix<Float>)
  case logical(Matrix<Bool>)
  /// Text, one byte a character; `doubleQuoted` tells how it was written.
  case char(Matrix<UInt8>, doubleQuoted: Bool)
  /// `int8` ... `uint64`, scalars included. `uint64` values are stored as their bit patterns.
  case integer(Matrix<Int64>, IntegerKind)
  /// `a:s:b`, not yet spelled out.
  case range(RangeValue)
  /// A diagonal matrix, stored in full: shown in a way of its own, kept by transposes, inverses and products with scalars.
  case diagonal(Matrix<Double>)
  case cell(Matrix<Value>)
  case structure(StructArray)
  case function(FunctionValue)
  case network(NetworkValue)
  case map(MapObject)
  /// A real array that `grad` follows: what it is, and where it stands on the tape.
  case tracked(TrackedValue)
}

extension Value {
  /// A double array, as a number where it is 1x1.
  @inlinable
  public static func matrix(_ m: Matrix<Double>) -> Value {
    m.isScalar ? .number(m[0]) : .double(m)
  }

  /// A logical array, as a truth value where it is 1x1.
  @inlinable
  public static func truths(_ m: Matrix<Bool>) -> Value {
    m.isScalar ? .bool(m[0]) : .logical(m)
  }

  /// A single-precision number.
  public static func float(_ x: Float) -> Value { .single(Matrix(scalar: x)) }

  /// A row of characters, the UTF-8 bytes of `text`; 0x0 for the empty text.
  public static func string(_ text: String, doubleQuoted: Bool = false) -> Value {
    .bytes(Array(text.utf8), doubleQuoted: doubleQuoted)
  }

  /// A row of characters; 0x0 for none.
  public static func bytes(_ bytes: [UInt8], doubleQuoted: Bool = false) -> Value {
    guard !bytes.isEmpty, let row = try? Matrix(Shape(1, bytes.count), bytes) else {
      return .char(Matrix(empty: .empty), doubleQuoted: doubleQuoted)
    }
    return .char(row, doubleQuoted: doubleQuoted)
  }

  /// The 0x0 double array `[]`.
  public static var emptyMatrix: Value { .double(Matrix(empty: .empty)) }

  /// A whole number as a double.
  @inlinable
  public static func count(_ n: Int) -> Value { .number(Double(n)) }

  /// A row vector of doubles.
  public static func row(_ values: [Double]) throws -> Value {
    .matrix(try Matrix(Shape(1, values.count), values))
  }

  /// A column vector of doubles.
  public static func column(_ values: [Double]) throws -> Value {
    .matrix(try Matrix(Shape(values.count, 1), values))
  }
}

/// The class of a value, as `class(x)` tells it, with logical and double scalars folded in.
public enum ValueClass: Hashable, Sendable {
  case double, single, logical, char, cell, structure, function, network, map
  case integer(IntegerKind)

  /// The name `class(x)` gives.
  public var name: String {
    switch self {
    case .double: "double"
    case .single: "single"
    case .logical: "logical"
    case .char: "char"
    case .cell: "cell"
    case .structure: "struct"
    case .function: "function_handle"
    case .network: "network"
    case .map: "containers.Map"
    case .integer(let kind): kind.rawValue
    }
  }
}

extension Value {
  public var valueClass: ValueClass {
    switch self {
    case .number, .double, .range, .diagonal: .double
    case .bool, .logical: .logical
    case .single: .single
    case .char: .char
    case .integer(_, let kind): .integer(kind)
    case .cell: .cell
    case .structure: .structure
    case .function: .function
    case .network: .network
    case .map: .map
    case .tracked(let t): t.primal.valueClass
    }
  }

  public var className: String {
    if case .map(let handle) = self { return handle.className }
    return valueClass.name
  }

  /// The size; 1x1 for functions and networks, n x 1 for maps (their number of keys).
  public var shape: Shape {
    switch self {
    case .number, .bool, .function, .network: .scalar
    case .double(let m), .diagonal(let m): m.shape
    case .single(let m): m.shape
    case .logical(let m): m.shape
    case .char(let m, _): m.shape
    case .integer(let m, _): m.shape
    case .range(let r): Shape(1, r.count)
    case .cell(let c): c.shape
    case .structure(let s): s.shape
    case .map(let m): Shape(m.extent, 1)
    case .tracked(let t): t.primal.shape
    }
  }

  /// How many elements there are.
  public var count: Int { shape.count }
  public var isEmpty: Bool { shape.isEmpty }
  public var isScalar: Bool { shape.isScalar }

  /// double, single, integer: what `isnumeric` says (logical and char are not).
  public var isNumeric: Bool {
    switch self {
    case .number, .double, .range, .diagonal, .single, .integer, .tracked: true
    default: false
    }
  }

  public var isChar: Bool { if case .char = self { true } else { false } }
  public var isCell: Bool { if case .cell = self { true } else { false } }
  public var isStruct: Bool { if case .structure = self { true } else { false } }
  public var isFunction: Bool { if case .function = self { true } else { false } }
  public var isLogical: Bool { valueClass == .logical }

  /// The elements as doubles for any numeric, logical or character value; nil for the others.
  /// Shares storage with double arrays.
  public var doubles: Matrix<Double>? {
    get throws {
      switch self {
      case .number(let x): return Matrix(scalar: x)
      case .bool(let b): return Matrix(scalar: b ? 1 : 0)
      case .double(let m), .diagonal(let m): return m
      case .single(let m): return try m.converted { Double($0) }
      case .logical(let m): return try m.converted { $0 ? 1 : 0 }
      case .char(let m, _): return try m.converted { Double($0) }
      case .integer(let m, let kind): return try m.converted { kind.double($0) }
      case .range(let r): return try r.matrix()
      case .tracked(let t): return try t.primal.doubles
      case .cell, .structure, .function, .network, .map: return nil
      }
    }
  }

  /// The one number in a 1x1 numeric, logical or character value; nil for anything else.
  public var scalar: Double? {
    switch self {
    case .number(let x): x
    case .bool(let b): b ? 1 : 0
    case .double(let m), .diagonal(let m): m.isScalar ? m[0] : nil
    case .single(let m): m.isScalar ? Double(m[0]) : nil
    case .logical(let m): m.isScalar ? (m[0] ? 1 : 0) : nil
    case .char(let m, _): m.isScalar ? Double(m[0]) : nil
    case .integer(let m, let kind): m.isScalar ? kind.double(m[0]) : nil
    case .range(let r): r.count == 1 ? r.start : nil
    case .tracked(let t): t.primal.scalar
    case .cell, .structure, .function, .network, .map: nil
    }
  }

  /// The bytes of a character row (or of an empty character array); nil for anything else.
  public var bytes: [UInt8]? {
    guard case .char(let m, _) = self, m.rows == 1 && m.shape.isMatrix || m.isEmpty else {
      return nil
    }
    return m.elements
  }

  /// A character row as text, invalid UTF-8 repaired; nil for anything else.
  public var text: String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

  /// The strings of a cell array of strings, in order; nil when any element is something else.
  public var texts: [String]? {
    guard case .cell(let c) = self else { return nil }
    var all: [String] = []
    for element in c.elements {
      guard let text = element.text else { return nil }
      all.append(text)
    }
    return all
  }
}
