import Evaluation
import Matrices
import Syntax

/// Derivatives of convolutions, filters, grids, covariances and interpolation.
enum SignalRules {
  static let rules: [String: DerivativeRule] = [
    "conv": .rule(convolution), "filter": .rule(filter), "meshgrid": .rule(grid),
    "ndgrid": .rule(grid), "cov": .rule(covariance), "corr": .rule(correlation),
    "interp1": .rule(interpolation),
  ]

  /// y(k) is the sum of a(i) b(j) with i + j = k: each factor takes the adjoint times the other one.
  private static func convolution(_ call: FollowedCall) throws -> [Value] {
    let y = try call.result()
    let (a, b) = (try call.numbers(0), try call.numbers(1))
    let shape = call.count > 2 ? call[2].text : nil
    let first = shape == "same" ? b.count / 2 : shape == "valid" ? b.count - 1 : 0
    func share(_ adjoint: Matrix<Double>, of own: Matrix<Double>, _ other: Matrix<Double>) throws
      -> Matrix<Double>
    {
      try Matrix(own.shape) { target in
        for i in 0..<own.count {
          let start = max(0, first - i)
          let end = max(start, min(other.count, adjoint.count + first - i))
          target[i] = (start..<end).reduce(0) { $0 + adjoint[i + $1 - first] * other[$1] }
        }
      }
    }
    return [
      try Tape.record(
        y, Edge(call[0]) { try share($0, of: a, b) }, Edge(call[1]) { try share($0, of: b, a) })
    ]
  }

  /// With a(1) y(n) + a(2) y(n-1) + ... = b(1) x(n) + ..., a change of x passes the same filter, of b(k) the
  /// filter 1/a over x(n-k), of a(k) minus that filter over y(n-k). Filters go back from the end.
  private static func filter(_ call: FollowedCall) throws -> [Value] {
    guard call.count == 3 || call.count == 5 && call[3].isEmpty, call.call.outputCount < 2 else {
      throw call.cannot("not with a state")
    }
    let y = try call.result()
    guard let x = try call[2].doubles, let out = try y.doubles else { return [y] }
    let (b, a) = (call[0].untracked, call[1].untracked)
    let axis = call.count == 5 ? try call.axis(4) : x.shape.firstNonSingleton
    let lines = Lines(x.shape, axis: axis)
    let dim = Value.count(axis + 1)
    func filtered(_ numerator: Value, _ m: Matrix<Double>) throws -> Matrix<Double> {
      let results = try call.results(of: [numerator, a, .matrix(m), .emptyMatrix, dim], outputs: 1)
      return try results.first?.doubles ?? m
    }
    func reversed(_ m: Matrix<Double>) throws -> Matrix<Double> {
      try Matrix(m.shape) { target in
        for line in 0..<lines.count {
          for k in 0..<lines.length {
            target[lines.place(line, k)] = m[lines.place(line, lines.length - 1 - k)]
          }
        }
      }
    }
    /// For coefficient k the sum of adjoint(n) signal(n - k).
    func lags(_ adjoint: Matrix<Double>, _ signal: Matrix<Double>, _ shape: Shape, _ sign: Double)
      throws -> Matrix<Double>
    {
      try Matrix(shape) { target in
        for k in 0..<shape.count {
          var sum = 0.0
          for line in 0..<lines.count where k < lines.length {
            for n in k..<lines.length {
              sum += adjoint[lines.place(line, n)] * signal[lines.place(line, n - k)]
            }
          }
          target[k] = sign * sum
        }
      }
    }
    return [
      try Tape.record(
        y, Edge(call[0]) { try lags($0, try filtered(.number(1), x), b.shape, 1) },
        Edge(call[1]) { try lags($0, try filtered(.number(1), out), a.shape, -1) },
        Edge(call[2]) { try reversed(try filtered(b, try reversed($0))) })
    ]
  }

  /// Every output holds elements of one argument.
  private static func grid(_ call: FollowedCall) throws -> [Value] {
    let results = try call.results()
    let counted = try call.call.arguments.map { argument -> Value in
      .matrix(try Matrix(argument.shape, (0..<argument.count).map { Double($0 + 1) }))
    }
    let places = try call.results(of: counted)
    return try zip(results, places).enumerated().map { output, pair in
      let source = call.count == 1 ? 0 : min(output, call.count - 1)
      let picked = try pair.1.doubles?.elements ?? []
      return try Tape.record(
        pair.0, Edge(call[source], gathering: picked.map { (Int(exactly: $0) ?? 0) - 1 }))
    }
  }

  /// The products of the distances from the means, by columns.
  private static func covariance(_ call: FollowedCall) throws -> [Value] {
    _ = try call.result()
    var (y, option) = (call[0], 0.0)
    if call.count > 1 {
      let second = call[1]
      let isOption =
        call.count == 2 && second.isScalar && !second.isTracked
        && (!call[0].isScalar || second.scalar != call[0].untracked.scalar)
      if isOption { option = second.scalar ?? 0 } else { y = second }
    }
    if call.count == 3 { option = call[2].scalar ?? 0 }
    let (a, b) = (try centered(call[0], call), try centered(y, call))
    let session = call.call.session
    let n = a.shape.rows
    let product = try Operators.binary(.matrixMultiply, try Operators.transpose(a), b, session)
    return [
      try Operators.binary(
        .rightDivide, product, .count(option == 0 && n > 1 ? n - 1 : n), session)
    ]
  }

  private static func correlation(_ call: FollowedCall) throws -> [Value] {
    let y = try call.result()
    if call[0].isScalar { return [y] }
    let other = call.count > 1 ? call[1] : call[0]
    let session = call.call.session
    let (a, b) = (try centered(call[0], call), try centered(other, call))
    let product = try Operators.binary(.matrixMultiply, try Operators.transpose(a), b, session)
    func lengths(_ m: Value) throws -> Value {
      try call.call("sqrt", try call.call("sumsq", m, .number(1)))
    }
    let sizes = try Operators.binary(
      .multiply, try Operators.transpose(try lengths(a)), try lengths(b), session)
    return [try Operators.binary(.rightDivide, product, sizes, session)]
  }

  /// The columns minus their means; a row counts as a column.
  private static func centered(_ value: Value, _ call: FollowedCall) throws -> Value {
    let columns = value.shape.rows == 1 ? try Operators.transpose(value) : value
    return try Operators.binary(
      .subtract, columns, try call.call("mean", columns, .number(1)), call.call.session)
  }

  /// Between two points the values take the adjoint by their weights, the place times the rise.
  private static func interpolation(_ call: FollowedCall) throws -> [Value] {
    let y = try call.result()
    let plain = Call(
      name: call.call.name, arguments: call.call.arguments.map(\.untracked), outputCount: 1,
      session: call.call.session)
    let request = try Interpolation(plain)
    let isPlain = request.isPlain
    guard isPlain || !call[0].holdsTracked else {
      throw call.cannot("only of the values and of the places that are looked for")
    }
    guard let shares = request.shares else {
      throw call.cannot("only linear, nearest, previous and next values")
    }
    let (values, wanted) = (call[isPlain ? 0 : 1], call[isPlain ? 1 : 2])
    let table = try Matrix(
      Shape(request.pointCount, request.columns), try values.untracked.doubles?.elements ?? [])
    func each(
      _ adjoint: Matrix<Double>, _ body: (Int, Interpolation.Share, Int, Double) -> Void
    ) {
      for column in 0..<request.columns {
        for (k, share) in shares.enumerated() {
          guard let share else { continue }
          body(k, share, column, adjoint[k + column * shares.count])
        }
      }
    }
    return [
      try Tape.record(
        y,
        Edge(values) { adjoint in
          var sum = try Matrix(values.shape, repeating: 0.0)
          each(adjoint) { _, share, column, g in
            let first = column * request.pointCount
            sum[first + share.low] += (1 - share.ofHigh) * g
            sum[first + share.high] += share.ofHigh * g
          }
          return sum
        },
        Edge(wanted) { adjoint in
          var sum = try Matrix(wanted.shape, repeating: 0.0)
          each(adjoint) { k, share, column, g in
            sum[k] += g * share.slope * (table[share.high, column] - table[share.low, column])
          }
          return sum
        })
    ]
  }
}
