/// Colours for values from low to high.
public struct ColorMap: Equatable, Sendable {
  public let name: String
  public let colours: [Colour]

  /// - Precondition: there is at least one colour.
  public init(name: String = "", colours: [Colour]) {
    precondition(!colours.isEmpty)
    (self.name, self.colours) = (name, colours)
  }

  /// The colour of `share` (0 low, 1 high); NaN has none.
  public func colour(at share: Double) -> Colour? {
    guard !share.isNaN else { return nil }
    let place = max(0, min(1, share)) * Double(colours.count)
    return colours[min(colours.count - 1, Int(place))]
  }
}
