import Evaluation
import Matrices
import Syntax

/// Derivatives of sums, products, extremes and what is built of them.
enum ReductionRules {
  static let rules: [String: DerivativeRule] = [
    "sum": .rule(sum), "mean": .rule(mean), "prod": .rule(product),
    "sumsq": .rule { call in
      try call.refuseFollowed(after: 1)
      let square = try Operators.binary(.multiply, call[0], call[0], call.call.session)
      return [try call.session("sum", [square] + call.arguments(from: 1))]
    },
    "meansq": .rule { call in
      try call.refuseFollowed(after: 1)
      let square = try Operators.binary(.multiply, call[0], call[0], call.call.session)
      return [try call.session("mean", [square] + call.arguments(from: 1))]
    },
    "cumsum": .rule(cumulativeSum), "cumprod": .rule(cumulativeProduct),
    "max": .rule(extreme), "min": .rule(extreme), "cummax": .rule(runningExtreme),
    "cummin": .rule(runningExtreme), "sort": .rule(sorted), "median": .rule(median),
    "var": .rule { [try variance($0)] },
    "std": .rule { [try $0.call("sqrt", try variance($0))] },
    "range": .rule { call in
      let rest = call.count > 1 ? [Value.emptyMatrix] + call.arguments(from: 1) : []
      let top = try call.session("max", [call[0]] + rest)
      let bottom = try call.session("min", [call[0]] + rest)
      return [try Operators.binary(.subtract, top, bottom, call.call.session)]
    },
    "center": .rule { call in
      let mean = try call.session("mean", [call[0]] + call.arguments(from: 1))
      return [try Operators.binary(.subtract, call[0], mean, call.call.session)]
    },
    "diff": .rule(differences), "dot": .rule(dot), "trapz": .rule(trapezoids),
    "norm": .rule(norm),
  ]

  // MARK: - Sums

  /// The adjoint spread over the operand.
  private static func sum(_ call: FollowedCall) throws -> [Value] {
    try call.refuseFollowed(after: 1)
    let shape = call[0].shape
    return [try Tape.record(try call.result(), Edge(call[0]) { try spread($0, over: shape) })]
  }

  private static func mean(_ call: FollowedCall) throws -> [Value] {
    try call.refuseFollowed(after: 1)
    guard !call.arguments(from: 1).contains(where: { $0.isChar && $0.text != "a" }) else {
      throw call.cannot("only the arithmetic mean")
    }
    let y = try call.result()
    let shape = call[0].shape
    let scale = Double(y.count) / Double(max(1, shape.count))
    return [
      try Tape.record(
        y,
        Edge(call[0]) { adjoint in
          try spread(try Matrix.elementwise(.multiply, adjoint, scale), over: shape)
        })
    ]
  }

  static func spread(_ adjoint: Matrix<Double>, over shape: Shape) throws -> Matrix<Double> {
    if adjoint.shape == shape { return adjoint }
    if adjoint.isScalar { return try Matrix(shape, repeating: adjoint[0]) }
    return try Matrix.elementwise(.add, try Matrix(shape, repeating: 0), adjoint)
  }

  // MARK: - Products

  private static func product(_ call: FollowedCall) throws -> [Value] {
    try call.refuseFollowed(after: 1)
    let x = try call.numbers(0)
    let axis = try call.axis(1)
    return [
      try Tape.record(
        try call.result(),
        Edge(call[0]) { adjoint in
          let lines = Lines(x.shape, axis: axis)
          return try Matrix(x.shape) { target in
            for line in 0..<lines.count {
              productOfOthers(x, lines, line) { place, others in
                target[place] = adjoint[line] * others
              }
            }
          }
        })
    ]
  }

  /// For every element of a line the product of all others: of those before times of those after.
  private static func productOfOthers(
    _ x: Matrix<Double>, _ lines: Lines, _ line: Int, _ body: (Int, Double) -> Void
  ) {
    var after = [Double](repeating: 1, count: lines.length)
    for k in stride(from: lines.length - 2, through: 0, by: -1) {
      after[k] = after[k + 1] * x[lines.place(line, k + 1)]
    }
    var before = 1.0
    for k in 0..<lines.length {
      let place = lines.place(line, k)
      body(place, before * after[k])
      before *= x[place]
    }
  }

  // MARK: - Running sums and products

  private static func cumulativeSum(_ call: FollowedCall) throws -> [Value] {
    try call.refuseFollowed(after: 1)
    let lines = Lines(call[0].shape, axis: try call.axis(1))
    return [
      try Tape.record(
        try call.result(),
        Edge(call[0]) { adjoint in
          try Matrix(adjoint.shape) { target in
            for line in 0..<lines.count {
              var sum = 0.0
              for k in stride(from: lines.length - 1, through: 0, by: -1) {
                sum += adjoint[lines.place(line, k)]
                target[lines.place(line, k)] = sum
              }
            }
          }
        })
    ]
  }

  /// With S(k) = G(k) + x(k + 1) S(k + 1) from the end, the share of x(k) is the product before it times S(k).
  private static func cumulativeProduct(_ call: FollowedCall) throws -> [Value] {
    try call.refuseFollowed(after: 1)
    let x = try call.numbers(0)
    let y = try call.result()
    let products = try y.doubles ?? x
    let lines = Lines(x.shape, axis: try call.axis(1))
    return [
      try Tape.record(
        y,
        Edge(call[0]) { adjoint in
          try Matrix(x.shape) { target in
            for line in 0..<lines.count {
              var sum = 0.0
              for k in stride(from: lines.length - 1, through: 0, by: -1) {
                let place = lines.place(line, k)
                sum =
                  adjoint[place] + (k + 1 < lines.length ? x[lines.place(line, k + 1)] * sum : 0)
                target[place] = sum * (k > 0 ? products[lines.place(line, k - 1)] : 1)
              }
            }
          }
        })
    ]
  }

  // MARK: - Extremes and order

  private static func extreme(_ call: FollowedCall) throws -> [Value] {
    if call.count == 2 { return [try largerOfTwo(call)] }
    try call.refuseFollowed(after: 1)
    let results = try call.results(outputs: 2)
    return try chosen(call, results, axis: try call.axis(2), isReduced: true)
  }

  /// Of equal elements the first array's counts.
  private static func largerOfTwo(_ call: FollowedCall) throws -> Value {
    let y = try call.result()
    let a = try Operators.binary(.equal, call[0].untracked, y, call.call.session)
    return try Tape.record(
      y,
      Edge(call[0], times: { try (try a.truths ?? Matrix(scalar: true)).converted { $0 ? 1 : 0 } }),
      Edge(call[1], times: { try (try a.truths ?? Matrix(scalar: true)).converted { $0 ? 0 : 1 } }))
  }

  private static func runningExtreme(_ call: FollowedCall) throws -> [Value] {
    try call.refuseFollowed(after: 1)
    let results = try call.results(outputs: 2)
    return try chosen(call, results, axis: try call.axis(1), isReduced: false)
  }

  private static func sorted(_ call: FollowedCall) throws -> [Value] {
    try call.refuseFollowed(after: 1)
    let isAxis = call.count > 1 && !call[1].isChar
    let results = try call.results(outputs: 2)
    return try chosen(
      call, results, axis: isAxis ? try call.axis(1) : call.defaultAxis, isReduced: false)
  }

  /// Results that are elements of the argument's lines, with their 1-based positions in the lines.
  private static func chosen(
    _ call: FollowedCall, _ results: [Value], axis: Int, isReduced: Bool
  ) throws -> [Value] {
    guard results.count > 1, let positions = try results[1].doubles else { return results }
    let lines = Lines(call[0].shape, axis: axis)
    var places = [Int](repeating: -1, count: positions.count)
    for line in 0..<lines.count {
      for k in 0..<(isReduced ? 1 : lines.length) {
        let slot = isReduced ? line : lines.place(line, k)
        guard slot < places.count, let position = Int(exactly: positions[slot]) else { continue }
        places[slot] = lines.place(line, position - 1)
      }
    }
    return [try Tape.record(results[0], Edge(call[0], gathering: places)), results[1]]
  }

  /// The middle of the sorted lines, or the mean of the two in the middle.
  private static func median(_ call: FollowedCall) throws -> [Value] {
    try call.refuseFollowed(after: 1)
    let axis = try call.axis(1)
    let length = call[0].shape[axis]
    guard length > 0 else { return try call.results() }
    let s = try call.call("sort", call[0], .count(axis + 1))
    func at(_ k: Int) throws -> Value {
      var places = [Value](repeating: .string(":"), count: max(s.shape.rank, axis + 1))
      places[axis] = .count(k)
      return try Indexing.element(of: s, places, call.call.session)
    }
    let upper = try at(length / 2 + 1)
    if length % 2 == 1 { return [upper] }
    let sum = try Operators.binary(.add, try at(length / 2), upper, call.call.session)
    return [try Operators.binary(.rightDivide, sum, .number(2), call.call.session)]
  }

  // MARK: - Spread

  private static func variance(_ call: FollowedCall) throws -> Value {
    try call.refuseFollowed(after: 1)
    var divisorIsCount = false
    if call.count > 1, !call[1].isEmpty {
      guard let option = call[1].scalar, option == 0 || option == 1 else {
        throw call.cannot("not with weights")
      }
      divisorIsCount = option == 1
    }
    let session = call.call.session
    let axis = try call.axis(2)
    let dim = Value.count(axis + 1)
    let n = call[0].shape[axis]
    let distances = try Operators.binary(
      .subtract, call[0], try call.call("mean", call[0], dim), session)
    let squares = try Operators.binary(.multiply, distances, distances, session)
    let divisor = divisorIsCount || n == 1 ? n : n - 1
    return try Operators.binary(
      .rightDivide, try call.call("sum", squares, dim), .count(divisor), session)
  }

  // MARK: - Built of others

  private static func differences(_ call: FollowedCall) throws -> [Value] {
    try call.refuseFollowed(after: 1)
    let order = call.count > 1 && !call[1].isEmpty ? Int(exactly: call[1].scalar ?? 1) ?? 1 : 1
    let axis = try call.axis(2)
    var y = call[0]
    guard order >= 1, order < y.shape[axis] else { throw call.cannot("only of lower order") }
    for _ in 0..<order {
      let n = y.shape[axis]
      func part(_ first: Int, _ last: Int) throws -> Value {
        var places = [Value](repeating: .string(":"), count: max(y.shape.rank, axis + 1))
        places[axis] = try .row((first...last).map(Double.init))
        return try Indexing.element(of: y, places, call.call.session)
      }
      y = try Operators.binary(.subtract, try part(2, n), try part(1, n - 1), call.call.session)
    }
    return [y]
  }

  private static func dot(_ call: FollowedCall) throws -> [Value] {
    guard call.count >= 2 else { throw call.call.invalidCall }
    _ = try call.result()
    let session = call.call.session
    if call[0].shape.isVector, call[1].shape.isVector {
      let (a, b) = (try call.column(0), try call.column(1))
      return [try call.call("sum", try Operators.binary(.multiply, a, b, session))]
    }
    let products = try Operators.binary(.multiply, call[0], call[1], session)
    return [try call.session("sum", [products] + call.arguments(from: 2))]
  }

  /// `trapz(y)` and `trapz(x, y)` of vectors.
  private static func trapezoids(_ call: FollowedCall) throws -> [Value] {
    guard call.count <= 2, call.call.arguments.allSatisfy({ $0.shape.isVector }), call[0].count > 1
    else { throw call.cannot("only of vectors") }
    let session = call.call.session
    let y = try call.column(call.count - 1)
    let n = y.count
    func part(_ first: Int, _ last: Int) throws -> Value {
      try Indexing.element(of: y, [.row((first...last).map(Double.init))], session)
    }
    let means = try Operators.binary(
      .rightDivide, try Operators.binary(.add, try part(1, n - 1), try part(2, n), session),
      .number(2), session)
    if call.count == 1 { return [try call.call("sum", means)] }
    let steps = try call.call("diff", try call.column(0))
    return [try call.call("sum", try Operators.binary(.multiply, means, steps, session))]
  }

  // MARK: - Norms

  private static func norm(_ call: FollowedCall) throws -> [Value] {
    try call.refuseFollowed(after: 1)
    let y = try call.result()
    let isVector = call[0].shape.isVector
    let kind = call.count > 1 ? call[1].text?.lowercased() : nil
    guard call.count <= 2 else { throw call.cannot("not with that option") }
    let p =
      call.count == 1
      ? 2 : kind == "inf" ? Double.infinity : kind == "fro" ? 2 : call[1].scalar ?? .nan
    if p == 2, isVector || kind == "fro" { return [try euclidean(call, y)] }
    if !isVector {
      if p == 2 { return [try spectral(call, y)] }
      guard p == 1 || p == .infinity else { throw call.cannot("not this norm of a matrix") }
      let sums = try call.call("sum", try call.call("abs", call[0]), .number(p == 1 ? 1 : 2))
      return [try call.call("max", sums)]
    }
    let sizes = try call.call("abs", call[0])
    if p == .infinity { return [try call.call("max", sizes)] }
    if p == -.infinity { return [try call.call("min", sizes)] }
    if p == 1 { return [try call.call("sum", sizes)] }
    guard p.isFinite, p != 0 else { throw call.cannot("not this norm") }
    let session = call.call.session
    let sum = try call.call("sum", try Operators.binary(.power, sizes, .number(p), session))
    return [try Operators.binary(.power, sum, .number(1 / p), session)]
  }

  /// The elements over the norm; 0 at 0.
  private static func euclidean(_ call: FollowedCall, _ y: Value) throws -> Value {
    let x = try call.numbers(0)
    let length = y.scalar ?? 0
    return try Tape.record(
      y,
      Edge(call[0], times: { try Matrix.elementwise(.multiply, x, length == 0 ? 0 : 1 / length) }))
  }

  /// The largest singular value: u1 v1'.
  private static func spectral(_ call: FollowedCall, _ y: Value) throws -> Value {
    let x = try call.numbers(0)
    return try Tape.record(
      y,
      Edge(
        call[0],
        times: {
          let (u, _, v) = try x.svd(economy: true)
          return try Matrix.product(
            u.columnSlice(0..<1), transposed: false, v.columnSlice(0..<1), transposed: true)
        }))
  }
}

extension FollowedCall {
  func arguments(from index: Int) -> [Value] { Array(call.arguments.dropFirst(index)) }

  /// Another builtin called with any number of values that may be followed.
  func session(_ name: String, _ arguments: [Value]) throws -> Value {
    guard let y = try call.session.call(.string(name), arguments, outputs: 1).first else {
      throw call.invalidCall
    }
    return y
  }

  /// The first dimension that is not 1 of the first argument, 0-based.
  var defaultAxis: Int { self[0].shape.firstNonSingleton }

  /// The dimension that argument `index` names, or the one that is meant without it; 0-based.
  func axis(_ index: Int) throws -> Int {
    guard index < count, !self[index].isEmpty, !self[index].isChar else { return defaultAxis }
    return try call.axis(index)
  }

  /// Argument `index` as a column.
  func column(_ index: Int) throws -> Value {
    try Indexing.element(of: self[index], [.string(":")], call.session)
  }
}
