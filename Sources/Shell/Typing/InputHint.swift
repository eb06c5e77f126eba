/// What is shown in grey behind the cursor.
struct InputHint: Equatable {
  var text: String
  /// What the key for it puts in: nothing for a hint that only tells.
  var rest: [UInt8] = []

  /// The rest of the last entry of the history that begins with all of `text`.
  init?(history: [[UInt8]], after text: [UInt8]) {
    guard text.contains(where: { $0 != 0x20 && $0 != 0x0A && $0 != 0x09 }),
      let entry = history.last(where: { $0.count > text.count && $0.starts(with: text) })
    else { return nil }
    rest = Array(entry[text.count...])
    let line = rest.prefix { $0 != TypedText.newline }
    self.text = String(decoding: line, as: UTF8.self) + (line.count < rest.count ? " ..." : "")
  }

  /// How the function is called whose parentheses are open.
  init?(signature: String?) {
    guard let signature else { return nil }
    text = "  " + signature
  }
}
