import Matrices

/// Small double matrices where registers hold them: looked at and written without counting references.
///
/// A result goes over the array that its register held before, when nobody else refers to that one: the steps
/// of a loop allocate nothing after the first.
enum SmallArrays {
  /// Larger arrays are worth the general path, which shares them between threads.
  static let most = 1024
  /// What one thread does in one go of a chain.
  static let mostInChains = 4096

  /// A number, or a matrix of at most `most` elements and at least one.
  struct Operand {
    let base: UnsafePointer<Double>
    let rows: Int
    let columns: Int

    @inline(__always)
    var count: Int { rows &* columns }
    /// The distance of elements for loops: a number is the same everywhere.
    @inline(__always)
    var stride: Int { count == 1 ? 0 : 1 }

    @inline(__always)
    private init(base: UnsafePointer<Double>, rows: Int, columns: Int) {
      self.base = base
      self.rows = rows
      self.columns = columns
    }

    @inline(__always)
    init?(_ register: Register) {
      if register.isNumber {
        self.init(
          base: UnsafeRawPointer(register).assumingMemoryBound(to: Double.self), rows: 1,
          columns: 1)
      } else {
        self.init(array: register)
      }
    }

    /// No number.
    @inline(__always)
    init?(array register: Register) {
      guard let storage = register.doubles else { return nil }
      let (base, rows, columns, count) = storage._withUnsafeGuaranteedRef {
        ($0.base, $0.shape.rows, $0.shape.columns, $0.count)
      }
      // Arrays of more dimensions have more elements than rows times columns, or as many.
      guard count <= SmallArrays.most, count > 0, rows &* columns == count else { return nil }
      self.init(base: UnsafePointer(base), rows: rows, columns: columns)
    }
  }

  /// Where a result of some elements is written before its register gets it.
  struct Target {
    private let storage: Unmanaged<Storage<Double>>
    private let isNew: Bool

    /// nil when there is no memory.
    @inline(__always)
    init?(_ register: Register, count: Int, mayReuse: Bool = true) {
      if mayReuse, let held = register.doubles, ReferenceCount.isSurelyOne(held.toOpaque()),
        held._withUnsafeGuaranteedRef({ $0.fits(count) })
      {
        (storage, isNew) = (held, false)
        return
      }
      guard let made = Storage<Double>.room(count) else { return nil }
      (storage, isNew) = (Unmanaged.passRetained(made), true)
    }

    @inline(__always)
    var base: UnsafeMutablePointer<Double> { storage._withUnsafeGuaranteedRef { $0.base } }

    /// Gives the register the finished matrix.
    @inline(__always)
    func put(in register: Register, _ rows: Int, _ columns: Int) {
      storage._withUnsafeGuaranteedRef { $0.shape = Shape(rows, columns) }
      if isNew { register.pointee = .double(Matrix(storage: storage.takeRetainedValue())) }
    }

    /// Gives up memory that no register gets.
    func discard() {
      if isNew { storage.release() }
    }
  }
}

extension UnsafeMutablePointer where Pointee == Value? {
  /// The 0-based positions that it means as an index into `extent`: a colon, a number, or a range of steps of 1.
  func run(within extent: Int) -> Range<Int>? {
    if isNumber {
      guard let place = Int(exactly: number), place >= 1, place <= extent else { return nil }
      return place - 1..<place
    }
    switch pointee {
    case .char(let text, _)?:
      return text.count == 1 && text[0] == UInt8(ascii: ":") ? 0..<extent : nil
    case .range(let range)?:
      guard range.step == 1, range.count > 0, range.count <= extent,
        let first = Int(exactly: range.start), first >= 1, first - 1 <= extent - range.count
      else { return nil }
      return first - 1..<first - 1 + range.count
    default: return nil
    }
  }

  /// Gives up what a temporary register holds, unless it alone does: that array can be written over.
  func letGo() {
    if let held = doubles, ReferenceCount.isSurelyOne(held.toOpaque()) { return }
    if !isTrivial { pointee = nil }
  }
}
