import Evaluation
import Matrices
import Syntax

/// Derivatives of functions that put elements together or make arrays of them.
enum ArrangementRules {
  /// Of these the first argument's elements are moved about.
  static let gathering: [String] = [
    "reshape", "permute", "ipermute", "squeeze", "vec", "repmat", "flip", "fliplr", "flipud",
    "rot90", "rotdim", "circshift", "shift", "shiftdim", "diag", "triu", "tril", "resize", "full",
    "repelem",
  ]

  static let rules: [String: DerivativeRule] = {
    var rules: [String: DerivativeRule] = [
      "horzcat": .rule { [try Concatenation.joined($0.call.arguments, axis: 1)] },
      "vertcat": .rule { [try Concatenation.joined($0.call.arguments, axis: 0)] },
      "cat": .rule { call in
        [try Concatenation.joined(call.arguments(from: 1), axis: try call.call.axis(0))]
      },
      "linspace": .rule(linspace),
      "logspace": .rule { call in
        let exponents = try call.session("linspace", call.call.arguments)
        return [try Operators.binary(.power, .number(10), exponents, call.call.session)]
      },
      "postpad": .rule(padded), "prepad": .rule(padded),
      "double": .rule { [try $0[0].converted(to: .double) ?? $0[0]] },
      "single": .rule { [try $0[0].converted(to: .single) ?? $0[0]] },
      "cast": .rule { call in
        guard let name = call[1].text, let target = ValueClass(name: name),
          target == .double || target == .single
        else { return try call.results() }
        return [try call[0].converted(to: target) ?? call[0]]
      },
      "accumarray": .rule(accumulated), "sortrows": .rule(sortedRows),
      "find": .rule { call in
        guard call.call.outputCount < 3 else {
          throw call.cannot("ask for the places and index with them")
        }
        return try call.results()
      },
      "polyval": .rule(polynomial),
    ]
    for name in gathering { rules[name] = .gathers(argument: 0) }
    return rules
  }()

  /// Element k of n is (1 - t) a + t b, t = k / (n - 1).
  private static func linspace(_ call: FollowedCall) throws -> [Value] {
    guard call.count >= 2, call[0].isScalar, call[1].isScalar else {
      throw call.cannot("only between two numbers")
    }
    let y = try call.result()
    let n = y.count
    func weights(_ ofEnd: Bool) throws -> Matrix<Double> {
      try Matrix(
        Shape(1, n),
        (0..<n).map { k in
          let t = n == 1 ? 1 : Double(k) / Double(n - 1)
          return ofEnd ? t : 1 - t
        })
    }
    return [
      try Tape.record(
        y, Edge(call[0]) { try Matrix.elementwise(.multiply, $0, try weights(false)) },
        Edge(call[1]) { try Matrix.elementwise(.multiply, $0, try weights(true)) })
    ]
  }

  /// With positions for the elements, the filling is 0: nothing.
  private static func padded(_ call: FollowedCall) throws -> [Value] {
    try call.refuseFollowed(after: 1)
    let y = try call.result()
    var arguments = call.call.arguments
    let shape = call[0].shape
    arguments[0] = .matrix(try Matrix(shape, (0..<shape.count).map { Double($0 + 1) }))
    if arguments.count > 2 { arguments[2] = .number(0) }
    let places = try call.results(of: arguments).first?.doubles?.elements ?? []
    return [
      try Tape.record(y, Edge(call[0], gathering: places.map { (Int(exactly: $0) ?? 0) - 1 }))
    ]
  }

  /// The sums of the values with equal subscripts: each value takes the adjoint of its sum.
  private static func accumulated(_ call: FollowedCall) throws -> [Value] {
    guard call.count >= 2, !call[0].holdsTracked,
      call.count < 4 || call[3].isEmpty
    else { throw call.cannot("only the values of sums") }
    let y = try call.result()
    let (places, shape) = (try call.numbers(0), y.shape)
    let rows = places.rows
    func place(_ row: Int) -> Int {
      if places.shape.isVector, places.columns == 1 || places.rows == 1 {
        return (Int(exactly: places[row]) ?? 1) - 1
      }
      var (offset, stride) = (0, 1)
      for column in 0..<places.columns {
        offset += ((Int(exactly: places[row, column]) ?? 1) - 1) * stride
        stride *= shape[column]
      }
      return offset
    }
    let isVector = places.shape.isVector
    let n = isVector ? places.count : rows
    let own = call[1].shape
    return [
      try Tape.record(
        y,
        Edge(call[1]) { adjoint in
          if own.isScalar {
            return Matrix(scalar: (0..<n).reduce(0) { $0 + adjoint[place($1)] })
          }
          return try Matrix(own, (0..<n).map { adjoint[place($0)] })
        })
    ]
  }

  private static func sortedRows(_ call: FollowedCall) throws -> [Value] {
    try call.refuseFollowed(after: 1)
    let results = try call.results(outputs: 2)
    guard results.count > 1 else { return results }
    let y = try Indexing.element(of: call[0], [results[1], .string(":")], call.call.session)
    return [y, results[1]]
  }

  /// Horner's scheme.
  private static func polynomial(_ call: FollowedCall) throws -> [Value] {
    guard call.count == 2, call[0].shape.isVector else { throw call.cannot("only polyval(p, x)") }
    let session = call.call.session
    var y = try Operators.binary(.multiply, .number(0), call[1], session)
    for k in 0..<call[0].count {
      let coefficient = try Indexing.element(of: call[0], [.count(k + 1)], session)
      y = try Operators.binary(
        .add, try Operators.binary(.multiply, y, call[1], session), coefficient, session)
    }
    return [y]
  }
}
