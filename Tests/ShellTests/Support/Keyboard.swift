import CSystem
import Glibc
import Testing

/// nnsh on a terminal of its own, with somebody who types and reads.
final class Keyboard {
  private var master: Int32
  private let process: pid_t
  private let home: String
  private var hasEnded = false
  /// Everything that appeared and was not yet looked for.
  private var pending: [UInt8] = []
  /// What is to be seen.
  private(set) var screen: ScreenImage

  /// - Parameters:
  ///   - home: the folder for the history; a new one unless given.
  ///   - environment: more variables, `NAME=VALUE`.
  ///   - program: what runs; nnsh unless given.
  init(
    _ arguments: [String] = [], terminal: String = "xterm", home: String? = nil,
    columns: Int = 80, hasColours: Bool = false, environment more: [String] = [],
    program: String = programPath
  ) throws {
    self.home = home ?? temporaryFolder()
    // The first of a name counts.
    let environment =
      more + [
        "HOME=" + self.home, "TERM=" + terminal, "INPUTRC=/dev/null", "LANG=C.UTF-8",
        "PATH=/usr/bin:/bin",
      ] + (hasColours ? [] : ["NO_COLOR=1"])
    screen = ScreenImage(columns: columns)
    var child: pid_t = 0
    master = withCStrings([program] + arguments) { arguments in
      withCStrings(environment) { environment in
        nnsh_pty_spawn(program, arguments, environment, &child)
      }
    }
    process = child
    try #require(master >= 0)
    if columns != 80 { resize(to: columns) }
  }

  deinit {
    end()
    if master >= 0 { close(master) }
  }

  /// Closes the terminal, as a window is closed.
  func hangUp() {
    close(master)
    master = -1
  }

  func send(signal: Int32) { kill(process, signal) }

  /// Whether the terminal shows what is typed and gathers lines, as it does for most programs.
  var isAsUsual: Bool {
    var settings = termios()
    tcgetattr(master, &settings)
    let usual = tcflag_t(ECHO | ICANON)
    return settings.c_lflag & usual == usual
  }

  /// Kills it, as `kill -9` does, and waits until it is gone.
  func end() {
    guard !hasEnded else { return }
    hasEnded = true
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }

  /// Everything that appeared until now, once it has ended.
  func rest() -> String {
    while readMore(waiting: 0) {}
    return unseen
  }

  func type(_ text: String) {
    var text = text
    text.withUTF8 { _ = Glibc.write(master, $0.baseAddress, $0.count) }
  }

  /// Gives the terminal another width; what is on its screen stays where it is.
  func resize(to columns: Int) {
    var size = winsize(ws_row: 24, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    screen = ScreenImage(columns: columns)
  }

  /// Stops the program as Ctrl-Z does, lets the terminal echo and gather lines, as a shell does, and goes on.
  func stopAndContinue() {
    kill(process, SIGSTOP)
    var state: Int32 = 0
    waitpid(process, &state, WUNTRACED)
    var settings = termios()
    tcgetattr(master, &settings)
    settings.c_lflag |= tcflag_t(ECHO | ICANON)
    settings.c_iflag |= tcflag_t(ICRNL)
    tcsetattr(master, TCSANOW, &settings)
    kill(process, SIGCONT)
  }

  /// Waits until the screen is as `condition` wants it; false when it is not after `seconds`.
  func sees(within seconds: Double = 20, _ condition: (ScreenImage) -> Bool) -> Bool {
    let end = clock(seconds)
    while !condition(screen) {
      guard clock(0) < end, readMore() else { return condition(screen) }
    }
    return true
  }

  /// Waits until the last rows of the screen are these.
  func sees(_ rows: [String], within seconds: Double = 20) -> Bool {
    sees(within: seconds) { $0.last(rows.count) == rows }
  }

  /// Waits until `text` appears; gives what came before it, or nil after `seconds`.
  func see(_ text: String, within seconds: Double = 20) -> String? {
    let wanted = Array(text.utf8)
    let end = clock(seconds)
    while true {
      if let start = pending.firstOccurrence(of: wanted) {
        let before = String(decoding: pending[..<start], as: UTF8.self)
        pending.removeSubrange(..<(start + wanted.count))
        return before
      }
      guard clock(0) < end, readMore() else { return nil }
    }
  }

  /// What appeared and was not asked for: shown when a test fails.
  var unseen: String { String(decoding: pending, as: UTF8.self) }

  /// The exit status, 128 + the signal that ended it, or nil when it still runs after `seconds`.
  func exitStatus(within seconds: Double = 20) -> Int32? {
    let end = clock(seconds)
    var code: Int32 = 0
    while waitpid(process, &code, WNOHANG) == 0 {
      guard clock(0) < end else { return nil }
      _ = readMore()
    }
    hasEnded = true
    // Its last words may still lie in the terminal.
    while readMore(waiting: 0) {}
    return code & 0x7F == 0 ? (code >> 8) & 0xFF : 128 + (code & 0x7F)
  }

  /// False when there will be nothing more.
  private func readMore(waiting milliseconds: Int32 = 50) -> Bool {
    var file = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&file, 1, milliseconds) > 0 else { return milliseconds > 0 }
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = read(master, &chunk, chunk.count)
    if count > 0 {
      pending += chunk[..<count]
      screen.feed(chunk[..<count])
    }
    return count > 0
  }

  private func clock(_ later: Double) -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9 + later
  }
}

extension [UInt8] {
  func firstOccurrence(of wanted: [UInt8]) -> Int? {
    guard wanted.count <= count else { return nil }
    return (0...(count - wanted.count)).first {
      self[$0..<($0 + wanted.count)].elementsEqual(wanted)
    }
  }
}
