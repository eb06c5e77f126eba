import Evaluation
import Glibc
import Matrices

/// Conversions between ways to write colours: tables n x 3 and pictures h x w x 3 (x n).
let colourSpaces: [Builtin] = [
  Builtin(
    "hsv2rgb(hsv)", "Red, green and blue of colours given by hue, saturation and value (0 to 1)",
    shapes: "n x 3 or h x w x 3, like hsv",
    examples: """
      >> hsv2rgb([0 1 1])
      ans =

         1   0   0

      """, seeAlso: ["rgb2hsv", "gray"], one: { try convertColours($0, from: "HSV", toRed) }),
  Builtin(
    "rgb2hsv(rgb)", "Hue, saturation and value of colours given by red, green and blue (0 to 1)",
    shapes: "n x 3 or h x w x 3, like rgb",
    examples: """
      >> rgb2hsv([0 0 1])
      ans =

         0.6667   1.0000   1.0000

      """, seeAlso: ["hsv2rgb"], one: { try convertColours($0, from: "RGB", toHue) }),
]

private typealias Colour = (Double, Double, Double)

private func toRed(_ c: Colour) -> Colour {
  let (hue, saturation, value) = c
  func channel(_ shift: Double) -> Double {
    let turned = hue - shift
    let h = turned - turned.rounded(.down)
    let part = h < 1 / 6.0 ? 6 * h : h < 0.5 ? 1 : h < 2 / 3.0 ? 4 - 6 * h : 0
    return value * (1 - saturation) + saturation * value * part
  }
  return (channel(2.0 / 3), channel(0), channel(1.0 / 3))
}

private func toHue(_ c: Colour) -> Colour {
  let (r, g, b) = c
  let (least, value) = (min(r, g, b), max(r, g, b))
  let width = value - least
  if width == 0 { return (0, 0, value) }
  var hue =
    value == r
    ? (g - b) / (6 * width)
    : value == g ? 1.0 / 3 + (b - r) / (6 * width) : 2.0 / 3 + (r - g) / (6 * width)
  if hue < 0 { hue += 1 }
  return (hue, width / value, value)
}

private func convertColours(
  _ call: Call, from name: String, _ change: (Colour) -> Colour
) throws -> Value {
  try call.expect(1...1)
  guard call[0].isNumeric, var m = try call[0].doubles else {
    throw call.error("\(name) of invalid data type '\(call[0].className)'")
  }
  let isTable = m.shape.isMatrix && m.columns == 3
  guard isTable || m.shape.rank <= 4 && m.shape[2] == 3 else {
    let what = "\(name) image"
    throw call.error("\(name) must be a colormap or \(what)")
  }
  if case .integer(_, let kind) = call[0] {
    let (low, high) = (kind.double(kind.stored(-1e300)), kind.double(kind.stored(1e300)))
    m = try m.converted { ($0 - low) / (high - low) }
  }
  try m.unshare()
  let layout = AxisLayout(m.shape, axis: isTable ? 1 : 2)
  for outer in 0..<layout.outer {
    for place in 0..<layout.inner {
      let first = outer * layout.block + place
      let (second, third) = (first + layout.inner, first + 2 * layout.inner)
      let new = change((m[first], m[second], m[third]))
      (m[first], m[second], m[third]) = new
    }
  }
  return try call.inClass(of: 0, m)
}
