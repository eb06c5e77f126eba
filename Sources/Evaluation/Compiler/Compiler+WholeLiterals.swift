import Matrices
import Syntax

extension Compiler {
  /// `int64(9007199254740993)` and its like: a literal that no double holds exactly, as the integer it
  /// is made into; nil for anything else.
  func wholeLiteral(_ name: String, _ arguments: [Expr]) -> Value? {
    guard arguments.count == 1, let kind = IntegerKind(rawValue: name),
      kind == .int64 || kind == .uint64
    else { return nil }
    var (argument, isNegative) = (arguments[0], false)
    while true {
      switch tree[argument] {
      case .parenthesised(let inner), .unary(.plus, let inner): argument = inner
      case .unary(.minus, let inner): (argument, isNegative) = (inner, !isNegative)
      case .number(let value) where value >= 0x1p53:
        let span = tree.span(argument)
        let text = program.source.bytes[Int(span.start)..<Int(span.end)]
        return NumberLiteral.whole(text).flatMap { stored($0, isNegative, kind) }
      default: return nil
      }
    }
  }

  private func stored(_ digits: UInt64, _ isNegative: Bool, _ kind: IntegerKind) -> Value? {
    if kind == .uint64 {
      return isNegative
        ? nil : .integer(Matrix(scalar: Int64(bitPattern: digits)), kind)
    }
    guard let number = Int64(exactly: digits) else { return nil }
    return .integer(Matrix(scalar: isNegative ? -number : number), kind)
  }
}
