import Evaluation
import Glibc
import Matrices

/// Copies and new places for files.
let movingFiles: [Builtin] = [
  Builtin(
    "[status, msg, msgid] = copyfile(from, to)", "Copies files; to may be a folder",
    examples: """
      >> f = tempname(); fclose(fopen(f, "w")); copyfile(f, [f "2"]); isfile([f "2"])
      ans = 1
      >> delete([f "*"])
      """, seeAlso: ["movefile", "delete"], many: { try place($0, copies: true) }),
  Builtin(
    "[status, msg, msgid] = movefile(from, to)", "Moves or renames files; to may be a folder",
    examples: """
      >> f = tempname(); fclose(fopen(f, "w")); movefile(f, [f "2"]); isfile(f)
      ans = 0
      >> delete([f "2"])
      """, seeAlso: ["copyfile", "rename"], many: { try place($0, copies: false) }),
]

/// The status, or the error when nobody takes it.
private func failure(_ text: String, _ call: Call) throws -> [Value] {
  if call.outputCount == 0 { throw call.error(text) }
  return [.bool(false), .string(text), .string(call.name)]
}

private func place(_ call: Call, copies: Bool) throws -> [Value] {
  try call.expect(1...3)
  guard let patterns = call[0].text.map({ [$0] }) ?? call[0].texts else {
    throw call.error("F1 must be a string or a cell array of strings")
  }
  let target = call.count > 1 ? try call.path(1, "F2 must be a string") : "."
  let sources = patterns.flatMap { matches(of: expandedPath($0)) }
  if sources.isEmpty { return try failure("no files to move", call) }
  if sources.count > 1, !isFolder(target) {
    return try failure("when copying multiple files, F2 must be a directory", call)
  }
  for source in sources {
    let name = source.split(separator: "/").last.map(String.init) ?? source
    let path = isFolder(target) ? target + "/" + name : target
    let isDone = copies ? try copy(source, path, call) : try move(source, path, call)
    if !isDone { return try failure("operation failed: \(systemMessage(errno))", call) }
  }
  return call.outputCount == 0 ? [] : [.bool(true), .bytes([]), .bytes([])]
}

private func move(_ source: String, _ path: String, _ call: Call) throws -> Bool {
  if Glibc.rename(source, path) == 0 { return true }
  // Between file systems a file can only be copied.
  guard errno == EXDEV, isRegularFile(source), try copy(source, path, call) else { return false }
  return Glibc.unlink(source) == 0
}

/// Copies a file, or a folder with all that is in it.
private func copy(_ source: String, _ path: String, _ call: Call) throws -> Bool {
  try call.checkInterrupt()
  if isFolder(source) {
    guard !path.hasPrefix(source + "/"), isFolder(path) || Glibc.mkdir(path, 0o777) == 0,
      let names = names(inFolder: source)
    else { return false }
    return try names.filter { $0 != "." && $0 != ".." }.allSatisfy {
      try copy(source + "/" + $0, path + "/" + $0, call)
    }
  }
  guard let from = OpenFile(path: source, mode: "rb") else { return false }
  defer { _ = from.close() }
  guard let to = OpenFile(path: path, mode: "wb") else { return false }
  while true {
    let block = from.read(1 << 20)
    if block.isEmpty { break }
    guard to.write(block) else {
      _ = to.close()
      return false
    }
  }
  return to.close()
}
