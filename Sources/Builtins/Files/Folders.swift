import Evaluation
import Glibc
import Matrices

let folders: [Builtin] = [
  Builtin(
    "pwd", "The current folder",
    examples: """
      >> ischar(pwd)
      ans = 1
      """, seeAlso: ["cd", "ls"], one: { _ in .string(currentFolder()) }),
  Builtin(
    "cd dir\nolddir = cd(dir)", "Makes a folder the current one; without one, the home folder",
    examples: """
      >> old = cd("/"); pwd
      ans = /
      >> cd(old)
      """, seeAlso: ["pwd", "mkdir"], many: changeFolder),
  Builtin(
    "chdir dir", "Makes a folder the current one",
    examples: """
      >> chdir(".")
      """, seeAlso: ["cd"], many: changeFolder),
  Builtin(
    "[status, msg, msgid] = mkdir(dir)\nmkdir(parent, dir)",
    "Makes a folder, and those above it that are missing",
    examples: """
      >> d = tempname(); mkdir(d); isfolder(d)
      ans = 1
      >> rmdir(d)
      """, seeAlso: ["rmdir", "isfolder"], many: makeFolder),
  Builtin(
    "[status, msg, msgid] = rmdir(dir)\nrmdir(dir, \"s\")",
    "Removes an empty folder, with \"s\" one with all that is in it",
    examples: """
      >> d = tempname(); mkdir(d); status = rmdir(d)
      status = 1
      """, seeAlso: ["mkdir", "unlink"], many: removeFolder),
  Builtin(
    "confirm_recursive_rmdir(flag)", "Whether rmdir asks before it removes a full folder: never",
    examples: """
      >> confirm_recursive_rmdir
      ans = 0
      """, seeAlso: ["rmdir"],
    many: { call in
      try call.expect(0...2)
      return call.count > 0 && call.outputCount == 0 ? [] : [.bool(false)]
    }),
  Builtin(
    "isfolder(f)", "Whether a path is that of a folder",
    examples: """
      >> isfolder("/tmp")
      ans = 1
      """, seeAlso: ["isfile", "exist"], one: { try testPaths($0, isFolder) }),
  Builtin(
    "isdir(f)", "Whether a path is that of a folder",
    examples: """
      >> isdir("/tmp")
      ans = 1
      """, seeAlso: ["isfolder"], one: { try testPaths($0, isFolder) }),
  Builtin(
    "isfile(f)", "Whether a path is that of a file",
    examples: """
      >> isfile("/tmp")
      ans = 0
      """, seeAlso: ["isfolder", "exist"], one: { try testPaths($0, isRegularFile) }),
  Builtin(
    "delete(file)", "Removes files; * and ? stand for any text",
    examples: """
      >> f = tempname(); fclose(fopen(f, "w")); delete(f); exist(f)
      ans = 0
      """, seeAlso: ["unlink", "rmdir"], many: deleteFiles),
  Builtin(
    "[err, msg] = unlink(file)", "Removes a file",
    examples: """
      >> f = tempname(); fclose(fopen(f, "w")); err = unlink(f)
      err = 0
      """, seeAlso: ["delete"],
    many: { call in
      try call.expect(1...1)
      let path = try call.path(0, "FILE argument must be a string")
      return try systemResult(Glibc.unlink(path), call)
    }),
  Builtin(
    "[err, msg] = rename(old, new)", "Gives a file another name",
    examples: """
      >> a = tempname(); b = tempname(); fclose(fopen(a, "w"));
      >> rename(a, b); exist(b)
      ans = 2
      >> delete(b)
      """, seeAlso: ["movefile"],
    many: { call in
      try call.expect(2...2)
      let old = try call.path(0, "OLD must be a string")
      let new = try call.path(1, "NEW must be a string")
      return try systemResult(Glibc.rename(old, new), call)
    }),
  Builtin(
    "glob(pattern)", "The paths that a pattern with * and ? matches, as a cell column",
    examples: """
      >> glob("/tm?"){1}
      ans = /tmp
      """, seeAlso: ["ls", "dir"], one: globPaths),
  Builtin(
    "ls pattern\nlist = ls(pattern)", "Shows the names of files",
    examples: """
      >> d = tempname(); mkdir(d); fclose(fopen(fullfile(d, "a.txt"), "w"));
      >> ls(d)
      a.txt
      >> delete(fullfile(d, "a.txt")); rmdir(d);
      """, seeAlso: ["dir", "pwd"], many: listFiles),
  Builtin(
    "readdir(dir)", "The names in a folder, as a cell column",
    examples: """
      >> iscellstr(readdir("/"))
      ans = 1
      """, seeAlso: ["dir", "ls"], one: readFolder),
]

/// The answer to a call of the system: 0, or -1 and its words; an error when nobody takes them.
private func systemResult(_ status: Int32, _ call: Call) throws -> [Value] {
  if status == 0 { return call.outputCount == 0 ? [] : [.number(0), .bytes([])] }
  let message = systemMessage(errno)
  if call.outputCount < 2 { throw call.error("operation failed: \(message)") }
  return [.number(-1), .string(message)]
}

private func changeFolder(_ call: Call) throws -> [Value] {
  try call.expect(0...1)
  let old = currentFolder()
  if call.count == 0 {
    if call.outputCount > 0 { return [.string(old)] }
    _ = Glibc.chdir(expandedPath("~"))
  } else {
    let path = try call.path(0, "DIR must be a string")
    guard Glibc.chdir(path) == 0 else {
      throw EvaluationError("\(path): \(systemMessage(errno))")
    }
  }
  call.session.functionsMayHaveChanged()
  return call.outputCount > 0 ? [.string(old)] : []
}

private func makeFolder(_ call: Call) throws -> [Value] {
  try call.expect(1...2)
  var path = try call.path(0, "DIR must be a string")
  if call.count == 2 { path += "/" + (try call.string(1)) }
  if isFolder(path) {
    return call.outputCount == 0
      ? [] : [.bool(true), .string("directory exists"), .string("mkdir")]
  }
  var made = ""
  for part in path.split(separator: "/", omittingEmptySubsequences: false) {
    made += made.isEmpty && !part.isEmpty ? String(part) : "/" + part
    if made.isEmpty || isFolder(made) { continue }
    if Glibc.mkdir(made, 0o777) != 0, errno != EEXIST {
      let message = systemMessage(errno)
      if call.outputCount == 0 { throw call.error("operation failed: \(message)") }
      return [.bool(false), .string(message), .string("mkdir")]
    }
  }
  return call.outputCount == 0 ? [] : [.bool(true), .bytes([]), .bytes([])]
}

private func removeFolder(_ call: Call) throws -> [Value] {
  try call.expect(1...2)
  let path = try call.path(0, "DIR must be a string")
  if call.count == 2 {
    guard call[1].text == "s" else { throw call.error("second argument must be \"s\"") }
    emptyFolder(path)
  }
  if Glibc.rmdir(path) == 0 {
    return call.outputCount == 0 ? [] : [.bool(true), .bytes([]), .bytes([])]
  }
  let message = systemMessage(errno)
  if call.outputCount == 0 { throw call.error("operation failed: \(message)") }
  return [.bool(false), .string(message), .string("rmdir")]
}

/// Removes what is in a folder, links as links; what cannot be removed stays.
private func emptyFolder(_ path: String) {
  for name in names(inFolder: path) ?? [] where name != "." && name != ".." {
    let inner = path + "/" + name
    var status = stat()
    guard lstat(inner, &status) == 0 else { continue }
    if status.st_mode & S_IFMT == S_IFDIR {
      emptyFolder(inner)
      _ = Glibc.rmdir(inner)
    } else {
      _ = Glibc.unlink(inner)
    }
  }
}

private func mode(of path: String) -> mode_t? {
  var status = stat()
  return stat(expandedPath(path), &status) == 0 ? status.st_mode & S_IFMT : nil
}

func isFolder(_ path: String) -> Bool { mode(of: path) == S_IFDIR }

func isRegularFile(_ path: String) -> Bool { mode(of: path) == S_IFREG }

private func testPaths(_ call: Call, _ test: (String) -> Bool) throws -> Value {
  try call.expect(1...1)
  if case .cell(let c) = call[0], let texts = call[0].texts {
    return .truths(try Matrix(c.shape, texts.map(test)))
  }
  guard let text = call[0].text else {
    throw call.error("F must be a string or cell array of strings")
  }
  return .bool(test(text))
}

private func deleteFiles(_ call: Call) throws -> [Value] {
  try call.expect(1...1)
  let pattern = try call.path(0, "first argument must be a filename or list of graphics handles")
  let found = matches(of: pattern)
  if found.isEmpty { call.session.warn("delete: no such file: \(pattern)") }
  for path in found where Glibc.unlink(path) != 0 {
    call.session.warn("delete: operation failed for \(path): \(systemMessage(errno))")
  }
  return []
}

/// The paths that a pattern matches, in order.
func matches(of pattern: String) -> [String] {
  var result = glob_t()
  defer { globfree(&result) }
  guard Glibc.glob(pattern, 0, nil, &result) == 0, let list = result.gl_pathv else { return [] }
  return (0..<Int(result.gl_pathc)).compactMap { list[$0].map { String(cString: $0) } }
}

private func globPaths(_ call: Call) throws -> Value {
  try call.expect(1...1)
  guard let patterns = call[0].text.map({ [$0] }) ?? call[0].texts else {
    throw call.error("PATTERN must be a string or cell array of strings")
  }
  let found = patterns.flatMap { matches(of: expandedPath($0)) }
  if found.isEmpty { return .cell(Matrix(empty: .empty)) }
  return try .textCell(found.map { Array($0.utf8) })
}

/// The names in a folder in alphabetical order; nil when it cannot be read.
func names(inFolder path: String) -> [String]? {
  guard let folder = opendir(path) else { return nil }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = Glibc.readdir(folder) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    names.append(name)
  }
  return names.sorted()
}

private func readFolder(_ call: Call) throws -> Value {
  try call.expect(0...1)
  let path = call.count == 1 ? try call.path(0, "DIR must be a string") : "."
  guard let names = names(inFolder: path) else {
    return .cell(Matrix(empty: .empty))
  }
  return try .textCell(names.map { Array($0.utf8) })
}

private func listFiles(_ call: Call) throws -> [Value] {
  var listed: [String] = []
  for argument in call.arguments.isEmpty ? [.string(".")] : call.arguments {
    guard let pattern = argument.text else {
      throw call.error("all arguments must be character strings")
    }
    if pattern.hasPrefix("-") { continue }
    let found = matches(of: expandedPath(pattern))
    if found.isEmpty { throw call.error("cannot access '\(pattern)': No such file or directory") }
    for path in found {
      let inside = isFolder(path) && !path.hasSuffix("/.") ? names(inFolder: path) : nil
      listed +=
        inside.map { $0.filter { !$0.hasPrefix(".") } }
        ?? [call.arguments.isEmpty ? path : String(path.split(separator: "/").last ?? "/")]
    }
  }
  if call.outputCount > 0 { return [try .textRows(listed.map { Array($0.utf8) })] }
  call.session.output.write(listed.map { $0 + "\n" }.joined())
  return []
}
