import Matrices

/// Reading and writing one element of a double array by numbers, in the loop's fast path.
extension Machine {
  /// The 0-based index that `x` means in `1...count`; -1 when it is none.
  @inline(__always)
  private static func position(_ x: Double, _ count: Int) -> Int {
    // The comparison is false for NaN, so that the conversion cannot trap.
    guard x >= 1, x <= Double(count) else { return -1 }
    let whole = Int(x)
    return Double(whole) == x ? whole - 1 : -1
  }

  /// R[a] = R[b](R[c]) if it is this simple.
  @inline(__always)
  func fastIndex(_ i: UnsafePointer<Instruction>, _ regs: Register) -> Bool {
    let (a, c) = (i.a(regs), i.c(regs))
    guard c.tag | a.objectTag == 0, let storage = i.b(regs).doubles else {
      return false
    }
    return storage._withUnsafeGuaranteedRef { array in
      let index = Machine.position(c.number, array.count)
      if index < 0 { return false }
      a.setTrivial(array.base[index])
      return true
    }
  }

  /// R[a] = R[b](R[c], R[d]) if it is this simple.
  @inline(__always)
  func fastIndex2(_ i: UnsafePointer<Instruction>, _ regs: Register) -> Bool {
    let (a, c, d) = (i.a(regs), i.c(regs), i.d(regs))
    guard c.tag | d.tag | a.objectTag == 0, let storage = i.b(regs).doubles else {
      return false
    }
    return storage._withUnsafeGuaranteedRef { array in
      let rows = array.shape.rows
      let row = Machine.position(c.number, rows)
      let column = Machine.position(d.number, array.count)
      // The position in the unfolded matrix is inside when its number is.
      if row < 0 || column < 0 { return false }
      let (offset, overflow) = column.multipliedReportingOverflow(by: rows)
      if overflow || offset >= array.count { return false }
      a.setTrivial(array.base[row + offset])
      return true
    }
  }

  /// Where the elements of R[a] may be written in place: a double array that nobody else refers to.
  @inline(__always)
  private static func uniqueStorage(_ register: Register) -> Unmanaged<Storage<Double>>? {
    guard register.tag == RegisterLayout.doubleTag else { return nil }
    guard let storage = register.doubles, ReferenceCount.isSurelyOne(storage.toOpaque()) else {
      return nil
    }
    return storage
  }

  /// R[a](R[b]) = R[c] if it is this simple.
  @inline(__always)
  func fastStore(_ i: UnsafePointer<Instruction>, _ regs: Register) -> Bool {
    let (b, c) = (i.b(regs), i.c(regs))
    guard b.tag | c.tag == 0, let storage = Machine.uniqueStorage(i.a(regs)) else {
      return false
    }
    return storage._withUnsafeGuaranteedRef { array in
      let index = Machine.position(b.number, array.count)
      if index < 0 || array.owner != nil { return false }
      array.base[index] = c.number
      return true
    }
  }

  /// R[a](R[b], R[c]) = R[d] if it is this simple.
  @inline(__always)
  func fastStore2(_ i: UnsafePointer<Instruction>, _ regs: Register) -> Bool {
    let (b, c, d) = (i.b(regs), i.c(regs), i.d(regs))
    guard b.tag | c.tag | d.tag == 0, let storage = Machine.uniqueStorage(i.a(regs)) else {
      return false
    }
    return storage._withUnsafeGuaranteedRef { array in
      let rows = array.shape.rows
      let row = Machine.position(b.number, rows)
      let column = Machine.position(c.number, array.count)
      if row < 0 || column < 0 || array.owner != nil { return false }
      let (offset, overflow) = column.multipliedReportingOverflow(by: rows)
      if overflow || offset >= array.count { return false }
      array.base[row + offset] = d.number
      return true
    }
  }
}
