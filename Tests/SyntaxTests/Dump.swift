import Syntax
import Testing

/// Writes trees as s-expressions, so that a table of cases can say what was understood.
struct Dump {
  let program: Program

  func list(_ statements: [Statement]) -> String {
    statements.map { statement($0) }.joined(separator: " ")
  }

  func statement(_ statement: Statement) -> String {
    let quiet = statement.printsResult ? "" : ";"
    return text(statement.kind) + quiet
  }

  private func text(_ kind: StatementKind) -> String {
    switch kind {
    case .expression(let expr): return self.expr(expr)
    case .command(let name, let words, _):
      let all = words.map { "<" + String(decoding: $0, as: UTF8.self) + ">" }
      return "(command \(([name] + all).joined(separator: " ")))"
    case .conditional(let branches, let otherwise):
      let parts = branches.map { "\(expr($0.condition)) {\(list($0.body))}" }
      return "(if \(parts.joined(separator: " ")) else {\(list(otherwise))})"
    case .forLoop(let target, let values, let body):
      return "(for \(self.target(target)) \(expr(values)) {\(list(body))})"
    case .forFields(let value, let key, let object, let body):
      return "(for \(expr(value)) \(expr(key)) \(expr(object)) {\(list(body))})"
    case .whileLoop(let condition, let body): return "(while \(expr(condition)) {\(list(body))})"
    case .doUntil(let body, let condition): return "(do {\(list(body))} \(expr(condition)))"
    case .switchCase(let value, let cases, let otherwise):
      let parts = cases.map { "\(expr($0.label)) {\(list($0.body))}" }
      return "(switch \(([expr(value)] + parts).joined(separator: " ")) else {\(list(otherwise))})"
    case .breakLoop: return "break"
    case .continueLoop: return "continue"
    case .returnFromFunction: return "return"
    case .tryCatch(let body, let variable, let handler):
      return "(try {\(list(body))} \(variable ?? "-") {\(list(handler))})"
    case .unwindProtect(let body, let cleanup):
      return "(unwind {\(list(body))} {\(list(cleanup))})"
    case .global(let names): return "(global \(declarations(names)))"
    case .persistent(let names): return "(persistent \(declarations(names)))"
    case .function(let index): return function(program.functions[index])
    }
  }

  private func declarations(_ all: [Declaration]) -> String {
    all.map { $0.name + ($0.initialValue.map { "=" + expr($0) } ?? "") }.joined(separator: " ")
  }

  func function(_ f: FunctionDefinition) -> String {
    let outputs = f.outputs.joined(separator: " ")
    return "(function [\(outputs)] \(f.name) [\(parameters(f.parameters))] {\(list(f.body))})"
  }

  private func parameters(_ all: [Parameter]) -> String {
    all.map { parameter in
      let name = if case .named(let name) = parameter.kind { name } else { "~" }
      return name + (parameter.defaultValue.map { "=" + expr($0) } ?? "")
    }.joined(separator: " ")
  }

  private func target(_ target: AssignmentTarget) -> String {
    if case .place(let place) = target { expr(place) } else { "~" }
  }

  private func rows(_ rows: [[Expr]]) -> String {
    rows.map { $0.map { expr($0) }.joined(separator: " ") }.joined(separator: " ; ")
  }

  private func list(_ exprs: [Expr]) -> String {
    exprs.map { " " + expr($0) }.joined()
  }

  func expr(_ e: Expr) -> String {
    switch program.tree[e] {
    case .number(let x): return x == x.rounded() && abs(x) < 1e15 ? "\(Int(x))" : "\(x)"
    case .string(let bytes, let isDouble):
      let quote = isDouble ? "\"" : "'"
      return quote + String(decoding: bytes, as: UTF8.self) + quote
    case .name(let name): return name
    case .colon: return ":"
    case .end: return "end"
    case .unary(let op, let a):
      let sign = op == .minus ? "-" : op == .plus ? "+" : "!"
      return "(\(sign) \(expr(a)))"
    case .transpose(let a): return "(' \(expr(a)))"
    case .binary(let op, let a, let b): return "(\(op.rawValue) \(expr(a)) \(expr(b)))"
    case .shortCircuit(let isAnd, let a, let b):
      return "(\(isAnd ? "&&" : "||") \(expr(a)) \(expr(b)))"
    case .range(let a, let step, let b):
      return "(: \(expr(a))\(step.map { " " + expr($0) } ?? "") \(expr(b)))"
    case .matrix(let r): return "[\(rows(r))]"
    case .cell(let r): return "{\(rows(r))}"
    case .call(let f, let arguments): return "(\(expr(f))@\(list(arguments)))"
    case .brace(let f, let arguments): return "(\(expr(f))#\(list(arguments)))"
    case .field(let a, let name): return "\(expr(a)).\(name)"
    case .dynamicField(let a, let b): return "\(expr(a)).(\(expr(b)))"
    case .functionHandle(let name): return "@\(name)"
    case .anonymous(let p, let body): return "(fn [\(parameters(p))] \(expr(body)))"
    case .assign(let targets, let op, let value, let isIncrement):
      let sign = isIncrement ? "\(op == .add ? "++" : "--")" : "\(op?.rawValue ?? "")="
      let all = targets.map { target($0) }.joined(separator: " ")
      return isIncrement ? "(\(sign) \(all))" : "(\(sign) [\(all)] \(expr(value)))"
    case .parenthesised(let a): return "(paren \(expr(a)))"
    }
  }
}

/// The dump of `text`, followed by its diagnostics.
func dump(_ text: String, variables: Set<String> = []) -> String {
  let program = parse(Source(name: "t", text: text)) { variables.contains($0) }
  let diagnostics = program.diagnostics.map { " !\($0.message)" }.joined()
  return Dump(program: program).list(program.statements) + diagnostics
}

/// One line of a table: a text, and what is made of it.
struct Case: Sendable, CustomTestStringConvertible {
  let text: String
  let expected: String
  init(_ text: String, _ expected: String) {
    self.text = text
    self.expected = expected
  }
  var testDescription: String { text }
}
