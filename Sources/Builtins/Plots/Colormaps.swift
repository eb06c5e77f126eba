import Evaluation
import Matrices
import Plots

/// Colour tables: one colour a row, red, green and blue from 0 to 1.
let colormaps: [Builtin] = ColorMap.names.map { name in
  Builtin(
    "map = \(name)(n)", summaries[name] ?? "A table of n colours; n is 64 unless given.",
    shapes: "n x 3", examples: name == "gray" ? greyExample : "",
    seeAlso: ["colormap"]
  ) { call in
    try call.expect(0...1)
    let count = max(0, call.count == 1 ? try call.integer(0) : 64)
    guard count <= 1 << 20 else { throw call.error("a table has at most \(1 << 20) colours") }
    guard count > 0, let map = ColorMap.named(name, count: count) else {
      return .double(Matrix(empty: Shape(0, 3)))
    }
    return try map.table
  }
}

private let summaries = [
  "viridis":
    "Colours from dark blue over green to yellow, evenly spaced to the eye; n is 64 unless given.",
  "gray": "The colours from black to white; n is 64 unless given.",
  "divergent":
    "Blue for negative values over white to red for positive ones; n is 64 unless given.",
]

private let greyExample = """
  >> gray(3)
  ans =

          0        0        0
     0.5000   0.5000   0.5000
     1.0000   1.0000   1.0000

  """

extension ColorMap {
  /// One colour a row.
  var table: Value {
    get throws {
      let channels = [colours.map(\.red), colours.map(\.green), colours.map(\.blue)]
      return .matrix(try Matrix(Shape(colours.count, 3), channels.flatMap { $0 }))
    }
  }
}
