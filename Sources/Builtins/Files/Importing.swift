import DataFiles
import Evaluation
import Matrices

/// The body of `importdata`.
func importData(_ call: Call) throws -> [Value] {
  try call.expect(1...3)
  let path = try call.path(0, "FNAME must be a string")
  if !isRegularFile(path) { throw call.error("FNAME \(path) does not exist") }
  let isTable = call.count > 1 || [".csv", ".tsv", ".txt"].contains(where: path.hasSuffix)
  if !isTable, let contents = try? call.withFileErrors({ try DataFile.read(path) }) {
    switch contents {
    case .table(let table): return [.matrix(table), .bytes([]), .number(0)]
    case .array(let item): return [try Value(item), .bytes([]), .number(0)]
    case .variables(let all):
      let fields = try all.map {
        ($0.name, try restoringNetworks(try Value($0.item), $0.name, call))
      }
      return [.structure(StructArray(fields)), .bytes([]), .number(0)]
    }
  }
  // What ended the attempt may have been Ctrl-C.
  try call.checkInterrupt()
  return try importTable(path, call)
}

private func importTable(_ path: String, _ call: Call) throws -> [Value] {
  let bytes = try call.withFileErrors { try FileContents.read(path) }
  let lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map { Array($0) }
  let headerRows = call.count > 2 ? max(0, try call.integer(2)) : headerCount(lines)
  var selection = NumberTable.Selection()
  selection.rows = headerRows...Int.max
  selection.emptyValue = .nan
  let sample = lines.dropFirst(headerRows).first ?? []
  if call.count > 1, let given = call[1].bytes, !given.isEmpty {
    selection.separator = try expandEscapes(given, warn: { call.session.warn($0) })[0]
  } else {
    selection.separator = ",;\t ".utf8.first { sample.contains($0) }
  }
  let work = FileContents.workOfByte * Double(bytes.count)
  let table = try Abandonable.run(work: work) { [selection] in
    try NumberTable.lenient(bytes, selection)
  }
  let delimiter = Value.bytes(selection.separator.map { [$0] } ?? [])
  if headerRows == 0 { return [.matrix(table), delimiter, .number(0)] }
  let headers = lines.prefix(headerRows).map { $0.filter { $0 != 13 } }
  let names = (headers.last ?? []).split(separator: selection.separator ?? 44).map { Array($0) }
  var fields: [(String, Value)] = [
    ("data", .matrix(table)), ("textdata", try .textCell(Array(headers))),
  ]
  if names.count == table.columns {
    fields.append(("colheaders", try .textCell(names, shape: Shape(1, names.count))))
  }
  return [.structure(StructArray(fields)), delimiter, .count(headerRows)]
}

/// How many lines at the start hold letters that are no part of numbers.
private func headerCount(_ lines: [[UInt8]]) -> Int {
  var count = 0
  for line in lines {
    let hasWords = line.contains { $0.isLetter && !"eEdDinfaNIA".utf8.contains($0) }
    if !hasWords { break }
    count += 1
  }
  return count == lines.count ? 0 : count
}
