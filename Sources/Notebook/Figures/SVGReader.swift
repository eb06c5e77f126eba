/// Reads a picture in SVG as programs write it: elements, attributes, text and the five entities of XML.
struct SVGReader {
  /// Elements that stand in each other; pictures have some ten.
  private static let deepest = 64
  private var rest: ArraySlice<UInt8>
  /// The elements that have begun and not ended, outermost first.
  private var open: [SVGElement] = []

  /// The picture's outermost element; nil for what is no such markup.
  static func root(of text: String) -> SVGElement? {
    var reader = SVGReader(rest: Array(text.utf8)[...])
    return reader.read()
  }

  private init(rest: ArraySlice<UInt8>) { self.rest = rest }

  private mutating func read() -> SVGElement? {
    var root: SVGElement?
    while !rest.isEmpty {
      if rest.first != UInt8(ascii: "<") {
        guard let text = text(until: { $0 == UInt8(ascii: "<") }) else { return nil }
        if open.isEmpty {
          guard text.allSatisfy(\.isWhitespace) else { return nil }
        } else {
          open[open.count - 1].children.append(.text(text))
        }
      } else if skips("<?", to: "?>") || skips("<!--", to: "-->") {
        continue
      } else {
        // Nothing follows the outermost element.
        guard root == nil, let tag = tag() else { return nil }
        switch tag {
        case .began(let element):
          guard open.count < Self.deepest else { return nil }
          open.append(element)
        case .ended(let element):
          if open.isEmpty {
            root = element
          } else {
            open[open.count - 1].children.append(.element(element))
          }
        }
      }
    }
    return open.isEmpty ? root : nil
  }

  /// Whether what begins with `start` was passed over, to its end.
  private mutating func skips(_ start: String, to end: String) -> Bool {
    guard rest.starts(with: start.utf8) else { return false }
    let mark = Array(end.utf8)
    while !rest.isEmpty, !rest.starts(with: mark) { rest.removeFirst() }
    rest = rest.dropFirst(mark.count)
    return true
  }

  /// What a tag does: an element begins, or one is complete.
  private enum Tag {
    case began(SVGElement)
    case ended(SVGElement)
  }

  private mutating func tag() -> Tag? {
    rest.removeFirst()
    let isEnd = takes("/")
    guard let name = name() else { return nil }
    if isEnd {
      skipSpace()
      guard takes(">"), let element = open.popLast(), element.name == name else { return nil }
      return .ended(element)
    }
    var element = SVGElement(name: name, attributes: [])
    while true {
      skipSpace()
      if takes("/") {
        return takes(">") ? .ended(element) : nil
      }
      if takes(">") { return .began(element) }
      guard let attribute = attribute(), element[attribute.name] == nil else { return nil }
      element.attributes.append(attribute)
    }
  }

  private mutating func attribute() -> (name: String, value: String)? {
    guard let name = name() else { return nil }
    skipSpace()
    guard takes("=") else { return nil }
    skipSpace()
    guard let quote = rest.popFirst(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\""),
      let value = text(until: { $0 == quote }), !rest.isEmpty
    else { return nil }
    rest.removeFirst()
    return (name, value)
  }

  private mutating func name() -> String? {
    let name = rest.prefix {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "-"),
        UInt8(ascii: "_"):
        true
      default: false
      }
    }
    rest = rest.dropFirst(name.count)
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
  }

  /// The text up to a byte, with its entities as the characters they stand for; nil for other entities.
  private mutating func text(until isEnd: (UInt8) -> Bool) -> String? {
    let raw = rest.prefix { !isEnd($0) }
    rest = rest.dropFirst(raw.count)
    guard raw.contains(UInt8(ascii: "&")) else { return String(decoding: raw, as: UTF8.self) }
    var pieces = raw.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
    var result = String(decoding: pieces.removeFirst(), as: UTF8.self)
    for piece in pieces {
      guard let end = piece.firstIndex(of: UInt8(ascii: ";")),
        let character = Self.entities[String(decoding: piece[..<end], as: UTF8.self)]
      else { return nil }
      result += character + String(decoding: piece[(end + 1)...], as: UTF8.self)
    }
    return result
  }

  private static let entities = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'"]

  private mutating func skipSpace() {
    rest = rest.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 || $0 == 0x0D }
  }

  private mutating func takes(_ sign: Character) -> Bool {
    guard rest.first == sign.asciiValue else { return false }
    rest.removeFirst()
    return true
  }
}
