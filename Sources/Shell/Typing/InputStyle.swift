/// How a piece of what is typed looks.
enum InputStyle: UInt8 {
  case plain
  case keyword, number, string, comment
  /// The name of a function.
  case function
  /// A name that means nothing, or text that no token begins with.
  case wrong
  /// The brackets of a pair, one of which is at the cursor.
  case bracket
  /// A bracket at the cursor that has no partner.
  case loneBracket
  case hint
  /// The candidate that was put in, among those listed.
  case chosen

  /// The terminal's code for it, of the colours that everybody can choose in their terminal; empty for plain. As in
  /// messages red is for what is wrong.
  var code: String {
    switch self {
    case .plain: ""
    case .keyword: "35"
    case .number: "36"
    case .string: "32"
    case .comment, .hint: "90"
    case .function: "94"
    case .wrong: "31"
    case .bracket: "1;4"
    case .loneBracket: "1;31"
    case .chosen: "7"
    }
  }
}

/// Bytes of the typed text that look alike.
struct StyledRange: Equatable {
  var range: Range<Int>
  var style: InputStyle
}
