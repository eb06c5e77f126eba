import Evaluation
import Matrices

/// Exact derivatives of functions of the language.
let differentiation: [Builtin] = [
  Builtin(
    "[g, J] = grad(f, theta, ...)",
    "The exact gradient of f(theta, ...) with respect to theta, and the value J of f.",
    shapes: "theta: an array, or a cell or struct with arrays -> g: the same; J: 1 x 1",
    math: "g(k) = dJ / dtheta(k), by reverse accumulation over the operations that f performs",
    examples: """
      >> [g, J] = grad(@(x) x(1)^2 * x(2) + sin(x(2)), [3; 0])
      g =

          0
         10

      J = 0
      >> g = grad(@(p) sum((p.w * [1 2] + p.b) .^ 2), struct("w", 3, "b", 1));
      >> g.w
      ans = 36
      >> g.b
      ans = 22
      >> X = [1 2; 1 4]; y = [1; 0];
      >> logloss = @(h) mean(-y .* log(h) - (1 - y) .* log(1 - h));
      >> grad(@(theta) logloss(sigmoid(X * theta)), [0; 0])
      ans =

              0
         0.5000

      """,
    seeAlso: ["jacobian", "hessian", "backprop", "gradcheck"], many: gradient),
  Builtin(
    "[D, y] = jacobian(f, x, ...)",
    "The exact derivatives of every element of f(x, ...) with respect to every element of x.",
    shapes: "x: n elements, y = f(x, ...): m elements -> D: m x n",
    math: "D(i, j) = dy(i) / dx(j)",
    examples: """
      >> jacobian(@(x) [x(1) * x(2); x(1)^2], [3 4])
      ans =

         4   3
         6   0

      """,
    seeAlso: ["grad", "hessian"], many: jacobian),
  Builtin(
    "H = hessian(f, x, ...)",
    "The second derivatives of f(x, ...), by central differences of its exact gradient.",
    shapes: "x: n elements -> H: n x n, symmetric",
    math: "H(i, j) = d2 f / dx(i) dx(j), (g(x + s e(j)) - g(x - s e(j))) / (2 s)",
    examples: """
      >> H = hessian(@(x) x(1)^2 * x(2), [3 4]);
      >> round(H * 1e6) / 1e6
      ans =

         8   6
         6   0

      """,
    seeAlso: ["grad", "jacobian"], one: hessian),
]

private func gradient(_ call: Call) throws -> [Value] {
  try call.expect(2...)
  let followed = try follow(call, call[1])
  let y = followed.values.first ?? .emptyMatrix
  guard let value = y.scalar, y.hasArithmetic, !y.isChar else {
    let article = y.isScalar ? "a \(y.className)" : "a \(y.shape) \(y.className)"
    throw call.error(
      "f must return one real number to differentiate, it returned \(article)"
        + (y.isDifferentiable && !y.isEmpty ? " (jacobian takes arrays)" : ""))
  }
  var slopes = try followed.gradient(seed: Matrix(scalar: 1))[...]
  let g = try call[1].following { value in
    guard let slope = slopes.popFirst() else { return value }
    if case .single = value { return .single(try slope.converted { Float($0) }) }
    return .matrix(slope)
  }
  return call.outputCount > 1 ? [g, y.isDifferentiable ? y : .number(value)] : [g]
}

/// Runs f with theta followed.
private func follow(
  _ call: Call, _ theta: Value
) throws -> Session.FollowedResult {
  guard call[0].isFunction || call[0].isChar else {
    throw call.error("the first argument must be a function, not a \(Call.description(call[0]))")
  }
  let followed = try call.session.follow(
    call[0], theta, Array(call.arguments.dropFirst(2)))
  guard followed.count > 0 else {
    throw call.error(
      "there is nothing to differentiate with respect to: theta is a \(theta.className), not an "
        + "array of real numbers, or a cell or struct that holds some")
  }
  guard !followed.values.isEmpty else { throw call.error("f returned nothing") }
  return followed
}

/// The value and argument checks of `jacobian` and `hessian`.
private func requireArray(_ call: Call) throws -> Matrix<Double> {
  try call.expect(2...)
  guard call[1].isDifferentiable, let x = try call[1].doubles else {
    throw call.error("x must be an array of real numbers, not a \(Call.description(call[1]))")
  }
  return x
}

private func jacobian(_ call: Call) throws -> [Value] {
  let x = try requireArray(call)
  let followed = try follow(call, call[1])
  let y = followed.values[0]
  guard y.hasArithmetic, !y.isChar else {
    throw call.error("f must return an array of real numbers, it returned a \(y.className)")
  }
  var rows = try Matrix<Double>(Shape(y.count, x.count), repeating: 0)
  for i in 0..<y.count {
    var seed = try Matrix<Double>(y.shape, repeating: 0)
    seed[i] = 1
    guard let row = try followed.gradient(seed: seed).first else { continue }
    rows.withUnsafeMutableElements { target in
      for j in 0..<row.count { target[i + j * y.count] = row[j] }
    }
  }
  return call.outputCount > 1 ? [.matrix(rows), y] : [.matrix(rows)]
}

private func hessian(_ call: Call) throws -> Value {
  let x = try requireArray(call)
  let n = x.count
  var columns = try Matrix<Double>(Shape(n, n), repeating: 0)
  func slope(_ point: Matrix<Double>) throws -> Matrix<Double> {
    let followed = try follow(call, .matrix(point))
    guard followed.values[0].isScalar, followed.values[0].hasArithmetic else {
      throw call.error("f must return one real number to differentiate")
    }
    return try followed.gradient(seed: Matrix(scalar: 1))[0]
  }
  for j in 0..<n {
    // The power of two near the cube root of the rounding error: x + s and x - s are exact then.
    let step = 0x1p-17 * max(1, x[j].magnitude.binade)
    var (up, down) = (x, x)
    try up.unshare()
    try down.unshare()
    up[j] += step
    down[j] -= step
    let change = try Matrix.elementwise(.subtract, try slope(up), try slope(down))
    columns.withUnsafeMutableElements { target in
      for i in 0..<n { target[i + j * n] = change[i] / (2 * step) }
    }
  }
  let mean = try Matrix.elementwise(.add, columns, try columns.transposed())
  return .matrix(try Matrix.elementwise(.multiply, mean, 0.5))
}
