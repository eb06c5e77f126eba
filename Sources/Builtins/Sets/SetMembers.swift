import Evaluation
import Matrices

/// The members of one or two sets in a row, numbered by value: equal members have equal `group`, and groups
/// rise with the order of the values.
struct SetMembers {
  /// All members: the elements (or rows) of the first set, then those of the second.
  let values: Value
  let byRows: Bool
  let count: Int
  /// How many of them belong to the first set.
  let firstCount: Int
  let group: [Int]
  let groupCount: Int
  /// Whether all sets were rows (or empty), so that results are rows.
  let isRow: Bool

  /// - Parameter operation: for messages.
  init(_ sets: [Value], byRows: Bool, call: Call) throws {
    let whole = try sets.contains { $0.isCell } ? sets.map { try Self.asCell($0, call) } : sets
    let lines = try whole.map { set -> Value in
      if byRows { return set }
      return try set.rearranged(by: Reshaping(shape: Shape(set.count, 1)))
    }
    let filled = lines.filter { !$0.isEmpty }
    let members =
      filled.count == 2
      ? try Concatenation.joined(filled, axis: 0) : try (filled.first ?? lines[0]).unpacked
    values = members
    func length(_ value: Value) -> Int { byRows ? value.shape.rows : value.count }
    self.byRows = byRows
    count = filled.isEmpty ? 0 : length(values)
    firstCount = lines[0].isEmpty ? 0 : length(lines[0])
    isRow =
      !byRows && sets.contains { $0.shape.rows == 1 }
      && sets.allSatisfy { set in
        if set.isEmpty, members.isCell { return set.isChar }
        return set.shape.rows == 1 && set.shape.isMatrix || set.isEmpty
      }
    let (order, same) = try Self.order(values, byRows: byRows, count: count, call)
    var group = [Int](repeating: 0, count: count)
    var last = -1
    for (place, index) in order.enumerated() {
      if place == 0 || !same(order[place - 1], index) { last += 1 }
      group[index] = last
    }
    self.group = group
    groupCount = last + 1
  }

  /// Text beside cells of strings: its rows without trailing blanks are members.
  private static func asCell(_ value: Value, _ call: Call) throws -> Value {
    if value.isCell { return value }
    if value.isChar, value.shape.isMatrix { return try cell(ofRows: value) }
    if value.isEmpty { return .cell(Matrix(empty: .empty)) }
    throw call.error("cell array of strings cannot be combined with a nonstring value")
  }

  /// The order of the members, and whether two of them are the same.
  private static func order(
    _ values: Value, byRows: Bool, count: Int, _ call: Call
  ) throws -> (order: [Int], same: (Int, Int) -> Bool) {
    if case .cell(let cell) = values {
      let texts = try cell.elements.map { value -> [UInt8] in
        guard let bytes = value.bytes else {
          throw call.error("X must be an array or cell array of strings")
        }
        return bytes
      }
      return (SortedOrder.of(texts), { texts[$0] == texts[$1] })
    }
    let (keys, notNumber) = try orderedKeys(values, call)
    guard byRows else {
      return (try SortedOrder.of(keys), { keys[$0] == keys[$1] && keys[$0] != notNumber })
    }
    let columns = values.shape.columns
    var order = Array(0..<count)
    for column in (0..<columns).reversed() {
      let part = order.map { keys[$0 + column * count] }
      order = try SortedOrder.of(part).map { order[$0] }
    }
    return (
      order,
      { a, b in
        (0..<columns).allSatisfy { column in
          let key = keys[a + column * count]
          return key == keys[b + column * count] && key != notNumber
        }
      }
    )
  }

  /// Keys that sort the elements, and the key of NaN, which equals nothing.
  private static func orderedKeys(
    _ values: Value, _ call: Call
  ) throws -> (keys: [UInt64], notNumber: UInt64?) {
    switch values {
    case .integer(let m, let kind):
      return (
        m.elements.map { kind == .uint64 ? UInt64(bitPattern: $0) : $0.orderedKey }, nil
      )
    case .single(let m): return (m.elements.map(\.orderedKey), Float.nan.orderedKey)
    default:
      guard let m = try values.doubles else {
        throw call.error("X must be an array or cell array of strings")
      }
      return (m.elements.map(\.orderedKey), Double.nan.orderedKey)
    }
  }

  /// For each group its first (or last) member among `range`; -1 for none.
  func representatives(_ range: Range<Int>, last: Bool = false) -> [Int] {
    var chosen = [Int](repeating: -1, count: groupCount)
    for index in range where last || chosen[group[index]] < 0 { chosen[group[index]] = index }
    return chosen
  }

  /// The members at `indices` as a set.
  func picked(_ indices: [Int], isRow: Bool) throws -> Value {
    if byRows {
      return try values.selected([.list(indices, shape: Shape(indices.count, 1)), .all])
    }
    if indices.isEmpty, values.shape == .empty { return values }
    let shape = isRow ? Shape(1, indices.count) : Shape(indices.count, 1)
    return try values.selected([.list(indices, shape: shape)])
      .rearranged(by: Reshaping(shape: shape))
  }
}

/// The words at the end of a set operation's arguments.
struct SetOptions {
  var byRows = false
  var isStable = false
  var takesLast = false
  var isLegacy = false

  /// Takes known words off the end of the call's arguments.
  init(_ call: inout Call, operands: Int) throws {
    var words: [String] = []
    if call.count > operands + (call.name == "ismember" ? 1 : 2) { throw call.invalidCall }
    while call.count > operands, let last = call.arguments.last {
      guard let word = last.text, last.isChar else {
        throw call.error(
          call.name == "ismember" ? "invalid option: " : "options must be strings")
      }
      words.append(word)
      call.arguments.removeLast()
    }
    for word in words { try take(word, call) }
    try Self.check(words, operands, call)
    guard call.count == operands else { throw call.invalidCall }
  }

  private mutating func take(_ word: String, _ call: Call) throws {
    switch word {
    case "rows": byRows = true
    case "stable": isStable = true
    case "sorted", "first": break
    case "last": takesLast = true
    case "legacy": (isLegacy, takesLast) = (true, true)
    default: throw call.error("invalid option: \(word)")
    }
  }

  /// Refuses options that contradict each other.
  private static func check(_ words: [String], _ operands: Int, _ call: Call) throws {
    let has = Set(words)
    let orders = ["sorted", "stable", "legacy"].filter { has.contains($0) }
    if call.name == "ismember", !orders.isEmpty, orders != ["legacy"] {
      throw call.error("\"stable\" or \"sorted\" are not valid options")
    }
    if operands == 2 {
      if orders.count > 1 {
        throw call.error("only one of \"sorted\", \"stable\", or \"legacy\" may be specified")
      }
      return
    }
    if has.isSuperset(of: ["first", "last"]) {
      throw call.error("cannot specify both \"first\" and \"last\"")
    }
    if has.isSuperset(of: ["sorted", "stable"]) {
      throw call.error("cannot specify both \"sorted\" and \"stable\"")
    }
    if orders.count > 1 {
      throw call.error("cannot specify \"sorted\" or \"stable\" with \"legacy\"")
    }
    if has.contains("first") || has.contains("last"), orders.contains(where: { $0 != "legacy" }) {
      throw call.error("cannot specify \"first\"/\"last\" with \"sorted\"/\"stable\"")
    }
  }
}
