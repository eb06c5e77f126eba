import DataFiles
import Evaluation
import Glibc
import Matrices

let storage: [Builtin] = [
  Builtin(
    "load file\nload file name1 name2 ...\ns = load(file, names, ...)",
    """
    Variables or an array from a file, whose format is told by its contents: MAT, Octave's text, NumPy's \
    npz and npy, safetensors, tables of numbers (text, CSV, TSV, with or without a line of names), IDX \
    (MNIST: m x 28 x 28), PNG, PGM and PPM pictures; also packed with gzip
    """,
    examples: """
      >> f = tempname(); x = [1 2; 3 4]; save("-text", f, "x");
      >> s = load(f); s.x
      ans =

         1   2
         3   4

      >> delete(f)
      """,
    seeAlso: ["save", "imread", "csvread", "dlmread", "importdata"], many: load),
  Builtin(
    "save file\nsave file name1 name2 ...\nsave -v7 file ...\nsave(\"-struct\", ...)",
    """
    Writes variables to a file: -text (the default), -v7 and -v6 (MAT), -npz, -npy, -safetensors, -ascii, \
    -append, -zip; without an option a name in .mat, .npz, .npy or .safetensors says the format. Networks \
    become structs in it that load makes networks again
    """,
    examples: """
      >> f = tempname(); y = "text"; save("-v7", f, "y");
      >> s = load(f); s.y
      ans = text
      >> delete(f)
      >> f = [tempname() ".npz"]; net = network([2 3 1], seed=1); save(f, "net");
      >> s = load(f); isequal(s.net.Theta, net.Theta)
      ans = 1
      >> delete(f)
      """,
    seeAlso: ["load", "csvwrite", "dlmwrite"], many: save),
]

private func load(_ call: Call) throws -> [Value] {
  try call.expect(1...)
  let words = call.arguments.compactMap(\.text)
  guard words.count == call.count else { throw call.error("all arguments must be strings") }
  let isPattern = words.contains("-regexp")
  let names = words.filter { !$0.hasPrefix("-") || $0.count < 2 }
  guard let file = names.first else { throw call.invalidCall }
  let path = try foundFile(expandedPath(file), call)
  let wanted = Array(names.dropFirst())
  switch try call.withFileErrors({ try DataFile.read(path) }) {
  case .table(let table): return deliver(.matrix(table), file, call)
  case .array(let item): return deliver(try Value(item), file, call)
  case .variables(let all):
    let chosen = all.filter { isChosen($0.name, wanted, isPattern, call) }
    guard !chosen.isEmpty || wanted.isEmpty else {
      throw call.error("empty name keyword or no data found in file '\(file)'")
    }
    return try deliver(chosen, wasAsked: !wanted.isEmpty, call)
  }
}

/// Hands an array over that has no name, or sets the variable that is called like the file.
private func deliver(_ value: Value, _ file: String, _ call: Call) -> [Value] {
  if call.outputCount > 0 { return [value] }
  call.session.setVariable(variableName(file), to: value)
  return []
}

/// Hands variables over as a struct or sets them; what has no form here is left out with a warning.
private func deliver(
  _ variables: [DataVariable], wasAsked: Bool, _ call: Call
) throws -> [Value] {
  var loaded: [(String, Value)] = []
  for variable in variables {
    if case .unsupported(let what) = variable.item, !wasAsked {
      call.session.warn("load: variable '\(variable.name)' left out: \(what) cannot be loaded")
      continue
    }
    let value = try restoringNetworks(try Value(variable.item), variable.name, call)
    if let present = loaded.firstIndex(where: { $0.0 == variable.name }) {
      loaded[present].1 = value
    } else {
      loaded.append((variable.name, value))
    }
  }
  if call.outputCount > 0 { return [.structure(StructArray(loaded))] }
  for (name, value) in loaded { call.session.setVariable(name, to: value) }
  return []
}

/// The path of a file to load: as given, with `.mat`, or in a folder of the search path.
private func foundFile(_ path: String, _ call: Call) throws -> String {
  var candidates = [path, path + ".mat"]
  if !path.hasPrefix("/") {
    for folder in call.session.host.path {
      candidates += [folder + "/" + path, folder + "/" + path + ".mat"]
    }
  }
  guard let found = candidates.first(where: { access($0, F_OK) == 0 && !isFolder($0) }) else {
    throw call.error("unable to find file \(path)")
  }
  return found
}

/// Whether a variable is among those asked for, by name, by a pattern with `*` and `?`, or by a regular
/// expression.
private func isChosen(_ name: String, _ wanted: [String], _ isPattern: Bool, _ call: Call) -> Bool {
  if wanted.isEmpty { return true }
  return wanted.contains { pattern in
    if isPattern {
      let expression = try? RegularExpression(
        Array(pattern.utf8), options: RegularExpression.Options(), caller: call.name)
      return !((try? expression?.matches(in: Array(name.utf8))) ?? []).isEmpty
    }
    return fnmatch(pattern, name, 0) == 0
  }
}

/// The variable that a table without a name becomes: the file's name as far as it can be one.
private func variableName(_ file: String) -> String {
  var last = file.split(separator: "/").last ?? "data"
  if last.hasSuffix(".gz") { last = last.dropLast(3) }
  let stem = last.lastIndex(of: ".").map { last[..<$0] } ?? last
  let bytes = stem.utf8.map { $0.isLetter || $0.isDigit ? $0 : UInt8(ascii: "_") }
  let name = String(decoding: bytes, as: UTF8.self)
  return bytes.first.map(\.isLetter) ?? false ? name : "X" + name
}
