import Evaluation
import Matrices

/// The members of one or two sets in a row, numbered by value: equal members have equal `group`, and groups
/// rise with the order of the values.
struct SetMembers {
  /// The sets as they were compared: texts beside cells of strings are such cells, too.
  let sets: [Value]
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

  /// - Parameters:
  ///   - byUnion: whether all members become values of the common class of the sets.
  ///   - call: for messages.
  init(_ sets: [Value], byRows: Bool, byUnion: Bool = false, call: Call) throws {
    let whole = try sets.contains(where: \.isCell) ? Self.asCells(sets, call) : sets
    self.sets = whole
    let lines = try whole.map { set -> Value in
      if byRows { return set }
      return try set.rearranged(by: Reshaping(shape: Shape(set.count, 1)))
    }
    let filled = lines.filter { !$0.isEmpty }
    let members =
      filled.count == 2
      ? try Concatenation.joined(filled, axis: 0)
      : try Self.only(filled.first ?? lines[0], among: lines, ofBoth: byUnion)
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

  /// The one set that has elements; in a union it takes the class of the other one into account.
  private static func only(_ set: Value, among lines: [Value], ofBoth: Bool) throws -> Value {
    guard ofBoth, lines.count == 2, !set.isCell else { return try set.unpacked }
    let nothing = try lines.map { try $0.selected([.list([], shape: .empty)]) }
    return try Concatenation.joined(set.isEmpty ? nothing : nothing + [set], axis: 0)
      .rearranged(by: Reshaping(shape: set.shape))
  }

  /// The sets beside a cell of strings as cells. One of two cells without elements loses its size, the first one
  /// first.
  private static func asCells(_ sets: [Value], _ call: Call) throws -> [Value] {
    var cells = try sets.map { try asCell($0, call) }
    guard sets.count == 2 else { return cells }
    let (first, second) = (sets[0].isEmpty, sets[1].isEmpty)
    if first, sets[1].isCell, !sets[0].isChar {
      cells[0] = .cell(Matrix(empty: .empty))
    } else if second, sets[0].isCell, !sets[1].isChar {
      cells[1] = .cell(Matrix(empty: .empty))
    }
    return cells
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
    try Self.picked(indices, of: values, byRows: byRows, isRow ? Shape(1, indices.count) : nil)
  }

  /// The members at `indices`, counted within the set, of the first or the second set.
  func picked(_ indices: [Int], ofSet number: Int, _ shape: Shape) throws -> Value {
    try Self.picked(indices, of: sets[number], byRows: byRows, shape)
  }

  private static func picked(
    _ indices: [Int], of values: Value, byRows: Bool, _ shape: Shape?
  ) throws -> Value {
    let column = Shape(indices.count, 1)
    if byRows { return try values.selected([.list(indices, shape: column), .all]) }
    if indices.isEmpty, values.shape == .empty { return values }
    let shape = shape ?? column
    return try values.selected([.list(indices, shape: shape)])
      .rearranged(by: Reshaping(shape: shape))
  }

  /// The size of the `count` different elements of a set: they lie as it does, or as a column where it is no
  /// vector; of no elements nothing but 0x0 keeps its size.
  static func shape(ofDistinct set: Value, _ count: Int) -> Shape {
    if set.isEmpty { return set.shape == .empty ? .empty : Shape(0, 1) }
    return set.shape.isMatrix && set.shape.rows == 1 ? Shape(1, count) : Shape(count, 1)
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
