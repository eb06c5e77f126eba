import Evaluation
import Matrices

/// The values of pictures: other classes, and grey instead of colours.
let pictureValues: [Builtin] = [
  Builtin(
    "im2double(img)", "A picture with values from 0 to 1",
    examples: """
      >> im2double(uint8([0 51 255]))
      ans =

              0   0.2000   1.0000

      """, seeAlso: ["rgb2gray", "imread"], one: toDoubles),
  Builtin(
    "rgb2gray(img)", "The brightness of a picture or a table of colours",
    shapes: "h x w x 3 -> h x w, n x 3 -> n x 1", math: "0.298936 R + 0.587043 G + 0.114021 B",
    examples: """
      >> rgb2gray([1 1 0])
      ans = 0.8860
      """, seeAlso: ["im2double", "rgb2hsv"], one: toGray),
]

private func toDoubles(_ call: Call) throws -> Value {
  try call.expect(1...1)
  let complaint = call.error("IMG is of unsupported class \"\(call[0].className)\"")
  guard let m = try call[0].doubles else { throw complaint }
  switch call[0].valueClass {
  case .double: return call[0]
  case .single, .logical: return .matrix(m)
  case .integer(.uint8): return .matrix(try m.converted { $0 / 255 })
  case .integer(.uint16): return .matrix(try m.converted { $0 / 65535 })
  case .integer(.int16): return .matrix(try m.converted { ($0 + 32768) / 65535 })
  default: throw complaint
  }
}

private func toGray(_ call: Call) throws -> Value {
  try call.expect(1...1)
  guard call[0].isNumeric, let m = try call[0].doubles else {
    throw call.error("RGB of invalid data type '\(call[0].className)'")
  }
  let isTable = m.shape.isMatrix && m.columns == 3
  guard isTable || m.shape.rank == 3 && m.shape[2] == 3 else {
    throw call.error("RGB must be a colormap or RGB image")
  }
  let count = m.count / 3
  let shape = isTable ? Shape(m.rows, 1) : Shape(m.rows, m.columns)
  let gray = try Matrix(
    shape,
    (0..<count).map { k in
      0.298936 * m[k] + 0.587043 * m[k + count] + 0.114021 * m[k + 2 * count]
    })
  if case .integer(_, let kind) = call[0] {
    return .integer(try gray.converted { kind.stored($0) }, kind)
  }
  return try call.inClass(of: 0, gray)
}
