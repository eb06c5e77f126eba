import Builtins
import Evaluation

@testable import Shell

/// A terminal that types a list of lines and shows what a screen would: prompts, lines and answers.
final class TypedLines: Terminal {
  private var lines: ArraySlice<String>
  private let screen: Screen
  private(set) var remembered: [String] = []

  init(_ lines: [String], screen: Screen) {
    self.lines = lines[...]
    self.screen = screen
  }

  func readLine(prompt: String) -> Input {
    guard let line = lines.popFirst() else { return .end }
    screen.write(prompt + line + "\n")
    return .line(line)
  }

  func remember(_ entry: String) { remembered.append(entry) }
}

/// Results and messages in one text, in the order in which they came.
final class Screen: Output {
  private(set) var bytes: [UInt8] = []
  let columns = 80

  func write(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes.append(contentsOf: bytes) }
  func writeMessage(_ text: String) { bytes.append(contentsOf: text.utf8) }
  func flush() {}

  var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// What the screen shows after a user typed `lines` at the prompt.
func screen(afterTyping lines: [String]) -> String {
  let screen = Screen()
  let session = Session(output: screen, host: SystemHost(), builtins: allBuiltins)
  _ = Prompt(session: session, terminal: TypedLines(lines, screen: screen)).run()
  return screen.text
}
