import DataFiles
import Evaluation
import Matrices

let pictures: [Builtin] = [
  Builtin(
    "A = imread(file)\n[A, map, alpha] = imread(file)",
    "The picture in a PNG, PGM or PPM file; palettes become colours, so that map is empty",
    shapes: "h x w grey, h x w x 3 in colour; uint8, or uint16 for samples of 16 bits",
    examples: """
      >> f = [tempname() ".png"]; imwrite(uint8([0 128; 255 7]), f);
      >> imread(f)
      ans =

          0  128
        255    7

      >> delete(f)
      """, seeAlso: ["imwrite", "load"], many: readPicture),
  Builtin(
    "imwrite(A, file)\nimwrite(A, file, format)",
    "Writes a picture as PNG, PGM or PPM, by the ending of the name or the format \"png\", \"pgm\", \"ppm\"",
    shapes: "A: h x w or h x w x 3; uint8, uint16, logical, or numbers from 0 to 1",
    examples: """
      >> f = [tempname() ".pgm"]; imwrite([0 0.5 1], f); imread(f)
      ans =

          0  128  255

      >> delete(f)
      """, seeAlso: ["imread"], many: writePicture),
]

private func readPicture(_ call: Call) throws -> [Value] {
  try call.expect(1...1)
  let path = try call.path(0, "FILENAME must be a string")
  guard isRegularFile(path) else { throw call.error("unable to find file \(path)") }
  let found = try call.withFileErrors { () throws -> Picture? in
    try Picture.read(try FileContents.read(path), path: path)
  }
  guard let picture = found else {
    throw call.error("'\(path)' is no picture that can be read: PNG, PGM and PPM can")
  }
  let alpha = try picture.opacity().map { try Value($0) } ?? .emptyMatrix
  return [try Value(try picture.colours()), .emptyMatrix, alpha]
}

private func writePicture(_ call: Call) throws -> [Value] {
  try call.expect(2...3)
  let path = try call.path(1, "FILENAME must be a string")
  let ending = path.split(separator: ".").last.map { String($0) } ?? ""
  let format = (call.count > 2 ? try call.string(2) : ending).lowercased()
  let picture = try pictureOf(call[0], call)
  try call.withFileErrors {
    switch format {
    case "png": try picture.writePng(to: path)
    case "pgm", "ppm", "pnm": try picture.writePnm(to: path)
    default: throw call.error("the format '\(format)' is not supported; png, pgm and ppm are")
    }
  }
  return []
}

/// The samples of an image: numbers from 0 to 1 get 8 bits.
private func pictureOf(_ value: Value, _ call: Call) throws -> Picture {
  let shape = value.shape
  let channels = shape[2]
  guard !value.isEmpty, [1, 3].contains(channels), shape.rank <= 3,
    let samples = try value.doubles
  else { throw call.error("IMG must be h x w or h x w x 3, not \(shape)") }
  var isDeep = false
  var scale = 255.0
  switch value.valueClass {
  case .integer(.uint8): scale = 1
  case .integer(.uint16): (scale, isDeep) = (1, true)
  case .double, .single, .logical: break
  default: throw call.error("\(value.className): unsupported image class")
  }
  let most = isDeep ? 65535.0 : 255.0
  var all: [UInt16] = []
  all.reserveCapacity(samples.count)
  for row in 0..<shape.rows {
    for column in 0..<shape.columns {
      for channel in 0..<channels {
        let x = samples[(channel * shape.columns + column) * shape.rows + row] * scale
        all.append(x > 0 ? UInt16(min(x.rounded(), most)) : 0)
      }
    }
  }
  return Picture(
    rows: shape.rows, columns: shape.columns, channels: channels, isDeep: isDeep, samples: all)
}
