/// A quick look at an object's count of references, for the loop.
///
/// The word after an object's type holds its counts in a form that is the runtime's own. What that word is
/// for an object with one reference is read off one such object; any other word means nothing here, and
/// `isKnownUniquelyReferenced` must be asked.
enum ReferenceCount {
  private final class Probe {}

  /// The word of an object with one reference, once it was read.
  nonisolated(unsafe) private static var one: UInt64 = .max

  /// Reads it. Done when a session starts, so that the loop need not ask whether it was.
  static func prepare() {
    let probe = Unmanaged.passRetained(Probe())
    one = word(probe.toOpaque())
    probe.release()
  }

  @inline(__always)
  private static func word(_ object: UnsafeRawPointer) -> UInt64 {
    object.load(fromByteOffset: 8, as: UInt64.self)
  }

  @inline(__always)
  static func isSurelyOne(_ object: UnsafeRawPointer) -> Bool { word(object) == one }
}
