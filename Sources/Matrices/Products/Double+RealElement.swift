import CKernels
import CXsmm

extension Double: RealElement {
  public static var isDouble: Bool { true }

  public static func arithmetic(
    _ op: ArithmeticOperation, _ a: UnsafePointer<Self>, _ strideA: Int, _ b: UnsafePointer<Self>,
    _ strideB: Int, _ y: UnsafeMutablePointer<Self>, _ count: Int
  ) {
    nnsh_arithmetic_d(nnsh_arithmetic(rawValue: op.rawValue), a, strideA, b, strideB, y, count)
  }

  public static func compare(
    _ op: ComparisonOperation, _ a: UnsafePointer<Self>, _ strideA: Int, _ b: UnsafePointer<Self>,
    _ strideB: Int, _ y: UnsafeMutablePointer<Bool>, _ count: Int
  ) {
    nnsh_compare_d(nnsh_comparison(rawValue: op.rawValue), a, strideA, b, strideB, y, count)
  }

  public static func map(
    _ f: MathFunction, _ x: UnsafePointer<Self>, _ y: UnsafeMutablePointer<Self>, _ count: Int
  ) {
    nnsh_map_d(nnsh_function(rawValue: f.rawValue), x, y, count)
  }

  public static func anyBelow(_ bound: Self, _ x: UnsafePointer<Self>, _ count: Int) -> Bool {
    nnsh_any_below_d(x, bound, count)
  }

  public static func numbers(
    _ x: UnsafePointer<Bool>, _ y: UnsafeMutablePointer<Self>, _ count: Int
  ) {
    nnsh_numbers_d(x, y, count)
  }

  public static func multiplyByLoops(
    _ transA: Bool, _ transB: Bool, _ m: Int, _ n: Int, _ k: Int, _ alpha: Self,
    _ a: UnsafePointer<Self>, _ lda: Int, _ b: UnsafePointer<Self>, _ ldb: Int, _ beta: Self,
    _ c: UnsafeMutablePointer<Self>, _ ldc: Int
  ) {
    nnsh_small_gemm_d(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
  }

  public static func multiplyByShape(
    _ transB: Bool, _ m: Int32, _ n: Int32, _ k: Int32, _ a: UnsafePointer<Self>, _ lda: Int32,
    _ b: UnsafePointer<Self>, _ ldb: Int32, _ accumulate: Bool, _ c: UnsafeMutablePointer<Self>,
    _ ldc: Int32
  ) -> Bool {
    nnsh_xsmm_multiply_d(transB, m, n, k, a, lda, b, ldb, accumulate, c, ldc)
  }
}
