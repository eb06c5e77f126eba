import Evaluation

/// Folders with all that stand below them, for the search path.
let folderTrees: [Builtin] = [
  Builtin(
    "genpath(dir, skip, ...)",
    "The folders below dir and itself, joined by \":\" as addpath takes them",
    examples: """
      >> d = tempname(); mkdir(d); mkdir(fullfile(d, "src"));
      >> strrep(genpath(d), d, "course")
      ans = course:course/src
      >> rmdir(d, "s");
      """, seeAlso: ["addpath", "path"], one: searchPath)
]

private func searchPath(_ call: Call) throws -> Value {
  try call.expect(1...)
  let root = try call.string(0, orError: "DIR must be a character string")
  var skipped = Set(
    try call.arguments.indices.dropFirst().map {
      try call.string($0, orError: "all SKIP arguments must be strings")
    })
  if call.count == 1 { skipped = ["private"] }
  return .string(
    try tree(expandedPath(root), depth: 0, skipping: skipped, call).joined(separator: ":"))
}

/// Folders of classes (`@name`) and packages (`+name`) are found by other ways than the path.
private func tree(
  _ folder: String, depth: Int, skipping skipped: Set<String>, _ call: Call
) throws -> [String] {
  try call.checkInterrupt()
  // Links to a folder above would go on without end.
  guard depth < 40, isFolder(folder), let names = names(inFolder: folder) else { return [] }
  var folders = [folder]
  for name in names where !skipped.contains(name) && name != "." && name != ".." {
    guard !name.hasPrefix("@"), !name.hasPrefix("+") else { continue }
    let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
    folders += try tree(path, depth: depth + 1, skipping: skipped, call)
  }
  return folders
}
