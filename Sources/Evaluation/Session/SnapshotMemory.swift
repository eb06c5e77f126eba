import Matrices
import NeuralNetworks

/// Measures the memory of values, each storage once, however many share it.
public struct MemoryMeasure {
  private var seen: Set<UInt> = []
  /// Workspaces between whose times nothing was touched are the same.
  private var tables: Set<Int> = []
  private var pending: [Value] = []
  public private(set) var bytes = 0

  public init() {}

  /// Counts what a snapshot refers to and was not counted yet.
  public mutating func add(_ snapshot: Session.Snapshot) {
    let contents = snapshot.contents
    if tables.insert(contents.touchedCount).inserted {
      bytes += SnapshotSize.table * (contents.values.count + contents.globals.count)
    }
    for value in contents.values.values { add(value) }
    for value in contents.globals.values { add(value) }
    for (_, values) in snapshot.persistents {
      for value in values.values { add(value) }
    }
    for (_, table) in snapshot.maps.tables {
      for value in table.values { add(value) }
    }
  }

  public mutating func add(_ value: Value) {
    pending.append(value)
    while let next = pending.popLast() { visit(next) }
  }

  /// Counts a block of memory by its address, unless it was counted.
  ///
  /// - Returns: whether it was not.
  @discardableResult
  public mutating func add(block: UInt, bytes size: Int) -> Bool {
    guard seen.insert(block).inserted else { return false }
    bytes += size
    return true
  }

  @discardableResult
  private mutating func add<Element>(_ array: Matrix<Element>) -> Bool {
    let memory = array.memory
    return add(block: memory.block, bytes: memory.bytes)
  }

  private mutating func add(_ object: AnyObject, bytes: Int) -> Bool {
    add(block: UInt(bitPattern: ObjectIdentifier(object)), bytes: bytes)
  }

  private mutating func visit(_ value: Value) {
    switch value {
    case .number, .bool, .range: break
    case .double, .diagonal, .single, .logical, .char, .integer:
      if let memory = value.memory { add(block: memory.block, bytes: memory.bytes) }
    case .cell(let c):
      if add(c) { pending += c.elements }
    case .structure(let s):
      guard add(block: s.identity, bytes: SnapshotSize.table * (s.names.count + 1)) else { return }
      for column in s.columns where add(column) { pending += column.elements }
    case .function(let f):
      guard add(f, bytes: 64), case .anonymous(let function) = f.kind else { return }
      pending += function.captured.map(\.value)
    case .network(let n):
      guard add(n, bytes: 256) else { return }
      switch n.content {
      case .double(let network): for array in network.arrays { add(array) }
      case .single(let network): for array in network.arrays { add(array) }
      }
    case .map(let map): _ = add(map, bytes: SnapshotSize.table * map.count)
    case .tracked(let t): pending.append(t.primal)
    }
  }
}

extension Value {
  /// The memory of an array of numbers or characters; nil for other values.
  fileprivate var memory: (block: UInt, bytes: Int)? {
    switch self {
    case .double(let m), .diagonal(let m): m.memory
    case .single(let m): m.memory
    case .logical(let m): m.memory
    case .char(let m, _): m.memory
    case .integer(let m, _): m.memory
    default: nil
    }
  }
}

/// Bytes that are known without looking at the whole workspace.
enum SnapshotSize {
  /// An entry of a dictionary: its name and its value.
  static let table = 33
}

extension Session {
  /// At most how many bytes a snapshot keeps that the session does not refer to any more: what was replaced
  /// since, counted without looking whether other variables share it. Takes time by what changed.
  public func bytesReplaced(since snapshot: Snapshot) -> Int {
    var replaced = ReplacedMemory()
    let (old, new) = (snapshot.contents, workspace.snapshot)
    if let names = workspace.touchedNames(since: old) {
      for name in names { replaced.compare(old.values[name], new.values[name]) }
      if !names.isEmpty { replaced.bytes += SnapshotSize.table * old.values.count }
    } else {
      for (name, value) in old.values { replaced.compare(value, new.values[name]) }
      replaced.bytes += SnapshotSize.table * old.values.count
    }
    for (name, value) in old.globals { replaced.compare(value, new.globals[name]) }
    for (function, values) in snapshot.persistents {
      for (name, value) in values { replaced.compare(value, function.persistents[name]) }
    }
    if !snapshot.maps.isSame(as: maps.contents) {
      for (map, table) in snapshot.maps.tables {
        replaced.bytes += SnapshotSize.table * table.count
        for (key, value) in table { replaced.compare(value, map[key]) }
      }
    }
    return replaced.bytes
  }
}

/// Adds up what of old values is not in the new ones at the same place.
private struct ReplacedMemory {
  var bytes = 0
  private var pending: [(old: Value, new: Value?)] = []

  mutating func compare(_ old: Value?, _ new: Value?) {
    guard let old else { return }
    visit(old, new)
    while let (old, new) = pending.popLast() { visit(old, new) }
  }

  private mutating func visit(_ old: Value, _ new: Value?) {
    switch (old, new) {
    case (.number, _), (.bool, _), (.range, _): break
    case (.cell(let a), .cell(let b)): compare(a, b)
    case (.cell(let a), _): compare(a, nil)
    case (.structure(let a), .structure(let b)):
      if a.identity == b.identity { return }
      bytes += SnapshotSize.table * (a.names.count + 1)
      for (name, column) in zip(a.names, a.columns) { compare(column, b.column(name)) }
    case (.structure(let a), _):
      bytes += SnapshotSize.table * (a.names.count + 1)
      for column in a.columns { compare(column, nil) }
    case (.network(let a), .network(let b)) where a === b: break
    case (.function(let a), .function(let b)) where a === b: break
    case (.map, _): break
    case (.network, _), (.function, _):
      var measure = MemoryMeasure()
      if let new { measure.add(new) }
      let shared = measure.bytes
      measure.add(old)
      bytes += measure.bytes - shared
    default:
      guard let memory = old.memory, memory.block != new?.memory?.block else { return }
      bytes += memory.bytes
    }
  }

  private mutating func compare(_ old: Matrix<Value>, _ new: Matrix<Value>?) {
    if let new, old.isIdentical(to: new) { return }
    bytes += old.memory.bytes
    let inside = new.map { min($0.count, old.count) } ?? 0
    for index in 0..<old.count { pending.append((old[index], index < inside ? new?[index] : nil)) }
  }
}
