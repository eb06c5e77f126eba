/// A template of `printf`, taken apart once: literal text and conversions.
struct PrintfTemplate {
  /// A field width or precision.
  enum Size: Equatable {
    case none
    case given(Int)
    /// `*`: the next argument.
    case argument
  }

  struct Conversion {
    /// `-+ 0#`, as written.
    var flags = ""
    var width = Size.none
    var precision = Size.none
    /// One of `d i o u x X f e E g G c s`.
    var kind: Character = "d"
    /// C formats with the flags, for the number as the kind says, and as `%g`; made once.
    var format = ""
    var generalFormat = ""

    var isText: Bool { kind == "s" || kind == "c" }
    var isWhole: Bool { "dioxXu".contains(kind) }

    fileprivate mutating func makeFormats() {
      format = "%\(flags)*.*\(isWhole ? "ll" : "")\(kind)"
      generalFormat = "%\(flags)*.*g"
    }
  }

  enum Element {
    case text([UInt8])
    case conversion(Conversion)
  }

  private(set) var elements: [Element] = []
  /// Whether any element takes an argument.
  private(set) var takesArguments = false

  /// - Returns: nil for a conversion that does not exist.
  init?(_ template: [UInt8]) {
    var literal: [UInt8] = []
    var rest = template[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        literal.append(byte)
        continue
      }
      guard let conversion = Self.conversion(&rest) else { return nil }
      if conversion.kind == "%" {
        literal.append(byte)
        continue
      }
      if !literal.isEmpty { elements.append(.text(literal)) }
      literal = []
      elements.append(.conversion(conversion))
      takesArguments = true
    }
    if !literal.isEmpty { elements.append(.text(literal)) }
  }

  /// What follows a `%`.
  private static func conversion(_ rest: inout ArraySlice<UInt8>) -> Conversion? {
    var result = Conversion()
    while let flag = rest.first.map({ Character(UnicodeScalar($0)) }), "-+ 0#".contains(flag) {
      result.flags.append(flag)
      rest.removeFirst()
    }
    result.width = size(&rest)
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      result.precision = size(&rest)
      if result.precision == .none { result.precision = .given(0) }
    }
    var modifier: Character?
    if let next = rest.first.map({ Character(UnicodeScalar($0)) }), "hlL".contains(next) {
      modifier = next
      rest.removeFirst()
    }
    guard let kind = rest.popFirst() else { return nil }
    result.kind = Character(UnicodeScalar(kind))
    result.makeFormats()
    return allows(modifier, result.kind) ? result : nil
  }

  private static func size(_ rest: inout ArraySlice<UInt8>) -> Size {
    if rest.first == UInt8(ascii: "*") {
      rest.removeFirst()
      return .argument
    }
    var value: Int?
    while let digit = rest.first, digit >= 48, digit <= 57 {
      // Saturates: no sensible width has seven digits.
      value = min((value ?? 0) * 10 + Int(digit - 48), 1_000_000)
      rest.removeFirst()
    }
    return value.map { .given($0) } ?? .none
  }

  private static func allows(_ modifier: Character?, _ kind: Character) -> Bool {
    switch kind {
    case "d", "i", "o", "u", "x", "X", "c": modifier != "L"
    case "f", "e", "E", "g", "G": modifier == nil || modifier == "L"
    case "s", "%": modifier == nil
    default: false
    }
  }
}
