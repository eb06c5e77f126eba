/// The element types of real arithmetic: `Double` and `Float`.
///
/// The requirements are the loops over elements, in C: each type names its own. Pointers hold `count`
/// elements (matrices: columns `ld` elements apart); nothing is checked.
public protocol RealElement: BinaryFloatingPoint, BitwiseCopyable, Sendable {
  /// Tells the two apart where a library wants to know.
  static var isDouble: Bool { get }

  /// y[i] = a[i * strideA] op b[i * strideB], strides 0 or 1; y may be a or b.
  static func arithmetic(
    _ op: ArithmeticOperation, _ a: UnsafePointer<Self>, _ strideA: Int, _ b: UnsafePointer<Self>,
    _ strideB: Int, _ y: UnsafeMutablePointer<Self>, _ count: Int)

  /// y[i] = a[i * strideA] op b[i * strideB], strides 0 or 1.
  static func compare(
    _ op: ComparisonOperation, _ a: UnsafePointer<Self>, _ strideA: Int, _ b: UnsafePointer<Self>,
    _ strideB: Int, _ y: UnsafeMutablePointer<Bool>, _ count: Int)

  /// y[i] = f(x[i]); y may be x.
  static func map(
    _ f: MathFunction, _ x: UnsafePointer<Self>, _ y: UnsafeMutablePointer<Self>, _ count: Int)

  /// Whether any x[i] < bound.
  static func anyBelow(_ bound: Self, _ x: UnsafePointer<Self>, _ count: Int) -> Bool

  /// y[i] = x[i] as 0 or 1.
  static func numbers(
    _ x: UnsafePointer<Bool>, _ y: UnsafeMutablePointer<Self>, _ count: Int)

  /// C = alpha op(A) op(B) + beta C by plain loops.
  static func multiplyByLoops(
    _ transA: Bool, _ transB: Bool, _ m: Int, _ n: Int, _ k: Int, _ alpha: Self,
    _ a: UnsafePointer<Self>, _ lda: Int, _ b: UnsafePointer<Self>, _ ldb: Int, _ beta: Self,
    _ c: UnsafeMutablePointer<Self>, _ ldc: Int)

  /// C = A op(B) (+ C) by a kernel made for the shape; false when there is none.
  static func multiplyByShape(
    _ transB: Bool, _ m: Int32, _ n: Int32, _ k: Int32, _ a: UnsafePointer<Self>, _ lda: Int32,
    _ b: UnsafePointer<Self>, _ ldb: Int32, _ accumulate: Bool, _ c: UnsafeMutablePointer<Self>,
    _ ldc: Int32
  ) -> Bool
}
