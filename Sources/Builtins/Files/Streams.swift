import Evaluation
import Glibc
import Matrices

let streams: [Builtin] = [
  Builtin(
    "[fid, msg] = fopen(name, mode)\n[name, mode, arch] = fopen(fid)",
    "Opens a file: \"r\" to read, \"w\" to write, \"a\" to append, with \"+\" both",
    examples: """
      >> fopen("no such file")
      ans = -1
      """,
    seeAlso: ["fclose", "fgetl", "fprintf", "fscanf"], many: openStream),
  Builtin(
    "fclose(fid)\nfclose(\"all\")", "Closes a file",
    examples: """
      >> f = fopen(tempname(), "w"); fclose(f)
      ans = 0
      """, seeAlso: ["fopen"], one: closeStream),
  Builtin(
    "[str, len] = fgetl(fid, len)", "The next line of a file without its end; -1 after the last",
    examples: #"""
      >> f = tmpfile(); fputs(f, "one\ntwo\n"); frewind(f);
      >> fgetl(f)
      ans = one
      >> fclose(f);
      """#,
    seeAlso: ["fgets", "fskipl", "feof"], many: { try readLine($0, keepsEnd: false) }),
  Builtin(
    "[str, len] = fgets(fid, len)", "The next line of a file with its end; -1 after the last",
    examples: #"""
      >> f = tmpfile(); fputs(f, "one\ntwo\n"); frewind(f);
      >> length(fgets(f))
      ans = 4
      >> fclose(f);
      """#,
    seeAlso: ["fgetl", "fskipl"], many: { try readLine($0, keepsEnd: true) }),
  Builtin(
    "fskipl(fid, count)", "Passes lines of a file and tells how many",
    examples: #"""
      >> f = tmpfile(); fputs(f, "one\ntwo\n"); frewind(f);
      >> fskipl(f, 5)
      ans = 2
      >> fclose(f);
      """#,
    seeAlso: ["fgetl"], one: skipLines),
  Builtin(
    "fputs(fid, string)", "Writes text to a file as it is",
    examples: #"""
      >> fputs(stdout, "text\n");
      text
      """#,
    seeAlso: ["fprintf", "puts"], many: putString),
  Builtin(
    "feof(fid)", "Whether the end of a file was met",
    examples: #"""
      >> f = tmpfile(); fputs(f, "one\n"); frewind(f);
      >> fgetl(f); feof(f)
      ans = 1
      >> fclose(f);
      """#,
    seeAlso: ["fgetl", "fopen"],
    one: { call in
      try call.expect(1...1)
      if (0...2).contains(call.fileNumber()) { return .bool(false) }
      return .bool(try call.openFile().isAtEnd)
    }),
  Builtin(
    "[msg, err] = ferror(fid)", "What went wrong with a file; empty when nothing did",
    examples: """
      >> f = tmpfile(); isempty(ferror(f))
      ans = 1
      >> fclose(f);
      """,
    seeAlso: ["fopen"], many: streamError),
  Builtin(
    "fflush(fid)", "Hands what was written on to the file or the screen",
    examples: """
      >> fflush(stdout);
      """, seeAlso: ["fclose"], many: flushStream),
  Builtin(
    "[fid, msg] = tmpfile()", "Opens a file without a name that vanishes when it is closed",
    examples: """
      >> f = tmpfile(); fclose(f)
      ans = 0
      """, seeAlso: ["tempname", "fopen"], many: openTemporary),
]

private let modes: Set<String> = ["r", "w", "a", "r+", "w+", "a+"]

private func openStream(_ call: Call) throws -> [Value] {
  try call.expect(1...4)
  if call.count == 1, call[0].text == "all" {
    let numbers = call.session.openFiles.files.keys.sorted().map { Double($0) }
    return [numbers.isEmpty ? .emptyMatrix : try .column(numbers)]
  }
  if call.count == 1, !call[0].isChar { return try describeStream(call) }
  let path = try call.path(0, "file name must be a string")
  let mode = call.count > 1 ? try call.string(1) : "r"
  let plain = String(mode.filter { $0 != "b" && $0 != "t" })
  guard modes.contains(plain) else { throw EvaluationError("invalid mode specified") }
  var status = stat()
  if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
    return [.number(-1), .string(systemMessage(EISDIR))]
  }
  guard let file = OpenFile(path: path, mode: plain + (mode.contains("t") ? "" : "b")) else {
    return [.number(-1), .string(systemMessage(errno))]
  }
  return [.count(call.session.openFiles.add(file)), .bytes([])]
}

private func describeStream(_ call: Call) throws -> [Value] {
  let number = call.fileNumber()
  guard call[0].isNumeric || call[0].isLogical else {
    throw call.error("argument must be a file number")
  }
  if (0...2).contains(number) {
    let name = ["stdin", "stdout", "stderr"][number]
    return [.string(name), .string(number == 0 ? "r" : "w"), .string("ieee-le")]
  }
  guard let file = call.session.openFiles.files[number] else {
    return [.bytes([]), .bytes([]), .bytes([])]
  }
  return [.string(file.path), .string(file.mode), .string("ieee-le")]
}

private func openTemporary(_ call: Call) throws -> [Value] {
  try call.expect(0...0)
  var template = Array("/tmp/nnsh-XXXXXX".utf8CString)
  let descriptor = mkstemp(&template)
  let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  guard descriptor >= 0 else { return [.number(-1), .string(systemMessage(errno))] }
  defer {
    close(descriptor)
    Glibc.unlink(path)
  }
  guard let file = OpenFile(path: path, mode: "w+b") else {
    return [.number(-1), .string(systemMessage(errno))]
  }
  return [.count(call.session.openFiles.add(file)), .bytes([])]
}

private func closeStream(_ call: Call) throws -> Value {
  try call.expect(1...1)
  if call[0].text == "all" {
    call.session.openFiles.closeAll()
    return .number(0)
  }
  let number = call.fileNumber()
  guard let clean = call.session.openFiles.close(number) else {
    throw call.error("invalid stream number = \(number)")
  }
  return .number(clean ? 0 : -1)
}

private func readLine(_ call: Call, keepsEnd: Bool) throws -> [Value] {
  try call.expect(1...2)
  var limit = Int.max
  if call.count == 2 {
    let x = try call.scalar(1)
    guard x > 0 else { throw call.error("invalid length specified") }
    limit = Int(exactly: x.rounded(.down)) ?? Int.max
  }
  if call.fileNumber() == 0 {
    guard let text = call.session.host.readLine(prompt: "") else {
      return [.number(-1), .number(0)]
    }
    let line = Array(text.utf8) + (keepsEnd ? [10] : [])
    return [.bytes(line), .count(line.count)]
  }
  guard var line = try call.openFile().line(limit: limit) else { return [.number(-1), .number(0)] }
  let length = line.count
  if !keepsEnd, line.last == 10 { line.removeLast() }
  return [.bytes(line), .count(length)]
}

private func skipLines(_ call: Call) throws -> Value {
  try call.expect(1...2)
  let wanted = call.count == 2 ? try call.scalar(1) : 1
  let file = try call.openFile()
  var passed = 0
  while Double(passed) < wanted {
    try call.checkInterrupt()
    guard let line = file.line(limit: Int.max), line.last == 10 else { break }
    passed += 1
  }
  return .count(passed)
}

private func putString(_ call: Call) throws -> [Value] {
  try call.expect(2...2)
  guard let bytes = call.firstRow(1) else { return [.number(-1)] }
  try write(bytes, toStream: call.fileNumber(), call)
  return call.outputCount > 0 ? [.number(0)] : []
}

private func streamError(_ call: Call) throws -> [Value] {
  try call.expect(1...2)
  if (0...2).contains(call.fileNumber()) { return [.bytes([]), .number(0)] }
  let file = try call.openFile()
  let failed = Glibc.ferror(file.stream) != 0
  if call.count == 2 { clearerr(file.stream) }
  return [.string(failed ? systemMessage(EIO) : ""), .number(failed ? -1 : 0)]
}

private func flushStream(_ call: Call) throws -> [Value] {
  try call.expect(1...1)
  let number = call.fileNumber()
  if (0...2).contains(number) {
    call.session.output.flush()
  } else {
    Glibc.fflush(try call.openFile().stream)
  }
  return call.outputCount > 0 ? [.number(0)] : []
}
