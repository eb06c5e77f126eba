import DataFiles
import Evaluation
import Glibc
import Matrices

let binaryStreams: [Builtin] = [
  Builtin(
    "[data, count] = fread(fid, size, precision, skip, arch)",
    "Numbers read from the bytes of a file", shapes: "size n: n x 1; [m n]: m x n",
    examples: """
      >> f = tmpfile(); fwrite(f, [1 2 300], "int16"); frewind(f);
      >> fread(f, Inf, "int16")'
      ans =

           1     2   300

      >> fclose(f);
      """,
    seeAlso: ["fwrite", "fopen", "fscanf"], many: readBinary),
  Builtin(
    "count = fwrite(fid, data, precision, skip, arch)", "Writes numbers as bytes to a file",
    examples: """
      >> f = tmpfile(); fwrite(f, [1 2 3], "double")
      ans = 3
      >> fclose(f);
      """,
    seeAlso: ["fread", "fopen"], many: writeBinary),
  Builtin(
    "[val, count, errmsg] = fscanf(fid, template, size)",
    "The values in a file that a template such as \"%f\" describes",
    examples: #"""
      >> f = tmpfile(); fputs(f, "1 2\n3 4\n"); frewind(f);
      >> fscanf(f, "%f", [2 Inf])'
      ans =

         1   2
         3   4

      >> fclose(f);
      """#,
    seeAlso: ["sscanf", "fgetl", "fopen"],
    many: { call in
      try call.expect(2...3)
      return Array(try scan(try call.openFile(), call).prefix(max(3, call.outputCount)))
    }),
  Builtin(
    "ftell(fid)", "The position in a file, in bytes from its start",
    examples: """
      >> f = tmpfile(); ftell(f)
      ans = 0
      >> fclose(f);
      """, seeAlso: ["fseek"],
    one: { call in
      try call.expect(1...1)
      return .count(Glibc.ftell(try call.openFile().stream))
    }),
  Builtin(
    "fseek(fid, offset, origin)", "Moves to a position in a file; 0 when that worked, -1 else",
    examples: #"""
      >> f = tmpfile(); fputs(f, "abc"); fseek(f, 1, SEEK_SET)
      ans = 0
      >> fclose(f);
      """#, seeAlso: ["ftell", "frewind"], one: seek),
  Builtin(
    "frewind(fid)", "Moves to the start of a file",
    examples: """
      >> f = tmpfile(); frewind(f); fclose(f)
      ans = 0
      """, seeAlso: ["fseek"],
    many: { call in
      try call.expect(1...1)
      rewind(try call.openFile().stream)
      return call.outputCount > 0 ? [.number(0)] : []
    }),
  Builtin(
    "SEEK_SET", "For fseek: from the start of the file",
    examples: """
      >> SEEK_SET
      ans = -1
      """, seeAlso: ["fseek"], one: { _ in .number(-1) }),
  Builtin(
    "SEEK_CUR", "For fseek: from the present position",
    examples: """
      >> SEEK_CUR
      ans = 0
      """, seeAlso: ["fseek"], one: { _ in .number(0) }),
  Builtin(
    "SEEK_END", "For fseek: from the end of the file",
    examples: """
      >> SEEK_END
      ans = 1
      """, seeAlso: ["fseek"], one: { _ in .number(1) }),
]

private func seek(_ call: Call) throws -> Value {
  try call.expect(2...3)
  let file = try call.openFile()
  let offset = try call.integer(1)
  var origin = SEEK_SET
  if call.count == 3 {
    let name = try call[2].text ?? "\(call.integer(2))"
    switch name {
    case "-1", "bof": origin = SEEK_SET
    case "0", "cof": origin = SEEK_CUR
    case "1", "eof": origin = SEEK_END
    default: throw call.error("invalid value for origin")
    }
  }
  let here = Glibc.ftell(file.stream)
  guard Glibc.fseek(file.stream, 0, SEEK_END) == 0 else { return .number(-1) }
  let end = Glibc.ftell(file.stream)
  let base = origin == SEEK_SET ? 0 : origin == SEEK_CUR ? here : end
  let (target, overflow) = base.addingReportingOverflow(offset)
  // Octave does not move behind the end.
  guard !overflow, target >= 0, target <= end else {
    Glibc.fseek(file.stream, here, SEEK_SET)
    return .number(-1)
  }
  return .number(Glibc.fseek(file.stream, target, SEEK_SET) == 0 ? 0 : -1)
}

/// How elements lie in a file, and the class in which they are handed over.
private struct Precision {
  var stored: ValueClass
  var result: ValueClass

  /// `uint8`, `uint8=>single`, `*uint8`; C's names count too.
  init(_ text: String, _ call: Call) throws {
    let invalid = call.error("invalid PRECISION specified")
    let parts = text.filter { $0 != " " }.split(separator: "=", maxSplits: 1)
    guard let first = parts.first else { throw invalid }
    let keeps = first.hasPrefix("*")
    guard let stored = Precision.element(String(keeps ? first.dropFirst() : first)) else {
      throw invalid
    }
    self.stored = stored
    result = keeps ? stored : .double
    if parts.count == 2 {
      guard parts[1].hasPrefix(">"), let target = Precision.element(String(parts[1].dropFirst()))
      else { throw invalid }
      result = target
    }
  }

  private static func element(_ name: String) -> ValueClass? {
    switch name {
    case "uchar", "unsignedchar": .integer(.uint8)
    case "schar", "signedchar", "integer*1": .integer(.int8)
    case "char", "char*1": .char
    case "short", "integer*2": .integer(.int16)
    case "ushort", "unsignedshort": .integer(.uint16)
    case "int", "integer*4": .integer(.int32)
    case "uint", "unsignedint": .integer(.uint32)
    case "long", "integer*8": .integer(.int64)
    case "ulong", "unsignedlong": .integer(.uint64)
    case "float", "float32", "real*4": .single
    case "float64", "real*8": .double
    default: ValueClass(name: name).flatMap { $0.byteCount == nil || $0 == .logical ? nil : $0 }
    }
  }
}

private func isBigEndian(_ call: Call, at index: Int) throws -> Bool {
  guard call.count > index else { return false }
  let name = try call.string(index)
  return ["ieee-be", "b", "ieee-be.l64", "s"].contains(name)
}

private func readBinary(_ call: Call) throws -> [Value] {
  try call.expect(1...5)
  let file = try call.openFile()
  var arguments = call.arguments
  if arguments.count > 1, arguments[1].isChar { arguments.insert(.number(.infinity), at: 1) }
  let full = Call(
    name: call.name, arguments: arguments, outputCount: call.outputCount, session: call.session)
  let precision = try Precision(full.count > 2 ? try full.string(2) : "uint8", call)
  let skip = full.count > 3 ? max(0, try full.integer(3)) : 0
  let (limit, rows) = try extents(full)
  let size = precision.stored.byteCount ?? 1
  var bytes = try readElements(file, size: size, limit: limit, skip: skip, call)
  if try isBigEndian(full, at: 4) { reverse(&bytes, size) }
  let count = bytes.count / size
  var shape = Shape(count, 1)
  if let rows, rows > 0 {
    let columns = (count + rows - 1) / rows
    bytes += [UInt8](repeating: 0, count: (columns * rows - count) * size)
    shape = Shape(rows, columns)
  }
  if count == 0 { shape = .empty }
  let work = FileContents.workOfByte * Double(bytes.count)
  let result = try Abandonable.run(work: work) { [bytes, shape] in
    let stored = try value(of: bytes, as: precision.stored, shape)
    return try stored.converted(to: precision.result) ?? stored
  }
  return [result, .count(count)]
}

/// How many elements to read at most, and the rows of the result.
private func extents(_ call: Call) throws -> (limit: Int, rows: Int?) {
  guard call.count > 1 else { return (Int.max, nil) }
  let size = try call.matrix(1).elements
  func extent(_ x: Double) throws -> Int {
    guard x >= 0 else { throw call.error("negative value invalid as size specification") }
    return Int(exactly: x.rounded(.down)) ?? Int.max
  }
  switch size.count {
  case 0: return (Int.max, nil)
  case 1: return (try extent(size[0]), nil)
  case 2:
    if size[0].isInfinite { throw call.error("infinite value invalid as size specification") }
    let rows = try extent(size[0])
    let (all, overflow) = rows.multipliedReportingOverflow(by: try extent(size[1]))
    return (overflow ? Int.max : all, rows)
  default: throw call.error("invalid SIZE specification")
  }
}

private func readElements(
  _ file: OpenFile, size: Int, limit: Int, skip: Int, _ call: Call
) throws -> [UInt8] {
  if skip == 0 {
    let (total, overflow) = limit.multipliedReportingOverflow(by: size)
    let bytes = file.read(overflow ? Int.max : total)
    try call.checkInterrupt()
    return Array(bytes.prefix(bytes.count - bytes.count % size))
  }
  var bytes: [UInt8] = []
  for _ in 0..<limit {
    try call.checkInterrupt()
    let element = file.read(size)
    guard element.count == size else { break }
    bytes += element
    _ = file.read(skip)
  }
  return bytes
}

private func reverse(_ bytes: inout [UInt8], _ size: Int) {
  for start in stride(from: 0, to: bytes.count, by: size) {
    bytes[start..<min(start + size, bytes.count)].reverse()
  }
}

private func writeBinary(_ call: Call) throws -> [Value] {
  try call.expect(2...5)
  let precision = try Precision(call.count > 2 ? try call.string(2) : "uint8", call)
  let source = call[1]
  let raw = try Abandonable.run(work: FileContents.workOfByte * 8 * Double(source.count)) {
    try source.converted(to: precision.stored).flatMap { try rawBytes($0) }
  }
  guard var bytes = raw else {
    throw call.error("wrong type argument '\(Call.description(call[1]))'")
  }
  let size = precision.stored.byteCount ?? 1
  if try isBigEndian(call, at: 4) { reverse(&bytes, size) }
  try write(bytes, toStream: call.fileNumber(), call)
  return [.count(bytes.count / size)]
}
