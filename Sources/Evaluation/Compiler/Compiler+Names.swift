import Syntax

extension Compiler {
  /// Notes the names that `statements` assign anywhere: they are variables of the unit.
  mutating func collectVariables(_ statements: [Statement]) {
    var walker = NameWalker(tree: tree)
    walker.walk(statements)
    variables.formUnion(walker.assigned)
    globals.formUnion(walker.globals)
  }

  /// Notes the names that `statements` mention and that `scope` knows as variables.
  mutating func collectMentioned(_ statements: [Statement], in scope: any Scope) {
    var walker = NameWalker(tree: tree)
    walker.walk(statements)
    for name in walker.mentioned where scope.isSet(name) { variables.insert(name) }
    for name in walker.mentioned where scope.isGlobal(name) { globals.insert(name) }
  }

  /// Whether evaluating `expr` may call a function.
  func mayCall(_ expr: Expr) -> Bool {
    var walker = NameWalker(tree: tree)
    walker.walk(expr)
    return !walker.mentioned.isSubset(of: variables)
  }

  /// Whether `expr` mentions a variable that functions may change.
  func mentionsGlobal(_ expr: Expr) -> Bool {
    if globals.isEmpty { return false }
    var walker = NameWalker(tree: tree)
    walker.walk(expr)
    return !walker.mentioned.isDisjoint(with: globals)
  }

  /// The names an expression mentions, without those of inner anonymous functions' parameters.
  func mentionedNames(in expr: Expr) -> [String] {
    var walker = NameWalker(tree: tree)
    walker.walk(expr)
    return walker.mentionedInOrder
  }
}

/// Collects the names in statements, without recursion on expressions: chains may be long.
private struct NameWalker {
  let tree: Tree
  var assigned: Set<String> = []
  var globals: Set<String> = []
  var mentioned: Set<String> = []
  var mentionedInOrder: [String] = []

  init(tree: Tree) { self.tree = tree }

  mutating func walk(_ statements: [Statement]) {
    for statement in statements { walk(statement) }
  }

  private mutating func walk(_ statement: Statement) {
    switch statement.kind {
    case .expression(let expr): walk(expr)
    case .conditional(let branches, let otherwise):
      for branch in branches {
        walk(branch.condition)
        walk(branch.body)
      }
      walk(otherwise)
    case .forLoop(let target, let values, let body):
      note(target)
      walk(values)
      walk(body)
    case .forFields(let value, let key, let object, let body):
      note(.place(value))
      note(.place(key))
      walk(object)
      walk(body)
    case .whileLoop(let condition, let body), .doUntil(let body, let condition):
      walk(condition)
      walk(body)
    case .switchCase(let value, let cases, let otherwise):
      walk(value)
      for branch in cases {
        walk(branch.label)
        walk(branch.body)
      }
      walk(otherwise)
    case .tryCatch(let body, let variable, let handler):
      walk(body)
      if let variable { assigned.insert(variable) }
      walk(handler)
    case .unwindProtect(let body, let cleanup):
      walk(body)
      walk(cleanup)
    case .global(let declarations), .persistent(let declarations):
      for declaration in declarations {
        assigned.insert(declaration.name)
        if case .global = statement.kind { globals.insert(declaration.name) }
        if let value = declaration.initialValue { walk(value) }
      }
    case .command, .breakLoop, .continueLoop, .returnFromFunction, .function: break
    }
  }

  private mutating func note(_ target: AssignmentTarget) {
    guard case .place(let expr) = target else { return }
    var base = expr
    while true {
      switch tree[base] {
      case .call(let inner, let arguments), .brace(let inner, let arguments):
        for argument in arguments { walk(argument) }
        base = inner
      case .field(let inner, _): base = inner
      case .dynamicField(let inner, let name):
        walk(name)
        base = inner
      case .name(let name):
        assigned.insert(name)
        mention(name)
        return
      default: return
      }
    }
  }

  private mutating func mention(_ name: String) {
    if mentioned.insert(name).inserted { mentionedInOrder.append(name) }
  }

  mutating func walk(_ expr: Expr) {
    var stack = [expr]
    while let next = stack.popLast() {
      switch tree[next] {
      case .number, .string, .colon, .end, .functionHandle: break
      case .name(let name): mention(name)
      case .unary(_, let inner), .transpose(let inner), .field(let inner, _),
        .parenthesised(let inner):
        stack.append(inner)
      case .binary(_, let left, let right), .shortCircuit(_, let left, let right),
        .dynamicField(let left, let right):
        stack += [right, left]
      case .range(let start, let step, let stop):
        stack += [stop, start]
        if let step { stack.append(step) }
      case .matrix(let rows), .cell(let rows): for row in rows { stack += row }
      case .call(let base, let arguments), .brace(let base, let arguments):
        stack += arguments
        stack.append(base)
      case .anonymous(let parameters, let body):
        var inner = NameWalker(tree: tree)
        inner.walk(body)
        let own = Set(
          parameters.compactMap { parameter -> String? in
            if case .named(let name) = parameter.kind { name } else { nil }
          })
        for name in inner.mentionedInOrder where !own.contains(name) { mention(name) }
      case .assign(let targets, _, let value, _):
        for target in targets { note(target) }
        stack.append(value)
      }
    }
  }
}
