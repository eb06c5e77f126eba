/// How lines are broken.
public enum Dash: String, Sendable {
  case none
  case solid = "-"
  case dashed = "--"
  case dotted = ":"
  case dashDotted = "-."
}

/// What stands at the points of a series.
public enum Marker: Character, Sendable, CaseIterable {
  case plus = "+"
  case circle = "o"
  case asterisk = "*"
  case point = "."
  case cross = "x"
  case square = "s"
  case diamond = "d"
  case triangleUp = "^"
  case triangleDown = "v"
  case triangleRight = ">"
  case triangleLeft = "<"
  case pentagram = "p"
  case hexagram = "h"

  private static let names: [String: Marker] = [
    "square": .square, "diamond": .diamond, "pentagram": .pentagram, "hexagram": .hexagram,
  ]

  /// A marker by its sign or its name; nil for other words.
  public init?(word: String) {
    if let named = Self.names[word] {
      self = named
    } else if word.count == 1, let sign = word.first, let known = Marker(rawValue: sign) {
      self = known
    } else {
      return nil
    }
  }
}

/// What the inside of a marker or an area has.
public enum Fill: Equatable, Sendable {
  case none
  /// The colour of the line.
  case automatic
  case colour(Colour)
}

/// How a series looks. Widths and sizes are in points (1/72 inch), as in Octave.
public struct Style: Equatable, Sendable {
  /// Nil: the next of `Colour.order`.
  public var colour: Colour?
  public var dash = Dash.solid
  public var width = 0.5
  public var marker: Marker?
  public var markerSize = 6.0
  public var markerFill = Fill.none
  public var markerEdge: Colour?

  public init() {}
}

/// A style in one word: `r--`, `bx`, `-k;name;`.
public struct StyleWord: Equatable, Sendable {
  public var colour: Colour?
  public var dash: Dash?
  public var marker: Marker?
  /// What stands between semicolons: the name in the legend.
  public var name: String?

  /// Nil when `word` is no style.
  public init?(_ word: String) {
    var rest = Substring(word)
    while let sign = rest.first {
      if sign == ";" {
        guard let end = rest.dropFirst().firstIndex(of: ";") else { return nil }
        name = String(rest[rest.index(after: rest.startIndex)..<end])
        rest = rest[rest.index(after: end)...]
      } else if let found = Self.dashes.first(where: { rest.hasPrefix($0.rawValue) }), dash == nil {
        dash = found
        rest = rest.dropFirst(found.rawValue.count)
      } else if let found = Self.words.first(where: { rest.hasPrefix($0) }) {
        if let colour = Colour(word: found) { self.colour = colour }
        if let marker = Marker(word: found) { self.marker = marker }
        rest = rest.dropFirst(found.count)
      } else if let found = Marker(word: String(sign)), marker == nil {
        marker = found
        rest = rest.dropFirst()
      } else if let found = Colour(word: String(sign)), colour == nil {
        colour = found
        rest = rest.dropFirst()
      } else {
        return nil
      }
    }
  }

  /// Longer ones first, since `-` begins `--`.
  private static let dashes: [Dash] = [.dashed, .dashDotted, .solid, .dotted]
  private static let words = [
    "square", "diamond", "pentagram", "hexagram", "red", "green", "blue", "cyan", "magenta",
    "yellow", "black", "white",
  ]

  /// What `style` becomes by this word: a word with a marker and no line means points alone.
  public func apply(to style: inout Style) {
    if let colour { style.colour = colour }
    if let dash { style.dash = dash } else if marker != nil { style.dash = .none }
    if let marker { style.marker = marker }
  }
}
