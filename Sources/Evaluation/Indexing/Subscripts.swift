import Matrices

/// A subscript that cannot be one, or lies outside: facts for Octave's message, which names the variable.
struct IndexFault: Error {
  enum Kind {
    /// Not a whole number from 1 on, as the message writes it (`0`, `1.5`, `-1`).
    case notASubscript(String)
    case outOfBound(Int, extent: Int, Shape)
  }
  var kind: Kind
  /// 0-based position among `count` subscripts.
  var position: Int
  var count: Int
}

/// Index arguments as `Subscript`s.
enum Subscripts {
  static func resolve(_ arguments: [Value]) throws -> [Subscript] {
    var result: [Subscript] = []
    result.reserveCapacity(arguments.count)
    for (position, argument) in arguments.enumerated() {
      result.append(try resolve(argument, position, arguments.count))
    }
    return result
  }

  static func resolve(_ value: Value, _ position: Int, _ count: Int) throws -> Subscript {
    func fault(_ text: String) -> IndexFault {
      IndexFault(kind: .notASubscript(text), position: position, count: count)
    }
    func index(_ x: Double) throws -> Int {
      guard x >= 1, x < 0x1p62, x == x.rounded(.down) else { throw fault(NumberText.index(x)) }
      return Int(x) - 1
    }
    switch value {
    case .number(let x): return .scalar(try index(x))
    case .bool(let b):
      return b ? .scalar(0) : .list([], shape: Shape(0, 0))
    case .char(let m, _):
      if m.count == 1, m[0] == UInt8(ascii: ":") { return .all }
    case .range(let r):
      if r.count == 0 { return .list([], shape: Shape(1, 0)) }
      let first = try index(r.start)
      guard r.step == r.step.rounded(), r.step.magnitude < 0x1p62 else {
        throw fault(NumberText.index(r.start + r.step))
      }
      if r.step < 0 { _ = try index(r[r.count - 1]) }
      return .range(start: first, step: Int(r.step), count: r.count)
    case .logical(let m): return try mask(m)
    case .cell: throw fault("<cell>")
    case .structure, .function, .network, .map: throw fault("<\(value.typeName)>")
    default: break
    }
    guard let m = try value.doubles else { throw fault("?") }
    let list = try m.withUnsafeElements { source in
      try [Int](unsafeUninitializedCapacity: source.count) { target, filled in
        try Interrupt.pieces(0..<source.count, writing: Int.self) { piece in
          for place in piece { target.initializeElement(at: place, to: try index(source[place])) }
        }
        filled = source.count
      }
    }
    return .list(list, shape: m.shape)
  }

  private static func mask(_ m: Matrix<Bool>) throws -> Subscript {
    let list = try m.truePositions()
    // A mask along one dimension gives a list along it; any other mask gives a column.
    let long = m.shape.dimensions.indices.filter { m.shape[$0] != 1 }
    let axis = long.count == 1 ? long[0] : 0
    return .list(list, shape: Shape.scalar.replacing(axis, with: list.count))
  }
}
