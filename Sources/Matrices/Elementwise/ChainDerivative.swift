/// The derivatives of several operations element by element, with respect to their arrays, in one pass.
///
/// The operations are a tree in postfix order: nodes are numbers, arrays of one shape, and operations on earlier
/// nodes, each used once. A block of elements goes through the tree forwards, as far as the derivatives need its
/// values, and then back, without arrays in between.
public struct ChainDerivative: Sendable {
  enum Node: Sendable {
    case number(Double)
    case array(Matrix<Double>)
    case map(MathFunction, Int)
    case arithmetic(ArithmeticOperation, Int, Int)
  }

  /// Elements of a block.
  static var block: Int { 512 }

  private(set) var nodes: [Node] = []
  /// Whether a node depends on an array whose derivative is wanted.
  private(set) var isFollowed: [Bool] = []
  /// The nodes of those arrays.
  private var wanted: [Int] = []

  public init() {}

  // MARK: - Building

  /// Each gives the number of its node.
  public mutating func append(_ x: Double) -> Int { append(.number(x), isFollowed: false) }

  public mutating func append(_ array: Matrix<Double>, isWanted: Bool) -> Int {
    if isWanted { wanted.append(nodes.count) }
    return append(.array(array), isFollowed: isWanted)
  }

  /// nil for a function whose derivative is not known here.
  public mutating func append(_ f: MathFunction, _ a: Int) -> Int? {
    switch f {
    case .negate, .exp, .log, .sqrt, .abs, .tanh, .log1p, .expm1, .sin, .cos:
      return append(.map(f, a), isFollowed: isFollowed[a])
    default: return nil
    }
  }

  /// nil for `leftDivide`, and for powers other than of an array to a number.
  public mutating func append(_ op: ArithmeticOperation, _ a: Int, _ b: Int) -> Int? {
    switch op {
    case .leftDivide: return nil
    case .power: guard case .number = nodes[b], isFollowed[a] else { return nil }
    case .divide: if let logistic = appendLogistic(a, b) { return logistic }
    default: break
    }
    return append(.arithmetic(op, a, b), isFollowed: isFollowed[a] || isFollowed[b])
  }

  private mutating func append(_ node: Node, isFollowed follows: Bool) -> Int {
    nodes.append(node)
    isFollowed.append(follows)
    return nodes.count - 1
  }

  /// Makes one node of 1 / (1 + exp(-z)) where z is followed: its derivative stays finite where that of exp(-z)
  /// does not. nil for any other quotient.
  private mutating func appendLogistic(_ a: Int, _ sum: Int) -> Int? {
    guard isFollowed[sum], number(a) == 1, case .arithmetic(.add, let p, let q) = nodes[sum],
      number(p) == 1 || number(q) == 1
    else { return nil }
    let power = number(p) == 1 ? q : p
    guard case .map(.exp, let negative) = nodes[power], case .map(.negate, let z) = nodes[negative]
    else { return nil }
    // These are none of the tree any more.
    for node in [negative, power, sum] { isFollowed[node] = false }
    return append(.map(.sigmoid, z), isFollowed: true)
  }

  /// The number that a node is; nil for others.
  public func number(_ node: Int) -> Double? {
    if case .number(let x) = nodes[node] { x } else { nil }
  }

  /// Whether the last node depends on an array whose derivative is wanted.
  public var followsLast: Bool { isFollowed.last ?? false }

  // MARK: - Running

  /// The adjoints of the wanted arrays, in the order in which they were appended, from that of the last node.
  ///
  /// - Throws: `MatrixError.tooLarge`, `.interrupted`.
  public func shares(_ adjoint: Matrix<Double>) throws -> [Matrix<Double>] {
    // Every element is written below.
    var shares = try wanted.map { _ in try Matrix<Double>(adjoint.shape) { _ in } }
    var targets: [UnsafeMutablePointer<Double>?] = Array(repeating: nil, count: nodes.count)
    for (index, node) in wanted.enumerated() {
      targets[node] = shares[index].withUnsafeMutableElements { $0.baseAddress }
    }
    let needed = neededValues
    try adjoint.withUnsafeElements { adjoint in
      guard let adjoint = adjoint.baseAddress else { return }
      let count = shares.first?.count ?? 0
      try Blocks.forEach(count: count, size: 8 * Self.block, threshold: 1 << 15) { range in
        let room = Room(nodes.count)
        for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.block) {
          let count = min(Self.block, range.upperBound - start)
          evaluate(start, count, needed, room)
          pull(start, count, adjoint + start, targets, room)
        }
        room.release()
      }
    }
    return shares
  }

  /// The nodes whose values the way back needs.
  private var neededValues: [Bool] {
    var needed = Array(repeating: false, count: nodes.count)
    for index in nodes.indices.reversed() {
      switch nodes[index] {
      case .number, .array: break
      case .map(let f, let a):
        if isFollowed[index] {
          switch f {
          case .negate: break
          case .exp, .sqrt, .tanh, .sigmoid, .expm1: needed[index] = true
          default: needed[a] = true
          }
        }
        if needed[index] { needed[a] = true }
      case .arithmetic(let op, let a, let b):
        switch op {
        case .multiply:
          if isFollowed[a] { needed[b] = true }
          if isFollowed[b] { needed[a] = true }
        case .divide:
          if isFollowed[a] || isFollowed[b] { needed[b] = true }
          if isFollowed[b] { needed[index] = true }
        case .power: needed[a] = true
        case .add, .subtract, .leftDivide: break
        }
        if needed[index] { (needed[a], needed[b]) = (true, true) }
      }
    }
    return needed
  }

  /// Memory for one block: where the value of each node is, and for its adjoint.
  private struct Room {
    let values: UnsafeMutablePointer<Double>
    let adjoints: UnsafeMutablePointer<Double>

    init(_ nodes: Int) {
      values = .allocate(capacity: 2 * nodes * ChainDerivative.block)
      adjoints = values + nodes * ChainDerivative.block
    }

    func release() { values.deallocate() }
  }

  /// The value of a node in the block that begins at `start`; the stride of numbers is 0.
  private func value(
    _ node: Int, _ start: Int, _ room: Room
  ) -> (start: UnsafePointer<Double>, stride: Int) {
    let own = room.values + node * Self.block
    switch nodes[node] {
    case .number(let x):
      own.pointee = x
      return (UnsafePointer(own), 0)
    case .array(let m): return (UnsafePointer(m.storage.base) + start, 1)
    default: return (UnsafePointer(own), 1)
    }
  }

  private func evaluate(_ start: Int, _ count: Int, _ needed: [Bool], _ room: Room) {
    for index in nodes.indices where needed[index] {
      let y = room.values + index * Self.block
      switch nodes[index] {
      case .number, .array: break
      case .map(let f, let a): Double.map(f, value(a, start, room).start, y, count)
      case .arithmetic(let op, let a, let b):
        let (x, z) = (value(a, start, room), value(b, start, room))
        Double.arithmetic(op, x.start, x.stride, z.start, z.stride, y, count)
      }
    }
  }

  /// From the last node's adjoint back to those of the wanted arrays.
  private func pull(
    _ start: Int, _ count: Int, _ adjoint: UnsafePointer<Double>,
    _ targets: [UnsafeMutablePointer<Double>?], _ room: Room
  ) {
    func target(_ node: Int) -> UnsafeMutablePointer<Double> {
      targets[node].map { $0 + start } ?? room.adjoints + node * Self.block
    }
    for index in nodes.indices.reversed() where isFollowed[index] {
      let g = index == nodes.count - 1 ? adjoint : UnsafePointer(target(index))
      switch nodes[index] {
      case .number, .array: break
      case .map(let f, let a):
        let (x, y) = (value(a, start, room).start, value(index, start, room).start)
        Self.pull(f, g, x, y, target(a), count)
      case .arithmetic(.power, let a, let b):
        let x = value(a, start, room).start
        Self.pullPower(value(b, start, room).start.pointee, g, x, target(a), count)
      case .arithmetic(let op, let a, let b):
        let (x, z) = (value(a, start, room), value(b, start, room))
        if isFollowed[b] {
          let to = target(b)
          switch op {
          case .add: to.update(from: g, count: count)
          case .subtract: Double.map(.negate, g, to, count)
          case .multiply: Double.arithmetic(.multiply, g, 1, x.start, x.stride, to, count)
          default:
            Double.arithmetic(.multiply, g, 1, value(index, start, room).start, 1, to, count)
            Double.arithmetic(.divide, to, 1, z.start, z.stride, to, count)
            Double.map(.negate, to, to, count)
          }
        }
        if isFollowed[a] {
          switch op {
          case .add, .subtract: target(a).update(from: g, count: count)
          default: Double.arithmetic(op, g, 1, z.start, z.stride, target(a), count)
          }
        }
      }
    }
  }

  /// The adjoint of x from that of y = f(x).
  private static func pull(
    _ f: MathFunction, _ g: UnsafePointer<Double>, _ x: UnsafePointer<Double>,
    _ y: UnsafePointer<Double>, _ to: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    switch f {
    case .negate: Double.map(.negate, g, to, count)
    case .exp: Double.arithmetic(.multiply, g, 1, y, 1, to, count)
    case .log: Double.arithmetic(.divide, g, 1, x, 1, to, count)
    case .sigmoid: for k in 0..<count { to[k] = g[k] * (y[k] * (1 - y[k])) }
    case .tanh: for k in 0..<count { to[k] = g[k] * (1 - y[k] * y[k]) }
    case .sqrt: for k in 0..<count { to[k] = g[k] * (0.5 / y[k]) }
    case .abs: for k in 0..<count { to[k] = g[k] * (x[k] > 0 ? 1 : x[k] < 0 ? -1 : 0) }
    case .log1p: for k in 0..<count { to[k] = g[k] / (1 + x[k]) }
    case .expm1: for k in 0..<count { to[k] = g[k] * (y[k] + 1) }
    case .sin:
      Double.map(.cos, x, to, count)
      Double.arithmetic(.multiply, g, 1, to, 1, to, count)
    case .cos:
      Double.map(.sin, x, to, count)
      for k in 0..<count { to[k] = -g[k] * to[k] }
    default: break
    }
  }

  /// The adjoint of x from that of x .^ p.
  private static func pullPower(
    _ p: Double, _ g: UnsafePointer<Double>, _ x: UnsafePointer<Double>,
    _ to: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    if p == 2 {
      for k in 0..<count { to[k] = g[k] * (2 * x[k]) }
    } else if p == 0 {
      to.update(repeating: 0, count: count)
    } else {
      var exponent = p - 1
      Double.arithmetic(.power, x, 1, &exponent, 0, to, count)
      for k in 0..<count { to[k] = g[k] * (p * to[k]) }
    }
  }
}
