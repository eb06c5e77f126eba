import Evaluation

/// One conversion of a format of `textscan`: `%f`, `%5d`, `%*s`, `%[a-z]`, or text to pass.
struct FieldConversion {
  enum Kind {
    /// A number of this class.
    case number(ValueClass)
    /// Text up to a delimiter or blank, or in double quotes.
    case text
    case quoted
    /// Characters of a set (or all others).
    case set(Set<UInt8>, isNegated: Bool)
    /// Text that is passed over.
    case literal([UInt8])
  }
  var kind: Kind
  /// The most characters it takes.
  var width = Int.max
  /// `%*f`: read and forgotten.
  var isSkipped = false

  /// Whether a column of the result belongs to it.
  var hasColumn: Bool {
    if case .literal = kind { return false }
    return !isSkipped
  }
}

/// A format of `textscan` taken apart.
struct FieldFormat {
  private(set) var conversions: [FieldConversion] = []
  private var rest: ArraySlice<UInt8>

  /// `count` numbers a line.
  init(numbers count: Int) {
    rest = []
    conversions = [FieldConversion](
      repeating: FieldConversion(kind: .number(.double)), count: max(1, count))
  }

  init(_ text: [UInt8], _ call: Call) throws {
    rest = text[...]
    while let byte = rest.first {
      if byte.isBlank {
        rest.removeFirst()
      } else if byte == UInt8(ascii: "%") {
        rest.removeFirst()
        conversions.append(try conversion(call))
      } else {
        let literal = Array(rest.prefix { !$0.isBlank && $0 != UInt8(ascii: "%") })
        rest.removeFirst(literal.count)
        conversions.append(FieldConversion(kind: .literal(literal)))
      }
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard rest.first == byte else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func number() -> Int? {
    let digits = rest.prefix { $0.isDigit }
    rest.removeFirst(digits.count)
    return Int(String(decoding: digits, as: UTF8.self))
  }

  private mutating func conversion(_ call: Call) throws -> FieldConversion {
    let isSkipped = take(UInt8(ascii: "*"))
    let width = number() ?? Int.max
    if take(UInt8(ascii: ".")) { _ = number() }
    guard let letter = rest.popFirst() else { throw call.error("invalid format specifier") }
    let kind: FieldConversion.Kind
    switch letter {
    case UInt8(ascii: "f"), UInt8(ascii: "n"):
      kind = .number(number() == 32 ? .single : .double)
    case UInt8(ascii: "d"): kind = .number(integerClass("int"))
    case UInt8(ascii: "u"): kind = .number(integerClass("uint"))
    case UInt8(ascii: "s"), UInt8(ascii: "c"): kind = .text
    case UInt8(ascii: "q"): kind = .quoted
    case UInt8(ascii: "["): kind = characterSet()
    case UInt8(ascii: "%"): kind = .literal([letter])
    default: throw call.error("invalid format specifier")
    }
    let isCharacter = letter == UInt8(ascii: "c") && width == Int.max
    return FieldConversion(kind: kind, width: isCharacter ? 1 : width, isSkipped: isSkipped)
  }

  /// `d` and `u` may have the bits of the class behind them: 8, 16, 32 or 64.
  private mutating func integerClass(_ prefix: String) -> ValueClass {
    ValueClass(name: prefix + String(number() ?? 32)) ?? .integer(.int32)
  }

  /// The rest of `[a-z]` or `[^,]`.
  private mutating func characterSet() -> FieldConversion.Kind {
    let isNegated = take(UInt8(ascii: "^"))
    var set: Set<UInt8> = []
    var last: UInt8?
    while let byte = rest.popFirst(), byte != UInt8(ascii: "]") || set.isEmpty {
      if byte == UInt8(ascii: "-"), let low = last, let high = rest.first, high > low,
        high != UInt8(ascii: "]")
      {
        set.formUnion(low...high)
        rest.removeFirst()
        last = nil
      } else {
        set.insert(byte)
        last = byte
      }
    }
    return .set(set, isNegated: isNegated)
  }
}
