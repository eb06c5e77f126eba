import CKernels
import Matrices

/// The fused element-wise passes in C (`nnsh_network.h`) under one name for both number types.
///
/// All pointers are to blocks without gaps: column-major, one row an example.
enum Passes<T: RealElement> {
  typealias P = UnsafePointer<T>
  typealias M = UnsafeMutablePointer<T>

  private static var isDouble: Bool { T.self == Double.self }

  @inline(__always)
  private static func cast<U>(_ p: P, _: U.Type) -> UnsafePointer<U> {
    UnsafeRawPointer(p).assumingMemoryBound(to: U.self)
  }

  @inline(__always)
  private static func cast<U>(_ p: M, _: U.Type) -> UnsafeMutablePointer<U> {
    UnsafeMutableRawPointer(p).assumingMemoryBound(to: U.self)
  }

  /// A number of this type under its own name: converting it would look the conversion up.
  @inline(__always)
  private static func same<U>(_ x: T, _: U.Type) -> U { unsafeBitCast(x, to: U.self) }

  /// Z += bias (one per column, nil for none); a = g(z).
  static func activate(_ activation: Int32, _ rows: Int, _ columns: Int, _ bias: P?, _ z: M, _ a: M)
  {
    if isDouble {
      nnsh_network_activate_d(
        activation, rows, columns, bias.map { cast($0, Double.self) }, cast(z, Double.self),
        cast(a, Double.self))
    } else {
      nnsh_network_activate_f(
        activation, rows, columns, bias.map { cast($0, Float.self) }, cast(z, Float.self),
        cast(a, Float.self))
    }
  }

  /// Slope = g'(z), where a = g(z).
  static func slope(_ activation: Int32, _ count: Int, _ z: P, _ a: P, _ slope: M) {
    if isDouble {
      nnsh_network_slope_d(
        activation, count, cast(z, Double.self), cast(a, Double.self), cast(slope, Double.self))
    } else {
      nnsh_network_slope_f(
        activation, count, cast(z, Float.self), cast(a, Float.self), cast(slope, Float.self))
    }
  }

  /// Delta *= g'(z).
  static func backward(_ activation: Int32, _ count: Int, _ z: P, _ a: P, _ delta: M) {
    if isDouble {
      nnsh_network_backward_d(
        activation, count, cast(z, Double.self), cast(a, Double.self), cast(delta, Double.self))
    } else {
      nnsh_network_backward_f(
        activation, count, cast(z, Float.self), cast(a, Float.self), cast(delta, Float.self))
    }
  }

  /// Z += bias; a = output of z; `scratch` has room for 3 rows numbers.
  static func output(
    _ output: Int32, _ rows: Int, _ columns: Int, _ bias: P?, _ z: M, _ a: M, _ scratch: M
  ) {
    if isDouble {
      nnsh_network_output_d(
        output, rows, columns, bias.map { cast($0, Double.self) }, cast(z, Double.self),
        cast(a, Double.self), cast(scratch, Double.self))
    } else {
      nnsh_network_output_f(
        output, rows, columns, bias.map { cast($0, Float.self) }, cast(z, Float.self),
        cast(a, Float.self), cast(scratch, Float.self))
    }
  }

  /// The loss of each row, and delta = dloss/dz.
  static func loss(
    _ output: Int32, _ cost: Int32, _ rows: Int, _ columns: Int, _ z: P, _ a: P, _ y: P, _ delta: M,
    _ loss: M, _ scratch: M
  ) {
    if isDouble {
      nnsh_network_loss_d(
        output, cost, rows, columns, cast(z, Double.self), cast(a, Double.self),
        cast(y, Double.self), cast(delta, Double.self), cast(loss, Double.self),
        cast(scratch, Double.self))
    } else {
      nnsh_network_loss_f(
        output, cost, rows, columns, cast(z, Float.self), cast(a, Float.self), cast(y, Float.self),
        cast(delta, Float.self), cast(loss, Float.self), cast(scratch, Float.self))
    }
  }

  /// 1 where the label (0-based) names the column, else 0.
  static func onehot(_ rows: Int, _ columns: Int, _ labels: UnsafePointer<Int32>, _ y: M) {
    if isDouble {
      nnsh_network_onehot_d(rows, columns, labels, cast(y, Double.self))
    } else {
      nnsh_network_onehot_f(rows, columns, labels, cast(y, Float.self))
    }
  }

  /// Target = source', source being rows x columns.
  static func transpose(_ rows: Int, _ columns: Int, _ source: P, _ target: M) {
    if isDouble {
      nnsh_network_transpose_d(rows, columns, cast(source, Double.self), cast(target, Double.self))
    } else {
      nnsh_network_transpose_f(rows, columns, cast(source, Float.self), cast(target, Float.self))
    }
  }

  /// Takes `rows` rows out of a matrix with `stride` rows.
  static func pack(_ rows: Int, _ columns: Int, _ source: P, _ stride: Int, _ target: M) {
    if isDouble {
      nnsh_network_pack_d(
        rows, columns, cast(source, Double.self), stride, cast(target, Double.self))
    } else {
      nnsh_network_pack_f(rows, columns, cast(source, Float.self), stride, cast(target, Float.self))
    }
  }

  /// Puts `rows` rows into a matrix with `stride` rows.
  static func unpack(_ rows: Int, _ columns: Int, _ source: P, _ target: M, _ stride: Int) {
    if isDouble {
      nnsh_network_unpack_d(
        rows, columns, cast(source, Double.self), cast(target, Double.self), stride)
    } else {
      nnsh_network_unpack_f(
        rows, columns, cast(source, Float.self), cast(target, Float.self), stride)
    }
  }

  /// Target(i) = source(order(i)).
  static func gather(_ count: Int, _ order: UnsafePointer<Int32>, _ source: P, _ target: M) {
    if isDouble {
      nnsh_network_gather_d(count, order, cast(source, Double.self), cast(target, Double.self))
    } else {
      nnsh_network_gather_f(count, order, cast(source, Float.self), cast(target, Float.self))
    }
  }

  /// Target(:, i) = source(rows(i), :)' for columns of the source that lie `stride` apart; row i for no rows.
  static func gatherColumns(
    _ count: Int, _ rows: UnsafePointer<Int32>?, _ columns: Int, _ source: P, _ stride: Int,
    _ target: M
  ) {
    if isDouble {
      nnsh_network_gather_columns_d(
        count, rows, columns, cast(source, Double.self), stride, cast(target, Double.self))
    } else {
      nnsh_network_gather_columns_f(
        count, rows, columns, cast(source, Float.self), stride, cast(target, Float.self))
    }
  }

  /// Sums(j) += sum of column j.
  static func columnSums(_ rows: Int, _ columns: Int, _ source: P, _ sums: M) {
    if isDouble {
      nnsh_network_column_sums_d(rows, columns, cast(source, Double.self), cast(sums, Double.self))
    } else {
      nnsh_network_column_sums_f(rows, columns, cast(source, Float.self), cast(sums, Float.self))
    }
  }

  /// Gradient = (sum of n parts, `stride` apart, + lambda * theta) / divisor.
  static func combine(
    _ count: Int, _ parts: P, _ stride: Int, _ n: Int, _ lambda: T, _ theta: P, _ divisor: T,
    _ gradient: M
  ) {
    if isDouble {
      nnsh_network_combine_d(
        count, cast(parts, Double.self), stride, n, same(lambda, Double.self),
        cast(theta, Double.self),
        same(divisor, Double.self), cast(gradient, Double.self))
    } else {
      nnsh_network_combine_f(
        count, cast(parts, Float.self), stride, n, same(lambda, Float.self),
        cast(theta, Float.self),
        same(divisor, Float.self), cast(gradient, Float.self))
    }
  }

  /// The sum of products.
  static func dot(_ count: Int, _ x: P, _ y: P) -> Double {
    if isDouble {
      return nnsh_network_dot_d(count, cast(x, Double.self), cast(y, Double.self))
    } else {
      return nnsh_network_dot_f(count, cast(x, Float.self), cast(y, Float.self))
    }
  }

  /// Y += alpha * x.
  static func addScaled(_ count: Int, _ alpha: T, _ x: P, _ y: M) {
    if isDouble {
      nnsh_network_add_scaled_d(
        count, same(alpha, Double.self), cast(x, Double.self), cast(y, Double.self))
    } else {
      nnsh_network_add_scaled_f(
        count, same(alpha, Float.self), cast(x, Float.self), cast(y, Float.self))
    }
  }

  /// Velocity = momentum * velocity + gradient; theta -= rate * velocity.
  static func momentum(
    _ count: Int, _ rate: T, _ momentum: T, _ gradient: P, _ velocity: M, _ theta: M
  ) {
    if isDouble {
      nnsh_network_momentum_d(
        count, same(rate, Double.self), same(momentum, Double.self), cast(gradient, Double.self),
        cast(velocity, Double.self), cast(theta, Double.self))
    } else {
      nnsh_network_momentum_f(
        count, same(rate, Float.self), same(momentum, Float.self), cast(gradient, Float.self),
        cast(velocity, Float.self),
        cast(theta, Float.self))
    }
  }

  /// Velocity = momentum * velocity + gradient; theta -= rate * (gradient + momentum * velocity).
  static func nesterov(
    _ count: Int, _ rate: T, _ momentum: T, _ gradient: P, _ velocity: M, _ theta: M
  ) {
    if isDouble {
      nnsh_network_nesterov_d(
        count, same(rate, Double.self), same(momentum, Double.self), cast(gradient, Double.self),
        cast(velocity, Double.self), cast(theta, Double.self))
    } else {
      nnsh_network_nesterov_f(
        count, same(rate, Float.self), same(momentum, Float.self), cast(gradient, Float.self),
        cast(velocity, Float.self),
        cast(theta, Float.self))
    }
  }

  /// Square = rho * square + (1 - rho) * gradient^2; theta -= rate * gradient / (sqrt(square) + epsilon).
  static func rmsProp(
    _ count: Int, _ rate: T, _ rho: T, _ epsilon: T, _ gradient: P, _ square: M, _ theta: M
  ) {
    if isDouble {
      nnsh_network_rmsprop_d(
        count, same(rate, Double.self), same(rho, Double.self), same(epsilon, Double.self),
        cast(gradient, Double.self),
        cast(square, Double.self), cast(theta, Double.self))
    } else {
      nnsh_network_rmsprop_f(
        count, same(rate, Float.self), same(rho, Float.self), same(epsilon, Float.self),
        cast(gradient, Float.self),
        cast(square, Float.self), cast(theta, Float.self))
    }
  }

  /// How many rows of `a` have their largest entry (the first of equals) in the column where `y` has its
  /// own; with one column, how many are on the same side of one half.
  static func hits(_ rows: Int, _ columns: Int, _ a: P, _ y: P) -> Int {
    if isDouble {
      return nnsh_network_hits_d(rows, columns, cast(a, Double.self), cast(y, Double.self))
    } else {
      return nnsh_network_hits_f(rows, columns, cast(a, Float.self), cast(y, Float.self))
    }
  }

  /// Adam's moving averages and step.
  static func adam(
    _ count: Int, _ step: T, _ unbias: T, _ beta1: T, _ beta2: T, _ epsilon: T, _ gradient: P,
    _ mean: M, _ square: M, _ theta: M
  ) {
    if isDouble {
      nnsh_network_adam_d(
        count, same(step, Double.self), same(unbias, Double.self), same(beta1, Double.self),
        same(beta2, Double.self), same(epsilon, Double.self),
        cast(gradient, Double.self), cast(mean, Double.self), cast(square, Double.self),
        cast(theta, Double.self))
    } else {
      nnsh_network_adam_f(
        count, same(step, Float.self), same(unbias, Float.self), same(beta1, Float.self),
        same(beta2, Float.self), same(epsilon, Float.self),
        cast(gradient, Float.self), cast(mean, Float.self), cast(square, Float.self),
        cast(theta, Float.self))
    }
  }
}
