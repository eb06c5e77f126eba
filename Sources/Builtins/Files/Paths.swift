import Evaluation
import Glibc
import Matrices

let paths: [Builtin] = [
  Builtin(
    "[dir, name, ext] = fileparts(filename)", "A path taken apart",
    examples: """
      >> [d, n, e] = fileparts("data/digits.mat")
      d = data
      n = digits
      e = .mat
      """, seeAlso: ["fullfile"], many: fileParts),
  Builtin(
    "fullfile(dir1, dir2, ..., file)", "A path put together",
    examples: """
      >> fullfile("data", "digits.mat")
      ans = data/digits.mat
      """, seeAlso: ["fileparts", "filesep"], one: fullFile),
  Builtin(
    "filesep", "The character between the parts of a path",
    examples: """
      >> filesep
      ans = /
      """, seeAlso: ["fullfile", "pathsep"], one: { _ in .string("/") }),
  Builtin(
    "pathsep", "The character between the folders of a search path",
    examples: """
      >> pathsep
      ans = :
      """, seeAlso: ["filesep"], one: { _ in .string(":") }),
  Builtin(
    "tempdir", "The folder for temporary files",
    examples: """
      >> ischar(tempdir)
      ans = 1
      """, seeAlso: ["tempname"], one: { _ in .string(temporaryFolder()) }),
  Builtin(
    "P_tmpdir", "The system's folder for temporary files",
    examples: """
      >> P_tmpdir
      ans = /tmp
      """, seeAlso: ["tempdir"], one: { _ in .string("/tmp") }),
  Builtin(
    "tempname(dir, prefix)", "The path of a file that does not exist yet",
    examples: """
      >> exist(tempname())
      ans = 0
      """, seeAlso: ["tempdir", "tmpfile"], one: temporaryName),
  Builtin(
    "is_absolute_filename(file)", "Whether a path begins at the root",
    examples: """
      >> is_absolute_filename("/tmp")
      ans = 1
      """, seeAlso: ["make_absolute_filename"],
    one: { call in
      try call.expect(1...1)
      return .bool(call[0].text?.hasPrefix("/") ?? false)
    }),
  Builtin(
    "make_absolute_filename(file)", "A path from the root on",
    examples: """
      >> make_absolute_filename("/tmp/b")
      ans = /tmp/b
      """, seeAlso: ["is_absolute_filename", "pwd"], one: absolutePath),
  Builtin(
    "tilde_expand(path)", "A path with ~ replaced by the home folder",
    examples: """
      >> tilde_expand("/tmp")
      ans = /tmp
      """, seeAlso: ["fullfile"],
    one: { call in
      try call.expect(1...1)
      return try mapLeaves(call[0]) { .string(expandedPath($0.text ?? "")) }
    }),
  Builtin(
    "setenv(name, value)", "Sets an environment variable",
    examples: """
      >> setenv("NNSH_EXAMPLE", "1"); getenv("NNSH_EXAMPLE")
      ans = 1
      """, seeAlso: ["getenv"], many: setEnvironment),
  Builtin(
    "putenv(name, value)", "Sets an environment variable",
    examples: """
      >> putenv("NNSH_OTHER", "2"); getenv("NNSH_OTHER")
      ans = 2
      """, seeAlso: ["setenv"], many: setEnvironment),
]

private func fileParts(_ call: Call) throws -> [Value] {
  try call.expect(1...1)
  guard let path = call[0].text, call[0].shape.rows <= 1 else {
    throw call.error("FILENAME must be a single string")
  }
  var folder = ""
  var rest = path[...]
  if let slash = path.lastIndex(of: "/") {
    folder = slash == path.startIndex ? "/" : String(path[..<slash])
    rest = path[path.index(after: slash)...]
  }
  var ending = ""
  if let dot = rest.lastIndex(of: ".") {
    ending = String(rest[dot...])
    rest = rest[..<dot]
  }
  return [.string(folder), .string(String(rest)), .string(ending)]
}

private func fullFile(_ call: Call) throws -> Value {
  if call.count == 0 { return .bytes([]) }
  let complaint = call.error("input must either be strings or cell strings")
  guard let cell = call.arguments.last(where: \.isCell), case .cell(let c) = cell else {
    let parts = call.arguments.compactMap(\.text)
    guard parts.count == call.count else { throw complaint }
    return .string(joinedPath(parts))
  }
  let names = try c.elements.indices.map { i -> Value in
    let parts = try call.arguments.map { argument -> String in
      if case .cell(let list) = argument {
        guard list.count == c.count || list.isScalar,
          list.isScalar || list.shape == c.shape
        else { throw call.error("cell string input must be scalar or of the same size") }
        guard let text = list[list.isScalar ? 0 : i].text else { throw complaint }
        return text
      }
      guard let text = argument.text else { throw complaint }
      return text
    }
    return .string(joinedPath(parts))
  }
  return .cell(try Matrix(c.shape, names))
}

private func joinedPath(_ parts: [String]) -> String {
  var path = ""
  for part in parts where !part.isEmpty {
    if path.isEmpty {
      path = part
    } else if path.hasSuffix("/") || part.hasPrefix("/") {
      path += path.hasSuffix("/") && part.hasPrefix("/") ? String(part.dropFirst()) : part
    } else {
      path += "/" + part
    }
  }
  return path
}

private func temporaryFolder() -> String {
  let folder = Glibc.getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
  return folder.hasSuffix("/") ? folder : folder + "/"
}

private func temporaryName(_ call: Call) throws -> Value {
  try call.expect(0...2)
  var folder = call.count > 0 ? try call.string(0) : ""
  if folder.isEmpty { folder = temporaryFolder() }
  if !folder.hasSuffix("/") { folder += "/" }
  let prefix = call.count > 1 ? try call.string(1) : "oct-"
  let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
  while true {
    // Not the session's random stream: names must not disturb a seeded program.
    let name = String((0..<6).map { _ in letters.randomElement() ?? "a" })
    let path = folder + prefix + name
    if access(path, F_OK) != 0 { return .string(path) }
  }
}

private func absolutePath(_ call: Call) throws -> Value {
  try call.expect(1...1)
  let text = try call.path(0, "FILE argument must be a filename")
  return .string(absolute(text))
}

/// `path` from the root on.
func absolute(_ path: String) -> String {
  path.hasPrefix("/") ? path : currentFolder() + "/" + path
}

func currentFolder() -> String {
  guard let buffer = getcwd(nil, 0) else { return "." }
  defer { free(buffer) }
  return String(cString: buffer)
}

private func setEnvironment(_ call: Call) throws -> [Value] {
  try call.expect(1...2)
  guard let name = call[0].text else { throw call.error("VAR must be a string") }
  guard let value = call.count == 2 ? call[1].text : "" else {
    throw call.error("VALUE must be a string")
  }
  Glibc.setenv(name, value, 1)
  return []
}
