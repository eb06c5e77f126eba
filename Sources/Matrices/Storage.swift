import CSystem

#if canImport(Glibc)
  import Glibc
#endif

/// The elements of one array with their shape: the only class behind `Matrix`.
///
/// Owns `base` unless `owner` is set: then the elements belong to another storage (a reshaped or
/// column-sliced view), which it keeps alive and which nobody may write through this object.
/// `base` holds `shape.count` initialised elements and has room for `capacity`.
public final class Storage<Element> {
  public var shape: Shape { didSet { count = shape.count } }
  /// The number of elements.
  public var count: Int
  public var base: UnsafeMutablePointer<Element>
  @usableFromInline var capacity: Int
  public let owner: AnyObject?

  @inlinable
  init(shape: Shape, base: UnsafeMutablePointer<Element>, capacity: Int, owner: AnyObject?) {
    self.shape = shape
    count = shape.count
    self.base = base
    self.capacity = capacity
    self.owner = owner
  }

  @inlinable
  deinit {
    guard owner == nil else { return }
    var released = 0
    if !_isPOD(Element.self) {
      // After Ctrl-C nobody waits until millions of values are released.
      let piece = 1 << 16
      while count - released >= piece {
        if Interrupt.isRequested, Abandonable.release(base, released..<count, capacity) { return }
        (base + released).deinitialize(count: piece)
        released += piece
      }
    }
    (base + released).deinitialize(count: count - released)
    Buffers.release(base, capacity)
  }
}

extension Storage where Element == Double {
  /// A column of `count` numbers yet to be written; nil when there is no memory.
  @inlinable
  public static func room(_ count: Int) -> Storage? {
    guard let base = Buffers.allocate(count, of: Double.self) else { return nil }
    return Storage(shape: Shape(count, 1), base: base, capacity: max(1, count), owner: nil)
  }

  /// Whether `count` numbers may be written over these, without keeping much more memory than they need.
  @inlinable
  public func fits(_ count: Int) -> Bool {
    owner == nil && capacity >= count && capacity <= 4 * count + 64
  }
}

extension Storage where Element == Double {
  /// Adds one number at the end of a row or column of two or more; false where there is no room for it.
  @inlinable
  public func append(_ x: Double) -> Bool {
    guard owner == nil, count > 1, count < capacity, shape.isMatrix else { return false }
    let isRow = shape.rows == 1
    guard isRow || shape.columns == 1 else { return false }
    base[count] = x
    shape = isRow ? Shape(1, count + 1) : Shape(count + 1, 1)
    return true
  }
}

/// Allocation of element buffers: checked sizes, 64-byte alignment for all but small ones.
public enum Buffers {
  /// From this size on the kernel is asked how much memory there is before more is taken.
  @usableFromInline static var checkedFrom: Int { 64 << 20 }
  /// From this size on released memory is kept until there is too much of it; of smaller arrays only a few.
  @usableFromInline static var keptFrom: Int { 128 << 10 }

  /// Uninitialised room for `count` elements, to be released with `free`; nil when it cannot be had.
  @inlinable
  public static func allocate<Element>(
    _ count: Int, of: Element.Type
  ) -> UnsafeMutablePointer<Element>? {
    let (bytes, overflow) = max(1, count).multipliedReportingOverflow(
      by: MemoryLayout<Element>.stride)
    if overflow { return nil }
    if bytes < 1024 {
      return malloc(bytes)?.assumingMemoryBound(to: Element.self)
    }
    return large(bytes)?.assumingMemoryBound(to: Element.self)
  }

  @usableFromInline
  static func large(_ bytes: Int) -> UnsafeMutableRawPointer? {
    if bytes < keptFrom { return nnsh_buffers_allocate(bytes) }
    if let kept = nnsh_buffers_take(bytes) { return kept }
    if bytes >= checkedFrom, bytes > availableMemory() {
      nnsh_buffers_clear()
      if bytes > availableMemory() { return nil }
    }
    var raw: UnsafeMutableRawPointer?
    // Huge pages: first touch of a large buffer is five times faster.
    let alignment = bytes >= 4 << 20 ? 2 << 20 : 64
    guard posix_memalign(&raw, alignment, bytes) == 0, let raw else { return nil }
    if alignment > 64 { madvise(raw, bytes, MADV_HUGEPAGE) }
    return raw
  }

  /// Bytes that can still be taken without swapping, from /proc/meminfo; `Int.max` when unknown.
  public static func availableMemory() -> Int {
    guard let file = fopen("/proc/meminfo", "r") else { return Int.max }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
      if strncmp(line, "MemAvailable:", 13) == 0 {
        let kilobytes = line.withUnsafeBufferPointer { text -> Int in
          guard let start = text.baseAddress else { return 0 }
          return Int(strtoll(start + 13, nil, 10))
        }
        return kilobytes << 10
      }
    }
    return Int.max
  }
}

extension Buffers {
  /// Releases a buffer that was allocated for `count` elements.
  @inlinable
  public static func release<Element>(_ base: UnsafeMutablePointer<Element>, _ count: Int) {
    let bytes = count * MemoryLayout<Element>.stride
    if bytes < 1024 {
      free(base)
    } else {
      releaseLarge(base, bytes)
    }
  }

  @usableFromInline
  static func releaseLarge(_ base: UnsafeMutableRawPointer, _ bytes: Int) {
    if bytes < keptFrom { nnsh_buffers_release(base) } else { nnsh_buffers_give(base) }
  }
}

extension UnsafeMutablePointer {
  /// Room for one element from `malloc`, so that `Storage` can release all its buffers alike.
  @inlinable
  static func allocateForScalar() -> UnsafeMutablePointer {
    guard let raw = malloc(Swift.max(16, MemoryLayout<Pointee>.stride)) else {
      preconditionFailure("out of memory")
    }
    return raw.assumingMemoryBound(to: Pointee.self)
  }
}
