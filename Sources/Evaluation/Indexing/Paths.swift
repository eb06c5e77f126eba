import Matrices

/// Places inside a value that are reached in several steps: `s.a(2).b{3}`.
enum Paths {
  typealias Steps = ArraySlice<PathDescriptor.Step>

  /// `slot path = value`; messages differ where a builtin stores it.
  static func store(
    _ value: Value, in slot: inout Value?, _ steps: Steps, _ arguments: ArraySlice<Value>,
    _ session: Session, isStatement: Bool = true
  ) throws {
    if steps.count == 1, case .paren? = steps.first {
      return try Assignment.assign(value, to: &slot, Array(arguments), session, isVariable: true)
    }
    try modify(&slot, steps, arguments, session) { place, step, arguments in
      try put(value, into: &place, step, arguments, session, isLast: isStatement)
    }
  }

  /// `slot path = value`, an empty literal, for a path that ends in parentheses.
  static func delete(
    _ value: Value, in slot: inout Value?, _ steps: Steps, _ arguments: ArraySlice<Value>,
    _ session: Session
  ) throws {
    try modify(&slot, steps, arguments, session) { place, _, arguments in
      try Assignment.delete(from: &place, Array(arguments), literal: value)
    }
  }

  private typealias Leaf = (inout Value?, PathDescriptor.Step, ArraySlice<Value>) throws -> Void

  /// Walks to the last step and lets `leaf` change the value there. Values on the way are moved out and put
  /// back, so that what nobody else holds is changed in place.
  private static func modify(
    _ slot: inout Value?, _ steps: Steps, _ arguments: ArraySlice<Value>, _ session: Session,
    _ leaf: Leaf
  ) throws {
    guard let step = steps.first else { return }
    let own = arguments.prefix(count(step, arguments))
    let rest = arguments.dropFirst(own.count)
    if steps.count == 1 {
      try leaf(&slot, step, own)
      return
    }
    let further = steps.dropFirst()
    if case .structure(let s)? = slot, s.shape.count > 1, step.isField,
      further.first?.isIndex == true
    {
      throw Messages.notOneValue(s.shape.count, .chain)
    }
    switch step {
    case .field(let name):
      try modifyField(&slot, name, session) { try modify(&$0, further, rest, session, leaf) }
    case .dynamicField:
      let name = try Fields.name(own.first ?? .emptyMatrix)
      try modifyField(&slot, name, session) { try modify(&$0, further, rest, session, leaf) }
    case .brace:
      try modifyContent(&slot, Array(own), session) {
        try modify(&$0, further, rest, session, leaf)
      }
    case .paren:
      if case .structure(let s)? = slot, case .field(let name)? = further.first,
        let position = position(try Subscripts.resolve(Array(own)), in: s.shape)
      {
        return try modifyField(of: s, at: position, in: &slot, name) { field in
          if further.count > 1 {
            return try modify(&field, further.dropFirst(), rest, session, leaf)
          }
          var one: Value? = .structure(StructArray([(name, field ?? .emptyMatrix)]))
          try leaf(&one, .field(name), [])
          if case .structure(let changed)? = one { field = changed[name] }
        }
      }
      try modifyElement(&slot, Array(own), session) {
        try modify(&$0, further, rest, session, leaf)
      }
    }
  }

  /// How many of the arguments the last step of a path takes.
  static func argumentCount(_ path: PathDescriptor, _ arguments: [Value]) -> Int {
    path.steps.last.map { count($0, arguments[...]) } ?? 0
  }

  private static func count(_ step: PathDescriptor.Step, _ arguments: ArraySlice<Value>) -> Int {
    switch step {
    case .field: 0
    case .dynamicField: 1
    case .paren(let n), .brace(let n): n < 0 ? arguments.count : n
    }
  }

  /// Changes field `name` of the struct in `slot`, making the struct or the field where missing. Messages
  /// differ by whether the field is the last step of a statement.
  private static func modifyField(
    _ slot: inout Value?, _ name: String, _ session: Session, isLast: Bool = false,
    _ change: (inout Value?) throws -> Void
  ) throws {
    switch slot {
    case .network(let network)?:
      var field: Value? = try network.field(name)
      try change(&field)
      slot = .network(try network.setting(field: name, to: field ?? .emptyMatrix))
      return
    case .map(let map)?:
      try map.checkProperty(name)
      var property = try map.property(name)
      try change(&property)
      session.tape?.noteWriting(to: map)
      if let property { try map.setProperty(name, to: property) }
      return
    default: break
    }
    let s = try structure(in: slot, isLast: isLast)
    try modifyField(of: s, at: 0, in: &slot, name, change)
  }

  /// Changes field `name` of element `position` of the struct that `slot` holds or will hold. Nothing else
  /// refers to the struct and the field meanwhile; an error leaves both as they were.
  private static func modifyField(
    of s: consuming StructArray, at position: Int, in slot: inout Value?, _ name: String,
    _ change: (inout Value?) throws -> Void
  ) throws {
    var s = s
    var replaced: Value?
    if case .structure? = slot {} else { replaced = slot }
    let isNew = s.index(of: name) == nil
    slot = nil
    do {
      // A field that was just made is `[]`, which takes any class.
      let index = try s.addField(name)
      var field: Value? = try s.take(index, at: position)
      defer { s.put(field ?? .emptyMatrix, index, at: position) }
      try change(&field)
    } catch {
      if isNew { s.removeField(name) }
      slot = replaced ?? .structure(s)
      throw error
    }
    slot = .structure(s)
  }

  /// The 1x1 struct that a field is set in.
  private static func structure(in slot: Value?, isLast: Bool) throws -> StructArray {
    switch slot {
    case nil: return StructArray()
    case .structure(let s)?:
      if s.shape.isScalar { return s }
      throw withoutSubscript
    case .function?: throw noPlaces
    case let value? where givesWay(value) && !(isLast && value.shape != .empty):
      return StructArray()
    case let value?:
      if isLast, !value.isScalar, isArray(value) { throw withoutSubscript }
      throw EvaluationError("\(value.indexedTypeName) cannot be indexed with .")
    }
  }

  private static let withoutSubscript = EvaluationError(
    "invalid dot name structure assignment because the structure array is empty.  "
      + "Specify a subscript on the structure array to resolve.")

  private static let noPlaces = EvaluationError(
    "can't perform indexed assignment for function handle type")

  /// Whether a value without elements makes room for a struct.
  private static func givesWay(_ value: Value) -> Bool { value.isEmpty && isArray(value) }

  private static func isArray(_ value: Value) -> Bool {
    value.isNumeric || value.isLogical || value.isChar || value.isCell
  }

  /// Changes one element of the cell in `slot`, making the cell or the element where missing.
  private static func modifyContent(
    _ slot: inout Value?, _ arguments: [Value], _ session: Session,
    _ change: (inout Value?) throws -> Void
  ) throws {
    let subscripts = try Subscripts.resolve(arguments)
    if case .cell(let cell)? = slot, let position = position(subscripts, in: cell.shape) {
      return try modifyContent(of: cell, at: position, in: &slot, change)
    }
    _ = try cell(in: slot)
    var content: Value?
    try change(&content)
    try put(
      content ?? .emptyMatrix, into: &slot, .brace(arguments.count), arguments[...], session,
      isLast: false)
  }

  /// Changes what lies at `position` in the cell that `slot` holds; nothing else refers to it meanwhile.
  private static func modifyContent(
    of cell: consuming Matrix<Value>, at position: Int, in slot: inout Value?,
    _ change: (inout Value?) throws -> Void
  ) throws {
    slot = nil
    var cell = cell
    do {
      try cell.unshare()
    } catch {
      slot = .cell(cell)
      throw error
    }
    var content: Value? = cell[position]
    cell[position] = .bool(false)
    defer {
      cell[position] = content ?? .emptyMatrix
      slot = .cell(cell)
    }
    try change(&content)
  }

  static func cell(in slot: Value?) throws -> Matrix<Value> {
    switch slot {
    case nil: return Matrix(empty: .empty)
    case .cell(let c)?: return c
    case let value? where value.isEmpty && (value.isNumeric || value.isLogical || value.isChar):
      return Matrix(empty: .empty)
    case .function?: throw noPlaces
    case let value?:
      throw EvaluationError("\(value.indexedTypeName) cannot be indexed with {")
    }
  }

  /// The 0-based position of the one element that scalar subscripts mean; nil when it is outside or not one.
  private static func position(_ subscripts: [Subscript], in shape: Shape) -> Int? {
    var offset = 0
    var stride = 1
    for (axis, item) in subscripts.enumerated() {
      guard case .scalar(let index) = item else { return nil }
      let extent = Indexing.end(of: shape, position: axis, count: subscripts.count)
      guard index < extent else { return nil }
      offset += index * stride
      stride *= extent
    }
    return offset
  }

  /// Changes element `(arguments)` of a struct array, map or other value in `slot`.
  private static func modifyElement(
    _ slot: inout Value?, _ arguments: [Value], _ session: Session,
    _ change: (inout Value?) throws -> Void
  ) throws {
    if case .map(let map)? = slot, arguments.count == 1 {
      var element: Value? = try map.value(at: arguments[0])
      try change(&element)
      try map.assign(element ?? .emptyMatrix, at: arguments[0])
      return
    }
    var element: Value?
    if let value = slot, givesWay(value) { slot = nil }
    if let value = slot {
      element = try existing(value, arguments)
      if element == nil, case .structure(let s) = value {
        element = .structure(try emptyStructs(s.names, arguments, in: value.shape))
      } else if case .structure = value {
      } else if case .cell = value {
      } else {
        throw withoutElements(value)
      }
      if case .cell = value {
        throw EvaluationError("cell cannot be indexed with .")
      }
    }
    if element == nil, try extents(of: arguments, in: .empty).count > 1 {
      element = .structure(try emptyStructs([], arguments, in: .empty))
    }
    try change(&element)
    try Assignment.assign(element ?? .emptyMatrix, to: &slot, arguments, session)
  }

  /// The refusal of `x(i).name = ...` where x is neither struct nor cell.
  private static func withoutElements(_ value: Value) -> EvaluationError {
    if case .function = value { return noPlaces }
    guard isArray(value) else {
      return EvaluationError("\(value.indexedTypeName) cannot be indexed with .")
    }
    var isNumber = value.isScalar && !value.isChar
    if case .range = value { isNumber = true }
    return EvaluationError(
      "in indexed assignment of \(value.indexedTypeName), last \(isNumber ? "rhs" : "lhs") "
        + "index must be ()")
  }

  /// How many elements the subscripts mean in each dimension.
  private static func extents(of arguments: [Value], in shape: Shape) throws -> Shape {
    let subscripts = try Subscripts.resolve(arguments)
    let counts = subscripts.enumerated().map { item in
      item.element.count(
        in: Indexing.end(of: shape, position: item.offset, count: subscripts.count))
    }
    return counts.count == 1 ? Shape(1, counts[0]) : Shape(counts)
  }

  /// New structs with empty fields, one for each element that the subscripts mean.
  private static func emptyStructs(_ names: [String], _ arguments: [Value], in shape: Shape) throws
    -> StructArray
  {
    let shape = try extents(of: arguments, in: shape)
    return StructArray(
      shape: shape, names: names,
      columns: try names.map { _ in try Matrix(shape, repeating: .emptyMatrix) })
  }

  /// The element (or elements) at subscripts, nil when it does not exist yet.
  private static func existing(_ value: Value, _ arguments: [Value]) throws -> Value? {
    let subscripts = try Subscripts.resolve(arguments)
    let isSingle = subscripts.allSatisfy { if case .scalar = $0 { true } else { false } }
    if isSingle, position(subscripts, in: value.shape) == nil { return nil }
    return try? Indexing.part(of: value, subscripts)
  }

  // MARK: - The last step

  private static func put(
    _ value: Value, into slot: inout Value?, _ step: PathDescriptor.Step,
    _ arguments: ArraySlice<Value>, _ session: Session, isLast: Bool
  ) throws {
    switch step {
    case .field(let name):
      try modifyField(&slot, name, session, isLast: isLast) { $0 = value }
    case .dynamicField:
      let name = try Fields.name(arguments.first ?? .emptyMatrix)
      try modifyField(&slot, name, session, isLast: isLast) { $0 = value }
    case .paren:
      try Assignment.assign(value, to: &slot, Array(arguments), session)
    case .brace:
      var replaced: Value?
      if case .cell? = slot {
      } else {
        replaced = slot
        slot = .cell(try cell(in: slot))
      }
      do {
        // The new element is one value, even if it is a cell.
        try Assignment.assign(
          .cell(Matrix(scalar: value)), to: &slot, Array(arguments), session)
      } catch {
        if let replaced { slot = replaced }
        throw error
      }
    }
  }

  // MARK: - Looking

  /// The value at a path, nil where it does not exist.
  static func peek(
    _ value: Value, _ path: PathDescriptor, _ arguments: [Value?], _ session: Session
  ) throws -> Value? {
    try? part(of: value, path, arguments.compactMap { $0 }, session, name: "")
  }

  /// What a path leads to; nil where its end stands for no values.
  ///
  /// - Parameter name: the variable, for errors.
  static func part(
    of value: Value, _ path: PathDescriptor, _ arguments: [Value], _ session: Session,
    name: String
  ) throws -> Value? {
    var current = value
    var rest = arguments[...]
    for step in path.steps {
      let own = Array(rest.prefix(count(step, rest)))
      rest = rest.dropFirst(own.count)
      do {
        guard let next = try look(current, step, own, session) else { return nil }
        current = next
      } catch {
        throw Messages.naming(error, variable: name, arguments: own)
      }
    }
    return current
  }

  private static func look(
    _ value: Value, _ step: PathDescriptor.Step, _ arguments: [Value], _ session: Session
  ) throws -> Value? {
    switch step {
    case .field(let name): try Fields.values(of: value, name, session).first
    case .dynamicField:
      try Fields.values(of: value, try Fields.name(arguments.first ?? .emptyMatrix), session).first
    case .paren: try Indexing.element(of: value, arguments, session)
    case .brace: try Indexing.contents(of: value, arguments, session).first
    }
  }

  // MARK: - Lists of places

  /// How many places a path stands for: elements meant by its last braces, or elements of the struct array
  /// whose field it ends in.
  static func count(
    _ value: Value?, _ path: PathDescriptor, _ arguments: [Value], _ session: Session
  ) throws -> Int {
    guard let last = path.steps.last else { return 1 }
    var parent = value
    let own = count(last, arguments[...])
    let leading = PathDescriptor(steps: path.steps.dropLast())
    if let value, !leading.steps.isEmpty {
      parent = try peek(value, leading, arguments.dropLast(own).map { $0 }, session)
    }
    switch last {
    case .brace:
      let shape = parent?.shape ?? .empty
      let subscripts = try Subscripts.resolve(Array(arguments.suffix(own)))
      return subscripts.enumerated().reduce(1) { product, item in
        let extent = Indexing.end(of: shape, position: item.offset, count: subscripts.count)
        return product.multipliedReportingOverflow(by: item.element.count(in: extent)).partialValue
      }
    case .field, .dynamicField:
      if case .structure(let s)? = parent { return s.shape.count }
      // Elements that are still to be made: as many as the subscripts before the field mean.
      guard let step = leading.steps.last, case .paren = step else { return 1 }
      let indices = arguments.dropLast(own)
      return try extents(
        of: Array(indices.suffix(count(step, indices))), in: value?.shape ?? .empty
      ).count
    case .paren: return 1
    }
  }

  /// Stores values into the places a path stands for, one each.
  static func store(
    _ values: [Value], in slot: inout Value?, _ path: PathDescriptor, _ arguments: [Value],
    _ session: Session
  ) throws {
    guard let last = path.steps.last else {
      if let first = values.first { slot = first }
      return
    }
    if values.count == 1 {
      return try store(values[0], in: &slot, path.steps[...], arguments[...], session)
    }
    try modify(&slot, path.steps[...], arguments[...], session) { place, _, own in
      switch last {
      case .brace:
        let subscripts = try Subscripts.resolve(Array(own))
        let shape = place?.shape ?? .empty
        let counts = subscripts.enumerated().map { item in
          item.element.count(
            in: Indexing.end(of: shape, position: item.offset, count: subscripts.count))
        }
        let source = try Matrix<Value>(
          counts.count == 1 ? Shape(1, values.count) : Shape(counts), values)
        var cell: Value? = .cell(try Paths.cell(in: place))
        try Assignment.assign(.cell(source), to: &cell, Array(own), session)
        place = cell
      case .field, .dynamicField:
        guard case .structure(var s)? = place else { return }
        let name: String
        if case .field(let fixed) = last {
          name = fixed
        } else {
          name = try Fields.name(own.first ?? .emptyMatrix)
        }
        guard values.count <= s.shape.count else {
          throw EvaluationError("some elements undefined in argument list")
        }
        for (index, value) in values.enumerated() { try s.set(name, at: index, to: value) }
        place = .structure(s)
      case .paren: break
      }
    }
  }
}
