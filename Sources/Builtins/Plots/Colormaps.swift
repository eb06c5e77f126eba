import Evaluation
import Matrices

/// Colour tables: one colour a row, red, green and blue from 0 to 1.
let colormaps: [Builtin] = [
  Builtin(
    "map = gray(n)", "The colours from black to white; n is 64 unless given.", shapes: "n x 3",
    examples: """
      >> gray(3)
      ans =

              0        0        0
         0.5000   0.5000   0.5000
         1.0000   1.0000   1.0000

      """,
    seeAlso: ["colormap"]
  ) { call in
    try colours(call) { position in [position, position, position] }
  }
]

/// A table of the colours that `colour` gives for positions from 0 to 1.
private func colours(_ call: Call, _ colour: (Double) -> [Double]) throws -> Value {
  try call.expect(0...1)
  let count = max(0, call.count == 1 ? try call.integer(0) : 64)
  return .matrix(
    try Matrix(Shape(count, 3)) { target in
      for row in 0..<count {
        let channels = colour(count == 1 ? 0 : Double(row) / Double(count - 1))
        for (channel, value) in channels.enumerated() {
          target.initializeElement(at: row + channel * count, to: value)
        }
      }
    })
}
