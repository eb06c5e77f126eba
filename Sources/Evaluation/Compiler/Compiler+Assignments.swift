import Syntax

extension Compiler {
  /// An assignment; gives a register with the value that was assigned (the value of the expression).
  mutating func compileAssignment(
    _ expr: Expr, _ targets: [AssignmentTarget], _ op: BinaryOperator?, _ value: Expr, shows: Bool
  ) -> Int {
    current = expr
    if op == nil, isBracketed(expr), targets.contains(where: { isPlaceList($0) }) {
      return compilePlaceLists(expr, targets, value, shows: shows)
    }
    if targets.count != 1 || isIgnored(targets[0]) {
      return compileMultipleAssignment(expr, targets, value, shows: shows)
    }
    guard case .place(let place) = targets[0] else { return temporary() }
    if case .name(let name) = tree[place] {
      let register = slot(name)
      if let op {
        scoped { compiler in
          let operand = compiler.compileValue(value)
          compiler.current = expr
          compiler.emit(Compiler.opcode(op), a: register, b: register, c: operand)
        }
      } else {
        listUse = .assignment
        compile(value, into: register)
      }
      if shows { show(register) }
      return register
    }
    if op == nil, isEmptyLiteral(value), case .call = tree[place] {
      return compileDeletion(place, value, shows: shows)
    }
    if op == nil {
      if let register = compileOrdered(expr, place, value, shows: shows) { return register }
      listUse = .assignment
      let register = compileValue(value)
      store(register, at: place, expr, shows: shows)
      return register
    }
    return compileUpdate(expr, place, op ?? .add, value, shows: shows)
  }

  // MARK: - Lists of places

  /// Whether the targets stand in brackets: only then may one stand for several places.
  private func isBracketed(_ expr: Expr) -> Bool {
    let start = Int(tree.span(expr).start)
    return start < program.source.bytes.count
      && program.source.bytes[start] == UInt8(ascii: "[")
  }

  /// `c{...}` and `s.f` stand for as many places as there are elements.
  private func isPlaceList(_ target: AssignmentTarget) -> Bool {
    guard case .place(let place) = target else { return false }
    switch tree[place] {
    case .brace, .field: return true
    default: return false
    }
  }

  /// `[c{1:2}, x] = f(...)`: the places are counted, then as many results are asked for.
  private mutating func compilePlaceLists(
    _ expr: Expr, _ targets: [AssignmentTarget], _ value: Expr, shows: Bool
  ) -> Int {
    let result = temporary()
    scoped { compiler in
      var places: [(root: Int, path: Int, arguments: Int)] = []
      for (index, target) in targets.enumerated() {
        var root = compiler.temporary()
        var path = (path: compiler.parts.paths.count, arguments: root)
        if case .place(let place) = target {
          let (name, steps) = compiler.steps(of: place)
          root = compiler.slot(name)
          path = compiler.compilePath(root: root, steps)
        } else {
          compiler.parts.paths.append(PathDescriptor(steps: []))
        }
        compiler.emit(
          .countPlaces, a: root, c: path.arguments, d: path.path, n: index == 0 ? 0 : 1)
        places.append((root, path.path, path.arguments))
      }
      compiler.emit(.listBegin)
      compiler.compileExpansion(value, outputs: CallSite.asManyAsPlaces)
      compiler.current = expr
      for (index, place) in places.enumerated() {
        compiler.emit(
          .storePlaces, a: place.root, b: compiler.isConstant(value) ? 1 : 0, c: place.arguments,
          d: place.path, n: index)
        if shows, index < targets.count, case .place = targets[index] {
          compiler.show(place.root)
        }
      }
      compiler.emit(.listEnd)
      compiler.emit(.clear, a: result)
    }
    return result
  }

  private func isIgnored(_ target: AssignmentTarget) -> Bool {
    if case .ignored = target { true } else { false }
  }

  /// `[]`, `''` or `""`: assigned to elements they delete.
  private func isEmptyLiteral(_ expr: Expr) -> Bool {
    switch tree[expr] {
    case .matrix(let rows): rows.allSatisfy(\.isEmpty)
    case .string(let bytes, _): bytes.isEmpty
    default: false
    }
  }

  /// A literal, or a matrix of literals: one value whatever is wanted of it.
  private func isConstant(_ expr: Expr) -> Bool {
    switch tree[expr] {
    case .number, .string: true
    case .matrix(let rows): rows.allSatisfy { $0.allSatisfy { isConstant($0) } }
    default: false
    }
  }

  mutating func show(_ register: Int) { emit(.show, a: register, b: register) }

  // MARK: - Several targets

  private mutating func compileMultipleAssignment(
    _ expr: Expr, _ targets: [AssignmentTarget], _ value: Expr, shows: Bool
  ) -> Int {
    let count = targets.count
    let first = temporary(count)
    let ignored = targets.indices.filter { isIgnored(targets[$0]) }
    var early: [Int: (path: Int, arguments: Int)] = [:]
    for (index, target) in targets.enumerated() {
      guard case .place(let place) = target else { continue }
      let (name, steps) = steps(of: place)
      if isOrdered(steps, before: value) {
        early[index] = compilePath(root: slot(name), steps)
      }
    }
    current = expr
    scoped { compiler in
      switch compiler.tree[value] {
      case .call(let base, let arguments):
        compiler.current = value
        compiler.compileCall(
          value, base, arguments, into: first, outputs: count, ignored: ignored)
      case .name(let name) where !compiler.variables.contains(name):
        compiler.current = value
        let site = compiler.site(name: name, count: 0, outputs: count, ignored: ignored)
        compiler.emit(.call, a: first, b: compiler.slot(name), c: first, d: site)
      case .brace, .field, .dynamicField:
        compiler.emit(.listBegin)
        compiler.compileExpansion(value)
        compiler.current = expr
        compiler.emit(.listSpread, a: first, n: count)
      default:
        compiler.compile(value, into: first)
        if count > 1, compiler.isConstant(value) { compiler.emit(.checkOutput, a: first, n: 1) }
        for extra in 1..<max(2, count) where extra < count {
          compiler.emit(.clear, a: first + extra)
        }
      }
    }
    for (index, target) in targets.enumerated() {
      guard case .place(let place) = target else { continue }
      current = place
      emit(.checkOutput, a: first + index, b: index)
      if case .name(let name) = tree[place] {
        let register = slot(name)
        emit(.take, a: register, b: first + index)
        if shows { show(register) }
      } else if let path = early[index] {
        let root = slot(steps(of: place).root)
        emit(.storePath, a: root, b: first + index, c: path.arguments, d: path.path)
        if shows { show(root) }
      } else {
        store(first + index, at: place, place, shows: shows)
      }
    }
    return first
  }

  // MARK: - Places inside a variable

  /// The variable at the root of `place` and the steps from it, outermost first.
  private func steps(of place: Expr) -> (root: String, steps: [Expr]) {
    var steps: [Expr] = []
    var base = place
    while true {
      switch tree[base] {
      case .call(let inner, _), .brace(let inner, _), .field(let inner, _),
        .dynamicField(let inner, _):
        steps.append(base)
        base = inner
      case .name(let name): return (name, steps.reversed())
      default: return ("", steps.reversed())
      }
    }
  }

  mutating func store(_ value: Int, at place: Expr, _ expr: Expr, shows: Bool) {
    let (name, steps) = steps(of: place)
    let root = slot(name)
    scoped { compiler in
      if steps.count == 1, case .call(_, let arguments) = compiler.tree[steps[0]],
        arguments.count == 1 || arguments.count == 2,
        !arguments.contains(where: { compiler.mayExpand($0) })
      {
        compiler.storeElement(value, root: root, arguments, expr)
        return
      }
      let (path, arguments) = compiler.compilePath(root: root, steps)
      compiler.current = expr
      compiler.emit(.storePath, a: root, b: value, c: arguments, d: path)
    }
    if shows { show(root) }
  }

  private mutating func storeElement(_ value: Int, root: Int, _ arguments: [Expr], _ expr: Expr) {
    var indices: [Int] = []
    for (position, argument) in arguments.enumerated() {
      withEnd(of: root, position: position, count: arguments.count) {
        indices.append($0.compileValue(argument))
      }
    }
    current = expr
    if indices.count == 1 {
      emit(.store1, a: root, b: indices[0], c: value)
    } else {
      emit(.store2, a: root, b: indices[0], c: indices[1], d: value)
    }
  }

  private mutating func compileDeletion(_ place: Expr, _ value: Expr, shows: Bool) -> Int {
    let (name, steps) = steps(of: place)
    let root = slot(name)
    scoped { compiler in
      let operand = compiler.compileValue(value)
      let (path, arguments) = compiler.compilePath(root: root, steps)
      compiler.current = place
      compiler.emit(.deletePath, a: root, b: operand, c: arguments, d: path)
    }
    if shows { show(root) }
    return root
  }

  /// Whether it makes a difference that the indices are computed before the value.
  ///
  /// It does where the value calls a function, which may change a global variable of the indices
  /// or do something that is seen, as a function in the indices may.
  private func isOrdered(_ steps: [Expr], before value: Expr) -> Bool {
    let all = steps.flatMap { indices(of: $0) }
    return mayCall(value) && all.contains { mayCall($0) || mentionsGlobal($0) }
      && !all.contains { mayExpand($0) && !isPlainField($0) }
  }

  /// `place = value` with the indices computed before the value; nil where the order makes no
  /// difference.
  private mutating func compileOrdered(
    _ expr: Expr, _ place: Expr, _ value: Expr, shows: Bool
  ) -> Int? {
    let (name, steps) = steps(of: place)
    guard isOrdered(steps, before: value) else { return nil }
    let root = slot(name)
    let (path, arguments) = compilePath(root: root, steps)
    current = expr
    listUse = .assignment
    let register = compileValue(value)
    current = expr
    emit(.storePath, a: root, b: register, c: arguments, d: path)
    if shows { show(root) }
    return register
  }

  /// `place op= value`: the indices are computed once.
  private mutating func compileUpdate(
    _ expr: Expr, _ place: Expr, _ op: BinaryOperator, _ value: Expr, shows: Bool
  ) -> Int {
    let (name, steps) = steps(of: place)
    let root = slot(name)
    let result = temporary()
    scoped { compiler in
      let early =
        compiler.isOrdered(steps, before: value)
        ? compiler.compilePath(root: root, steps) : nil
      let operand = compiler.compileValue(value)
      let (path, arguments) = early ?? compiler.compilePath(root: root, steps)
      compiler.current = expr
      compiler.emit(.peekPath, a: result, b: root, c: arguments, d: path)
      compiler.emit(Compiler.opcode(op), a: result, b: result, c: operand)
      compiler.emit(.storePath, a: root, b: result, c: arguments, d: path)
    }
    if shows { show(root) }
    return result
  }

  /// Compiles the indices along a path; gives the path's number and the first register of its arguments.
  private mutating func compilePath(root: Int, _ steps: [Expr]) -> (path: Int, arguments: Int) {
    let isList = steps.contains { step in
      switch tree[step] {
      case .call(_, let arguments), .brace(_, let arguments):
        arguments.contains { mayExpand($0) && !isPlainField($0) }
      default: false
      }
    }
    if isList { return (compileListPath(root: root, steps), 0) }
    let total = steps.reduce(0) { $0 + argumentCount(of: $1) }
    let first = temporary(max(1, total))
    var next = first
    var done: [PathDescriptor.Step] = []
    for step in steps {
      switch tree[step] {
      case .call(_, let arguments), .brace(_, let arguments):
        compilePathArguments(
          arguments, into: next, root: root, prefix: done, prefixArguments: first)
        next += arguments.count
        if case .call = tree[step] {
          done.append(.paren(arguments.count))
        } else {
          done.append(.brace(arguments.count))
        }
      case .dynamicField(_, let name):
        compile(name, into: next)
        next += 1
        done.append(.dynamicField)
      case .field(_, let name): done.append(.field(name))
      default: break
      }
    }
    parts.paths.append(PathDescriptor(steps: done))
    return (parts.paths.count - 1, first)
  }

  /// A field as an index is one value: `A(s.i) = 1` needs no list.
  private func isPlainField(_ expr: Expr) -> Bool {
    switch tree[expr] {
    case .field, .dynamicField: true
    default: false
    }
  }

  private func argumentCount(of step: Expr) -> Int { indices(of: step).count }

  private func indices(of step: Expr) -> [Expr] {
    switch tree[step] {
    case .call(_, let arguments), .brace(_, let arguments): arguments
    case .dynamicField(_, let name): [name]
    default: []
    }
  }

  private mutating func compilePathArguments(
    _ arguments: [Expr], into first: Int, root: Int, prefix: [PathDescriptor.Step],
    prefixArguments: Int
  ) {
    var path: Int?
    if !prefix.isEmpty {
      parts.paths.append(PathDescriptor(steps: prefix))
      path = parts.paths.count - 1
    }
    for (position, argument) in arguments.enumerated() {
      withEnd(
        of: root, path: path, pathArguments: prefixArguments, position: position,
        count: arguments.count
      ) { $0.compile(argument, into: first + position) }
    }
  }

  /// A path with `c{:}` among its indices: it may have one step only, whose indices are the list.
  private mutating func compileListPath(root: Int, _ steps: [Expr]) -> Int {
    emit(.listBegin)
    var done: [PathDescriptor.Step] = []
    for step in steps {
      switch tree[step] {
      case .call(_, let arguments), .brace(_, let arguments):
        for (position, argument) in arguments.enumerated() {
          withEnd(of: root, position: position, count: arguments.count) {
            $0.compileListElement(argument)
          }
        }
        if case .call = tree[step] { done.append(.paren(-1)) } else { done.append(.brace(-1)) }
      case .field(_, let name): done.append(.field(name))
      case .dynamicField(_, let name):
        compileListElement(name)
        done.append(.dynamicField)
      default: break
      }
    }
    parts.paths.append(PathDescriptor(steps: done, isList: true))
    return parts.paths.count - 1
  }
}
