import Syntax

extension Compiler {
  /// `base(arguments)` with `outputs` results in `target...`: an index or a call, as the base turns out.
  mutating func compileCall(
    _ expr: Expr, _ base: Expr, _ arguments: [Expr], into target: Int, outputs: Int,
    ignored: [Int] = []
  ) {
    var name = ""
    var object: Int
    var isCall = false
    var isPart = false
    if case .name(let spelled) = tree[base] {
      name = spelled
      isCall = !variables.contains(spelled)
      object = slot(spelled)
    } else if let dotted = dottedFunction(base) {
      name = dotted
      isCall = true
      object = slot(dotted)
    } else {
      object = compileCallee(base)
      isPart = true
    }
    defer { if isPart { letGo(object, of: base, unless: target) } }
    if isCall, let whole = wholeLiteral(name, arguments) { return constant(whole, into: target) }
    if isCall, outputs <= 1, compileScalarFunction(name, arguments, into: target) { return }
    let expanded = isCall ? optionArguments(arguments, of: name) : arguments.map(Argument.value)
    if arguments.contains(where: { mayExpand($0) }) {
      emit(.listBegin)
      compileListArguments(expanded, of: object)
      current = expr
      let site = site(
        name: name, count: 0, outputs: outputs, arguments: arguments, ignored: ignored)
      emit(.listCall, a: target, b: object, d: site)
      return
    }
    if !isCall, outputs == 1, arguments.count == 1 || arguments.count == 2 {
      compileScalarIndex(expr, object, name, arguments, into: target)
      return
    }
    let first = temporary(max(expanded.count, outputs, 1))
    compile(expanded, into: first, of: object)
    current = expr
    let number = site(
      name: name, count: expanded.count, outputs: outputs, arguments: arguments, ignored: ignored)
    emit(isCall ? .call : .index, a: target, b: object, c: first, d: number)
  }

  /// Lets go of the value of `base`, a part of a variable, after it was read from: held on to, it would make the
  /// next change of the variable copy it.
  mutating func letGo(_ register: Int, of base: Expr, unless target: Int) {
    if register == target { return }
    switch tree[base] {
    case .field, .dynamicField, .brace, .call: emit(.clear, a: register)
    default: break
    }
  }

  /// An index with one or two arguments, which stay in the registers where they are.
  private mutating func compileScalarIndex(
    _ expr: Expr, _ object: Int, _ name: String, _ arguments: [Expr], into target: Int
  ) {
    var indices: [Int] = []
    for (position, argument) in arguments.enumerated() {
      withEnd(of: object, position: position, count: arguments.count) {
        indices.append($0.compileValue(argument))
      }
    }
    current = expr
    let site = site(name: name, count: arguments.count, outputs: 1, arguments: arguments)
    if arguments.count == 1 {
      emit(.index1, a: target, b: object, c: indices[0], d: site)
    } else {
      emit(.index2, a: target, b: object, c: indices[0], d: indices[1])
      emit(.site, a: site)
    }
  }

  // MARK: - Arguments

  enum Argument {
    case value(Expr)
    /// The name of an option of a builtin, written `name = value`.
    case optionName(String)
  }

  /// Arguments with `name = value` taken apart where the callee takes options.
  private func optionArguments(_ arguments: [Expr], of name: String) -> [Argument] {
    var result: [Argument] = []
    for argument in arguments {
      if case .assign(let targets, nil, let value, false) = tree[argument], targets.count == 1,
        case .place(let place) = targets[0], case .name(let option) = tree[place],
        session.takesOptions(name, siblings: siblings)
      {
        result += [.optionName(option), .value(value)]
      } else {
        result.append(.value(argument))
      }
    }
    return result
  }

  private mutating func compile(_ arguments: [Argument], into first: Int, of object: Int) {
    for (position, argument) in arguments.enumerated() {
      switch argument {
      case .value(let expr):
        withEnd(of: object, position: position, count: arguments.count) {
          $0.compile(expr, into: first + position)
        }
      case .optionName(let name): constant(.string(name), into: first + position)
      }
    }
  }

  private mutating func compileListArguments(_ arguments: [Argument], of object: Int) {
    for (position, argument) in arguments.enumerated() {
      switch argument {
      case .value(let expr):
        withEnd(of: object, position: position, count: arguments.count) {
          $0.compileListElement(expr)
        }
      case .optionName(let name):
        scoped { compiler in
          let register = compiler.temporary()
          compiler.constant(.string(name), into: register)
          compiler.emit(.listPush, a: register)
        }
      }
    }
  }

  // MARK: - Braces and expansions

  /// `base{arguments}` for its one value.
  mutating func compileBrace(
    _ base: Expr, _ arguments: [Expr], into target: Int, _ use: ListUse
  ) {
    let expr = current
    let object = compileBase(base)
    if arguments.contains(where: { mayExpand($0) }) {
      emit(.listBegin)
      compileListArguments(arguments.map(Argument.value), of: object)
      current = expr
      emit(.listBrace, a: target, b: object, n: use.rawValue)
      return
    }
    let first = temporary(max(1, arguments.count))
    compile(arguments.map(Argument.value), into: first, of: object)
    current = expr
    emit(
      .brace, a: target, b: object, c: first, d: use.rawValue, n: arguments.count)
    letGo(object, of: base, unless: target)
  }

  /// Adds all values of `expr` to the innermost list.
  ///
  /// - Parameter outputs: how many a call is asked for, or one of `CallSite`'s counts.
  mutating func compileExpansion(_ expr: Expr, outputs: Int = 1) {
    let outer = current
    current = expr
    defer { current = outer }
    scoped { compiler in
      switch compiler.tree[expr] {
      case .brace(let base, let arguments):
        let object = compiler.compileBase(base)
        compiler.emit(.listBegin)
        compiler.compileListArguments(arguments.map(Argument.value), of: object)
        compiler.current = expr
        compiler.emit(.listExpandBrace, b: object)
      case .field where compiler.dottedFunction(expr) != nil:
        let value = compiler.temporary()
        compiler.compile(expr, into: value)
        compiler.emit(.listPush, a: value)
      case .field(let base, let name):
        let object = compiler.compileBase(base)
        compiler.emit(
          .listExpandField, b: object, d: compiler.site(name: name, count: 0, outputs: 1))
      case .dynamicField(let base, let name):
        let object = compiler.compileBase(base)
        compiler.emit(.listExpandDynamicField, b: object, c: compiler.compileValue(name))
      case .call(let base, let arguments):
        compiler.expandCall(expr, base, arguments, outputs: outputs)
      case .name(let name) where !compiler.variables.contains(name):
        compiler.emit(.listBegin)
        compiler.emit(
          .listExpandCall, b: compiler.slot(name),
          d: compiler.site(name: name, count: 0, outputs: outputs))
      default:
        let value = compiler.temporary()
        compiler.compile(expr, into: value)
        compiler.emit(.listPush, a: value)
      }
    }
  }

  private mutating func expandCall(
    _ expr: Expr, _ base: Expr, _ arguments: [Expr], outputs: Int
  ) {
    var name = ""
    let object: Int
    if case .name(let spelled) = tree[base] {
      name = spelled
      object = slot(spelled)
    } else if let dotted = dottedFunction(base) {
      name = dotted
      object = slot(dotted)
    } else {
      object = compileCallee(base)
    }
    emit(.listBegin)
    compileListArguments(optionArguments(arguments, of: name), of: object)
    current = expr
    emit(
      .listExpandCall, b: object,
      d: site(name: name, count: 0, outputs: outputs, arguments: arguments))
  }

  // MARK: - Functions of numbers

  /// `floor(x)` and the like as one instruction, where the name means the builtin.
  private mutating func compileScalarFunction(
    _ name: String, _ arguments: [Expr], into target: Int
  ) -> Bool {
    if arguments.contains(where: { mayExpand($0) }) { return false }
    let outer = current
    if arguments.count == 1, name == "floor",
      case .binary(.matrixRightDivide, let x, let y) = tree[arguments[0]],
      session.meansBuiltin(name, siblings: siblings)
    {
      let (dividend, divisor) = (compileValue(x), compileValue(y))
      current = outer
      let site = site(name: name, count: 1, outputs: 1, arguments: arguments)
      emit(.floorQuotient, a: target, b: dividend, c: divisor, d: site)
      current = arguments[0]
      emit(.site)
      current = outer
      return true
    }
    if arguments.count == 1, let function = ScalarFunction(rawValue: name),
      session.meansBuiltin(name, siblings: siblings)
    {
      let operand = compileArgument(arguments[0], of: slot(name), 0, 1)
      current = outer
      let site = site(name: name, count: 1, outputs: 1, arguments: arguments)
      emit(.scalarFunction, a: target, b: operand, c: function.number, d: site)
      return true
    }
    if arguments.count == 2, let function = ScalarFunction2(rawValue: name),
      session.meansBuiltin(name, siblings: siblings)
    {
      let left = compileArgument(arguments[0], of: slot(name), 0, 2)
      let right = compileArgument(arguments[1], of: slot(name), 1, 2)
      current = outer
      let site = site(name: name, count: 2, outputs: 1, arguments: arguments)
      emit(
        function == .mod ? .modulo : .scalarFunction2, a: target, b: left, c: right, d: site,
        n: function.number)
      return true
    }
    return false
  }

  private mutating func compileArgument(
    _ expr: Expr, of object: Int, _ position: Int, _ count: Int
  ) -> Int {
    var register = 0
    withEnd(of: object, position: position, count: count) { register = $0.compileValue(expr) }
    return register
  }
}
