import Matrices

/// Raw looks at a register, so that numbers are read and written without reference counting.
///
/// A register is a `Value?` in the machine's stack. The compiler lays `Value` out as eight bytes of payload
/// and one of tag; `RegisterLayout.isAsExpected` (checked when a session starts, and by a test) makes sure
/// of the tags below. Only this file depends on the layout.
enum RegisterLayout {
  static let numberTag: UInt8 = 0x00
  static let boolTag: UInt8 = 0x10
  static let doubleTag: UInt8 = 0x20
  static let unsetTag: UInt8 = 0xf8

  static var isAsExpected: Bool {
    func tag(_ value: Value?) -> UInt8 {
      var value = value
      return withUnsafeBytes(of: &value) { $0[8] }
    }
    func payload(_ value: Value?) -> UInt8 {
      var value = value
      return withUnsafeBytes(of: &value) { $0[0] }
    }
    return MemoryLayout<Value?>.stride == 16 && tag(.number(1.5)) == numberTag
      && tag(.bool(true)) == boolTag && payload(.bool(true)) == 1 && payload(.bool(false)) == 0
      && tag(nil) == unsetTag && tag(.double(Matrix(empty: .empty))) == doubleTag
  }
}

typealias Register = UnsafeMutablePointer<Value?>

extension UnsafeMutablePointer where Pointee == Value? {
  /// Zero for a number or a truth value, whatever else for all others.
  @inline(__always)
  var objectTag: UInt8 { tag & ~RegisterLayout.boolTag }

  @inline(__always)
  var tag: UInt8 { UnsafeRawPointer(self).load(fromByteOffset: 8, as: UInt8.self) }

  /// Whether it holds a number.
  @inline(__always)
  var isNumber: Bool { tag == RegisterLayout.numberTag }

  /// The number in it. - Precondition: `isNumber`.
  @inline(__always)
  var number: Double { UnsafeRawPointer(self).load(as: Double.self) }

  /// Whether it holds a truth value.
  @inline(__always)
  var isBool: Bool { tag == RegisterLayout.boolTag }

  /// The truth value in it. - Precondition: `isBool`.
  @inline(__always)
  var bool: Bool { UnsafeRawPointer(self).load(as: UInt8.self) != 0 }

  /// The storage of the double array in it, not counted.
  @inline(__always)
  var doubles: Unmanaged<Storage<Double>>? {
    guard tag == RegisterLayout.doubleTag else { return nil }
    return Unmanaged.fromOpaque(UnsafeRawPointer(self).load(as: UnsafeRawPointer.self))
  }

  /// Whether overwriting it needs no release: a number, a truth value or nothing.
  @inline(__always)
  var isTrivial: Bool {
    let tag = tag
    return tag & 0xef == 0 || tag == RegisterLayout.unsetTag
  }

  /// Writes a number over a trivial register.
  @inline(__always)
  func setTrivial(_ x: Double) {
    let raw = UnsafeMutableRawPointer(self)
    raw.storeBytes(of: x, as: Double.self)
    raw.storeBytes(of: RegisterLayout.numberTag, toByteOffset: 8, as: UInt8.self)
  }

  /// Writes a truth value over a trivial register.
  @inline(__always)
  func setTrivial(_ truth: Bool) {
    let raw = UnsafeMutableRawPointer(self)
    raw.storeBytes(of: truth ? 1 : 0, as: UInt64.self)
    raw.storeBytes(of: RegisterLayout.boolTag, toByteOffset: 8, as: UInt8.self)
  }

  /// Marks a trivial register as unset.
  @inline(__always)
  func unsetTrivial() {
    UnsafeMutableRawPointer(self).storeBytes(
      of: RegisterLayout.unsetTag, toByteOffset: 8, as: UInt8.self)
  }

  /// Writes a number, releasing what was there.
  @inline(__always)
  func set(_ x: Double) {
    if isTrivial { setTrivial(x) } else { pointee = .number(x) }
  }

  /// Writes a truth value, releasing what was there.
  @inline(__always)
  func set(_ truth: Bool) {
    if isTrivial { setTrivial(truth) } else { pointee = .bool(truth) }
  }

  /// The register that many times 16 bytes further on.
  @inline(__always)
  func at(_ offset: Int32) -> Self {
    UnsafeMutableRawPointer(self).advanced(by: Int(offset)).assumingMemoryBound(to: Value?.self)
  }

  /// Copies a trivial register over a trivial one.
  @inline(__always)
  func copyTrivial(from other: Self) {
    // In two parts, as registers are written: a wide read of two narrow writes waits for both to reach memory.
    let (target, source) = (UnsafeMutableRawPointer(self), UnsafeRawPointer(other))
    target.storeBytes(of: source.load(as: UInt64.self), as: UInt64.self)
    target.storeBytes(of: other.tag, toByteOffset: 8, as: UInt8.self)
  }

  /// Moves the value out and leaves the register unset.
  @inline(__always)
  func take() -> Value? {
    let value = move()
    initialize(to: nil)
    return value
  }
}
