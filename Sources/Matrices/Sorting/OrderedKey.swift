/// An element that sorts by the bits of a whole number: equal elements have equal keys, and NaN the largest.
public protocol SortableElement: BitwiseCopyable, Sendable {
  var orderedKey: UInt64 { get }
}

extension Double: SortableElement {
  @inlinable public var orderedKey: UInt64 {
    if isNaN { return .max }
    let bits = (self == 0 ? 0 : self).bitPattern
    return bits >> 63 == 1 ? ~bits : bits | 1 << 63
  }
}

extension Float: SortableElement {
  @inlinable public var orderedKey: UInt64 {
    if isNaN { return UInt64(UInt32.max) }
    let bits = (self == 0 ? 0 : self).bitPattern
    return UInt64(bits >> 31 == 1 ? ~bits : bits | 1 << 31)
  }
}

extension Int64: SortableElement {
  @inlinable public var orderedKey: UInt64 { UInt64(bitPattern: self) ^ 1 << 63 }
}

extension UInt64: SortableElement {
  @inlinable public var orderedKey: UInt64 { self }
}

extension UInt8: SortableElement {
  @inlinable public var orderedKey: UInt64 { UInt64(self) }
}

extension Bool: SortableElement {
  @inlinable public var orderedKey: UInt64 { self ? 1 : 0 }
}
