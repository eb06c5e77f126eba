/// What to say of characters that begin no token.
enum InvalidText {
  /// The message, and the spelling that was probably meant.
  static func describe(_ bytes: [UInt8], _ span: Span) -> (message: String, help: String?) {
    let start = Int(span.start)
    guard start < bytes.count, let (scalar, _) = Characters.scalar(in: bytes, at: start) else {
      return ("text that is not UTF-8", nil)
    }
    if let meant = likely[scalar] { return ("unexpected '\(scalar)'", "write \(meant)") }
    if scalar == "?" {
      return ("unexpected '?'", "choose with if and else, or with merge(c, a, b)")
    }
    if scalar.value < 0x20 || scalar.properties.generalCategory == .control {
      return ("unexpected control character \(code(scalar))", nil)
    }
    if scalar.properties.isWhitespace || scalar.properties.generalCategory == .format {
      return ("unexpected invisible character \(code(scalar))", "replace it by a blank")
    }
    return ("unexpected '\(scalar)'", nil)
  }

  private static func code(_ scalar: Unicode.Scalar) -> String {
    let hex = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
  }

  /// What word processors and mathematics put in place of ASCII.
  private static let likely: [Unicode.Scalar: String] = [
    "\u{2018}": "'", "\u{2019}": "'", "\u{201C}": "\"", "\u{201D}": "\"", "`": "'",
    "\u{2212}": "-", "\u{2013}": "-", "\u{2014}": "-", "\u{00D7}": "*", "\u{00B7}": "*",
    "\u{22C5}": "*", "\u{00F7}": "/", "\u{2264}": "<=", "\u{2265}": ">=", "\u{2260}": "!=",
    "\u{00A0}": "a plain blank in place of the non-breaking one", "\u{2026}": "...",
    "\u{2190}": "=", "\u{221A}": "sqrt(x)", "\u{2211}": "sum(x)", "$": "the name without '$'",
  ]
}
