import Evaluation
import Matrices

/// The arguments of a `printf`, handed out one number or one piece of text at a time.
struct PrintfArguments {
  /// What a conversion gets.
  enum Datum {
    case number(Double)
    /// An element of an integer class, exact: the stored form and whether it is a `uint64`.
    case integer(Int64, isUnsigned: Bool)
    case text([UInt8])
    /// An empty array.
    case nothing
  }

  private enum Source {
    case elements(Matrix<Double>, isText: Bool)
    case integers(Matrix<Int64>, isUnsigned: Bool)
    case function
  }

  private let sources: [Source]
  private var source = 0
  private var position = 0

  /// - Throws: for a cell, struct, map or network, which no conversion takes.
  init(_ values: ArraySlice<Value>, function: String) throws {
    sources = try values.map { value in
      switch value {
      case .function: return .function
      case .integer(let m, let kind): return .integers(m, isUnsigned: kind == .uint64)
      default:
        guard let m = try value.doubles else {
          throw EvaluationError(
            "\(function): wrong type argument '\(PrintfArguments.typeName(value))'")
        }
        return .elements(m, isText: value.isChar)
      }
    }
  }

  private static func typeName(_ value: Value) -> String {
    switch value {
    case .cell: "cell"
    case .structure(let s): s.shape.isScalar ? "scalar struct" : "struct"
    case .map: "object"
    default: value.className
    }
  }

  var isEmpty: Bool { sources.isEmpty }
  var isExhausted: Bool { source >= sources.count }

  /// The next number, for a numeric conversion, a width or a precision.
  mutating func number() -> Datum { next { $0.element() } }

  /// The next character of a text, or the next number.
  mutating func character() -> Datum {
    next { arguments in arguments.code().map { .text([$0]) } ?? arguments.element() }
  }

  /// The rest of a text, or as many numbers as are character codes, or one number.
  mutating func text() -> Datum {
    next { arguments in
      var codes: [UInt8] = []
      while let code = arguments.code() { codes.append(code) }
      return codes.isEmpty ? arguments.element() : .text(codes)
    }
  }

  /// What `take` finds in the current argument, or that it is empty; goes on to the next argument at its
  /// end.
  private mutating func next(_ take: (inout PrintfArguments) -> Datum) -> Datum {
    let datum = count > 0 ? take(&self) : isText ? .text([]) : .nothing
    if position >= count {
      source += 1
      position = 0
    }
    return datum
  }

  private var count: Int {
    switch sources[source] {
    case .elements(let m, _): m.count
    case .integers(let m, _): m.count
    case .function: 0
    }
  }

  private var isText: Bool {
    if case .elements(_, let isText) = sources[source] { return isText }
    return false
  }

  /// The element at the current position, which exists.
  private mutating func element() -> Datum {
    position += 1
    switch sources[source] {
    case .elements(let m, _): return .number(m[position - 1])
    case .integers(let m, let isUnsigned):
      return .integer(m[position - 1], isUnsigned: isUnsigned)
    case .function: return .nothing
    }
  }

  /// The element at the current position when it is a character code; nil at the end.
  private mutating func code() -> UInt8? {
    guard position < count else { return nil }
    let code: UInt8?
    switch sources[source] {
    case .elements(let m, _): code = UInt8(exactly: m[position])
    case .integers(let m, _): code = UInt8(exactly: m[position])
    case .function: code = nil
    }
    if code != nil { position += 1 }
    return code
  }
}
