import Evaluation
import Matrices
import Plots

/// Arrays as pictures.
let imageCommands: [Builtin] = [
  Builtin(
    "imagesc(A, [low high])\nimagesc(x, y, A, [low high])",
    "Shows a matrix as an image: the least value in the first colour of the colour map, the greatest in the last.",
    examples: """
      >> imagesc(magic(3))
      >> describe
      Figure 1
      Image: 3 x 3 values 1 to 9

      """, seeAlso: ["imshow", "colormap", "colorbar", "displayData"],
    many: { try $0.image(isScaled: true) }),
  Builtin(
    "image(A)\nimage(x, y, A)",
    "Shows a matrix of places in the colour map, or red, green and blue.",
    shapes: "A: m x n or m x n x 3", seeAlso: ["imagesc"], many: { try $0.image(isScaled: false) }),
  Builtin(
    "imshow(A, [low high])",
    "Shows a picture: grey values or red, green and blue, 0 to 1 or (uint8) 0 to 255, without axes.",
    shapes: "A: m x n or m x n x 3", seeAlso: ["imread", "imagesc"], many: { try $0.picture() }),
  Builtin(
    "pcolor(A)\npcolor(x, y, A)",
    "Shows a matrix as coloured fields between its points, the first row at the bottom; the last row and column have none.",
    seeAlso: ["imagesc"], many: { try $0.fields() }),
]

extension Call {
  fileprivate func image(isScaled: Bool) throws -> [Value] {
    try expect(1...)
    var arguments = PlotArguments(self)
    // Classes tell what numbers mean: remember that of the array.
    let values = arguments.rest.prefix { !$0.isChar }
    var data = try arguments.allNumbers()
    var limits: ClosedRange<Double>?
    if isScaled, data.count == 2 || data.count == 4, let pair = data.popLast() {
      limits = try AxesProperties.limits(.matrix(pair), "limits", self)
    }
    guard data.count == 1 || data.count == 3, let array = data.last else { throw invalidCall }
    let index = values.startIndex + data.count - 1
    let isByte = if case .integer(_, .uint8) = values[index] { true } else { false }
    let x = try centres(data.count == 3 ? data[0] : nil, array.columns)
    let y = try centres(data.count == 3 ? data[1] : nil, array.rows)
    var one = Series(try content(array, x, y, isScaled: isScaled, isByte: isByte))
    try arguments.setProperties(of: &one)
    return draw([one]) { axes in
      if !axes.isHeld { axes.y.isReversed = true }
      if let limits { axes.colorLimits = limits }
    }
  }

  fileprivate func picture() throws -> [Value] {
    try expect(1...)
    guard let array = try self[0].doubles, !self[0].isChar else {
      throw error("IM must be an image or the filename of an image")
    }
    let isByte = if case .integer(_, .uint8) = self[0] { true } else { false }
    let one = Series(
      try content(
        array, try centres(nil, array.columns), try centres(nil, array.rows), isScaled: true,
        isByte: isByte))
    var limits: ClosedRange<Double>? = 0...(isByte ? 255 : 1)
    if self[0].isLogical { limits = 0...1 }
    if count > 1, let given = try self[1].doubles, !self[1].isChar {
      limits = given.isEmpty ? nil : try AxesProperties.limits(self[1], "limits", self)
    }
    return draw([one]) { axes in
      axes.y.isReversed = true
      axes.isVisible = false
      axes.aspect = .equal
      axes.colorMap = ColorMap.named("gray")
      axes.colorLimits = limits
    }
  }

  fileprivate func fields() throws -> [Value] {
    var arguments = PlotArguments(self)
    let (x, y, z) = try grids(try arguments.allNumbers())
    let (rows, columns) = (z.rows - 1, z.columns - 1)
    guard rows > 0, columns > 0, let xs = x.range, let ys = y.range else {
      throw error("there must be two rows and two columns at least")
    }
    // The numbers stand for the fields between the points: the last row and column have none.
    let values = (0..<columns).flatMap { column in (0..<rows).map { z[$0, column] } }
    func middles(_ ends: ClosedRange<Double>, _ count: Int) -> ClosedRange<Double> {
      let half = (ends.upperBound - ends.lowerBound) / Double(count) / 2
      return min(
        ends.lowerBound + half, ends.upperBound - half)...max(
          ends.lowerBound + half, ends.upperBound - half)
    }
    return draw([
      Series(
        .image(
          values: Grid(rows: rows, columns: columns, values: values), x: middles(xs, columns),
          y: middles(ys, rows), isScaled: true))
    ])
  }

  private func content(
    _ array: Matrix<Double>, _ x: ClosedRange<Double>, _ y: ClosedRange<Double>, isScaled: Bool,
    isByte: Bool
  ) throws -> Series.Content {
    guard array.rows > 0, array.columns > 0 else { throw error("the image has no pixels") }
    if array.shape.isMatrix {
      return .image(values: Grid(array), x: x, y: y, isScaled: isScaled)
    }
    let pixels = array.rows * array.columns
    guard array.count == 3 * pixels else {
      throw error("an image is m x n, or m x n x 3 with red, green and blue")
    }
    let elements = array.elements
    let parts = (0..<3).map { part in
      Grid(
        rows: array.rows, columns: array.columns,
        values: elements[part * pixels..<(part + 1) * pixels].map { isByte ? $0 / 255 : $0 })
    }
    return .picture(red: parts[0], green: parts[1], blue: parts[2], x: x, y: y)
  }

  /// The centres of the first and last pixel.
  private func centres(_ given: Matrix<Double>?, _ count: Int) throws -> ClosedRange<Double> {
    guard let given, let range = finiteRange(of: given.elements) else {
      return 1...Double(max(1, count))
    }
    return range
  }
}
