import Glibc
import Matrices

/// One block of memory of which a pass takes its buffers; owned for as long as the pass engine lives.
final class Arena<T: RealElement> {
  let base: UnsafeMutablePointer<T>
  let count: Int
  /// Whether the memory goes back to the buffers kept for the next one.
  private let isKept: Bool

  /// Memory of zeros.
  ///
  /// - Throws: `MatrixError.tooLarge` when there is no such memory.
  init(_ count: Int) throws {
    let (bytes, overflow) = max(1, count).multipliedReportingOverflow(by: MemoryLayout<T>.stride)
    var raw: UnsafeMutableRawPointer?
    guard !overflow, posix_memalign(&raw, 64, bytes) == 0, let raw else {
      throw MatrixError.tooLarge(Shape(count, 1), elementBytes: MemoryLayout<T>.stride)
    }
    base = raw.bindMemory(to: T.self, capacity: max(1, count))
    memset(raw, 0, bytes)
    self.count = count
    isKept = false
  }

  /// Memory that holds anything, for work that is done again and again: it costs no clearing, and no pages of
  /// the system's when an earlier one left its own.
  ///
  /// - Throws: `MatrixError.tooLarge` when there is no such memory.
  init(reused count: Int) throws {
    guard let base = Buffers.allocate(count, of: T.self) else {
      throw MatrixError.tooLarge(Shape(count, 1), elementBytes: MemoryLayout<T>.stride)
    }
    #if DEBUG
      // Not a number: what is read before it was written shows in every result.
      memset(base, 0xFF, count * MemoryLayout<T>.stride)
    #endif
    self.base = base
    self.count = count
    isKept = true
  }

  deinit {
    if isKept { Buffers.release(base, count) } else { free(base) }
  }
}
