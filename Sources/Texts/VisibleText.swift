/// Text for pages and terminals: characters that would do something are shown instead.
public enum VisibleText {
  /// `text` as a terminal leaves it, line by line: what stands before a lone carriage return is written
  /// over, and control characters have their pictures (`␛` for escape).
  public static func plain(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if index > 0 { result.unicodeScalars.append("\n") }
      for scalar in lastVersion(of: line) { append(scalar, to: &result) }
    }
    return result
  }

  /// What is left to see of a line that was written over: what follows the last carriage return that has
  /// something behind it.
  private static func lastVersion(
    of line: Substring.UnicodeScalarView
  ) -> Substring.UnicodeScalarView {
    guard let end = line.lastIndex(where: { $0 != "\r" }) else { return line[..<line.startIndex] }
    let rest = line[...end]
    guard let mark = rest.lastIndex(of: "\r") else { return rest }
    return rest[rest.index(after: mark)...]
  }

  private static func append(_ scalar: Unicode.Scalar, to result: inout String) {
    switch scalar.value {
    case 0x09, 0x0A: result.unicodeScalars.append(scalar)
    case 0x00..<0x20: result.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? " ")
    case 0x7F: result += "␡"
    // C1 controls, and marks that change the direction of the text around them.
    case 0x80..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF:
      result += "⟨U+\(hexadecimal(scalar.value))⟩"
    // What no text contains: halves of nothing, and the marks that pages keep for themselves.
    case 0xFFFE, 0xFFFF: result += "\u{FFFD}"
    default: result.unicodeScalars.append(scalar)
    }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
