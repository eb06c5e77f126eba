/// A line of a session's journal.
///
///     + LENGTH NUMBER TEXT    an input is in force, known by its number
///     ! LENGTH NUMBER TEXT    the same, but Ctrl-C ended it
///     - LENGTH COUNT          of the inputs so far the first COUNT stay in force
///
/// LENGTH is the number of bytes behind it: a crash may cut the last line short, or leave zeros. In TEXT a line
/// end is `\n` and a backslash `\\`.
enum JournalRecord: Equatable {
  case input(JournalInput)
  case keep(Int)

  var line: String {
    switch self {
    case .input(let input):
      Self.line(input.isInterrupted ? "!" : "+", "\(input.number) " + Self.escaped(input.text))
    case .keep(let count): Self.line("-", String(count))
    }
  }

  private static func line(_ kind: String, _ rest: String) -> String {
    "\(kind) \(rest.utf8.count) \(rest)\n"
  }

  /// The record in a line without its end; nil when it is not whole.
  init?(line: some Collection<UInt8>) {
    guard let text = String(validating: line, as: UTF8.self) else { return nil }
    let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let length = Int(parts[1]), length == parts[2].utf8.count else {
      return nil
    }
    if parts[0] == "-", let count = Int(parts[2]), count >= 0 {
      self = .keep(count)
      return
    }
    let rest = parts[2].split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts[0] == "+" || parts[0] == "!", rest.count == 2, let number = Int(rest[0]), number > 0
    else { return nil }
    self = .input(
      JournalInput(
        number: number, text: Self.unescaped(rest[1]), isInterrupted: parts[0] == "!"))
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func unescaped(_ text: Substring) -> String {
    var result = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        result.append(scalar == "n" ? "\n" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}

/// An input in force, as a journal keeps it.
struct JournalInput: Equatable {
  let number: Int
  let text: String
  var isInterrupted = false
}
