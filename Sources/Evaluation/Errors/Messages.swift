import Matrices
import Syntax

/// The words of errors: Octave's, where Octave has the error. One place, so that their tone is kept even.
enum Messages {
  static func undefined(_ name: String) -> EvaluationError {
    EvaluationError(
      "'\(name)' undefined", identifier: "Octave:undefined-function", fact: .undefined(name: name))
  }

  static func noFunction(behind handle: String) -> EvaluationError {
    EvaluationError(
      "invalid function handle, unable to find function for @\(handle)",
      identifier: "Octave:undefined-function", fact: .undefined(name: handle))
  }

  /// `c{:}` where one value is wanted, and there are none or several.
  static func notOneValue(_ count: Int, _ use: ListUse) -> EvaluationError {
    switch use {
    case .chain: EvaluationError("a cs-list cannot be further indexed")
    case .assignment: EvaluationError("invalid number of elements on RHS of assignment")
    case .operand:
      EvaluationError(
        count == 0
          ? "indexing produces no results" : "some elements undefined in argument list")
    }
  }

  /// `-c{:}` where `c{:}` is not one value.
  static func listOperand(of sign: String) -> EvaluationError {
    EvaluationError("unary operator '\(sign)' not implemented for 'cs-list' operands")
  }

  /// `c{:} + other` or `other + c{:}`, where `c{:}` is not one value.
  static func listOperand(of sign: String, isLeft: Bool, _ other: Value) -> EvaluationError {
    let types = isLeft ? ("cs-list", other.typeName) : (other.typeName, "cs-list")
    return EvaluationError(
      "binary operator '\(sign)' not implemented for '\(types.0)' by '\(types.1)' operations")
  }

  /// A script file that runs itself where a builtin of its name was meant.
  static func scriptHiding(_ name: String, _ error: EvaluationError) -> EvaluationError {
    var error = error
    error.help =
      "\(name) means this script itself, whose file is called like a builtin: give the file another "
      + "name, or write builtin(\"\(name)\")"
    return error
  }

  static func noValue(of name: String) -> EvaluationError {
    if name.isEmpty {
      return EvaluationError("value on the right hand side of the assignment not defined")
    }
    return EvaluationError(
      "\(name): function called with too many outputs", identifier: "Octave:invalid-fun-call")
  }

  static func tooManyInputs(_ name: String) -> EvaluationError {
    EvaluationError(
      "\(name): function called with too many inputs", identifier: "Octave:invalid-fun-call")
  }

  static func tooManyOutputs(_ name: String) -> EvaluationError {
    EvaluationError(
      "\(name): function called with too many outputs", identifier: "Octave:invalid-fun-call")
  }

  // MARK: - Translation

  /// Any error as one of the language.
  static func evaluationError(_ error: any Error) -> EvaluationError {
    switch error {
    case let error as EvaluationError: error
    case let error as MatrixError: translated(error)
    case let error as IndexFault: fault(error, variable: "")
    case let error as SyntaxErrors:
      EvaluationError(error.message, help: error.help)
    default: EvaluationError("\(error)")
    }
  }

  private static func translated(_ error: MatrixError) -> EvaluationError {
    switch error {
    case .nonconformant(let operation, let left, let right):
      return nonconformant(operation, left, right)
    case .tooLarge(let shape, let bytes):
      return tooLarge(shape, bytes)
    case .notSquare(let operation, _):
      let rule = operation == "chol" ? "requires square matrix" : "A must be a square matrix"
      return EvaluationError("\(operation): \(rule)")
    case .notPositiveDefinite:
      return EvaluationError("chol: input matrix must be positive definite")
    case .noConvergence(let operation):
      return EvaluationError("\(operation): failed to converge")
    case .notTwoDimensional(let operation, let shape):
      return EvaluationError(
        "\(operation): not defined for N-D objects (the argument is \(shape))")
    case .notSymmetric(let operation, _):
      return EvaluationError("\(operation): argument must be a symmetric matrix")
    case .notFinite(let operation):
      let what = operation == "svd" ? "SVD of matrix" : "matrix"
      return EvaluationError("\(operation): cannot take \(what) containing Inf or NaN values")
    case .libraryUnavailable(let name):
      return EvaluationError("the library \(name) could not be loaded")
    case .interrupted:
      return EvaluationError("interrupted", identifier: "nnsh:interrupted", fact: .interrupted)
    default: return indexing(error)
    }
  }

  private static func indexing(_ error: MatrixError) -> EvaluationError {
    switch error {
    case .badSubscript, .indexOutOfBound:
      return fault(IndexFault(error) ?? IndexFault.unknown, variable: "")
    case .assignmentMismatch(let target, let source, _):
      return EvaluationError(
        "=: nonconformant arguments (op1 is \(target), op2 is \(source))",
        identifier: "Octave:nonconformant-args",
        fact: .nonconformant(operation: "=", target, source))
    case .resizeError:
      return EvaluationError(
        "Invalid resizing operation or ambiguous assignment to an out-of-bounds array element",
        identifier: "Octave:invalid-resize")
    case .deletionNeedsColons:
      return EvaluationError("a null assignment can only have one non-colon index")
    case .deletionOutOfBound(let index, let bound, let isLinear):
      return EvaluationError(
        "A(\(isLinear ? "I" : "..,I,..")) = []: index out of bounds: value \(index) out of bound \(bound)",
        identifier: "Octave:index-out-of-bounds")
    case .deletionBeyondDimensions:
      return EvaluationError("invalid dimension in delete_elements")
    default: return EvaluationError("\(error)")
    }
  }

  private static func nonconformant(_ operation: String, _ left: Shape, _ right: Shape)
    -> EvaluationError
  {
    if operation == "horizontal" || operation == "vertical" {
      return EvaluationError(
        "\(operation) dimensions mismatch (\(left) vs \(right))",
        fact: .nonconformant(operation: operation, left, right))
    }
    return EvaluationError(
      "\(operationNames[operation] ?? operation): nonconformant arguments "
        + "(op1 is \(left), op2 is \(right))",
      identifier: "Octave:nonconformant-args",
      fact: .nonconformant(operation: operation, left, right))
  }

  /// What Octave calls the operations in its shape errors.
  private static let operationNames = [
    "+": "operator +", "-": "operator -", "*": "operator *", "/": "operator /",
    "\\": "operator \\", ".*": "product", "./": "quotient", ".\\": "quotient",
    ".^": "operator .^", "==": "mx_el_eq", "!=": "mx_el_ne", "<": "mx_el_lt", "<=": "mx_el_le",
    ">": "mx_el_gt", ">=": "mx_el_ge", "&": "mx_el_and", "|": "mx_el_or",
  ]

  private static func tooLarge(_ shape: Shape, _ bytes: Int) -> EvaluationError {
    let size = ByteCount.text(shape, elementBytes: bytes)
    return EvaluationError(
      "out of memory or dimension too large for Octave's index type",
      identifier: "Octave:bad-alloc", fact: .tooLarge(shape),
      help: "a \(shape) array takes \(size); this machine has "
        + ByteCount.text(Double(Buffers.availableMemory())) + " free")
  }

  // MARK: - Indices

  /// The error of an index, with the name of the variable: `x(3,_): out of bound 2 (dimensions are 2x2)`.
  static func naming(
    _ error: any Error, variable: String, arguments: [Value], isAssignment: Bool = false
  ) -> any Error {
    if let fault = error as? IndexFault { return Messages.fault(fault, variable: variable) }
    if let error = error as? MatrixError, let fault = IndexFault(error) {
      return Messages.fault(fault, variable: variable)
    }
    return error
  }

  private static func fault(_ fault: IndexFault, variable: String) -> EvaluationError {
    let isNamed = !variable.isEmpty && !variable.hasPrefix(" ")
    let prefix = isNamed ? variable : "index "
    func place(_ index: String) -> String {
      let (before, after) = (fault.position, max(0, fault.count - fault.position - 1))
      // Long runs of other indices are counted.
      let head =
        before > 3 ? "...[x\(before)]..." : String(repeating: "_,", count: before)
      let tail = after > 4 ? "...[x\(after)]..." : String(repeating: ",_", count: after)
      return "\(prefix)(\(head)\(index)\(tail))"
    }
    switch fault.kind {
    case .notASubscript(let text):
      let help = Double(text).flatMap {
        IndexSuggestions.help(
          badSubscript: $0, variable: isNamed ? variable : nil, rank: fault.count)
      }
      return EvaluationError(
        "\(place(text)): subscripts must be either integers 1 to (2^63)-1 or logicals",
        identifier: "Octave:invalid-index", help: help)
    case .outOfBound(let index, let extent, let shape):
      let fact = Fact.indexOutOfBound(
        index: index, position: fault.position, rank: fault.count, shape: shape,
        variable: isNamed ? variable : nil)
      return EvaluationError(
        "\(place(String(index))): out of bound \(extent) (dimensions are \(shape))",
        identifier: "Octave:index-out-of-bounds", fact: fact)
    }
  }

  // MARK: - Errors as values

  /// What `catch err` gives: a struct with the message, the identifier and the calls.
  static func value(of error: EvaluationError) -> Value {
    return .structure(
      StructArray([
        ("message", .string(error.message)), ("identifier", .string(error.identifier)),
        ("stack", .structure(GivenPlace.stack(error.stack))),
      ]))
  }
}

extension IndexFault {
  static let unknown = IndexFault(kind: .notASubscript("?"), position: 0, count: 1)

  /// The fault behind an error of `Matrices`; nil when it is of another kind.
  init?(_ error: MatrixError) {
    switch error {
    case .badSubscript(let x):
      self.init(
        kind: .notASubscript(Int(exactly: x).map(String.init) ?? "\(x)"), position: 0, count: 1)
    case .indexOutOfBound(let index, let position, let rank, let shape):
      let place = max(0, position - 1)
      let extent = Indexing.end(of: shape, position: place, count: max(1, rank))
      self.init(
        kind: .outOfBound(index, extent: extent, shape), position: place, count: max(1, rank))
    default: return nil
    }
  }
}

/// Sizes of memory in words.
enum ByteCount {
  static func text(_ shape: Shape, elementBytes: Int) -> String {
    text(shape.dimensions.reduce(Double(elementBytes)) { $0 * Double($1) })
  }

  static func text(_ bytes: Double) -> String {
    var amount = bytes
    for unit in ["bytes", "kB", "MB", "GB"] {
      if amount < 1000 { return "\(Int(amount.rounded())) \(unit)" }
      amount /= 1000
    }
    return amount < 1e15 ? "\(Int(amount.rounded())) TB" : "more than any machine has"
  }
}
