/// A value of JSON (RFC 8259).
public indirect enum JSON: Equatable, Sendable {
  case null
  case truth(Bool)
  /// A number as it is written.
  case number(String)
  case text(String)
  case list([JSON])
  /// In the order of the file; of equal keys the first counts.
  case object([Member])

  public struct Member: Equatable, Sendable {
    public let key: String
    public let value: JSON

    public init(key: String, value: JSON) { (self.key, self.value) = (key, value) }
  }

  public subscript(key: String) -> JSON? { members?.first { $0.key == key }?.value }

  /// What of a value is asked for; nil where it is another one.
  public var text: String? { if case .text(let text) = self { text } else { nil } }
  public var truth: Bool? { if case .truth(let truth) = self { truth } else { nil } }
  public var list: [JSON]? { if case .list(let list) = self { list } else { nil } }
  public var members: [Member]? { if case .object(let members) = self { members } else { nil } }

  /// Whether no key of an object comes twice.
  public var hasEachKeyOnce: Bool {
    let keys = (members ?? []).map(\.key)
    return Set(keys).count == keys.count
  }

  /// A list of whole numbers; nil for anything else.
  public var integers: [Int]? {
    guard let list else { return nil }
    let all = list.compactMap { if case .number(let digits) = $0 { Int(digits) } else { nil } }
    return all.count == list.count ? all : nil
  }

  // MARK: - Writing

  /// With one blank for each level, as Jupyter writes its files.
  public var written: String {
    var text = ""
    write(to: &text, indent: 0)
    return text + "\n"
  }

  private func write(to text: inout String, indent: Int) {
    switch self {
    case .null: text += "null"
    case .truth(let value): text += value ? "true" : "false"
    case .number(let digits): text += digits
    case .text(let value): JSON.write(value, to: &text)
    case .list(let list):
      JSON.write(list, "[", "]", to: &text, indent: indent) { element, text in
        element.write(to: &text, indent: indent + 1)
      }
    case .object(let members):
      JSON.write(members, "{", "}", to: &text, indent: indent) { member, text in
        JSON.write(member.key, to: &text)
        text += ": "
        member.value.write(to: &text, indent: indent + 1)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], _ open: String, _ close: String, to text: inout String, indent: Int,
    one: (Element, inout String) -> Void
  ) {
    text += open
    for (index, element) in elements.enumerated() {
      text += (index > 0 ? ",\n" : "\n") + String(repeating: " ", count: indent + 1)
      one(element, &text)
    }
    if !elements.isEmpty { text += "\n" + String(repeating: " ", count: indent) }
    text += close
  }

  /// `value` as a string of JSON, in its quotes.
  ///
  /// - Parameter hasLargeDigits: whether the digits of escaped control characters are written A to F.
  public static func quoted(_ value: String, hasLargeDigits: Bool = false) -> String {
    var text = ""
    write(value, to: &text, hasLargeDigits)
    return text
  }

  private static func write(_ value: String, to text: inout String, _ hasLargeDigits: Bool = false)
  {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\r": text += "\\r"
      case "\u{8}": text += "\\b"
      case "\u{C}": text += "\\f"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16, uppercase: hasLargeDigits)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
