import Builtins
import Evaluation
import Matrices
import Syntax

/// Where the time of a program goes: its statements, the parts of their expressions, and the statements inside of
/// loops and branches.
struct TimedParts {
  struct Part {
    let text: String
    let depth: Int
    /// With everything inside of it.
    let seconds: Double
    /// Without the parts that are listed below it.
    let ownSeconds: Double
  }

  private let timer: StatementTimer
  private let program: Program
  private let parse: (Source) -> Program
  /// Seconds for measuring one part.
  private let budget: Double
  private(set) var parts: [Part] = []
  /// Whether Ctrl-C ended the search.
  private(set) var isInterrupted = false

  /// - Parameters:
  ///   - times: of the whole program.
  ///   - parse: reads a part as the program was read.
  init(
    of program: Program, _ times: StatementTimer.Times, by timer: StatementTimer, budget: Double,
    parse: @escaping (Source) -> Program
  ) {
    self.timer = timer
    self.program = program
    self.parse = parse
    self.budget = budget
    for (index, statement) in program.statements.enumerated() where !isInterrupted {
      add(statement, seconds: times.median(ofStatement: index), depth: 0, isFirst: index == 0)
    }
  }

  private mutating func add(_ statement: Statement, seconds: Double, depth: Int, isFirst: Bool) {
    switch statement.kind {
    case .expression(let expression):
      // What stands behind other statements needs what these have set.
      let inner = isFirst ? children(of: expression) : []
      addTree(shortened(statement.span), inner, seconds: seconds, depth: depth)
    case .function: break
    case .command: add(shortened(statement.span), depth, seconds, seconds)
    default:
      let inside = isFirst ? insideTimes(statement, seconds) : []
      let sum = inside.reduce(0) { $0 + $1.seconds }
      add(firstLine(statement.span), depth, seconds, max(0, seconds - sum))
      for part in inside { add(part.text, depth + 1, part.seconds, part.seconds) }
    }
  }

  private mutating func add(_ text: String, _ depth: Int, _ seconds: Double, _ own: Double) {
    parts.append(Part(text: text, depth: depth, seconds: seconds, ownSeconds: own))
  }

  // MARK: - Expressions

  private static let deepest = 8
  /// Nobody waits for more.
  private static let most = 32

  private mutating func addTree(_ text: String, _ inner: [Expr], seconds: Double, depth: Int) {
    let place = parts.count
    add(text, depth, seconds, seconds)
    guard depth < Self.deepest else { return }
    var sum = 0.0
    for part in inner where !isInterrupted && parts.count < Self.most {
      guard let own = self.seconds(of: part) else { continue }
      sum += own
      addTree(
        shortened(program.tree.span(part)), children(of: part), seconds: own, depth: depth + 1)
    }
    parts[place] = Part(
      text: text, depth: depth, seconds: seconds, ownSeconds: max(0, seconds - sum))
  }

  /// How long an expression takes alone; nil where it cannot stand alone.
  private mutating func seconds(of part: Expr) -> Double? {
    let text = program.source.text(program.tree.span(part))
    let alone = parse(Source(name: "", text: "ans = \(text);"))
    do {
      let times = try timer.times(of: alone, seconds: budget)
      if times.isInterrupted { isInterrupted = true }
      return times.median
    } catch {
      if !isCatchable(error) { isInterrupted = true }
      return nil
    }
  }

  /// The parts of an expression that do something, in their order.
  private func children(of expression: Expr) -> [Expr] {
    let tree = program.tree
    let inner: [Expr] =
      switch tree[expression] {
      case .number, .string, .name, .colon, .end, .functionHandle, .anonymous: []
      case .unary(_, let a), .transpose(let a), .parenthesised(let a), .field(let a, _): [a]
      case .binary(_, let a, let b), .shortCircuit(_, let a, let b), .dynamicField(let a, let b):
        [a, b]
      case .range(let start, let step, let stop): [start] + (step.map { [$0] } ?? []) + [stop]
      case .matrix(let rows), .cell(let rows): rows.flatMap { $0 }
      case .call(let base, let arguments), .brace(let base, let arguments): [base] + arguments
      case .assign(_, _, let value, _): [value]
      }
    return inner.flatMap { part -> [Expr] in
      switch tree[part] {
      case .number, .string, .name, .colon, .end, .functionHandle, .anonymous: []
      // `rate = 0.1` among arguments, and brackets, are no work of their own.
      case .assign, .parenthesised: children(of: part)
      default: [part]
      }
    }
  }

  // MARK: - Loops and branches

  /// The statements inside of a loop or branch with what they take together: a copy of it is run in which each
  /// notes the clock before and after it.
  private mutating func insideTimes(
    _ statement: Statement, _ seconds: Double
  ) -> [(text: String, seconds: Double)] {
    let session = timer.session
    guard session.isBuiltin("time"), session.variable(named: "time") == nil else { return [] }
    var inner: [Statement] = []
    Self.collect(statement, into: &inner)
    guard !inner.isEmpty, inner.count <= 200 else { return [] }
    var text = ""
    var position = Int(statement.span.start)
    for (index, part) in inner.enumerated() {
      text += program.source.text(Span(position, Int(part.span.start)))
      let end = part.printsResult ? "," : ";"
      text += "\n\(Self.start) = time();\n\(program.source.text(part.span))\(end)\n"
      text += "\(Self.sums)(\(index + 1)) += time() - \(Self.start);\n"
      position = Int(part.span.end)
    }
    text += program.source.text(Span(position, Int(statement.span.end)))
    let prepared = parse(
      Source(name: "", text: "\(Self.sums) = zeros(1, \(inner.count)); \(text)"))
    var sums: [Double] = []
    // Looking at the clock takes time too: the shares count.
    var scale = 1.0
    do {
      let times = try timer.times(of: prepared, seconds: budget) {
        sums = (try? session.variable(named: Self.sums)?.doubles)?.elements ?? []
      }
      let total = max(times.last(ofStatement: 1), sums.reduce(0, +))
      if total > 0 { scale = seconds / total }
      if times.isInterrupted { isInterrupted = true }
    } catch {
      if !isCatchable(error) { isInterrupted = true }
      return []
    }
    return zip(inner, sums).map { (shortened($0.span), $1 * scale) }
  }

  private static let start = "nnsh_clock__"
  private static let sums = "nnsh_times__"

  /// The simple statements inside of a statement.
  private static func collect(_ statement: Statement, into found: inout [Statement]) {
    let bodies: [[Statement]] =
      switch statement.kind {
      case .conditional(let branches, let otherwise): branches.map(\.body) + [otherwise]
      case .forLoop(_, _, let body), .forFields(_, _, _, let body), .whileLoop(_, let body),
        .doUntil(let body, _):
        [body]
      case .switchCase(_, let cases, let otherwise): cases.map(\.body) + [otherwise]
      case .tryCatch(let body, _, let handler): [body, handler]
      case .unwindProtect(let body, let cleanup): [body, cleanup]
      default: []
      }
    for inner in bodies.joined() {
      switch inner.kind {
      case .expression, .command: found.append(inner)
      default: collect(inner, into: &found)
      }
    }
  }

  // MARK: - Texts

  private func shortened(_ span: Span) -> String {
    let words = program.source.text(span).split { $0.isWhitespace }.joined(separator: " ")
    return words.count > 56 ? words.prefix(53) + "..." : words
  }

  private func firstLine(_ span: Span) -> String {
    summary(program.source.text(span)).trimmingBlanks
  }
}
