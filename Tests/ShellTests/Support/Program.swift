import CSystem
import Glibc
import Testing

/// The nnsh that was built beside these tests.
let programPath: String = {
  var buffer = [CChar](repeating: 0, count: 4096)
  let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
  let path = String(decoding: buffer[..<max(0, count)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  return path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/nnsh"
}()

/// A new empty folder.
func temporaryFolder() -> String {
  var template = Array("/tmp/nnsh-test-XXXXXX".utf8CString)
  return template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
}

/// Calls `body` with C's form of a list of strings.
func withCStrings<R>(
  _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> R
) -> R {
  var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
  defer {
    for pointer in pointers { free(pointer) }
  }
  return pointers.withUnsafeMutableBufferPointer { body($0.baseAddress!) }
}

/// What a finished program left behind.
struct Finished {
  var output: String
  var errors: String
  /// The exit status, or 128 + the signal that ended it.
  var status: Int32
}

/// Runs nnsh to its end, through files, so that no pipe can fill up.
///
/// - Parameters:
///   - memory: kilobytes of address space that nnsh may take.
///   - reader: a command that reads the output through a pipe; the exit status of nnsh then follows
///     its messages.
func runProgram(
  _ arguments: [String], input: String = "", folder: String = "/tmp", memory: Int? = nil,
  readBy reader: String? = nil, environment: [String] = []
) -> Finished {
  let scratch = temporaryFolder()
  write(input, to: scratch + "/in")
  let quoted = (["env"] + environment + [programPath] + arguments).map(quotedForShell).joined(
    separator: " ")
  let limit = memory.map { "ulimit -v \($0) && " } ?? ""
  let call = "\(limit)cd \(quotedForShell(folder)) && HOME=\(scratch) \(quoted)"
  let piped = reader.map { "{ \(call); echo $? >&2; } | \($0)" } ?? call
  let command = "{ \(piped); } <\(scratch)/in >\(scratch)/out 2>\(scratch)/err"
  let code = system(command)
  defer { _ = system("rm -rf \(scratch)") }
  return Finished(
    output: text(of: scratch + "/out"), errors: text(of: scratch + "/err"),
    status: code & 0x7F == 0 ? (code >> 8) & 0xFF : 128 + (code & 0x7F))
}

func quotedForShell(_ text: String) -> String {
  "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
    + "'"
}

func write(_ text: String, to path: String) {
  let file = fopen(path, "w")
  var text = text
  text.withUTF8 { _ = fwrite($0.baseAddress, 1, $0.count, file) }
  fclose(file)
}

func text(of path: String) -> String { String(decoding: fileBytes(of: path), as: UTF8.self) }

func fileBytes(of path: String) -> [UInt8] {
  guard let file = fopen(path, "r") else { return [] }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 4096)
  while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
    bytes += chunk[..<count]
  }
  return bytes
}
