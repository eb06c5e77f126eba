/// What readline's settings show before the prompt to tell vi's modes apart.
enum PromptMode {
  /// What of it is to be seen, and what tells the terminal something: that stands between bytes 1 and 2.
  static func parts(of text: String) -> (shown: String, control: String) {
    var (shown, control) = ("", "")
    var isControl = false
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 1: isControl = true
      case 2: isControl = false
      default:
        if isControl {
          control.unicodeScalars.append(scalar)
        } else {
          shown.unicodeScalars.append(scalar)
        }
      }
    }
    return (shown, control)
  }
}
