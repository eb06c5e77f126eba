import Evaluation

/// Rewrites of a pattern as the user wrote it into one that PCRE2 takes.
enum PatternSource {
  /// Bounds the repetitions inside lookbehinds, which PCRE2 wants of known length: up to ten are tried.
  static func prepared(_ pattern: [UInt8], _ call: Call) -> [UInt8] {
    var result: [UInt8] = []
    var i = 0
    while i < pattern.count {
      if pattern[i] == UInt8(ascii: "\\"), i + 1 < pattern.count {
        if let (code, end) = octalEscape(pattern, at: i) {
          result += Array("\\x{\(String(code, radix: 16))}".utf8)
          i = end
          continue
        }
        result += wordBoundary(pattern[i + 1]) ?? Array(pattern[i...(i + 1)])
        i += 2
      } else if let end = lookbehindEnd(pattern, at: i) {
        result += bounded(Array(pattern[i..<end]), call)
        i = end
      } else {
        result.append(pattern[i])
        i += 1
      }
    }
    return result
  }

  /// `\o141` and `\o{141}` are characters by their octal code.
  private static func octalEscape(_ pattern: [UInt8], at start: Int) -> (Int, Int)? {
    guard pattern[start + 1] == UInt8(ascii: "o") else { return nil }
    var i = start + 2
    let isBraced = i < pattern.count && pattern[i] == UInt8(ascii: "{")
    if isBraced { i += 1 }
    let first = i
    var code = 0
    while i < pattern.count, i - first < 3, let digit = pattern[i].digitValue, digit < 8 {
      code = code * 8 + digit
      i += 1
    }
    if i == first { return nil }
    if isBraced {
      guard i < pattern.count, pattern[i] == UInt8(ascii: "}") else { return nil }
      i += 1
    }
    return (code, i)
  }

  /// `\<` and `\>` are the ends of a word: there what is no word character lies on the other side.
  private static func wordBoundary(_ byte: UInt8) -> [UInt8]? {
    switch byte {
    case UInt8(ascii: "<"): Array("(?<=\\W|^)".utf8)
    case UInt8(ascii: ">"): Array("(?=\\W|$)".utf8)
    default: nil
    }
  }

  /// The end of the lookbehind group that begins at `start`; nil when there is none.
  private static func lookbehindEnd(_ pattern: [UInt8], at start: Int) -> Int? {
    let head = pattern[start...].prefix(4)
    guard head.elementsEqual("(?<=".utf8) || head.elementsEqual("(?<!".utf8) else { return nil }
    var depth = 0
    var i = start
    while i < pattern.count {
      switch pattern[i] {
      case UInt8(ascii: "\\"): i += 1
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return i + 1 }
      default: break
      }
      i += 1
    }
    return nil
  }

  private static func bounded(_ group: [UInt8], _ call: Call) -> [UInt8] {
    let body = group.dropFirst(4).dropLast()
    let marks = repetitions(in: Array(body))
    if marks.isEmpty { return group }
    call.session.warn(
      "\(call.name): arbitrary length lookbehind patterns are only supported up to length 10")
    let least = marks.contains { body[body.startIndex + $0] == UInt8(ascii: "*") } ? 0 : 1
    let forms = (least...10).map { count -> [UInt8] in
      var form: [UInt8] = []
      for (i, byte) in body.enumerated() {
        form += marks.contains(i) ? Array("{\(count)}".utf8) : [byte]
      }
      return form
    }
    return Array(group.prefix(4)) + Array(forms.joined(separator: [UInt8(ascii: "|")]))
      + [UInt8(ascii: ")")]
  }

  /// The positions of `*` and `+` that stand for themselves as operators.
  private static func repetitions(in body: [UInt8]) -> [Int] {
    var marks: [Int] = []
    var isInClass = false
    var i = 0
    while i < body.count {
      switch body[i] {
      case UInt8(ascii: "\\"): i += 1
      case UInt8(ascii: "["): isInClass = true
      case UInt8(ascii: "]"): isInClass = false
      case UInt8(ascii: "*"), UInt8(ascii: "+"): if !isInClass { marks.append(i) }
      default: break
      }
      i += 1
    }
    return marks
  }
}
