import Matrices

/// Assigning to parts of variables, by the general path.
extension Machine {
  /// `.store1`, `.store2`: R[a](indices) = value.
  func store(_ i: Instruction, _ regs: Register, count: Int) throws {
    var indices = [try operand(regs + Int(i.b), i.b)]
    let value: Value
    if count == 2 {
      indices.append(try operand(regs + Int(i.c), i.c))
      value = try operand(regs + Int(i.d), Int32(i.d))
    } else {
      value = try operand(regs + Int(i.c), i.c)
    }
    let a = regs + Int(i.a)
    do {
      try Assignment.assign(value, to: &a.pointee, indices, session, isVariable: true)
    } catch {
      throw Messages.naming(
        error, variable: variableName(i.a), arguments: indices, isAssignment: true)
    }
  }

  /// `.storePath`: R[a] path = R[b].
  func storePath(_ i: Instruction, _ regs: Register) throws {
    let path = top.pointee.code.paths[Int(i.d)]
    let value = try operand(regs + Int(i.b), i.b)
    let arguments = try pathArguments(path, i, regs)
    let a = regs + Int(i.a)
    do {
      try Paths.store(value, in: &a.pointee, path.steps[...], arguments[...], session)
    } catch {
      throw Messages.naming(
        error, variable: variableName(i.a), arguments: arguments, isAssignment: true)
    }
  }

  /// `.deletePath`: R[a] path = R[b], an empty literal.
  func deletePath(_ i: Instruction, _ regs: Register) throws {
    let path = top.pointee.code.paths[Int(i.d)]
    let value = try operand(regs + Int(i.b), i.b)
    let arguments = try pathArguments(path, i, regs)
    let a = regs + Int(i.a)
    if a.pointee == nil { throw Messages.undefined(variableName(i.a)) }
    try Paths.delete(value, in: &a.pointee, path.steps[...], arguments[...], session)
  }

  func peekPath(_ i: Instruction, _ regs: Register) throws {
    let path = top.pointee.code.paths[Int(i.d)]
    // A list stays for the store that follows.
    let arguments =
      path.isList
      ? lists[lists.count - 1].values : argumentValues(regs + Int(i.c), path).compactMap { $0 }
    guard let object = (regs + Int(i.b)).pointee else {
      throw Messages.undefined(variableName(i.b))
    }
    let value = try Paths.part(
      of: object, path, arguments, session, name: variableName(i.b))
    guard let value else { throw Messages.notOneValue(0, .operand) }
    (regs + Int(i.a)).pointee = value
  }

  /// The arguments along a path, without moving them: an update reads them twice.
  private func pathArguments(_ path: PathDescriptor, _ i: Instruction, _ regs: Register) throws
    -> [Value]
  {
    if path.isList { return lists.removeLast().values }
    return try argumentValues(regs + Int(i.c), path).map {
      guard let value = $0 else {
        throw EvaluationError("some elements undefined in argument list")
      }
      return value
    }
  }

  // MARK: - Lists of places

  /// `.countPlaces`: the first target of an assignment (n == 0) opens its list of counts.
  func countPlaces(_ i: Instruction, _ regs: Register) throws {
    let path = top.pointee.code.paths[Int(i.d)]
    let arguments = try pathArguments(path, i, regs)
    if i.n == 0 { placeCounts.append([]) }
    let count = try Paths.count((regs + Int(i.a)).pointee, path, arguments, session)
    placeCounts[placeCounts.count - 1].append(count)
  }

  /// `.storePlaces`: target number n takes its share of the results.
  func storePlaces(_ i: Instruction, _ regs: Register) throws {
    let path = top.pointee.code.paths[Int(i.d)]
    let arguments = try pathArguments(path, i, regs)
    let counts = placeCounts[placeCounts.count - 1]
    let count = counts[Int(i.n)]
    let first = counts[..<Int(i.n)].reduce(0, +)
    if i.b == 1, counts.reduce(0, +) > 1 {
      placeCounts.removeLast()
      throw Machine.oneConstant
    }
    if Int(i.n) == counts.count - 1 { placeCounts.removeLast() }
    let values = lists[lists.count - 1].values
    guard first + count <= values.count else {
      if count == 1 { throw Machine.unset(output: first + 1) }
      throw EvaluationError("some elements undefined in return list")
    }
    let a = regs + Int(i.a)
    if counts == [0], let only = values.first, case .brace? = path.steps.last {
      // `[varargout{1:nargout}] = f()` where nothing is wanted hands on the one value all the same.
      var first = path
      first.steps[first.steps.count - 1] = .brace(1)
      let leading = arguments.dropLast(Paths.argumentCount(path, arguments))
      return try Paths.store([only], in: &a.pointee, first, leading + [.number(1)], session)
    }
    try Paths.store(
      Array(values[first..<first + count]), in: &a.pointee, path, arguments, session)
  }

  static var oneConstant: EvaluationError {
    EvaluationError("invalid number of output arguments for constant expression")
  }

  func checkOutput(_ i: Instruction, _ regs: Register) throws {
    if i.n == 1 { throw Machine.oneConstant }
    if (regs + Int(i.a)).pointee != nil { return }
    if i.b == 0 {
      throw EvaluationError("value on the right hand side of the assignment not defined")
    }
    throw Machine.unset(output: Int(i.b) + 1)
  }

  /// The error of a target for which there is no value; outputs count from 1.
  static func unset(output number: Int) -> EvaluationError {
    EvaluationError("element number \(number) undefined in return list")
  }
}
