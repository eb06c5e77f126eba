import COpenBLAS
import CSystem

extension Matrix where Element: RealElement {
  /// op(a) * op(b), where op transposes when asked to; on all threads when large.
  ///
  /// - Throws: `MatrixError.nonconformant("*")` with the shapes after transposition,
  ///   `.notTwoDimensional`, `.tooLarge`, `.interrupted`.
  public static func product(
    _ a: Matrix, transposed transA: Bool = false, _ b: Matrix, transposed transB: Bool = false
  ) throws -> Matrix {
    let left = try a.operandShape(transA, a, b)
    let right = try b.operandShape(transB, a, b)
    guard left.columns == right.rows else {
      throw MatrixError.nonconformant(operation: "*", left, right)
    }
    if transA != transB, a.isIdentical(to: b), let square = try a.gram(transA) { return square }
    if transA, Gemm.paysTransposing(left.rows, right.columns, left.columns) {
      return try product(a.transposed(), transposed: false, b, transposed: transB)
    }
    return try Matrix(Shape(left.rows, right.columns)) { c in
      guard let target = c.baseAddress else { return }
      let task = ProductTask(
        transA: transA, transB: transB, m: left.rows, n: right.columns, k: left.columns,
        a: a.storage.base, lda: max(1, a.rows), b: b.storage.base, ldb: max(1, b.rows), c: target)
      task.run()
      if nnsh_interrupt_requested() { throw MatrixError.interrupted }
    }
  }

  private func operandShape(_ isTransposed: Bool, _ a: Matrix, _ b: Matrix) throws -> Shape {
    guard a.shape.isMatrix, b.shape.isMatrix else {
      throw MatrixError.nonconformant(operation: "*", a.shape, b.shape)
    }
    return isTransposed ? Shape(columns, rows) : shape
  }

  /// A'A (`inner`) or AA', exactly symmetric; nil when it is too small to be worth it.
  private func gram(_ inner: Bool) throws -> Matrix? {
    let n = inner ? columns : rows
    let k = inner ? rows : columns
    guard n > 1, k > 0, let size = Int32(exactly: n), let depth = Int32(exactly: k),
      let lda = Int32(exactly: rows), n * n > Gemm.loopWork, nnsh_openblas_available()
    else { return nil }
    let target = try Matrix(Shape(n, n), repeating: 0)
    // A copy of the reference of what is read: it must not change while the work may still go on.
    let operand = self
    let code = try Abandonable.run(work: Double(n) * Double(n) * Double(k)) {
      var (one, zero) = (Element(1), Element(0))
      return nnsh_syrk(
        Element.precision, inner, size, depth, &one, operand.storage.base, lda, &zero,
        target.storage.base, size)
    }
    if code != 0 { throw MatrixError.libraryUnavailable("OpenBLAS") }
    target.mirrorUpperTriangle()
    return target
  }

  /// Copies what stands above the diagonal of a square matrix to below it, in storage that nobody else has.
  private func mirrorUpperTriangle() {
    let (c, n) = (storage.base, rows)
    for j in 0..<n {
      for i in j + 1..<max(n, j + 1) { c[i + j * n] = c[j + i * n] }
    }
  }
}

/// One product of column-major operands, cut into pieces of C that threads share.
private struct ProductTask<Element: RealElement> {
  let transA, transB: Bool
  let m, n, k: Int
  let a: UnsafePointer<Element>
  let lda: Int
  let b: UnsafePointer<Element>
  let ldb: Int
  let c: UnsafeMutablePointer<Element>

  /// The pieces depend on the shape alone: results are the same for any number of threads.
  private var pieces: Int {
    let work = Double(m) * Double(n) * Double(k)
    let most = max(m, n) / 16
    if work < 0x1p19 || most < 2 { return 1 }
    if work < 0x1p30 || most < 8 { return 2 }
    // So many that each is done in a twentieth of a second: Ctrl-C waits for one.
    return min(most, max(8, Int(work * 0x1p-31)))
  }

  func run() {
    let pieces = self.pieces
    let byColumns = n >= m
    let extent = byColumns ? n : m
    // Whole vectors of rows in each piece.
    let size = (((extent + pieces - 1) / pieces) + 15) / 16 * 16
    Workers.run(pieces) { piece in
      if nnsh_interrupt_requested() { return }
      let start = min(extent, piece * size)
      let end = min(extent, start + size)
      if byColumns { columns(start..<end) } else { rows(start..<end) }
    }
  }

  private func columns(_ range: Range<Int>) {
    let j = range.lowerBound
    Gemm.multiply(
      transA: transA, transB: transB, m: m, n: range.count, k: k, alpha: 1, a, lda: lda,
      b + (transB ? j : j * ldb), ldb: ldb, beta: 0, c + j * m, ldc: max(1, m))
  }

  private func rows(_ range: Range<Int>) {
    let i = range.lowerBound
    Gemm.multiply(
      transA: transA, transB: transB, m: range.count, n: n, k: k, alpha: 1,
      a + (transA ? i * lda : i), lda: lda, b, ldb: ldb, beta: 0, c + i, ldc: max(1, m))
  }
}
