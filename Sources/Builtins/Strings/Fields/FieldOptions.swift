import Evaluation

/// What the names and values behind the format of `textscan` ask for.
struct FieldOptions {
  /// Each ends a field; none: blanks do.
  var delimiters: [[UInt8]] = []
  var blanks: Set<UInt8> = [32, 8, 9]
  var headerLines = 0
  /// A comment goes from the first to the end of its line, or to the second.
  var comments: [[UInt8]] = []
  var mergesDelimiters = false
  var emptyValue = Double.nan
  var collects = false

  init(_ words: ArraySlice<Value>, _ call: Call) throws {
    var rest = words
    while let first = rest.popFirst() {
      guard let name = first.text?.lowercased(), let value = rest.popFirst() else {
        throw call.error("properties must come as name and value")
      }
      try take(name, value, call)
    }
  }

  private mutating func take(_ name: String, _ value: Value, _ call: Call) throws {
    func texts() throws -> [[UInt8]] {
      guard let list = value.bytes.map({ [$0] }) ?? value.cellOfBytes else {
        throw call.error("\(name) must be a string or cell array of strings")
      }
      return try list.map { try expandEscapes($0, warn: { call.session.warn($0) }) }
    }
    switch name {
    case "delimiter":
      // Of one text each character is a delimiter.
      delimiters = value.isCell ? try texts() : try texts().flatMap { $0.map { [$0] } }
      delimiters.removeAll(where: \.isEmpty)
    case "whitespace": blanks = Set(try texts().joined())
    case "headerlines":
      guard let count = value.scalar.flatMap({ Int(exactly: $0) }), count >= 0 else {
        throw call.error("HeaderLines must be numeric")
      }
      headerLines = count
    case "commentstyle":
      comments = try texts().map { text in
        switch String(decoding: text, as: UTF8.self) {
        case "shell": Array("#".utf8)
        case "matlab": Array("%".utf8)
        case "c++": Array("//".utf8)
        case "c": Array("/*".utf8)
        default: text
        }
      }
      if comments == [Array("/*".utf8)] { comments.append(Array("*/".utf8)) }
    case "multipledelimsasone": mergesDelimiters = value.scalar ?? 0 != 0
    case "emptyvalue": emptyValue = value.scalar ?? .nan
    case "collectoutput": collects = value.scalar ?? 0 != 0
    case "endofline", "returnonerror", "treatasempty", "bufsize", "expchars": break
    default: throw call.error("unrecognized option '\(name)'")
    }
  }
}
