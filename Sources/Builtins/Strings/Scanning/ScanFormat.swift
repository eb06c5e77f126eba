import Evaluation

/// A template of `sscanf` and `fscanf`, taken apart.
struct ScanFormat {
  enum Kind {
    /// The base is nil for `%i`: decimal, octal after 0, hexadecimal after 0x. Larger values than `limit`
    /// count as it, as those of C's types do.
    case integer(base: Int?, limit: Double)
    case real
    case word
    case characters
    /// `%[...]`: which bytes belong to it.
    case set([Bool])

    var isText: Bool {
      switch self {
      case .word, .characters, .set: true
      case .integer, .real: false
      }
    }
  }

  enum Element {
    /// Any amount of white space, also none.
    case blanks
    case literal(UInt8)
    case conversion(Kind, width: Int?, discards: Bool)
  }

  private(set) var elements: [Element] = []

  /// Whether every value that is kept is text, so that the result is a string.
  var isAllText: Bool {
    var any = false
    for case .conversion(let kind, _, let discards) in elements where !discards {
      if !kind.isText { return false }
      any = true
    }
    return any
  }

  var hasConversions: Bool {
    elements.contains { if case .conversion = $0 { true } else { false } }
  }

  /// How many values one pass over the template keeps.
  var keptCount: Int {
    elements.reduce(0) { count, element in
      if case .conversion(_, _, false) = element { count + 1 } else { count }
    }
  }

  /// - Throws: Octave's error for a malformed template, in the name of `caller`.
  init(_ template: [UInt8], caller: String) throws {
    let invalid = EvaluationError("\(caller): invalid format specified")
    var i = 0
    while i < template.count {
      let byte = template[i]
      if byte.isBlank {
        while i < template.count, template[i].isBlank { i += 1 }
        elements.append(.blanks)
      } else if byte != UInt8(ascii: "%") {
        elements.append(.literal(byte))
        i += 1
      } else if i + 1 < template.count, template[i + 1] == UInt8(ascii: "%") {
        elements.append(.literal(byte))
        i += 2
      } else {
        i += 1
        guard let conversion = ScanFormat.conversion(template, &i) else { throw invalid }
        elements.append(conversion)
      }
    }
  }

  /// The conversion whose text (without `%`) begins at `i`, which moves behind it; nil when malformed.
  private static func conversion(_ template: [UInt8], _ i: inout Int) -> Element? {
    func next() -> UInt8? { i < template.count ? template[i] : nil }
    var discards = false
    if next() == UInt8(ascii: "*") {
      discards = true
      i += 1
    }
    var width: Int?
    while let digit = next(), digit.isDigit {
      width = min((width ?? 0) * 10 + Int(digit) - 48, 1 << 30)
      i += 1
    }
    var isLong = false
    while let letter = next(), "lhL".utf8.contains(letter) {
      isLong = isLong || letter == UInt8(ascii: "l")
      i += 1
    }
    guard let letter = next() else { return nil }
    i += 1
    let kind: Kind? =
      switch letter {
      case UInt8(ascii: "d"): .integer(base: 10, limit: isLong ? 0x1p63 : 0x1p31 - 1)
      case UInt8(ascii: "i"): .integer(base: nil, limit: isLong ? 0x1p63 : 0x1p31 - 1)
      case UInt8(ascii: "u"): .integer(base: 10, limit: isLong ? 0x1p64 : 0x1p32 - 1)
      case UInt8(ascii: "x"), UInt8(ascii: "X"):
        .integer(base: 16, limit: isLong ? 0x1p64 : 0x1p32 - 1)
      case UInt8(ascii: "o"): .integer(base: 8, limit: isLong ? 0x1p64 : 0x1p32 - 1)
      case UInt8(ascii: "f"), UInt8(ascii: "e"), UInt8(ascii: "g"), UInt8(ascii: "E"),
        UInt8(ascii: "G"):
        .real
      case UInt8(ascii: "s"): .word
      case UInt8(ascii: "c"): .characters
      case UInt8(ascii: "["): set(template, &i)
      default: nil
      }
    return kind.map { .conversion($0, width: width, discards: discards) }
  }

  /// The bytes between brackets: ranges, `^` for the others, a `]` at the start stands for itself.
  private static func set(_ template: [UInt8], _ i: inout Int) -> Kind? {
    var members = [Bool](repeating: false, count: 256)
    var inverted = false
    if i < template.count, template[i] == UInt8(ascii: "^") {
      inverted = true
      i += 1
    }
    let start = i
    while i < template.count, template[i] != UInt8(ascii: "]") || i == start {
      if template[i] == UInt8(ascii: "-"), i > start, i + 1 < template.count,
        template[i + 1] != UInt8(ascii: "]"), template[i - 1] <= template[i + 1]
      {
        for byte in template[i - 1]...template[i + 1] { members[Int(byte)] = true }
        i += 2
      } else {
        members[Int(template[i])] = true
        i += 1
      }
    }
    guard i < template.count else { return nil }
    i += 1
    return .set(inverted ? members.map { !$0 } : members)
  }
}
