import DataFiles
import Evaluation
import Glibc
import Matrices

let tables: [Builtin] = [
  Builtin(
    "fileread(name)", "The whole text of a file",
    examples: #"""
      >> f = tempname(); fid = fopen(f, "w"); fputs(fid, "text"); fclose(fid);
      >> fileread(f)
      ans = text
      >> delete(f)
      """#, seeAlso: ["fopen", "textscan"], one: readText),
  Builtin(
    "csvread(file, r0, c0)", "A table of numbers separated by commas",
    examples: #"""
      >> f = tempname(); csvwrite(f, [1 2; 3 4]);
      >> csvread(f, 1, 0)
      ans =

         3   4

      >> delete(f)
      """#, seeAlso: ["csvwrite", "dlmread", "load"],
    one: { try readTable($0, separator: UInt8(ascii: ",")) }),
  Builtin(
    "dlmread(file, sep, r0, c0)\ndlmread(file, sep, [r0 c0 r1 c1])\n"
      + "dlmread(..., \"emptyvalue\", v)",
    "A table of numbers separated by any character",
    examples: #"""
      >> f = tempname(); dlmwrite(f, [1 2; 3 4], ";");
      >> dlmread(f, ";")
      ans =

         1   2
         3   4

      >> delete(f)
      """#, seeAlso: ["dlmwrite", "csvread", "textscan"],
    one: { try readTable($0, separator: nil) }),
  Builtin(
    "csvwrite(file, M)", "Writes a matrix as numbers separated by commas",
    examples: #"""
      >> f = tempname(); csvwrite(f, [1.5 2]); fileread(f)
      ans = 1.5,2

      >> delete(f)
      """#, seeAlso: ["csvread", "dlmwrite"], many: writeTable),
  Builtin(
    "dlmwrite(file, M, delim, r, c)\ndlmwrite(file, M, name, value, ...)",
    "Writes a matrix as numbers with a delimiter",
    examples: #"""
      >> f = tempname(); dlmwrite(f, [1 2; 3 4], "delimiter", ";"); fileread(f)
      ans = 1;2
      3;4

      >> delete(f)
      """#, seeAlso: ["dlmread", "csvwrite"], many: writeTable),
  Builtin(
    "[A, delimiter, header_rows] = importdata(file, delimiter, header_rows)",
    "Data from a file of any known kind; a struct when a table has headers",
    examples: #"""
      >> f = [tempname() ".csv"]; csvwrite(f, [1 2; 3 4]);
      >> importdata(f)
      ans =

         1   2
         3   4

      >> delete(f)
      """#, seeAlso: ["load", "dlmread"], many: importData),
]

private func readText(_ call: Call) throws -> Value {
  try call.expect(1...3)
  guard let path = call[0].text else { throw call.error("FILENAME argument must be a string") }
  do {
    return .bytes(try FileContents.read(expandedPath(path)))
  } catch DataFileError.system {
    throw call.error("cannot open file \(path)")
  }
}

private func readTable(_ call: Call, separator: UInt8?) throws -> Value {
  try call.expect(1...)
  var selection = NumberTable.Selection()
  selection.separator = separator
  var rest = call.arguments.dropFirst()
  if let index = rest.firstIndex(where: { $0.text?.lowercased() == "emptyvalue" }) {
    guard index + 1 < rest.endIndex, let value = rest[index + 1].scalar else {
      throw call.invalidCall
    }
    selection.emptyValue = value
    rest.removeSubrange(index...(index + 1))
  }
  if separator == nil, let first = rest.first, let text = first.bytes {
    let expanded = try expandEscapes(text, warn: { call.session.warn($0) })
    if !expanded.isEmpty { selection.separator = expanded[0] }
    rest = rest.dropFirst()
  }
  try setRange(&selection, Array(rest), call)
  let bytes = try tableBytes(call)
  let work = FileContents.workOfByte * Double(bytes.count)
  return .matrix(
    try Abandonable.run(work: work) { [selection] in try NumberTable.lenient(bytes, selection) })
}

private func tableBytes(_ call: Call) throws -> [UInt8] {
  if !call[0].isChar { return try call.openFile().read(Int.max) }
  let path = try call.path(0, "FILE argument must be a string or file id")
  do {
    return try FileContents.read(path)
  } catch DataFileError.system {
    throw EvaluationError("dlmread: unable to open file '\(path)'")
  }
}

/// Takes `r0, c0`, `[r0 c0 r1 c1]` or `"A2..B5"`.
private func setRange(
  _ selection: inout NumberTable.Selection, _ rest: [Value], _ call: Call
) throws {
  func position(_ x: Double) throws -> Int {
    guard x >= 0 else { throw EvaluationError("dlmread: left (R0) and top (C0) must be positive") }
    return Int(exactly: x.rounded(.down)) ?? Int.max
  }
  guard let first = rest.first else { return }
  if let text = first.text {
    guard let range = spreadsheetRange(text) else {
      throw EvaluationError("dlmread: error parsing RANGE")
    }
    (selection.rows, selection.columns) = range
  } else if rest.count >= 2 {
    selection.rows = try position(rest[0].scalar ?? 0)...Int.max
    selection.columns = try position(rest[1].scalar ?? 0)...Int.max
  } else if let m = try first.doubles, m.count == 4 {
    let ends = try m.elements.map(position)
    guard ends[0] <= ends[2], ends[1] <= ends[3] else {
      throw EvaluationError("dlmread: error parsing RANGE")
    }
    selection.rows = ends[0]...ends[2]
    selection.columns = ends[1]...ends[3]
  } else {
    throw EvaluationError("dlmread: error parsing RANGE")
  }
}

/// `A2..B5` or `A2:B5` as rows and columns from 0 on.
private func spreadsheetRange(
  _ text: String
) -> (ClosedRange<Int>, ClosedRange<Int>)? {
  var corners: [(row: Int, column: Int)] = []
  for part in text.split(whereSeparator: { $0 == "." || $0 == ":" }) {
    let letters = part.utf8.prefix(while: \.isLetter)
    guard !letters.isEmpty, letters.count <= 3, let row = Int(part.dropFirst(letters.count)),
      row >= 1
    else { return nil }
    let column = letters.reduce(0) { $0 * 26 + Int($1.uppered) - 64 }
    corners.append((row - 1, column - 1))
  }
  guard let first = corners.first, let last = corners.last, corners.count <= 2,
    first.row <= last.row, first.column <= last.column
  else { return nil }
  return (first.row...last.row, first.column...last.column)
}

/// How `dlmwrite` writes.
private struct TableStyle {
  var delimiter: [UInt8] = Array(",".utf8)
  var newline: [UInt8] = [10]
  var template = "%.16g"
  var appends = false
  var skippedRows = 0
  var skippedColumns = 0

  init(_ call: Call) throws {
    var positional = 0
    var i = 2
    while i < call.count {
      let name = call[i].text?.lowercased()
      if name == "-append" {
        appends = true
      } else if let name, i + 1 < call.count, try set(name, call[i + 1], call) {
        i += 1
      } else {
        try setPositional(positional, call[i], call)
        positional += 1
      }
      i += 1
    }
  }

  private mutating func set(_ name: String, _ value: Value, _ call: Call) throws -> Bool {
    switch name {
    case "delimiter":
      delimiter = try expandEscapes(value.bytes ?? [], warn: { call.session.warn($0) })
    case "newline":
      newline =
        switch value.text?.lowercased() {
        case "pc": [13, 10]
        case "mac": [13]
        case "unix": [10]
        default: try expandEscapes(value.bytes ?? [10], warn: { call.session.warn($0) })
        }
    case "precision":
      if let text = value.text {
        guard TableStyle.isSafe(text) else { throw call.error("PRECISION is no number template") }
        template = text
      } else if let digits = value.scalar.flatMap({ Int(exactly: $0) }), (1...40).contains(digits) {
        template = "%.\(digits)g"
      }
    case "append": appends = value.text?.lowercased() == "on" || value.scalar == 1
    case "roffset": skippedRows = try TableStyle.offset(value, call)
    case "coffset": skippedColumns = try TableStyle.offset(value, call)
    default: return false
    }
    return true
  }

  private mutating func setPositional(_ index: Int, _ value: Value, _ call: Call) throws {
    switch index {
    case 0: delimiter = try expandEscapes(value.bytes ?? [], warn: { call.session.warn($0) })
    case 1: skippedRows = try TableStyle.offset(value, call)
    case 2: skippedColumns = try TableStyle.offset(value, call)
    default: throw call.invalidCall
    }
  }

  private static func offset(_ value: Value, _ call: Call) throws -> Int {
    guard let n = value.scalar.flatMap({ Int(exactly: $0) }), (0...1 << 20).contains(n) else {
      throw call.error("offsets must be whole numbers from 0 on")
    }
    return n
  }

  /// Whether a template has exactly one conversion, and that for a double: others would read memory.
  private static func isSafe(_ template: String) -> Bool {
    var conversions = 0
    var rest = Array(template.utf8)[...]
    while let mark = rest.firstIndex(of: UInt8(ascii: "%")) {
      rest = rest[(mark + 1)...]
      if rest.first == UInt8(ascii: "%") {
        rest = rest.dropFirst()
        continue
      }
      rest = rest.drop { "+-# 0123456789.".utf8.contains($0) }
      guard let letter = rest.first, "eEfFgG".utf8.contains(letter) else { return false }
      conversions += 1
    }
    return conversions == 1 && template.utf8.count < 64
  }
}

private func writeTable(_ call: Call) throws -> [Value] {
  try call.expect(2...)
  guard let m = try call[1].doubles, m.shape.isMatrix else {
    throw call.error("M must be a numeric matrix")
  }
  let style = try TableStyle(call)
  var text: [UInt8] = []
  let width = style.skippedColumns + m.columns
  for _ in 0..<style.skippedRows {
    for _ in 1..<max(1, width) { text += style.delimiter }
    text += style.newline
  }
  for row in 0..<m.rows {
    try Interrupt.check(every: 1024, at: row)
    for _ in 0..<style.skippedColumns { text += style.delimiter }
    for column in 0..<m.columns {
      if column > 0 { text += style.delimiter }
      text += formatted(m[row, column], style.template)
    }
    text += style.newline
  }
  if !call[0].isChar {
    try write(text, toStream: call.fileNumber(), call)
  } else {
    let path = try call.path(0, "FILE must be a filename string or numeric FID")
    try call.withFileErrors {
      try FileContents.write(text, to: path, append: style.appends)
    }
  }
  return []
}
