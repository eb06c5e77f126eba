import CDatasets
import Evaluation
import Matrices
import NeuralNetworks
import Texts

/// Built-in data.
let datasets: [Builtin] = [
  Builtin(
    "[X, y] = dataset(name, ...)",
    "Data to try networks on: \"xor\", \"iris\", \"digits\", \"moons\", \"circles\", \"spirals\".",
    shapes: """
      xor: 4 x 2, y 0/1; iris: 150 x 4 centimetres, y 1..3; digits: 1797 x 64 pixels 0..16, column by
      column as displayData shows them, y 1..10 (10 is the digit 0); moons, circles, spirals: count x 2 (200), y 0/1, in random order
      """,
    examples: """
      >> [X, y] = dataset("xor")
      X =

         0   0
         0   1
         1   0
         1   1

      y =

         0
         1
         1
         0

      >> [X, y] = dataset("digits");
      >> size(X)
      ans =

         1797     64

      """,
    seeAlso: ["train", "network"], options: ["count", "noise", "seed"], many: dataset)
]

private func dataset(_ call: Call) throws -> [Value] {
  try call.expect(1...)
  let name = try call.string(0)
  let options = try NamedOptions(call, from: 1, known: ["count", "noise", "seed"])
  let shape = DataShape(rawValue: name.lowercased())
  if shape == nil, call.count > 1 {
    throw call.error("\"\(name)\" has no options: its examples are given")
  }
  let (x, y) =
    switch name.lowercased() {
    case "xor": try xor()
    case "iris": try iris()
    case "digits": try digits()
    default: try generated(shape, name, options, call)
    }
  return [.matrix(x), .matrix(y)]
}

private typealias Examples = (x: Matrix<Double>, y: Matrix<Double>)

private func xor() throws -> Examples {
  (try Matrix(Shape(4, 2), [0, 0, 1, 1, 0, 1, 0, 1]), try Matrix(Shape(4, 1), [0, 1, 1, 0]))
}

private func iris() throws -> Examples {
  let count = Int(NNSH_IRIS_COUNT)
  return try withUnsafeBytes(of: nnsh_iris) { bytes in
    (
      try Matrix(
        Shape(count, 4),
        (0..<4 * count).map { Double(bytes[$0 % count * 5 + $0 / count]) / 10 }),
      try Matrix(Shape(count, 1), (0..<count).map { Double(bytes[$0 * 5 + 4]) })
    )
  }
}

private func digits() throws -> Examples {
  let count = Int(NNSH_DIGITS_COUNT)
  guard let text = nnsh_digits_text() else { return try xor() }
  let zero = Int(UInt8(ascii: "0"))
  let blank = Int(UInt8(ascii: "a"))
  return (
    try Matrix(
      Shape(count, 64),
      (0..<64 * count).map { index in
        // The text has pixels row by row, the lecture's files and reshape(x, 8, 8) column by column.
        let (column, row) = (index / count / 8, index / count % 8)
        return Double(Int(text[index % count * 65 + row * 8 + column + 1]) - blank)
      }),
    try Matrix(
      Shape(count, 1),
      (0..<count).map { row in
        let digit = Int(text[row * 65]) - zero
        return Double(digit == 0 ? 10 : digit)
      })
  )
}

private func generated(
  _ shape: DataShape?, _ name: String, _ options: NamedOptions, _ call: Call
) throws -> Examples {
  guard let shape else {
    let known = ["xor", "iris", "digits"] + DataShape.allCases.map(\.rawValue)
    var error = call.error(
      "unknown data set \"\(name)\"; known are \(known.joined(separator: ", "))")
    error.help = Spelling.nearest(to: name, in: known).map { "did you mean \"\($0)\"?" }
    throw error
  }
  let count = try options.integer("count") ?? 200
  let noise = try options.number("noise") ?? 0.1
  guard count >= 2, count <= 10_000_000 else {
    throw call.error("option count is \(count), expected a whole number from 2 to 10000000")
  }
  guard noise >= 0, noise.isFinite else {
    throw call.error("option noise is \(ShortNumber.text(noise)), expected a number of at least 0")
  }
  let seed = try options.seed("seed") ?? call.session.random.next()
  return try shape.examples(count, noise: noise, seed: seed)
}
