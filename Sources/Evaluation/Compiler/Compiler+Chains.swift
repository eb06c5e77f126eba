import Syntax

/// Finds the trees of operations element by element that one instruction does together.
///
/// The operations' own instructions follow the fused one, which jumps over them when it could do the work;
/// errors, warnings and other classes are theirs.
extension Compiler {
  /// How deep such a tree may be, and how many steps it may have.
  private static var chainDepth: Int { 24 }
  private static var chainSteps: Int { 48 }

  /// A tree on its way from the text to a `FusedChain`.
  struct ChainPlan {
    var leaves: [Expr] = []
    var nodes: [Expr] = []
    var steps = 0
    var functions: [String] = []
    /// Whether the way it is written says that arrays are meant.
    var isForArrays = false
    var hasVariables = false
  }

  /// Compiles `expr` with a fused instruction in front if it is such a tree.
  mutating func compileChain(_ expr: Expr, into target: Int) -> Bool {
    guard let (plan, root, reduction) = chain(expr) else { return false }
    let chain = FusedChain()
    var numbers: [Int32: Int] = [:]
    for leaf in plan.leaves {
      let register = compileValue(leaf)
      chainLeaves[leaf.index] = register
      numbers[leaf.index] = chain.leaves.count
      chain.leaves.append(Int32(register))
    }
    _ = appendSteps(root, to: chain, numbers)
    chain.reduction = reduction
    chain.target = Int32(target)
    chain.functions = plan.functions
    chain.functionRegisters = plan.functions.map { Int32(slot($0)) }
    let variables = plan.leaves.filter { !isNumber($0) }
    guard let first = variables.first, let last = variables.last else { return false }
    parts.chains.append(chain)
    current = expr
    let fused = emit(
      .fused, b: chainLeaves[first.index] ?? 0, c: chainLeaves[last.index] ?? 0,
      d: parts.chains.count - 1, n: reduction == nil ? 0 : 1)
    chainNodes.formUnion(plan.nodes.map(\.index))
    compileOperation(expr, into: target)
    patch(fused, a: here)
    for leaf in plan.leaves { chainLeaves[leaf.index] = nil }
    return true
  }

  private func isNumber(_ expr: Expr) -> Bool {
    if case .number = tree[expr] { true } else { false }
  }

  /// Whether `expr` begins such a tree.
  func beginsChain(_ expr: Expr) -> Bool { chain(expr) != nil }

  private func chain(
    _ expr: Expr
  ) -> (ChainPlan, root: Expr, FusedChain.Reduction?)? {
    if chainNodes.contains(expr.index) || isLongSpine(expr) { return nil }
    var plan = ChainPlan()
    var root = expr
    var reduction: FusedChain.Reduction?
    if case .call(let base, let arguments) = tree[expr], arguments.count == 1,
      case .name(let name) = tree[base], let kind = FusedChain.reductions[name]
    {
      guard isBuiltin(name) else { return nil }
      (root, reduction) = (stripped(arguments[0]), kind)
      plan.functions.append(name)
      plan.nodes.append(expr)
      plan.isForArrays = true
      if isLongSpine(root) { return nil }
    }
    guard isChainNode(root), collect(root, 0, &plan), plan.isForArrays, plan.hasVariables,
      plan.steps >= (reduction == nil ? 2 : 1)
    else { return nil }
    return (plan, root, reduction)
  }

  /// Sums of very many terms are compiled by a loop, not by recursion.
  private func isLongSpine(_ expr: Expr) -> Bool {
    var left = expr
    var length = 0
    while case .binary(_, let inner, _) = tree[left] {
      left = inner
      length += 1
      if length > Compiler.chainDepth { return true }
    }
    return false
  }

  private func stripped(_ expr: Expr) -> Expr {
    var inner = expr
    while case .parenthesised(let next) = tree[inner] { inner = next }
    return inner
  }

  private func isBuiltin(_ name: String) -> Bool {
    !variables.contains(name) && session.meansBuiltin(name, siblings: siblings)
  }

  /// The function of one argument that a call may be.
  private func elementFunction(_ base: Expr, _ arguments: [Expr]) -> String? {
    guard arguments.count == 1, case .name(let name) = tree[base],
      FusedChain.functions[name] != nil, !mayExpand(arguments[0]), isBuiltin(name)
    else { return nil }
    if case .colon = tree[arguments[0]] { return nil }
    return name
  }

  private func isChainNode(_ expr: Expr) -> Bool {
    switch tree[expr] {
    case .unary(.minus, let inner): !isNumber(inner)
    case .unary(.not, _): true
    case .binary(let op, let left, let right): isElementwise(op, left, right)
    case .call(let base, let arguments): elementFunction(base, arguments) != nil
    default: false
    }
  }

  /// Operators that work element by element; products where a literal number shows that they do.
  private func isElementwise(_ op: BinaryOperator, _ left: Expr, _ right: Expr) -> Bool {
    switch op {
    case .matrixMultiply: isNumber(left) || isNumber(right)
    case .matrixLeftDivide, .leftDivide, .matrixPower, .and, .or: false
    default: true
    }
  }

  /// Adds the tree under `expr`; false where it is too large, or code of a leaf must not run before the
  /// operations that stand to its left.
  private func collect(_ expr: Expr, _ depth: Int, _ plan: inout ChainPlan) -> Bool {
    let expr = stripped(expr)
    guard depth < Compiler.chainDepth, plan.steps < Compiler.chainSteps else { return false }
    guard isChainNode(expr) else { return collectLeaf(expr, &plan) }
    switch tree[expr] {
    case .unary(_, let inner):
      guard collect(inner, depth + 1, &plan) else { return false }
    case .binary(let op, let left, let right):
      switch op {
      case .multiply, .rightDivide, .power: plan.isForArrays = true
      default: break
      }
      guard collect(left, depth + 1, &plan), collect(right, depth + 1, &plan) else { return false }
    case .call(let base, let arguments):
      guard let name = elementFunction(base, arguments),
        collect(arguments[0], depth + 1, &plan)
      else { return false }
      plan.isForArrays = true
      plan.functions.append(name)
    default: return false
    }
    plan.nodes.append(expr)
    plan.steps += 1
    return true
  }

  private func collectLeaf(_ expr: Expr, _ plan: inout ChainPlan) -> Bool {
    switch tree[expr] {
    case .string, .colon, .cell, .assign, .anonymous, .functionHandle, .shortCircuit: return false
    case .number: break
    default:
      guard plan.leaves.isEmpty || isPure(expr, 0) else { return false }
      plan.hasVariables = true
    }
    plan.leaves.append(expr)
    return true
  }

  /// Whether evaluating `expr` runs no code of the user's: it looks at variables and computes.
  private func isPure(_ expr: Expr, _ depth: Int) -> Bool {
    if depth > Compiler.chainDepth { return false }
    switch tree[expr] {
    case .number, .colon, .end: return true
    case .name(let name): return variables.contains(name)
    case .transpose(let inner), .unary(_, let inner), .parenthesised(let inner):
      return isPure(inner, depth + 1)
    case .binary(_, let left, let right):
      return isPure(left, depth + 1) && isPure(right, depth + 1)
    case .range(let start, let step, let stop):
      return isPure(start, depth + 1) && isPure(stop, depth + 1)
        && (step.map { isPure($0, depth + 1) } ?? true)
    case .call(let base, let arguments):
      // With a colon or `end` it is an index and no call of a handle.
      guard case .name(let name) = tree[base], variables.contains(name) else { return false }
      return arguments.allSatisfy { isPure($0, depth + 1) }
        && arguments.contains { isSurelyIndex($0) }
    default: return false
    }
  }

  private func isSurelyIndex(_ expr: Expr) -> Bool {
    switch tree[expr] {
    case .colon, .end: true
    case .range(_, _, let stop): isSurelyIndex(stop)
    default: false
    }
  }

  /// The steps under `expr` in postfix order; gives the number of its value.
  private func appendSteps(
    _ expr: Expr, to chain: FusedChain, _ numbers: [Int32: Int]
  ) -> Int {
    let expr = stripped(expr)
    if let number = numbers[expr.index] { return number }
    switch tree[expr] {
    case .unary(let op, let inner):
      let a = appendSteps(inner, to: chain, numbers)
      chain.steps.append(op == .minus ? .negate(a) : .not(a))
    case .binary(let op, let left, let right):
      let a = appendSteps(left, to: chain, numbers)
      let b = appendSteps(right, to: chain, numbers)
      chain.steps.append(.binary(op, a, b))
    case .call(let base, let arguments):
      let a = appendSteps(arguments[0], to: chain, numbers)
      if case .name(let name) = tree[base], let f = FusedChain.functions[name] {
        chain.steps.append(.function(f, a))
      }
    default: break
    }
    return chain.leaves.count + chain.steps.count - 1
  }
}
