/// Mathematical functions of runs of elements, on the calling thread.
public enum VectorMath {
  /// y[i] = f(x[i]) for `count` elements; y may be x. An element's result depends on nothing but it.
  @inlinable
  public static func apply<T: RealElement>(
    _ f: MathFunction, _ x: UnsafePointer<T>, _ y: UnsafeMutablePointer<T>, count: Int
  ) {
    T.map(f, x, y, count)
  }

  /// f of one number: the same bits as for an element of an array.
  @inlinable
  public static func apply<T: RealElement>(_ f: MathFunction, _ x: T) -> T {
    var x = x
    var y = T.zero
    T.map(f, &x, &y, 1)
    return y
  }

  /// a op b of two numbers: the same bits as for elements of arrays.
  @inlinable
  public static func apply<T: RealElement>(_ op: ArithmeticOperation, _ a: T, _ b: T) -> T {
    switch op {
    case .add: return a + b
    case .subtract: return a - b
    case .multiply: return a * b
    case .divide: return a / b
    case .leftDivide: return b / a
    case .power:
      var a = a
      var b = b
      var y = T.zero
      T.arithmetic(.power, &a, 0, &b, 0, &y, 1)
      return y
    }
  }
}
