import Glibc
import Matrices
import Testing

@testable import Evaluation

/// One value of `Tests/Golden/display.txt` with the text that Octave shows for it.
struct GoldenDisplay {
  let header: String
  let format: NumberFormat
  let value: Value
  let text: String

  /// All cases of the file.
  static func cases() throws -> [GoldenDisplay] {
    var all: [GoldenDisplay] = []
    var header: Substring?
    var lines: [Substring] = []
    func finish() throws {
      if let header { all.append(try GoldenDisplay(header, lines.joined(separator: "\n") + "\n")) }
      lines = []
    }
    for line in try contents().split(separator: "\n") {
      if line.hasPrefix("> ") {
        try finish()
        header = line.dropFirst(2)
      } else {
        lines.append(line.dropFirst())
      }
    }
    try finish()
    return all
  }

  private static func contents(of file: String = #filePath) throws -> String {
    let folder = file.split(separator: "/").dropLast(2).joined(separator: "/")
    let stream = try #require(fopen("/\(folder)/Golden/display.txt", "r"))
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    while case let next = getc(stream), next != EOF { bytes.append(UInt8(next)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private init(_ header: Substring, _ text: String) throws {
    self.header = String(header)
    self.text = text
    let words = header.split(separator: " ").map { String($0) }
    format = Self.format(words[0])
    let numbers = try words.dropFirst(words[1] == "range" ? 2 : 3).map { word in
      try #require(Double(word))
    }
    if words[1] == "range" {
      let (start, step, limit) = (numbers[0], numbers[1], numbers[2])
      let count = try #require(RangeValue.count(start: start, step: step, limit: limit))
      value = .range(RangeValue(start: start, step: step, limit: limit, count: count))
      return
    }
    let extents = try words[2].split(separator: "x").map { try #require(Int($0)) }
    value = try Self.value(words[1], Shape(extents), numbers)
  }

  private static func format(_ label: String) -> NumberFormat {
    var format = NumberFormat()
    format.isCompact = label == "compact"
    if label.hasPrefix("long") { format.precision = 16 }
    if label.hasSuffix("-g") { format.style = .g }
    if label.hasSuffix("-e") { format.style = .e }
    return format
  }

  private static func value(_ kind: String, _ shape: Shape, _ x: [Double]) throws -> Value {
    switch kind {
    case "double": return .matrix(try Matrix(shape, x))
    case "single": return .single(try Matrix(shape, x.map { Float($0) }))
    case "logical": return .truths(try Matrix(shape, x.map { $0 != 0 }))
    case "char": return .char(try Matrix(shape, x.map { UInt8($0) }), doubleQuoted: false)
    case "diagonal":
      var m = try Matrix(shape, repeating: 0.0)
      for i in 0..<min(shape.rows, shape.columns) { m[i, i] = x[0] }
      return m.isScalar ? .number(x[0]) : .diagonal(m)
    default:
      let integer = try #require(IntegerKind(rawValue: kind))
      return .integer(try Matrix(shape, x.map { integer.stored($0) }), integer)
    }
  }
}
