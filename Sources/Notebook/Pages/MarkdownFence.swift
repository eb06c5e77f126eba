/// Fences around what Markdown is not to read.
enum MarkdownFence {
  /// Longer than any run of backticks in `text`.
  static func fence(for text: String) -> String {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return String(repeating: "`", count: max(3, longest + 1))
  }

  static func block(_ text: String, language: String = "") -> String {
    let fence = fence(for: text)
    return "\(fence)\(language)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)"
  }
}
