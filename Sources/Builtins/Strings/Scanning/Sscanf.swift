import Evaluation
import Matrices

let scanning: [Builtin] = [
  Builtin(
    "[val, count, errmsg, pos] = sscanf(string, template, size)\n"
      + "[v1, v2, ...] = sscanf(string, template, \"C\")",
    "The values in a text that a template such as \"%d %f\" describes",
    shapes: "size n: n x 1; [m n]: m x n, column by column; Inf: as many as there are",
    examples: """
      >> sscanf("10 20 30", "%d")'
      ans =

         10   20   30

      >> [n, name] = sscanf("3 layers", "%d %s", "C")
      n = 3
      name = layers
      """,
    seeAlso: ["fscanf", "sprintf", "str2double", "textscan"],
    many: { call in
      try call.expect(2...3)
      guard case .char(let m, _) = call[0] else {
        throw call.error("argument STRING must be a string")
      }
      return try scan(TextSource(m.elements), call)
    })
]

/// What `sscanf` and `fscanf` have in common: template and size are arguments 1 and 2 of `call`.
func scan(_ source: some ByteSource, _ call: Call) throws -> [Value] {
  try call.expect(2...3)
  guard let template = call[1].bytes else { throw call.error("format TEMPLATE must be a string") }
  let format = try ScanFormat(template, caller: call.name)
  var scanner = Scanner(format, source: source)
  if call.count == 3, call[2].text == "C" { return try scanOnce(&scanner, call) }
  let size = try ScanSize(call)
  let items = try scanner.repeatedly(limit: size.limit) { try call.checkInterrupt() }
  return [
    try size.value(of: items, format),
    .count(scanner.conversions),
    scanner.failed ? .string("\(call.name): format failed to match") : .bytes([]),
    .count(source.taken + 1),
  ]
}

/// One value for each conversion, then their number and the message.
private func scanOnce(_ scanner: inout Scanner, _ call: Call) throws -> [Value] {
  let items = scanner.once().map { item -> Value in
    switch item {
    case .number(let x): .number(x)
    case .text(let bytes): .bytes(bytes)
    case nil: .emptyMatrix
    }
  }
  let message: Value =
    scanner.failed ? .string("\(call.name): format failed to match") : .bytes([])
  return items + [.count(scanner.conversions), message]
}

/// The size argument: how many values to read, and in which shape they are given.
private struct ScanSize {
  var limit = Int.max
  /// Rows of the result; nil for a column (or a row of text).
  var rows: Int?

  init(_ call: Call) throws {
    guard call.count == 3 else { return }
    let size = try call.matrix(2).elements
    func extent(_ x: Double) throws -> Int {
      guard x >= 0 else { throw call.error("negative value invalid as size specification") }
      return Int(exactly: x.rounded(.down)) ?? Int.max
    }
    switch size.count {
    case 1: limit = try extent(size[0])
    case 2:
      if size[0].isInfinite {
        throw call.error("infinite value invalid as size specification")
      }
      let rows = try extent(size[0])
      let (all, overflow) = rows.multipliedReportingOverflow(by: try extent(size[1]))
      limit = overflow ? Int.max : all
      self.rows = rows
    case 0: return
    default: throw call.error("invalid size specification")
    }
  }

  func value(of items: [Scanner.Item], _ format: ScanFormat) throws -> Value {
    if !format.hasConversions { return .emptyMatrix }
    var numbers: [Double] = []
    for item in items {
      switch item {
      case .number(let x): numbers.append(x)
      case .text(let bytes): numbers += bytes.map { Double($0) }
      }
    }
    if limit == 0 { return .emptyMatrix }
    // A text is one value but several elements: these may need more columns than were asked for.
    let overflows = rows == nil && !format.isAllText && numbers.count > limit
    if let rows = overflows ? limit : rows {
      // What does not fill one column is a shorter column.
      if numbers.count <= rows { return try text(Matrix(Shape(numbers.count, 1), numbers), format) }
      // The last column is filled up with zeros.
      let columns = (numbers.count + rows - 1) / rows
      var m = try Matrix(Shape(rows, columns), repeating: 0.0)
      for (i, x) in numbers.enumerated() { m[i] = x }
      return try text(m, format)
    }
    if format.isAllText {
      return .char(
        try Matrix(Shape(1, numbers.count), numbers.map { UInt8($0) }), doubleQuoted: false)
    }
    return .matrix(try Matrix(Shape(numbers.count, 1), numbers))
  }

  private func text(_ m: Matrix<Double>, _ format: ScanFormat) throws -> Value {
    if !format.isAllText { return .matrix(m) }
    return .char(try m.converted { UInt8($0) }, doubleQuoted: false)
  }
}
