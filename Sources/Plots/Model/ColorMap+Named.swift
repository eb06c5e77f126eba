extension ColorMap {
  /// The maps that `named` knows.
  public static let names = [
    "viridis", "jet", "gray", "hot", "cool", "bone", "copper", "hsv", "spring", "summer",
    "autumn", "winter", "pink", "rainbow", "ocean", "lines", "prism", "flag", "white", "divergent",
  ]

  /// One of `names`, with `count` colours; nil for other names. The colours are Octave's to the number, since a
  /// table of few colours is used as a palette (`palette = hsv(K + 1)`).
  ///
  /// - Precondition: `count > 0`.
  public static func named(_ name: String, count: Int = 256) -> ColorMap? {
    guard let colours = colours(name, count) else { return nil }
    return ColorMap(name: name, colours: colours)
  }

  private static func colours(_ name: String, _ count: Int) -> [Colour]? {
    switch name {
    case "viridis": count == 1 ? Array(blend(viridis, 2).suffix(1)) : blend(viridis, count)
    case "divergent": blend(divergent, count)
    case "jet": jet(count)
    case "hot": hot(count)
    case "bone": bone(count)
    case "pink": pink(count)
    case "ocean": ocean(count)
    case "hsv": (0..<count).map { hue(Double($0) / Double(count)) }
    case "lines": count == 1 ? [Colour(0, 0, 1)] : repeated(Colour.order, count)
    case "prism": repeated(prism, count)
    case "flag": repeated(flag, count)
    case "white": repeated([.white], count)
    case "gray", "grey": shares(count) { Colour($0, $0, $0) }
    case "cool": shares(count) { Colour($0, 1 - $0, 1) }
    case "copper":
      // As far as the brightest red that a screen has.
      shares(count) { Colour($0 * 1.25, $0 * 0.7812, $0 * 0.4975) }
    case "spring": shares(count) { Colour(1, $0, 1 - $0) }
    case "summer": shares(count) { Colour($0, 0.5 + $0 / 2, 0.4) }
    case "autumn": shares(count) { Colour(1, $0, 0) }
    case "winter": shares(count) { Colour(0, $0, 1 - $0 / 2) }
    case "rainbow": count == 1 ? [Colour(1, 0, 0)] : shares(count, rainbow)
    default: nil
    }
  }

  // MARK: - Maps by the place between low and high

  /// `colour` of the shares 0 to 1 in even steps.
  private static func shares(_ count: Int, _ colour: (Double) -> Colour) -> [Colour] {
    (0..<count).map { colour(count == 1 ? 0 : Double($0) / Double(count - 1)) }
  }

  private static func repeated(_ colours: [Colour], _ count: Int) -> [Colour] {
    (0..<count).map { colours[$0 % colours.count] }
  }

  /// Evenly spaced stops with straight lines between them.
  private static func blend(_ stops: [(Double, Double, Double)], _ count: Int) -> [Colour] {
    shares(count) { share in
      let place = share * Double(stops.count - 1)
      let index = max(0, min(stops.count - 2, Int(place)))
      let (a, b, part) = (stops[index], stops[index + 1], place - Double(index))
      func mix(_ x: Double, _ y: Double) -> Double { x + (y - x) * part }
      return Colour(mix(a.0, b.0), mix(a.1, b.1), mix(a.2, b.2))
    }
  }

  /// A hue of full saturation and brightness: red at 0, green at 1/3, blue at 2/3.
  private static func hue(_ share: Double) -> Colour {
    func part(_ shift: Double) -> Double {
      let place = (share * 6 + shift).truncatingRemainder(dividingBy: 6)
      return abs(place - 3) - 1
    }
    return Colour(part(0), part(4), part(2))
  }

  private static func rainbow(_ x: Double) -> Colour {
    if x < 2 / 5 { return Colour(1, 5 / 2 * x, 0) }
    if x < 3 / 5 { return Colour(3 - 5 * x, 1, 0) }
    if x < 4 / 5 { return Colour(0, 4 - 5 * x, 5 * x - 3) }
    return Colour(10 / 3 * x - 8 / 3, 0, 1)
  }

  // MARK: - Maps by the number of the colour, from 1

  /// Red, green and blue rise, stay and fall, one after the other, each over a quarter of the colours.
  private static func jet(_ count: Int) -> [Colour] {
    if count == 1 { return [Colour(0, 1, 1)] }
    if count == 2 { return [Colour(0, 0, 1), Colour(0, 1, 1)] }
    let quarter = (count + 3) / 4
    let start = (3 * count + 7) / 8 + (count % 8 == 2 ? 1 : 0)
    return (1...count).map { number in
      func ramp(_ start: Int) -> Double {
        let place = Double(number - start) / Double(quarter)
        return min(place, 1, 3 - place)
      }
      return Colour(ramp(start), ramp(start - quarter), ramp(start - 2 * quarter))
    }
  }

  /// From black over red and yellow to white.
  private static func hot(_ count: Int) -> [Colour] {
    if count == 1 { return [.white] }
    if count == 2 { return [Colour(1, 1, 1 / 2), .white] }
    let third = 3 * count / 8
    return (1...count).map { number in
      Colour(
        Double(number) / Double(third), Double(number - third) / Double(third),
        Double(number - 2 * third) / Double(count - 2 * third))
    }
  }

  /// Grey with a little blue.
  private static func bone(_ count: Int) -> [Colour] {
    if count == 1 { return [Colour(1 / 8, 1 / 8, 1 / 8)] }
    if count == 2 { return [Colour(1 / 16, 1 / 8, 1 / 8), .white] }
    let x = { Double($0 - 1) / Double(count - 1) }
    let (low, high) = (3 * count / 8, 3 * count / 4)
    // Red bends at three quarters, a little later where the colours do not divide into eight.
    let rest = count % 8
    let bend =
      switch rest {
      case 2, 4: 1 / Double(16 + 2 * (count - rest))
      case 5, 7: 1 / Double(24 + 2 * (count - rest))
      default: 0.0
      }
    return (1...count).map { number in
      let red =
        number < high
        ? 7 / 8 * x(number) : line(number, from: (high, 7 / 8 * x(high) + bend), to: (count, 1))
      let green = step(number, from: low, by: 1 / 8) { 7 / 8 * x($0) }
      let blue =
        number < low
        ? line(number, from: (1, 1 / Double(8 * low)), to: (low, 7 / 8 * x(low) + 1 / 8))
        : 7 / 8 * x(number) + 1 / 8
      return Colour(red, green, blue)
    }
  }

  /// Grey and a third of `hot`, under a square root.
  private static func pink(_ count: Int) -> [Colour] {
    if count == 1 { return [grey((1.0 / 3).squareRoot())] }
    if count == 2 {
      return [
        Colour((1.0 / 3).squareRoot(), (1.0 / 3).squareRoot(), (1.0 / 6).squareRoot()), .white,
      ]
    }
    let x = { Double($0 - 1) / Double(count - 1) }
    let low = 3 * count / 8
    return (1...count).map { number in
      let red =
        number <= low
        ? line(number, from: (1, 1 / Double(3 * low)), to: (low, 2 / 3 * x(low) + 1 / 3))
        : 2 / 3 * x(number) + 1 / 3
      let green = step(number, from: low, by: 1 / 3) { 2 / 3 * x($0) }
      let blue =
        number < 2 * low
        ? 2 / 3 * x(number)
        : line(number, from: (2 * low, 2 / 3 * x(2 * low)), to: (count, 1))
      return Colour(red.squareRoot(), green.squareRoot(), blue.squareRoot())
    }
  }

  /// Blue first, green over the last two thirds, red over the last third.
  private static func ocean(_ count: Int) -> [Colour] {
    let third = count / 3
    return (0..<count).map { index in
      func share(of last: Int) -> Double {
        last == 0 ? 0 : Double(index - (count - 1 - last)) / Double(last)
      }
      return Colour(share(of: third), share(of: 2 * third), count == 1 ? 0 : share(of: count - 1))
    }
  }

  private static func grey(_ share: Double) -> Colour { Colour(share, share, share) }

  /// `base`, which rises by `height` more between `low` and twice it.
  private static func step(
    _ number: Int, from low: Int, by height: Double, _ base: (Int) -> Double
  ) -> Double {
    if number < low { return base(number) }
    if number > 2 * low { return base(number) + height }
    return line(number, from: (low, base(low)), to: (2 * low, base(2 * low) + height))
  }

  /// The height at `number` of the line between two points; the end where they are one.
  private static func line(
    _ number: Int, from: (Int, Double), to: (Int, Double)
  ) -> Double {
    guard to.0 > from.0 else { return to.1 }
    return from.1 + (to.1 - from.1) * Double(number - from.0) / Double(to.0 - from.0)
  }

  private static let prism = [
    Colour(1, 0, 0), Colour(1, 1 / 2, 0), Colour(1, 1, 0), Colour(0, 1, 0), Colour(0, 0, 1),
    Colour(2 / 3, 0, 1),
  ]
  private static let flag = [Colour(1, 0, 0), .white, Colour(0, 0, 1), .black]
  /// Blue for negative, white for 0, red for positive: the signs of weights.
  private static let divergent = [
    (0.02, 0.19, 0.58), (0.42, 0.60, 0.86), (0.97, 0.97, 0.97), (0.90, 0.50, 0.40),
    (0.60, 0.02, 0.12),
  ]
}
