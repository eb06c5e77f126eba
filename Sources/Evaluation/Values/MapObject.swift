import Matrices

/// `containers.Map`: a dictionary with sorted keys, and a handle: copies refer to the same map.
public final class MapObject {
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

  /// Takes it back to what it contained.
  func restore(_ contents: [Key: Value]) {
    table = contents
    sorted = nil
  }
}
