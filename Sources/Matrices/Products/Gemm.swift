import COpenBLAS

/// Raw matrix products on the calling thread: pointers in, nothing checked, nothing allocated.
public enum Gemm {
  /// Up to so many multiplications plain loops beat the way to a library.
  static let loopWork = 256
  /// Up to so many multiplications, and for any number when C has few columns or rows, kernels made for
  /// the shape are the fastest.
  static let shapeWork = 1 << 22
  static let fewColumns = 64
  /// A block of A that kernels for the shape work on: rows, and columns that stay in the cache and the
  /// translation buffers although they lie far apart.
  static let blockRows = 128
  static let blockDepth = 64

  /// C = alpha op(A) op(B) + beta C, column-major: op(A) m x k, op(B) k x n, C m x n.
  ///
  /// With beta 0, C may hold anything before. Which library computes it depends on the shape alone, so
  /// that equal operands give equal bits.
  /// - Parameters:
  ///   - lda, ldb, ldc: the distance of columns in elements, at least the number of stored rows.
  @specialized(where T == Double)
  @specialized(where T == Float)
  public static func multiply<T: RealElement>(
    transA: Bool, transB: Bool, m: Int, n: Int, k: Int, alpha: T, _ a: UnsafePointer<T>, lda: Int,
    _ b: UnsafePointer<T>, ldb: Int, beta: T, _ c: UnsafeMutablePointer<T>, ldc: Int
  ) {
    if m <= 0 || n <= 0 { return }
    let work = m.multipliedReportingOverflow(by: n).partialValue.multipliedReportingOverflow(by: k)
    let isSmall = !work.overflow && work.partialValue <= loopWork
    if isSmall || k <= 0 {
      T.multiplyByLoops(transA, transB, m, n, max(0, k), alpha, a, lda, b, ldb, beta, c, ldc)
      return
    }
    guard let sizes = Sizes(m, n, k, lda, ldb, ldc) else {
      T.multiplyByLoops(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
      return
    }
    if n > 1, m > 1, !transA, alpha == 1, beta == 0 || beta == 1,
      work.partialValue <= shapeWork || min(m, n) <= fewColumns,
      multiplyByShape(transB, sizes, a, b, beta == 1, c)
    {
      return
    }
    if multiplyByLibrary(transA, transB, sizes, alpha, a, b, beta, c) != 0 {
      T.multiplyByLoops(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
    }
  }

  /// Whether `multiply` computes such a product by plain loops.
  public static func usesLoops(_ m: Int, _ n: Int, _ k: Int) -> Bool {
    let (area, first) = m.multipliedReportingOverflow(by: n)
    let (work, second) = area.multipliedReportingOverflow(by: k)
    return !first && !second && work <= loopWork
  }

  /// The sizes of one product as the libraries take them; nil when one does not fit.
  private struct Sizes {
    let m, n, k, lda, ldb, ldc: Int32

    init?(_ m: Int, _ n: Int, _ k: Int, _ lda: Int, _ ldb: Int, _ ldc: Int) {
      guard let m = Int32(exactly: m), let n = Int32(exactly: n), let k = Int32(exactly: k),
        let lda = Int32(exactly: lda), let ldb = Int32(exactly: ldb),
        let ldc = Int32(exactly: ldc)
      else { return nil }
      (self.m, self.n, self.k) = (m, n, k)
      (self.lda, self.ldb, self.ldc) = (lda, ldb, ldc)
    }
  }

  /// Whether op(A) is better written out: the kernels for a shape want A as it is, and each of its elements
  /// is used often enough to pay for the copy.
  static func paysTransposing(_ m: Int, _ n: Int, _ k: Int) -> Bool {
    let work = Double(m) * Double(n) * Double(k)
    return m > 1 && n >= 16 && work > Double(loopWork)
      && (work <= Double(shapeWork) || min(m, n) <= fewColumns)
  }

  /// One kernel for a small A or one whose columns lie close together, blocks of A otherwise; false when
  /// there are no such kernels.
  private static func multiplyByShape<T: RealElement>(
    _ transB: Bool, _ s: Sizes, _ a: UnsafePointer<T>, _ b: UnsafePointer<T>, _ accumulate: Bool,
    _ c: UnsafeMutablePointer<T>
  ) -> Bool {
    let (m, k, lda, ldb) = (Int(s.m), Int(s.k), Int(s.lda), Int(s.ldb))
    // Close columns need no blocks of rows, but many of them would not stay in the cache either.
    let depth = lda <= blockRows ? max(blockDepth, (1 << 15) / max(1, lda)) : blockDepth
    if lda * k <= 1 << 16 {
      return T.multiplyByShape(
        transB, s.m, s.n, s.k, a, s.lda, b, s.ldb, accumulate, c, s.ldc)
    }
    for i in stride(from: 0, to: m, by: blockRows) {
      for l in stride(from: 0, to: k, by: depth) {
        let done = T.multiplyByShape(
          transB, Int32(min(blockRows, m - i)), s.n, Int32(min(depth, k - l)),
          a + i + l * lda, s.lda, b + (transB ? l * ldb : l), s.ldb, accumulate || l > 0, c + i,
          s.ldc)
        // Whether there are kernels at all shows at the first one.
        if !done { return false }
      }
    }
    return true
  }

  /// 0 when done.
  private static func multiplyByLibrary<T: RealElement>(
    _ transA: Bool, _ transB: Bool, _ s: Sizes, _ alpha: T, _ a: UnsafePointer<T>,
    _ b: UnsafePointer<T>, _ beta: T, _ c: UnsafeMutablePointer<T>
  ) -> Int32 {
    var alpha = alpha
    var beta = beta
    if s.n == 1 {
      clear(c, count: Int(s.m), step: 1, unless: beta)
      return nnsh_gemv(
        T.precision, transA, transA ? s.k : s.m, transA ? s.m : s.k, &alpha, a, s.lda, b,
        transB ? s.ldb : 1, &beta, c, 1)
    }
    if s.m == 1 {
      clear(c, count: Int(s.n), step: Int(s.ldc), unless: beta)
      return nnsh_gemv(
        T.precision, !transB, transB ? s.n : s.k, transB ? s.k : s.n, &alpha, b, s.ldb, a,
        transA ? 1 : s.lda, &beta, c, s.ldc)
    }
    return nnsh_gemm(
      T.precision, transA, transB, s.m, s.n, s.k, &alpha, a, s.lda, b, s.ldb, &beta, c, s.ldc)
  }

  /// A product with beta 0 must not see what C held: a NaN there would stay.
  private static func clear<T: RealElement>(
    _ c: UnsafeMutablePointer<T>, count: Int, step: Int, unless beta: T
  ) {
    if beta != 0 { return }
    for i in 0..<count { c[i * step] = 0 }
  }
}
