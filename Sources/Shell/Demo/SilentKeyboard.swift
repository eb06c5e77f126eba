import CSystem
import Glibc

/// The keyboard of somebody who presents: keys come one by one and are not shown, also while text is typed for them.
final class SilentKeyboard {
  private var usual: termios?

  /// From now on nothing that is pressed is shown; nothing happens without a keyboard.
  func hush() {
    guard usual == nil else { return }
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return }
    usual = settings
    settings.c_lflag &= ~tcflag_t(ECHO | ICANON)
    tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
  }

  /// As it was before.
  func release() {
    guard var settings = usual else { return }
    tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
    usual = nil
  }

  /// What `body` gives, which needs the keyboard as it is for everybody else.
  func openly<Result>(_ body: () -> Result) -> Result {
    let wasHushed = usual != nil
    release()
    defer { if wasHushed { hush() } }
    return body()
  }

  /// Waits; whether a key was pressed before the time was over, which is then read, or Ctrl-C.
  func isPressed(within milliseconds: Int) -> Bool {
    var file = pollfd(fd: usual == nil ? -1 : STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard poll(&file, 1, Int32(milliseconds)) > 0 else { return nnsh_interrupt_requested() }
    _ = nnsh_read_key(STDIN_FILENO)
    return true
  }
}
