import CSystem
import Glibc

/// The user's own editor.
enum TextEditor {
  /// Lets the user change a text; gives what was saved.
  ///
  /// - Throws: `FileFailure` when there is no editor, or it or the file fails.
  static func edited(
    _ text: String, _ environment: (String) -> String?
  ) throws(FileFailure) -> String {
    let named = ["VISUAL", "EDITOR"].compactMap(environment).first { !$0.trimmingBlanks.isEmpty }
    guard let command = named ?? installed else {
      throw FileFailure(
        path: ":edit", reason: "no editor is known; set EDITOR to the command that starts yours")
    }
    let folder = environment("TMPDIR").flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
    // Only its user may read it, and nobody else can have made it before.
    var path = Array("\(folder)/nnsh-XXXXXX.nn".utf8CString)
    let descriptor = mkstemps(&path, 3)
    let name = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard descriptor >= 0 else { throw FileFailure(path: folder, reason: systemReason(errno)) }
    let isWritten = HistoryFile.write(text + "\n", to: descriptor)
    close(descriptor)
    defer { unlink(name) }
    guard isWritten else { throw FileFailure(path: name, reason: "cannot be written") }
    let status = run(command, name)
    guard status == 0 else {
      throw FileFailure(
        path: command, reason: status == 127 ? "no such command" : "ended with status \(status)")
    }
    let bytes = try FileReading.program(at: name)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static var installed: String? {
    ["/usr/bin/sensible-editor", "/usr/bin/editor", "/usr/bin/nano", "/usr/bin/vi"].first {
      access($0, X_OK) == 0
    }
  }

  /// Runs the command line `command` (it may have options) on a file, and waits for its end. However it ends, the
  /// terminal is as it was before, and Ctrl-C was meant for it.
  private static func run(_ command: String, _ file: String) -> Int32 {
    var terminal = termios()
    let hasTerminal = tcgetattr(STDIN_FILENO, &terminal) == 0
    defer {
      if hasTerminal { tcsetattr(STDIN_FILENO, TCSADRAIN, &terminal) }
      nnsh_interrupt_set(false)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // It gets the signals as programs get them that a shell starts.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGINT, SIGQUIT, SIGPIPE, SIGTSTP, SIGWINCH, SIGCONT] {
      sigaddset(&signals, signal)
    }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var process: pid_t = 0
    let words = ["/bin/sh", "-c", command + " \"$1\"", "sh", file]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    guard posix_spawn(&process, "/bin/sh", nil, &attributes, &arguments, environ) == 0 else {
      return 127
    }
    var code: Int32 = 0
    while waitpid(process, &code, 0) < 0 {
      if errno != EINTR { return 1 }
    }
    return code & 0x7F == 0 ? (code >> 8) & 0xFF : 128 + (code & 0x7F)
  }
}
