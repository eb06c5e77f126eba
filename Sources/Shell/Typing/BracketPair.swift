import Syntax

/// The bracket at the cursor, or before it, and its partner. Brackets in strings and comments are none.
struct BracketPair {
  private var marks: [StyledRange] = []

  init(at cursor: Int, in tokens: [Token], _ bytes: [UInt8]) {
    let brackets = tokens.filter { $0.kind == .operation && $0.span.end - $0.span.start == 1 }
      .map { (offset: Int($0.span.start), byte: bytes[Int($0.span.start)]) }
      .filter { "()[]{}".utf8.contains($0.byte) }
    guard
      let here = brackets.firstIndex(where: { $0.offset == cursor })
        ?? brackets.firstIndex(where: { $0.offset == cursor - 1 })
    else { return }
    var open: [Int] = []
    var partner: Int?
    var isWrong = false
    for (index, bracket) in brackets.enumerated() {
      if Self.closing(bracket.byte) != nil {
        open.append(index)
        continue
      }
      let other = open.popLast()
      let fits = other.map { Self.closing(brackets[$0].byte) == bracket.byte } ?? false
      if index == here || other == here {
        partner = fits ? (index == here ? other : index) : nil
        isWrong = !fits
        break
      }
    }
    if let partner {
      marks = [here, partner].sorted().map { Self.mark(brackets[$0].offset, .bracket) }
    } else if isWrong {
      marks = [Self.mark(brackets[here].offset, .loneBracket)]
    }
  }

  private static func mark(_ offset: Int, _ style: InputStyle) -> StyledRange {
    StyledRange(range: offset..<offset + 1, style: style)
  }

  private static func closing(_ open: UInt8) -> UInt8? {
    switch open {
    case UInt8(ascii: "("): UInt8(ascii: ")")
    case UInt8(ascii: "["): UInt8(ascii: "]")
    case UInt8(ascii: "{"): UInt8(ascii: "}")
    default: nil
    }
  }

  /// `styles` with the brackets among them; no other piece has a bracket in it.
  func marked(_ styles: [StyledRange]) -> [StyledRange] {
    guard !marks.isEmpty else { return styles }
    return (styles + marks).sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}
