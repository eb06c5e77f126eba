/// A half-open range of byte offsets in a source text. Lines and columns are worked out when printing.
public struct Span: Hashable, Sendable {
  public var start: Int32
  public var end: Int32

  @inlinable
  public init(_ start: Int, _ end: Int) {
    self.start = Int32(truncatingIfNeeded: start)
    self.end = Int32(truncatingIfNeeded: end)
  }
}

/// The number of an expression in its `Tree`.
public struct Expr: Hashable, Sendable {
  public let index: Int32
  public init(_ index: Int) { self.index = Int32(truncatingIfNeeded: index) }
}

/// The expressions of one source, in one array.
///
/// Not a tree of references: a chain of 100,000 terms must neither be built, walked nor released by
/// recursion. The left spine of binary operators can be any length; every other nesting is limited by
/// the parser's depth count.
public struct Tree: Sendable {
  public private(set) var kinds: [ExprKind] = []
  /// The source range of each expression.
  public private(set) var spans: [Span] = []
  /// Where an error about the operation itself points: the operator, the opening bracket, the name.
  public private(set) var marks: [Span] = []

  public init() {}

  public mutating func add(_ kind: ExprKind, span: Span, mark: Span) -> Expr {
    kinds.append(kind)
    spans.append(span)
    marks.append(mark)
    return Expr(kinds.count - 1)
  }

  /// How many expressions there are; each stands behind its parts.
  public var count: Int { kinds.count }
  public subscript(expr: Expr) -> ExprKind { kinds[Int(expr.index)] }
  public func span(_ expr: Expr) -> Span { spans[Int(expr.index)] }
  public func mark(_ expr: Expr) -> Span { marks[Int(expr.index)] }
}

public enum ExprKind: Sendable {
  case number(Double)
  /// `"..."` with its escapes resolved, or `'...'` as written, as bytes.
  case string([UInt8], doubleQuoted: Bool)
  case name(String)
  /// A bare `:` as an index.
  case colon
  /// `end` inside an index.
  case end
  case unary(UnaryOperator, Expr)
  case transpose(Expr)
  case binary(BinaryOperator, Expr, Expr)
  /// `&&` and `||`.
  case shortCircuit(isAnd: Bool, Expr, Expr)
  /// `start:stop` or `start:step:stop`.
  case range(start: Expr, step: Expr?, stop: Expr)
  case matrix(rows: [[Expr]])
  case cell(rows: [[Expr]])
  /// `base(arguments)`: a call or an index, which only the evaluator knows.
  case call(Expr, [Expr])
  /// `base{arguments}`.
  case brace(Expr, [Expr])
  case field(Expr, String)
  /// `base.(expression)`.
  case dynamicField(Expr, Expr)
  /// `@name`.
  case functionHandle(String)
  /// `@(parameters) body`.
  case anonymous([Parameter], body: Expr)
  /// `target = value`, `target += value` (`operator` set), `[a, ~] = value`, `x++` (as `x += 1`).
  /// Also an argument written `name = value`, which calls of network builtins read as an option.
  case assign([AssignmentTarget], operator: BinaryOperator?, Expr, isIncrement: Bool)
  /// `(inner)`: kept because `(c{:})` is one value, `(x)` as a statement sets `ans`, and the text of
  /// anonymous functions shows it.
  case parenthesised(Expr)
}

public enum AssignmentTarget: Sendable {
  /// A name, or a chain of calls, braces and fields that begins with a name.
  case place(Expr)
  /// `~`
  case ignored(Span)
}

public struct Parameter: Sendable {
  public enum Kind: Sendable {
    case named(String)
    /// `~`
    case ignored
  }
  public var kind: Kind
  public var defaultValue: Expr?
  public var span: Span
  public init(kind: Kind, defaultValue: Expr?, span: Span) {
    self.kind = kind
    self.defaultValue = defaultValue
    self.span = span
  }
}

public enum UnaryOperator: Sendable { case minus, plus, not }

/// Binary operators; the raw value is the spelling that messages use.
public enum BinaryOperator: String, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case matrixMultiply = "*"
  case matrixRightDivide = "/"
  case matrixLeftDivide = "\\"
  case matrixPower = "^"
  case multiply = ".*"
  case rightDivide = "./"
  case leftDivide = ".\\"
  case power = ".^"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case and = "&"
  case or = "|"
}

public struct Statement: Sendable {
  public var kind: StatementKind
  public var span: Span
  /// True without a final `;`: the result is shown.
  public var printsResult: Bool
  public init(kind: StatementKind, span: Span, printsResult: Bool) {
    self.kind = kind
    self.span = span
    self.printsResult = printsResult
  }
}

public indirect enum StatementKind: Sendable {
  case expression(Expr)
  /// Command syntax: `hold on`, `format long`.
  case command(name: String, arguments: [[UInt8]], place: Expr)
  case conditional([(condition: Expr, body: [Statement])], otherwise: [Statement])
  case forLoop(target: AssignmentTarget, values: Expr, body: [Statement])
  /// `for [value, key] = object`: through the fields of a struct.
  case forFields(value: Expr, key: Expr, of: Expr, body: [Statement])
  case whileLoop(condition: Expr, body: [Statement])
  case doUntil(body: [Statement], condition: Expr)
  case switchCase(Expr, cases: [(label: Expr, body: [Statement])], otherwise: [Statement])
  case breakLoop
  case continueLoop
  case returnFromFunction
  case tryCatch(body: [Statement], variable: String?, handler: [Statement])
  case unwindProtect(body: [Statement], cleanup: [Statement])
  case global([Declaration])
  case persistent([Declaration])
  /// A definition, by its index in `Program.functions`.
  case function(Int)
}

public struct Declaration: Sendable {
  public var name: String
  public var initialValue: Expr?
  public var span: Span
  public init(name: String, initialValue: Expr?, span: Span) {
    self.name = name
    self.initialValue = initialValue
    self.span = span
  }
}

public struct FunctionDefinition: Sendable {
  public var name: String
  public var parameters: [Parameter]
  /// The last parameter is `varargin` / the last output `varargout`: they stand in the lists as names.
  public var outputs: [String]
  public var body: [Statement]
  public var nameSpan: Span
  public var span: Span
  /// The comment block directly under (or above) the head: what `help NAME` prints.
  public var documentation: String
  public init(
    name: String, parameters: [Parameter], outputs: [String], body: [Statement], nameSpan: Span,
    span: Span, documentation: String
  ) {
    self.name = name
    self.parameters = parameters
    self.outputs = outputs
    self.body = body
    self.nameSpan = nameSpan
    self.span = span
    self.documentation = documentation
  }
}

/// A `%%` cell: its title, the Markdown of the comment lines directly under it, its source range, and the
/// range of what stands below that text.
public struct Cell: Sendable {
  public var title: String
  public var text: String
  public var span: Span
  public var code: Span
  public init(title: String, text: String, span: Span, code: Span) {
    self.title = title
    self.text = text
    self.span = span
    self.code = code
  }
}

/// A parsed source: everything the parser could make of it, and what was wrong with it.
public struct Program: Sendable {
  public var source: Source
  public var tree: Tree
  public var statements: [Statement]
  public var functions: [FunctionDefinition]
  public var cells: [Cell]
  /// In the order of the text. A program with any is not run.
  public var diagnostics: [SyntaxDiagnostic]
  /// Whether more text could complete the input: an open block, bracket, comment block or
  /// continuation at its end, and nothing wrong before it.
  public var isIncomplete: Bool
  /// A function file: its first statement defines a function.
  public var isFunctionFile: Bool {
    if case .function = statements.first?.kind { true } else { false }
  }
  public init(
    source: Source, tree: Tree, statements: [Statement], functions: [FunctionDefinition],
    cells: [Cell], diagnostics: [SyntaxDiagnostic], isIncomplete: Bool
  ) {
    self.source = source
    self.tree = tree
    self.statements = statements
    self.functions = functions
    self.cells = cells
    self.diagnostics = diagnostics
    self.isIncomplete = isIncomplete
  }
}

/// Something wrong with the text: facts for a message and a place for its carets.
public struct SyntaxDiagnostic: Error, Sendable {
  public var message: String
  public var span: Span
  /// The likely fix, when there is one.
  public var help: String?
  public init(_ message: String, span: Span, help: String? = nil) {
    self.message = message
    self.span = span
    self.help = help
  }
}
