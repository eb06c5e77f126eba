import Evaluation
import Glibc
import Matrices

let fieldScanning: [Builtin] = [
  Builtin(
    "c = textscan(fid, format, repeat, name, value, ...)\nc = textscan(text, format, ...)",
    "Fields of a file or a text in columns, a cell for each conversion of the format",
    shapes: "%f, %d, %u8, ... give n x 1 numbers of that class, %s, %q, %[...] cells of texts",
    examples: #"""
      >> c = textscan("Ann,3\nBob,5", "%s %f", "Delimiter", ",");
      >> c{1}{2}
      ans = Bob
      >> c{2}'
      ans =

         3   5

      """#,
    seeAlso: ["strread", "textread", "fscanf", "csvread"], many: scanFields),
  Builtin(
    "[a, b, ...] = strread(text, format, repeat, name, value, ...)",
    "Fields of a text in columns, a result for each conversion of the format",
    examples: """
      >> [a, b] = strread("1 2 3 4", "%f %f");
      >> b'
      ans =

         2   4

      """,
    seeAlso: ["textscan", "sscanf"], many: { try spreadFields($0, of: $0.bytes(0)) }),
  Builtin(
    "[a, b, ...] = textread(file, format, repeat, name, value, ...)",
    "Fields of a file in columns, a result for each conversion of the format",
    examples: """
      >> f = tempname(); h = fopen(f, "w"); fputs(h, "x y\\n1 2\\n3 4\\n"); fclose(h);
      >> [a, b] = textread(f, "%f %f", "headerlines", 1);
      >> b'
      ans =

         2   4

      >> delete(f)
      """,
    seeAlso: ["textscan", "fileread"], many: readTextFile),
]

/// What a call asks for besides its text.
private struct FieldRequest {
  var format: FieldFormat
  var most = Int.max
  var options: FieldOptions

  init(_ call: Call, _ text: [UInt8]) throws {
    var rest = call.arguments.dropFirst()
    var template: [UInt8]?
    if let first = rest.first?.bytes, first.isEmpty || first.contains(UInt8(ascii: "%")) {
      template = first
      rest = rest.dropFirst()
    } else if rest.first?.isChar == true, rest.count % 2 == 1 {
      template = rest.removeFirst().bytes
    }
    if let count = rest.first?.scalar, rest.first?.isChar == false {
      if count >= 0 { most = Int(exactly: count.rounded(.down)) ?? Int.max }
      rest = rest.dropFirst()
    }
    options = try FieldOptions(rest, call)
    switch template {
    case nil: format = FieldFormat(numbers: 1)
    case .some(let template) where template.isEmpty:
      format = FieldFormat(numbers: Self.fieldCount(text, options))
    case .some(let template): format = try FieldFormat(template, call)
    }
  }

  /// How many fields the first line behind the headers has.
  private static func fieldCount(_ text: [UInt8], _ options: FieldOptions) -> Int {
    let lines = text.split(separator: 10, omittingEmptySubsequences: false)
    guard options.headerLines < lines.count else { return 1 }
    let line = Array(lines[options.headerLines])
    let isSeparator: (UInt8) -> Bool =
      options.delimiters.isEmpty
      ? { options.blanks.contains($0) } : { byte in options.delimiters.contains([byte]) }
    return line.split(
      omittingEmptySubsequences: options.delimiters.isEmpty, whereSeparator: isSeparator
    ).count
  }

  func reader(_ text: [UInt8]) throws -> FieldReader {
    var reader = FieldReader(text, format, options)
    try reader.read(most: most)
    return reader
  }
}

private func scanFields(_ call: Call) throws -> [Value] {
  try call.expect(1...)
  let file = call[0].isChar ? nil : try call.openFile()
  let text = try file?.read(Int.max) ?? call.bytes(0)
  let request = try FieldRequest(call, text)
  let reader = try request.reader(text)
  // What was not read is there for the next call.
  if let file { fseek(file.stream, reader.position - text.count, SEEK_CUR) }
  let columns = request.options.collects ? try collected(reader.columns) : try values(reader)
  return [
    .cell(try Matrix(Shape(1, columns.count), columns)), .count(reader.position),
  ]
}

private func values(_ reader: FieldReader) throws -> [Value] {
  try reader.columns.map { try $0.value() }
}

/// Neighbouring columns of one class side by side in one array.
private func collected(_ columns: [FieldColumn]) throws -> [Value] {
  var groups: [[FieldColumn]] = []
  for column in columns {
    if let last = groups.last?.last, last.target != nil, last.target == column.target,
      last.numbers.count == column.numbers.count
    {
      groups[groups.count - 1].append(column)
    } else {
      groups.append([column])
    }
  }
  return try groups.map { group in
    try Concatenation.joined(group.map { try $0.value() }, axis: 1)
  }
}

private func spreadFields(_ call: Call, of text: [UInt8]) throws -> [Value] {
  let reader = try FieldRequest(call, text).reader(text)
  let values = try reader.columns.map { try $0.value() }
  guard call.outputCount <= values.count else {
    throw call.error("more results are wanted than the format has conversions")
  }
  return Array(values.prefix(max(1, call.outputCount)))
}

private func readTextFile(_ call: Call) throws -> [Value] {
  try call.expect(1...)
  let path = try call.path(0, "first argument must be the name of a file")
  guard let file = OpenFile(path: path, mode: "rb") else {
    throw call.error("could not open '\(path)' for reading")
  }
  defer { _ = file.close() }
  return try spreadFields(call, of: file.read(Int.max))
}
