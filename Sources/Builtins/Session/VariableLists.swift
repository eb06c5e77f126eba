import Evaluation
import Glibc
import Matrices
import Syntax

/// Listing variables, as Octave prints them.
let variableLists: [Builtin] = [
  Builtin(
    "who\nwho pattern ...\nwho -regexp pattern ...", "Lists the variables",
    examples: """
      >> a = 1; b = 2; c = who; c'
      ans =
      {
        [1,1] = a
        [1,2] = b
      }

      """, seeAlso: ["whos", "clear"], many: who),
  Builtin(
    "whos\nwhos pattern ...\nwhos -regexp pattern ...",
    "Lists the variables with sizes, bytes and classes",
    examples: """
      >> x = ones(2, 3); name = "Ada"; whos
      Variables visible from the current scope:

      variables in scope: top scope

        Attr   Name        Size                     Bytes  Class
        ====   ====        ====                     =====  =====\u{20}
               name        1x3                          3  char
               x           2x3                         48  double

      Total is 9 elements using 51 bytes

      >> s = whos("x"); s.bytes
      ans = 48
      """, seeAlso: ["who"], many: whos),
]

/// The names of variables that fit the patterns in the arguments, pattern by pattern; all without patterns.
private func names(_ call: Call) throws -> [String] {
  var words = try call.arguments.indices.map { try call.string($0) }[...]
  var isRegular = false
  while let flag = words.first, flag.hasPrefix("-") {
    words.removeFirst()
    if flag == "-regexp" {
      isRegular = true
    } else {
      call.session.warn("\(call.name): unrecognized option '\(flag)'")
    }
  }
  if words.isEmpty { words = ["*"] }
  let all = call.session.variableNames
  return try words.flatMap { pattern in
    let pattern = try NamePattern(pattern, isRegular: isRegular)
    return try all.filter { try pattern.fits($0) }
  }
}

private let heading = "Variables visible from the current scope:\n\n"

private func who(_ call: Call) throws -> [Value] {
  let names = try names(call)
  if call.outputCount > 0 {
    return [.cell(try .init(.init(names.count, 1), names.map { .string($0) }))]
  }
  if names.isEmpty { return [] }
  call.session.output.write(heading)
  let width = (names.map(\.utf8.count).max() ?? 0) + 2
  let perLine = max(1, call.session.output.columns / width)
  let rows = (names.count + perLine - 1) / perLine
  for row in 0..<rows {
    var line = ""
    for index in stride(from: row, to: names.count, by: rows) {
      line += names[index]
      if index + rows < names.count { line += blanks(width - names[index].utf8.count) }
    }
    call.session.output.write(line + "\n")
  }
  call.session.output.write("\n")
  tellStale(names, call.session)
  return []
}

/// Says which of the variables in a list hold what an older text set.
private func tellStale(_ names: [String], _ session: Session) {
  let stale = names.filter(session.isStale)
  if stale.isEmpty { return }
  session.output.write(
    "stale: \(stale.joined(separator: ", ")) (set by an older text; `:rerun` computes anew)\n\n")
}

extension Session {
  /// Whether a variable of the prompt holds what a text set which has been changed since.
  fileprivate func isStale(_ name: String) -> Bool {
    functionName.isEmpty && staleNames.contains(name)
  }
}

/// A variable in the table of `whos`.
private struct Row {
  let name: String
  let value: Value
  let bytes: Int
  let isParameter: Bool
  let isGlobal: Bool
  let isPersistent: Bool

  /// A map is one object, whatever it contains.
  var isMap: Bool { if case .map = value { true } else { false } }
  var size: String { isMap ? "1x1" : value.shape.description }
  var count: Int { isMap ? 1 : value.count }
}

private func whos(_ call: Call) throws -> [Value] {
  let session = call.session
  let parameters = session.parameterNames
  let rows = try names(call).compactMap { name in
    session.variable(named: name).map { value in
      Row(
        name: name, value: value, bytes: byteCount(value), isParameter: parameters.contains(name),
        isGlobal: session.isGlobal(name), isPersistent: session.isPersistent(name))
    }
  }
  if call.outputCount > 0 { return [try structure(rows, session)] }
  if rows.isEmpty { return [] }
  let file = session.functionName.isEmpty ? "" : functionFile(session)
  let scope = session.functionName.isEmpty ? "top scope" : session.functionName
  session.output.write(
    heading + "variables in scope: \(scope)\(file.isEmpty ? "" : ": \(file)")\n\n" + table(rows))
  tellStale(rows.map(\.name), session)
  return []
}

/// The file that the running function stands in; empty for one that was typed.
private func functionFile(_ session: Session) -> String {
  guard let name = session.functionSource?.name, name.contains(".") || name.contains("/") else {
    return ""
  }
  if name.hasPrefix("/") { return name }
  guard let folder = getcwd(nil, 0) else { return name }
  defer { free(folder) }
  return String(cString: folder) + "/" + name
}

/// The table that Octave's `whos_line_format` describes by default: sizes stand with their first `x` in one
/// column, which has room for 5 digits at least before it and 15 characters from it on.
private func table(_ rows: [Row]) -> String {
  let nameWidth = max(6, rows.map(\.name.utf8.count).max() ?? 0)
  let front = max(6, rows.map { digits(of: $0.size) }.max() ?? 0)
  let back = max(15, rows.map { $0.size.utf8.count - digits(of: $0.size) }.max() ?? 0)
  let byteWidth = max(12, rows.map { String($0.bytes).utf8.count }.max() ?? 0)
  func line(
    _ attributes: String, _ name: String, _ size: String, at place: Int, _ bytes: String,
    _ kind: String
  )
    -> String
  {
    let left = blanks(front - place)
    return attributes + name + blanks(nameWidth - name.utf8.count) + " " + left + size
      + blanks(front + back - left.utf8.count - size.utf8.count) + "  "
      + blanks(byteWidth - bytes.utf8.count) + bytes + "  " + kind + "\n"
  }
  var text = line("  Attr   ", "Name", "Size", at: 1, "Bytes", "Class")
  text += line("  ====   ", "====", "====", at: 1, "=====", "===== ")
  for row in rows {
    let marks =
      "    " + (row.isParameter ? "f" : " ") + (row.isGlobal ? "g" : " ")
      + (row.isPersistent ? "p" : " ") + "  "
    text += line(
      marks, row.name, row.size, at: digits(of: row.size), String(row.bytes), row.value.className)
  }
  let elements = rows.reduce(0) { $0 + $1.count }
  let bytes = rows.reduce(0) { $0 + $1.bytes }
  return text + "\nTotal is \(elements) element\(elements == 1 ? "" : "s") using "
    + "\(bytes) byte\(bytes == 1 ? "" : "s")\n\n"
}

/// How many digits stand before the first `x` of a size.
private func digits(of size: String) -> Int { size.utf8.prefix { $0 != UInt8(ascii: "x") }.count }

private func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

private func structure(_ rows: [Row], _ session: Session) throws -> Value {
  let scope = session.functionName.isEmpty ? "top scope" : session.functionName
  let nesting = Value.structure(
    StructArray([("function", .string(scope)), ("level", .count(session.callDepth))]))
  let columns: [(String, [Value])] = [
    ("name", rows.map { .string($0.name) }),
    ("size", rows.map { (try? .row($0.value.shape.dimensions.map(Double.init))) ?? .emptyMatrix }),
    ("bytes", rows.map { .count($0.bytes) }),
    ("class", rows.map { .string($0.value.className) }),
    ("global", rows.map { .bool($0.isGlobal) }),
    ("sparse", rows.map { _ in .bool(false) }),
    ("complex", rows.map { _ in .bool(false) }),
    ("nesting", rows.map { _ in nesting }),
    ("persistent", rows.map { .bool($0.isPersistent) }),
  ]
  return .structure(
    StructArray(
      shape: .init(rows.count, 1), names: columns.map(\.0),
      columns: try columns.map { try .init(.init(rows.count, 1), $0.1) }))
}
