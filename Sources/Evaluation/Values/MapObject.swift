import Matrices

/// `containers.Map`: a dictionary with sorted keys, and a handle: copies refer to the same map.
///
/// The other handles of the language are maps too, whose table keeps what they know: so what is done to
/// them can be undone.
public class MapObject {
  public enum Key: Hashable, Comparable {
    case number(Double)
    case text([UInt8])

    /// Numbers are one key when they are equal, and NaN is one key.
    public static func == (left: Key, right: Key) -> Bool {
      switch (left, right) {
      case (.number(let a), .number(let b)): a == b || (a.isNaN && b.isNaN)
      case (.text(let a), .text(let b)): a == b
      default: false
      }
    }

    public func hash(into hasher: inout Hasher) {
      switch self {
      case .number(let x): hasher.combine(x.isNaN ? Double.nan : x)
      case .text(let bytes): hasher.combine(bytes)
      }
    }

    public static func < (left: Key, right: Key) -> Bool {
      switch (left, right) {
      case (.number(let a), .number(let b)): a < b || (b.isNaN && !a.isNaN)
      case (.text(let a), .text(let b)): a.lexicographicallyPrecedes(b)
      case (.number, .text): true
      case (.text, .number): false
      }
    }
  }

  /// `char` or a numeric class, as `m.KeyType` tells.
  public let keyType: String
  /// `any` or a class, as `m.ValueType` tells.
  public let valueType: String
  /// What it contains.
  private(set) var table: [Key: Value] = [:]
  private var sorted: [Key]?
  /// The maps of the session that it belongs to.
  let store: MapStore

  /// - Parameter store: the maps of the session; left out for a map of none.
  public init(keyType: String, valueType: String, in store: MapStore = MapStore()) {
    self.keyType = keyType
    self.valueType = valueType
    self.store = store
    store.add(self)
  }

  /// What `class(x)` says.
  public var className: String { ValueClass.map.name }
  /// How many elements it has as a value, in a column.
  public var extent: Int { count }
  /// The methods of maps do not go with the other handles.
  public var isDictionary: Bool { type(of: self) == MapObject.self }

  public var hasTextKeys: Bool { keyType == "char" }
  public var count: Int { table.count }

  /// The keys in no order.
  var unorderedKeys: [Key] { Array(table.keys) }

  /// The keys in ascending order. - Throws: `MatrixError.interrupted`.
  public var keys: [Key] {
    get throws {
      if let sorted { return sorted }
      let order = try table.keys.sorted { a, b in
        try Interrupt.check()
        return a < b
      }
      sorted = order
      return order
    }
  }

  public subscript(key: Key) -> Value? {
    get { table[key] }
    set {
      if (table[key] == nil) != (newValue == nil) { sorted = nil }
      table[key] = newValue
      store.noteChange()
    }
  }

  // MARK: - What the evaluator asks of any handle

  /// What `m(key)` gives.
  public func value(at key: Value) throws -> Value {
    let wanted = try self.key(key)
    guard let value = self[wanted] else {
      throw MapObject.error("specified key <\(MapObject.text(wanted))> does not exist")
    }
    return value
  }

  /// Stores `value` under `key`, converted to the class of the map's values.
  public func assign(_ value: Value, at key: Value) throws {
    self[try self.key(key)] = try converted(value)
  }

  /// A property or the result of a method (`m.Count`, `m.keys()`); nil when there is no property or
  /// argument-free method of that name.
  public func property(_ name: String) throws -> Value? {
    switch name {
    case "Count", "length": .count(count)
    case "isempty": .bool(count == 0)
    case "KeyType": .string(keyType)
    case "ValueType": .string(valueType)
    case "keys": try keyCell
    case "values": try valueCell
    default: nil
    }
  }

  /// Throws where a program may not set a property of this name.
  func checkProperty(_ name: String) throws {}

  /// Sets a property: those of maps follow from what they contain.
  func setProperty(_ name: String, to value: Value) throws {}

  /// Its fields as they are shown where it is part of a cell or struct.
  var nestedFields: [(name: String, text: String)] {
    [
      ("Count", "[1x1 uint64]"), ("KeyType", keyType), ("ValueType", valueType),
      ("map", "[1x1 struct]"), ("numeric_keys", hasTextKeys ? "0" : "1"),
    ]
  }

  /// Takes it back to what it contained.
  func restore(_ contents: [Key: Value]) {
    table = contents
    sorted = nil
  }
}
