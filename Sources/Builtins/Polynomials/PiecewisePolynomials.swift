import Evaluation
import Matrices

/// Curves that are a polynomial on each of several pieces, kept in a struct as Octave has it.
let piecewisePolynomials: [Builtin] = [
  Builtin(
    "pp = mkpp(breaks, coefs)",
    "A piecewise polynomial: a row of coefficients, highest power first, from each break on",
    examples: """
      >> ppval(mkpp([0 1 2], [1 0; 2 1]), [0.5 1.5])
      ans =

         0.5000   2.0000

      """, seeAlso: ["ppval", "unmkpp", "spline"], one: makePieces),
  Builtin(
    "[x, coefs, n, k, d] = unmkpp(pp)",
    "The breaks and coefficients of a piecewise polynomial, its number of pieces, order and dimension",
    examples: """
      >> [x, p] = unmkpp(mkpp([0 1], [3 2 1])); p
      p =

         3   2   1

      """, seeAlso: ["mkpp"],
    many: { call in
      try call.expect(1...1)
      let pieces = try PiecewisePolynomial(call, 0)
      return [
        try .row(pieces.breaks), try pieces.coefficients, .count(pieces.rows.count),
        .count(pieces.order), .number(1),
      ]
    }),
  Builtin(
    "ppval(pp, x)", "The values of a piecewise polynomial",
    examples: """
      >> ppval(spline(0:3, (0:3) .^ 3), 2.5)
      ans = 15.625
      """, seeAlso: ["spline", "pchip", "mkpp"],
    one: { call in
      try call.expect(2...2)
      let pieces = try PiecewisePolynomial(call, 0)
      return .matrix(try call.matrix(1).converted { pieces.value(at: $0) })
    }),
  Builtin(
    "pp = spline(x, y)\nyi = spline(x, y, xi)",
    "The cubic spline through points; y with two more values begins and ends with the slopes there",
    shapes: "y a vector or, with xi and a curve in each row, r x n; yi like xi or r x numel(xi)",
    examples: """
      >> spline(0:3, (0:3) .^ 3, 1.5)
      ans = 3.3750
      """, seeAlso: ["pchip", "ppval", "interp1"], one: { try curve($0, "spline") }),
  Builtin(
    "pp = pchip(x, y)\nyi = pchip(x, y, xi)",
    "The cubic curve through points that rises and falls where they do",
    examples: """
      >> pchip(0:2, [0 1 1], 0.5)
      ans = 0.6875
      """, seeAlso: ["spline", "ppval", "interp1"], one: { try curve($0, "pchip") }),
  Builtin(
    "ppder(pp, m)", "The m-th derivative of a piecewise polynomial",
    examples: """
      >> ppval(ppder(mkpp([0 1], [3 2 1])), 1)
      ans = 8
      """, seeAlso: ["ppint", "ppval"],
    one: { call in
      try call.expect(1...2)
      var pieces = try PiecewisePolynomial(call, 0)
      let times = call.count > 1 ? try call.integer(1) : 1
      guard times >= 1 else { throw call.error("M must be a positive integer") }
      for _ in 0..<min(times, pieces.order) { pieces = pieces.derivative }
      return try pieces.value
    }),
  Builtin(
    "ppint(pp, c)", "The integral of a piecewise polynomial, with the value c at its first break",
    examples: """
      >> ppval(ppint(mkpp([0 1], [2 1])), 1)
      ans = 2
      """, seeAlso: ["ppder", "ppval"],
    one: { call in
      try call.expect(1...2)
      let start = call.count > 1 ? try call.scalar(1) : 0
      return try PiecewisePolynomial(call, 0).integral(from: start).value
    }),
]

private struct PiecewisePolynomial {
  let breaks: [Double]
  /// The coefficients of each piece, highest power first, of x minus its break.
  let rows: [[Double]]

  var order: Int { rows.first?.count ?? 0 }

  init(breaks: [Double], rows: [[Double]]) { (self.breaks, self.rows) = (breaks, rows) }

  /// What `mkpp` made.
  init(_ call: Call, _ index: Int) throws {
    guard case .structure(let s) = call[index], s.shape.isScalar, s["form"]?.text == "pp",
      let breaks = try s["breaks"]?.doubles, let coefficients = try s["coefs"]?.doubles,
      coefficients.shape.isMatrix, breaks.count == coefficients.rows + 1, !coefficients.isEmpty
    else { throw call.error("first argument must be a pp-form structure") }
    guard s["dim"]?.scalar ?? 1 == 1 else {
      throw call.error("curves of several dimensions are not supported")
    }
    self.init(
      breaks: breaks.elements,
      rows: (0..<coefficients.rows).map { row in
        (0..<coefficients.columns).map { coefficients[row, $0] }
      })
  }

  var coefficients: Value {
    get throws {
      var m = try Matrix<Double>(Shape(rows.count, order), repeating: 0)
      for (i, row) in rows.enumerated() { for (j, c) in row.enumerated() { m[i, j] = c } }
      return .matrix(m)
    }
  }

  var value: Value {
    get throws {
      .structure(
        StructArray([
          ("form", .string("pp")), ("breaks", try .row(breaks)), ("coefs", try coefficients),
          ("pieces", .count(rows.count)), ("order", .count(order)), ("dim", .number(1)),
        ]))
    }
  }

  func value(at x: Double) -> Double {
    if x.isNaN { return .nan }
    var (low, high) = (0, rows.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if breaks[middle] <= x { low = middle } else { high = middle }
    }
    let step = x - breaks[low]
    return rows[low].reduce(0) { $0 * step + $1 }
  }

  var derivative: PiecewisePolynomial {
    PiecewisePolynomial(
      breaks: breaks,
      rows: rows.map { row in
        let powers = row.dropLast().enumerated().map { $1 * Double(row.count - 1 - $0) }
        return powers.isEmpty ? [0] : powers
      })
  }

  func integral(from start: Double) -> PiecewisePolynomial {
    var height = start
    var result: [[Double]] = []
    for (index, row) in rows.enumerated() {
      let piece = row.enumerated().map { $1 / Double(row.count - $0) } + [height]
      result.append(piece)
      let width = breaks[index + 1] - breaks[index]
      height = piece.reduce(0) { $0 * width + $1 }
    }
    return PiecewisePolynomial(breaks: breaks, rows: result)
  }
}

private func makePieces(_ call: Call) throws -> Value {
  try call.expect(2...3)
  let breaks = try call.matrix(0).elements
  guard breaks.count >= 2 else { throw call.error("at least one interval is needed") }
  if call.count > 2, try call.scalar(2) != 1 {
    throw call.error("curves of several dimensions are not supported")
  }
  let m = try call.matrix(1)
  let pieces = breaks.count - 1
  guard m.count > 0, m.count % pieces == 0 else {
    throw call.error("expected a row of coefficients for each of the \(pieces) intervals")
  }
  let order = m.count / pieces
  return try PiecewisePolynomial(
    breaks: breaks, rows: (0..<pieces).map { i in (0..<order).map { m[i + $0 * pieces] } }
  ).value
}

private func curve(_ call: Call, _ method: String) throws -> Value {
  try call.expect(2...3)
  let (x, y) = (try call.matrix(0).elements, try call.matrix(1))
  if method == "spline", call.count == 3, y.count != x.count + 2 { return try splineValues(call) }
  guard y.shape.isVector || y.isEmpty else {
    throw call.error("Y must be a vector: one value for each X")
  }
  let hasSlopes = method == "spline" && y.count == x.count + 2
  guard x.count >= 2, y.count == x.count || hasSlopes else {
    throw call.error("requires at least 2 points, and a value for each")
  }
  let order = try SortedOrder.of(x.map(\.orderedKey))
  let places = order.map { x[$0] }
  guard zip(places, places.dropFirst()).allSatisfy({ $0 < $1 }) else {
    throw call.error("the points must differ")
  }
  let values = order.map { y[hasSlopes ? $0 + 1 : $0] }
  let ends = hasSlopes ? (y[0], y[y.count - 1]) : nil
  let pieces: PiecewisePolynomial
  if places.count == 2, ends == nil {
    let rise = (values[1] - values[0]) / (places[1] - places[0])
    pieces = PiecewisePolynomial(breaks: places, rows: [[rise, values[0]]])
  } else {
    guard let curve = Curve(places, values, method, endSlopes: ends) else {
      throw call.invalidCall
    }
    let cubics = curve.cubics
    // Three points lie on one parabola.
    pieces =
      places.count == 3 && method == "spline" && ends == nil
      ? PiecewisePolynomial(
        breaks: [places[0], places[2]], rows: [Array(cubics[0].dropFirst())])
      : PiecewisePolynomial(breaks: places, rows: cubics)
  }
  if call.count == 2 { return try pieces.value }
  return .matrix(try call.matrix(2).converted { pieces.value(at: $0) })
}
