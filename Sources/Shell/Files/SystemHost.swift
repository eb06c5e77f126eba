import CSystem
import Evaluation
import Glibc
import Syntax

/// The world outside for a session: files, the clock, the environment, and the keyboard.
final class SystemHost: Host {
  /// Folders added by `addpath`.
  var path: [String] = []
  let arguments: [String]
  let programName: String
  /// The folder of the script that runs, searched last; nil at the prompt.
  var scriptFolder: String?
  /// Answers `input` and `keyboard`.
  var reader: (String) -> String? = { _ in nil }
  private var cache: [String: CachedSource] = [:]

  private struct CachedSource {
    let source: Source
    let seconds: Int
    let nanoseconds: Int
    let size: Int
  }

  init(programName: String = "nnsh", arguments: [String] = []) {
    self.programName = programName
    self.arguments = arguments
  }

  func functionFile(named name: String) -> Source? {
    guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: "/")) else { return nil }
    for folder in [""] + path + (scriptFolder.map { [$0] } ?? []) {
      let stem = folder.isEmpty ? name : "\(folder)/\(name)"
      for ending in [".m", ".nn"] {
        if let source = cachedProgram(at: stem + ending) { return source }
      }
    }
    return nil
  }

  func file(at path: String) -> Source? { cachedProgram(at: expandedPath(path)) }

  var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  func readLine(prompt: String) -> String? { reader(prompt) }

  func readKey() -> Key? {
    let key = Int(nnsh_read_key(STDIN_FILENO))
    if key == Int(NNSH_KEY_NONE) { return nil }
    if key == Int(NNSH_KEY_LEFT) { return .left }
    if key == Int(NNSH_KEY_RIGHT) { return .right }
    if key < 0 { return .end }
    return .character(Character(Unicode.Scalar(UInt8(truncatingIfNeeded: key))))
  }

  func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// The text at `path`, read again only after the file has changed: the same object otherwise.
  private func cachedProgram(at path: String) -> Source? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return nil }
    let time = status.st_mtim
    if let known = cache[path], known.seconds == time.tv_sec,
      known.nanoseconds == time.tv_nsec, known.size == Int(status.st_size)
    {
      return known.source
    }
    guard let bytes = try? FileReading.program(at: path) else { return nil }
    let source = Source(name: path, bytes: bytes)
    cache[path] = CachedSource(
      source: source, seconds: time.tv_sec, nanoseconds: time.tv_nsec, size: Int(status.st_size))
    return source
  }
}

/// `path` with a leading `~` replaced by the home folder.
func expandedPath(_ path: String) -> String {
  guard path == "~" || path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
  return String(cString: home) + path.dropFirst()
}
