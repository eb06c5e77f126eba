/// The memory that one thread evaluates blocks of a chain in.
struct Scratch<Element: RealElement> {
  /// A block for each result that later steps need.
  let slots: UnsafeMutablePointer<Element>
  /// Whole blocks for the caller.
  var lines: UnsafeMutablePointer<Element>
  let truths: UnsafeMutablePointer<Bool>
  let constants: UnsafePointer<Element>
  /// The operands of this run.
  var arrays: UnsafePointer<UnsafePointer<Element>>

  init(
    slots count: Int, _ numbers: [Element], block: Int,
    _ arrays: UnsafePointer<UnsafePointer<Element>>
  ) {
    slots = .allocate(capacity: count * block)
    lines = slots
    truths = .allocate(capacity: block)
    let copies = UnsafeMutablePointer<Element>.allocate(capacity: max(1, numbers.count))
    numbers.withUnsafeBufferPointer {
      if let base = $0.baseAddress { copies.initialize(from: base, count: $0.count) }
    }
    constants = UnsafePointer(copies)
    self.arrays = arrays
  }

  /// Gives the memory back; nothing may use it any more.
  func release() {
    slots.deallocate()
    truths.deallocate()
    constants.deallocate()
  }
}
