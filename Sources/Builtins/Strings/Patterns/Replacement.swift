/// The replacement text of `regexprep`, taken apart once: literal stretches and group references.
struct Replacement {
  private enum Part {
    case literal([UInt8])
    case group(Int)
  }
  private var parts: [Part] = []

  init(_ template: [UInt8]) {
    var literal: [UInt8] = []
    var i = 0
    while i < template.count {
      if template[i] == UInt8(ascii: "$"), i + 1 < template.count, template[i + 1].isDigit {
        if !literal.isEmpty { parts.append(.literal(literal)) }
        literal = []
        parts.append(.group(Int(template[i + 1]) - 48))
        i += 2
      } else if template[i] == UInt8(ascii: "\\"), i + 1 < template.count {
        i += 1
        literal.append(Replacement.octal(template, &i) ?? Replacement.escape(template[i]))
        i += 1
      } else {
        literal.append(template[i])
        i += 1
      }
    }
    if !literal.isEmpty { parts.append(.literal(literal)) }
  }

  /// What a backslash and `byte` stand for: a control character, or `byte` itself.
  private static func escape(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "a"): 7
    case UInt8(ascii: "b"): 8
    case UInt8(ascii: "f"): 12
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "r"): 13
    case UInt8(ascii: "t"): 9
    case UInt8(ascii: "v"): 11
    default: byte
    }
  }

  /// Up to three octal digits at `i`, which moves to the last of them; nil when there are none.
  private static func octal(_ template: [UInt8], _ i: inout Int) -> UInt8? {
    var code = 0
    var end = i
    while end < template.count, end - i < 3, let digit = template[end].digitValue, digit < 8 {
      code = code * 8 + digit
      end += 1
    }
    if end == i { return nil }
    i = end - 1
    return UInt8(truncatingIfNeeded: code)
  }

  /// `text` with every match replaced.
  func applied(to text: [UInt8], at matches: [RegularExpression.Match]) -> [UInt8] {
    var result: [UInt8] = []
    var next = 0
    for match in matches {
      result += text[next..<max(next, match.range.lowerBound)]
      for part in parts {
        switch part {
        case .literal(let bytes): result += bytes
        case .group(0): result += text[match.range]
        case .group(let n):
          if n <= match.groups.count, let range = match.groups[n - 1] { result += text[range] }
        }
      }
      next = match.range.upperBound
    }
    return result + text[next...]
  }
}
