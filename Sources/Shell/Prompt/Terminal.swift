/// What came from the keyboard.
enum Input: Equatable {
  case line(String)
  /// Ctrl-C: the line typed so far is thrown away.
  case cancelled
  /// Ctrl-D on an empty line, or the terminal is gone.
  case end
}

/// Somebody who types. The prompt knows the keyboard only through this; tests put a list of lines in its place.
protocol Terminal: AnyObject {
  func readLine(prompt: String) -> Input
  /// Adds an entry, possibly of several lines, to what the arrow keys bring back.
  func remember(_ entry: String)
}
