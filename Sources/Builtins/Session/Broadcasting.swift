import Evaluation
import Matrices

/// Functions of two arrays, broadcast.
let broadcasting: [Builtin] = [
  Builtin(
    "bsxfun(f, A, B)",
    "f of two arrays, where a dimension of extent 1 is repeated to fit the other's",
    shapes: "A: m x n, B: 1 x n -> m x n",
    examples: """
      >> bsxfun(@minus, [1 2; 3 4], [1 1])
      ans =

         0   1
         2   3

      """, seeAlso: ["repmat", "arrayfun"], one: bsxfun)
]

private let operators: Set<String> = [
  "plus", "minus", "times", "rdivide", "max", "min", "power", "eq", "ne", "lt", "le", "gt", "ge",
]

private func bsxfun(_ call: Call) throws -> Value {
  try call.expect(3...3)
  guard call[0].isFunction || call[0].text != nil else {
    throw call.error("F must be a string or function handle")
  }
  let (a, b) = (call[1].shape, call[2].shape)
  var extents: [Int] = []
  for axis in 0..<max(a.rank, b.rank) {
    guard a[axis] == b[axis] || a[axis] == 1 || b[axis] == 1 else {
      // Octave has loops of its own for the operators, which say more.
      var name = call[0].text ?? ""
      if case .function(let f) = call[0] { name = f.text }
      throw call.error(
        operators.contains(name)
          ? "nonconformant dimensions: \(a) and \(b)" : "dimensions of A and B must match")
    }
    extents.append(a[axis] == 1 ? b[axis] : a[axis])
  }
  // Whatever the function, it sees arrays of one shape.
  let shape = Shape(extents)
  let arguments = [
    try expanded(call[1], to: shape, call.session),
    try expanded(call[2], to: shape, call.session),
  ]
  let results = try call.session.call(call[0], arguments, outputs: 1)
  guard let first = results.first else { throw call.error("F must return a value") }
  return first
}

/// The value repeated along its dimensions of extent 1.
private func expanded(_ value: Value, to shape: Shape, _ session: Session) throws -> Value {
  let own = value.shape
  if own == shape { return value }
  var subscripts: [Value] = []
  for axis in 0..<shape.rank {
    if own[axis] == shape[axis] {
      subscripts.append(.string(":"))
    } else {
      subscripts.append(.matrix(try Matrix(Shape(1, shape[axis]), repeating: 1)))
    }
  }
  return try Indexing.element(of: value, subscripts, session)
}
