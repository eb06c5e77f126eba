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
    case .map: return ["Count", "KeyType", "ValueType", "isKey", "keys", "remove", "values"]
    default: return []
    }
  }

  func options(of function: String) -> [String] { session.builtins[function]?.options ?? [] }

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
