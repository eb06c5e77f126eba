/// Colours for values from low to high.
public struct ColorMap: Equatable, Sendable {
  public let name: String
  public let colours: [Colour]

  /// - Precondition: there is at least one colour.
  public init(name: String = "", colours: [Colour]) {
    precondition(!colours.isEmpty)
    (self.name, self.colours) = (name, colours)
  }

  /// The maps that `named` knows.
  public static let names = [
    "viridis", "jet", "gray", "hot", "cool", "bone", "copper", "hsv", "spring", "summer",
    "autumn", "winter", "pink", "divergent",
  ]

  /// One of `names`, with `count` colours; nil for other names.
  ///
  /// - Precondition: `count > 0`.
  public static func named(_ name: String, count: Int = 256) -> ColorMap? {
    guard let colour = function(name) else { return nil }
    let colours = (0..<count).map { colour(count == 1 ? 0 : Double($0) / Double(count - 1)) }
    return ColorMap(name: name, colours: colours)
  }

  /// The colour of `share` (0 low, 1 high); NaN has none.
  public func colour(at share: Double) -> Colour? {
    guard !share.isNaN else { return nil }
    let place = max(0, min(1, share)) * Double(colours.count)
    return colours[min(colours.count - 1, Int(place))]
  }

  private static func function(_ name: String) -> ((Double) -> Colour)? {
    switch name {
    case "viridis": { viridis.colour($0) }
    case "divergent": { divergent.colour($0) }
    case "gray", "grey": { Colour($0, $0, $0) }
    case "jet":
      { t in
        func ramp(_ centre: Double) -> Double { 1.5 - abs(4 * t - centre) }
        return Colour(ramp(3), ramp(2), ramp(1))
      }
    case "hot": { Colour($0 * 8 / 3, ($0 - 3 / 8) * 8 / 3, ($0 - 3 / 4) * 4) }
    case "cool": { Colour($0, 1 - $0, 1) }
    case "bone": { bone.colour($0) }
    case "copper": { Colour($0 * 1.25, $0 * 0.7812, $0 * 0.4975) }
    case "spring": { Colour(1, $0, 1 - $0) }
    case "summer": { Colour($0, 0.5 + $0 / 2, 0.4) }
    case "autumn": { Colour(1, $0, 0) }
    case "winter": { Colour(0, $0, 1 - $0 / 2) }
    case "pink":
      { t in
        let hot = Colour(t * 8 / 3, (t - 3 / 8) * 8 / 3, (t - 3 / 4) * 4)
        func mixed(_ share: Double) -> Double { ((2 * t + share) / 3).squareRoot() }
        return Colour(mixed(hot.red), mixed(hot.green), mixed(hot.blue))
      }
    case "hsv":
      { t in
        func part(_ shift: Double) -> Double {
          let place = (t * 6 + shift).truncatingRemainder(dividingBy: 6)
          return abs(place - 3) - 1
        }
        return Colour(part(0), 2 - abs(t * 6 - 2), 2 - abs(t * 6 - 4))
      }
    default: nil
    }
  }

  /// Colours with straight lines between them.
  private struct Ramp {
    let stops: [(Double, Double, Double)]

    func colour(_ share: Double) -> Colour {
      let place = share * Double(stops.count - 1)
      let index = max(0, min(stops.count - 2, Int(place)))
      let part = place - Double(index)
      let (a, b) = (stops[index], stops[index + 1])
      func mix(_ x: Double, _ y: Double) -> Double { x + (y - x) * part }
      return Colour(mix(a.0, b.0), mix(a.1, b.1), mix(a.2, b.2))
    }
  }

  /// Samples of the map viridis (S. van der Walt and N. Smith, 2015), evenly spaced.
  private static let viridis = Ramp(stops: [
    (0.267, 0.005, 0.329), (0.283, 0.141, 0.458), (0.254, 0.265, 0.530), (0.207, 0.372, 0.553),
    (0.164, 0.471, 0.558), (0.128, 0.567, 0.551), (0.135, 0.659, 0.518), (0.267, 0.749, 0.441),
    (0.478, 0.821, 0.318), (0.741, 0.873, 0.150), (0.993, 0.906, 0.144),
  ])
  private static let bone = Ramp(stops: [
    (0, 0, 0.0), (0.328, 0.328, 0.453), (0.656, 0.781, 0.781), (1, 1, 1),
  ])
  /// Blue for negative, white for 0, red for positive: the signs of weights.
  private static let divergent = Ramp(stops: [
    (0.02, 0.19, 0.58), (0.42, 0.60, 0.86), (0.97, 0.97, 0.97), (0.90, 0.50, 0.40),
    (0.60, 0.02, 0.12),
  ])
}
