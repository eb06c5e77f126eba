import Evaluation
import Glibc
import Matrices

/// What is known about files, and lists of them.
let fileFacts: [Builtin] = [
  Builtin(
    "[info, err, msg] = stat(file)", "What the system knows of a file, as a struct; [] for none",
    examples: """
      >> stat("/tmp").nlink >= 2
      ans = 1
      """, seeAlso: ["dir", "isfile"], many: fileStatus),
  Builtin(
    "dir(pattern)\nlist = dir(pattern)", "The files of a folder or of a pattern, as structs",
    shapes: "n x 1 with name, folder, date, bytes, isdir, datenum, statinfo",
    examples: """
      >> d = tempname(); mkdir(d); fclose(fopen(fullfile(d, "a.txt"), "w"));
      >> dir(fullfile(d, "*.txt")).name
      ans = a.txt
      >> delete(fullfile(d, "a.txt")); rmdir(d);
      """, seeAlso: ["ls", "glob", "readdir"], many: listFolder),
]

/// A file's facts from the system; nil when there is no such file.
private func status(of path: String) -> stat? {
  var status = stat()
  return stat(path, &status) == 0 ? status : nil
}

/// `-rw-r--r--`.
private func modeText(_ mode: mode_t) -> String {
  let kinds: [(mode_t, Character)] = [
    (S_IFDIR, "d"), (S_IFCHR, "c"), (S_IFBLK, "b"), (S_IFIFO, "p"), (S_IFLNK, "l"), (S_IFSOCK, "s"),
  ]
  let kind = kinds.first { mode & S_IFMT == $0.0 }?.1 ?? "-"
  let rights = (0..<9).map { bit -> Character in
    mode >> mode_t(8 - bit) & 1 == 1 ? Array("rwx")[bit % 3] : "-"
  }
  return String([kind] + rights)
}

private func facts(_ status: stat) -> StructArray {
  StructArray([
    ("dev", .number(Double(status.st_dev))), ("ino", .number(Double(status.st_ino))),
    ("mode", .number(Double(status.st_mode))), ("modestr", .string(modeText(status.st_mode))),
    ("nlink", .number(Double(status.st_nlink))), ("uid", .number(Double(status.st_uid))),
    ("gid", .number(Double(status.st_gid))), ("rdev", .number(Double(status.st_rdev))),
    ("size", .number(Double(status.st_size))),
    ("atime", .number(Double(status.st_atim.tv_sec))),
    ("mtime", .number(Double(status.st_mtim.tv_sec))),
    ("ctime", .number(Double(status.st_ctim.tv_sec))),
    ("blksize", .number(Double(status.st_blksize))),
    ("blocks", .number(Double(status.st_blocks))),
  ])
}

private func fileStatus(_ call: Call) throws -> [Value] {
  try call.expect(1...1)
  let path = try call.path(0, "NAME must be a string")
  guard let status = status(of: path) else {
    return [.emptyMatrix, .number(-1), .string(systemMessage(errno))]
  }
  return [.structure(facts(status)), .number(0), .bytes([])]
}

/// The paths that a call of `dir` lists: those of a folder, or those that a pattern matches.
private func listedPaths(_ call: Call) throws -> [(folder: String, name: String)] {
  let pattern = call.count == 1 ? try call.path(0, "DIRECTORY argument must be a string") : "."
  if isFolder(pattern), let names = names(inFolder: pattern) {
    return names.map { (pattern, $0) }
  }
  return matches(of: pattern).map { path in
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return (folder, String(path[path.index(after: slash)...]))
  }
}

private func listFolder(_ call: Call) throws -> [Value] {
  try call.expect(0...1)
  let paths = try listedPaths(call)
  if call.outputCount == 0 {
    if paths.isEmpty {
      call.session.warn(
        "dir: nonexistent directory '\(call.count == 1 ? call[0].text ?? "" : ".")'")
    }
    call.session.output.write(inColumns(paths.map(\.name), width: call.session.output.columns))
    return []
  }
  let entries = paths.compactMap { path -> StructArray? in
    let folder = path.folder == "." ? currentFolder() : absolute(path.folder)
    guard let status = status(of: path.folder + "/" + path.name) else { return nil }
    let time = CalendarTime(local: Double(status.st_mtim.tv_sec))
    return StructArray([
      ("name", .string(path.name)), ("folder", .string(folder)),
      ("date", .string(DateText.text(time, pattern: "dd-mmm-yyyy HH:MM:SS"))),
      ("bytes", .number(Double(status.st_size))),
      ("isdir", .bool(status.st_mode & S_IFMT == S_IFDIR)), ("datenum", .number(time.dayNumber)),
      ("statinfo", .structure(facts(status))),
    ])
  }
  let names = ["name", "folder", "date", "bytes", "isdir", "datenum", "statinfo"]
  let shape = Shape(entries.count, 1)
  let columns = try names.map { name in
    try Matrix(shape, entries.map { $0[name] ?? .emptyMatrix })
  }
  return [.structure(StructArray(shape: shape, names: names, columns: columns))]
}

/// Names side by side, down the columns first, as many columns as fit.
private func inColumns(_ names: [String], width: Int) -> [UInt8] {
  guard let longest = names.map(\.utf8.count).max() else { return [] }
  let perLine = max(1, width / (longest + 2))
  let rows = (names.count + perLine - 1) / perLine
  var text: [UInt8] = []
  for row in 0..<rows {
    let line = stride(from: row, to: names.count, by: rows).map { Array(names[$0].utf8) }
    for (place, name) in line.enumerated() {
      text += name
      let gap = place == line.count - 1 ? 0 : longest + 2 - name.count
      text += [UInt8](repeating: 32, count: gap)
    }
    text.append(10)
  }
  return text
}
