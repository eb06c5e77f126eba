/// The integer classes.
public enum IntegerKind: String, Hashable, Sendable, CaseIterable {
  case int8, int16, int32, int64, uint8, uint16, uint32, uint64

  public var isSigned: Bool {
    switch self {
    case .int8, .int16, .int32, .int64: true
    default: false
    }
  }

  /// Bytes of one element.
  public var byteCount: Int {
    switch self {
    case .int8, .uint8: 1
    case .int16, .uint16: 2
    case .int32, .uint32: 4
    case .int64, .uint64: 8
    }
  }

  /// The stored form (see `Value.integer`) of the smallest and largest value.
  public var minimum: Int64 {
    switch self {
    case .int8: Int64(Int8.min)
    case .int16: Int64(Int16.min)
    case .int32: Int64(Int32.min)
    case .int64: Int64.min
    case .uint8, .uint16, .uint32, .uint64: 0
    }
  }

  public var maximum: Int64 {
    switch self {
    case .int8: Int64(Int8.max)
    case .int16: Int64(Int16.max)
    case .int32: Int64(Int32.max)
    case .int64: Int64.max
    case .uint8: Int64(UInt8.max)
    case .uint16: Int64(UInt16.max)
    case .uint32: Int64(UInt32.max)
    case .uint64: Int64(bitPattern: UInt64.max)
    }
  }

  /// A stored element as a double.
  @inlinable
  public func double(_ stored: Int64) -> Double {
    self == .uint64 ? Double(UInt64(bitPattern: stored)) : Double(stored)
  }

  /// The stored form of `x`: rounded half away from zero, saturated; NaN is 0.
  public func stored(_ x: Double) -> Int64 {
    if x.isNaN { return 0 }
    let rounded = x.rounded(.toNearestOrAwayFromZero)
    if self == .uint64 {
      if rounded <= 0 { return 0 }
      return rounded >= 0x1p64 ? maximum : Int64(bitPattern: UInt64(rounded))
    }
    if rounded <= double(minimum) { return minimum }
    if rounded >= double(maximum) { return maximum }
    return Int64(rounded)
  }

  /// The stored form of `stored`, an element of class `other`, saturated.
  public func stored(_ stored: Int64, of other: IntegerKind) -> Int64 {
    if other == .uint64 {
      let unsigned = UInt64(bitPattern: stored)
      if self == .uint64 { return stored }
      return unsigned > UInt64(maximum) ? maximum : Int64(unsigned)
    }
    if self == .uint64 { return max(0, stored) }
    return min(max(stored, minimum), maximum)
  }

  /// A stored element as decimal digits.
  public func text(_ stored: Int64) -> String {
    self == .uint64 ? String(UInt64(bitPattern: stored)) : String(stored)
  }
}
