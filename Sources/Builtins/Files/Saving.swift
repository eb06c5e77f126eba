import DataFiles
import Evaluation
import Glibc
import Matrices

/// In which form variables are written.
private enum SaveFormat {
  case text
  case mat(compressed: Bool)
  case table
  case npz, npy, safeTensors

  /// Whether adding to a file of this format means writing all of it again.
  var holdsAll: Bool {
    switch self {
    case .mat, .npz, .safeTensors: true
    case .text, .table, .npy: false
    }
  }

  init?(_ option: String) {
    switch option {
    case "-text", "-t": self = .text
    case "-ascii", "-a": self = .table
    case "-v7", "-V7", "-7", "-mat7-binary", "-mat", "-m": self = .mat(compressed: true)
    case "-v6", "-V6", "-6", "-mat-binary": self = .mat(compressed: false)
    case "-npz": self = .npz
    case "-npy": self = .npy
    case "-safetensors": self = .safeTensors
    default: return nil
    }
  }

  /// What the ending of a file's name says; nil for endings that say nothing.
  init?(ofFile file: String) {
    switch file.split(separator: ".").last {
    case "mat": self = .mat(compressed: true)
    case "npz": self = .npz
    case "npy": self = .npy
    case "safetensors": self = .safeTensors
    default: return nil
    }
  }
}

/// A call of `save`, its words sorted out.
private struct SaveRequest {
  var format = SaveFormat.text
  var appends = false
  var isCompressed = false
  var file = ""
  var names: [String] = []
  var structName: String?

  init(_ call: Call) throws {
    let words = call.arguments.compactMap(\.text)
    guard words.count == call.count else { throw call.error("all arguments must be strings") }
    var rest: [String] = []
    var takesStruct = false
    var asked: SaveFormat?
    for word in words {
      if let format = SaveFormat(word) {
        asked = format
      } else if word == "-append" {
        appends = true
      } else if word == "-zip" || word == "-z" {
        isCompressed = true
      } else if word == "-struct" {
        takesStruct = true
      } else if word.hasPrefix("-"), word.count > 1 {
        try SaveRequest.refuse(word, call)
      } else {
        rest.append(word)
      }
    }
    guard let first = rest.first else { throw call.invalidCall }
    file = first
    format = asked ?? SaveFormat(ofFile: first) ?? .text
    if isCompressed, case .text = format {
      call.session.warn("save: text is written without compression")
    }
    names = Array(rest.dropFirst())
    if takesStruct {
      guard !names.isEmpty else { throw call.error("missing struct name") }
      structName = names.removeFirst()
    }
  }

  private static func refuse(_ option: String, _ call: Call) throws {
    switch option {
    case "-binary", "-b", "-float-binary", "-hdf5", "-float-hdf5", "-v4", "-V4", "-4":
      throw call.error(
        "the format '\(option)' is not supported; -v7, -text, -npz and -safetensors are")
    default: throw call.error("unrecognized option '\(option)'")
    }
  }
}

/// The body of `save`.
func save(_ call: Call) throws -> [Value] {
  let request = try SaveRequest(call)
  let variables = try variablesToSave(request, call)
  let path = expandedPath(request.file)
  if path == "-" {
    let text = try call.withFileErrors {
      try OctaveText.text(of: variables, header: "Created by nnsh", path: path)
    }
    if call.outputCount > 0 { return [.bytes(text)] }
    call.session.output.write(text)
    return []
  }
  try call.withFileErrors { try write(variables, to: path, request, call) }
  return []
}

private func write(
  _ variables: [DataVariable], to path: String, _ request: SaveRequest, _ call: Call
) throws {
  let all =
    request.appends && request.format.holdsAll ? try merged(variables, into: path) : variables
  switch request.format {
  case .text:
    let text = try abandonably(variables) {
      try OctaveText.text(of: variables, header: "Created by nnsh", path: path)
    }
    try FileContents.write(text, to: path, append: request.appends)
  case .mat(let compressed):
    try abandonably(all) { try MatFile.write(all, to: path, compressed: compressed) }
  case .table:
    try FileContents.write(try tableText(variables, call), to: path, append: request.appends)
  case .npz:
    let isCompressed = request.isCompressed
    try abandonably(all) { try NpzFile.write(all, to: path, compressed: isCompressed) }
  case .safeTensors:
    try abandonably(all) { try SafeTensorsFile.write(all, to: path) }
  case .npy:
    guard variables.count == 1, !request.appends else {
      throw call.error("a .npy file holds one array; .npz holds several")
    }
    try DataFile.writeNpy(variables[0].item, to: path)
  }
}

/// What `body` makes of the variables, without waiting for it after Ctrl-C.
private func abandonably<Result>(
  _ variables: [DataVariable], _ body: @escaping () throws -> Result
) throws -> Result {
  let work = variables.reduce(0) { $0 + $1.item.work }
  return try Abandonable.run(work: work, body)
}

/// The variables that the call names; all of them when it names none.
private func variablesToSave(_ request: SaveRequest, _ call: Call) throws -> [DataVariable] {
  if let name = request.structName { return try fieldsToSave(name, request, call) }
  let session = call.session
  var names: [String] = []
  for pattern in request.names {
    let found = session.variableNames.filter { fnmatch(pattern, $0, 0) == 0 }
    if found.isEmpty { session.warn("save: no such variable '\(pattern)'") }
    names += found.filter { !names.contains($0) }
  }
  let wasAsked = !request.names.isEmpty
  if !wasAsked { names = session.variableNames }
  return try names.compactMap { name in
    try session.variable(named: name).flatMap {
      try dataVariable(name, $0, wasAsked: wasAsked, call)
    }
  }
}

private func fieldsToSave(
  _ name: String, _ request: SaveRequest, _ call: Call
) throws -> [DataVariable] {
  guard case .structure(let s)? = call.session.variable(named: name), s.shape.isScalar else {
    throw call.error("'\(name)' is not a scalar structure")
  }
  let wanted = request.names.isEmpty ? s.names : request.names
  return try wanted.compactMap { field in
    guard let value = s[field] else {
      throw call.error("no such field '\(name).\(field)'")
    }
    return try dataVariable(field, value, wasAsked: true, call)
  }
}

private func dataVariable(
  _ name: String, _ value: Value, wasAsked: Bool, _ call: Call
) throws -> DataVariable? {
  if let item = try value.dataItem() { return DataVariable(name: name, item: item) }
  let what = Call.description(value)
  guard !wasAsked else {
    throw call.error(
      "variable '\(name)' cannot be saved: it is or holds a function or map")
  }
  call.session.warn("save: variable '\(name)' left out: a \(what) cannot be saved")
  return nil
}

/// The variables of the file at `path` with `variables` added or put in their place.
private func merged(_ variables: [DataVariable], into path: String) throws -> [DataVariable] {
  guard access(path, F_OK) == 0 else { return variables }
  guard case .variables(var all) = try DataFile.read(path) else {
    throw DataFileError.unknownFormat(path: path)
  }
  for variable in variables {
    if let present = all.firstIndex(where: { $0.name == variable.name }) {
      all[present] = variable
    } else {
      all.append(variable)
    }
  }
  return all
}

/// Matrices as rows of numbers with nine digits, as `-ascii` writes them.
private func tableText(_ variables: [DataVariable], _ call: Call) throws -> [UInt8] {
  var text: [UInt8] = []
  for variable in variables {
    guard let m = try Value(variable.item).doubles, m.shape.isMatrix else {
      throw call.error("'\(variable.name)' cannot be saved as -ascii: it is no matrix")
    }
    for row in 0..<m.rows {
      try Interrupt.check(every: 1024, at: row)
      for column in 0..<m.columns { text += formatted(m[row, column], "%.8e", leading: " ") }
      text.append(10)
    }
  }
  return text
}

/// A number by a C template with one conversion.
func formatted(_ x: Double, _ template: String, leading: String = "") -> [UInt8] {
  var buffer = [CChar](repeating: 0, count: 512)
  let length = withVaList([x]) { vsnprintf(&buffer, buffer.count, template, $0) }
  let used = min(max(0, Int(length)), buffer.count - 1)
  return Array(leading.utf8) + buffer[..<used].map { UInt8(bitPattern: $0) }
}
