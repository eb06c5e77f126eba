import Glibc
import Matrices

/// One block of memory of which a pass takes its buffers; owned for as long as the pass engine lives.
final class Arena<T: RealElement> {
  let base: UnsafeMutablePointer<T>
  let count: Int

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
  }

  deinit { free(base) }
}
