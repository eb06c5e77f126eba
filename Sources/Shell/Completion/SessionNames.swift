import Evaluation
import Glibc
import Matrices

/// The words a session knows, for completion.
struct SessionNames: NameSource {
  let session: Session

  var all: [String] {
    session.variableNames + session.definedFunctionNames + Array(session.builtins.keys) + files
      + Self.languageWords
  }

  func fields(of path: [String]) -> [String] {
    guard let first = path.first, var value = session.variable(named: first) else { return [] }
    for name in path.dropFirst() {
      guard case .structure(let fields) = value, let inner = fields.column(name)?.elements.first
      else { return [] }
      value = inner
    }
    switch value {
    case .structure(let fields): return fields.names
    case .network:
      return [
        "Theta", "activation", "class", "cost", "output", "parameters", "sizes",
      ]
    case .map(let map) where map.className == "inputParser":
      return [
        "CaseSensitive", "FunctionName", "KeepUnmatched", "Parameters", "Results", "StructExpand",
        "Unmatched", "UsingDefaults", "addOptional", "addParamValue", "addParameter", "addRequired",
        "addSwitch", "parse",
      ]
    case .map(let map) where !map.isDictionary: return []
    case .map: return ["Count", "KeyType", "ValueType", "isKey", "keys", "remove", "values"]
    default: return []
    }
  }

  func options(of function: String) -> [String] { session.builtins[function]?.options ?? [] }

  var variables: [String] { session.variableNames.filter { shape(of: $0) != nil } }

  func shape(of variable: String) -> Shape? {
    session.variable(named: variable).flatMap(Self.arrayShape)
  }

  func shape(ofPath text: String) -> Shape? {
    let name = String(text.prefix { $0 != "." && $0 != "{" })
    if name == text { return shape(of: name) }
    guard session.variable(named: name) != nil,
      let values = try? session.evaluate(text, outputs: 1)
    else { return nil }
    return values.first.flatMap(Self.arrayShape)
  }

  private static func arrayShape(_ value: Value) -> Shape? {
    switch value {
    case .cell, .structure, .function, .network, .map: nil
    default: value.shape
    }
  }

  func note(of name: String) -> String? {
    guard let value = session.variable(named: name) else { return nil }
    switch value {
    case .function, .network, .map: return value.className
    default: break
    }
    let size = value.shape.dimensions.map(String.init).joined(separator: "x")
    return value.className == "double" ? size : size + " " + value.className
  }

  /// Function files of the current folder and of those on the path.
  private var files: [String] {
    (["."] + session.host.path).flatMap(namesOfFunctionFiles)
  }

  private static let languageWords = [
    "break", "case", "catch", "continue", "do", "else", "elseif", "end", "end_try_catch",
    "end_unwind_protect", "endfor", "endfunction", "endif", "endswitch", "endwhile", "for",
    "function", "global", "if", "otherwise", "persistent", "return", "switch", "try", "until",
    "unwind_protect", "unwind_protect_cleanup", "while",
  ]
}

private func namesOfFunctionFiles(in folder: String) -> [String] {
  guard let listing = opendir(folder) else { return [] }
  defer { closedir(listing) }
  var names: [String] = []
  while let entry = readdir(listing) {
    let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    for ending in [".m", ".nn"] where name.hasSuffix(ending) && !name.hasPrefix(".") {
      names.append(String(name.dropLast(ending.count)))
    }
  }
  return names
}
