import Matrices

extension NumberLayout {
  /// The layout of a number that stands alone.
  static func scalar(_ x: Double, _ format: NumberFormat, isSingle: Bool = false) -> NumberLayout {
    let precision = DisplayPrecision(format, isSingle: isSingle)
    switch format.style {
    case .e:
      return NumberLayout(
        style: .exponent(precision.digits - 1), width: 0, zeroWidth: precision.digits + 5)
    case .g:
      return NumberLayout(style: .general(precision.digits), width: precision.digits)
    case .bank:
      return NumberLayout(style: .fixed(2), width: 0)
    case .rat: return NumberLayout(style: .rational, width: 0)
    case .hex: return NumberLayout(style: .bits(isSingle: isSingle), width: 0)
    default: break
    }
    let magnitude = DisplayPrecision.magnitude(x)
    if x == x.rounded() {
      return magnitude > precision.limit
        ? NumberLayout(style: .exponent(precision.digits - 1), width: 0)
        : NumberLayout(style: .fixed(0), width: 0)
    }
    let (leading, trailing) = precision.places(magnitude)
    return leading + trailing > precision.limit
      ? NumberLayout(style: .exponent(precision.digits - 1), width: 0)
      : NumberLayout(style: .fixed(trailing), width: 0)
  }

  /// The layout shared by all elements of an array.
  static func array(
    _ elements: some Sequence<Double>, _ format: NumberFormat, isSingle: Bool = false
  ) -> NumberLayout {
    var facts = ElementFacts()
    for x in elements { facts.add(x) }
    return facts.layout(format, isSingle: isSingle)
  }

  /// The layout of a range: chosen by its ends as they were written, and when not whole one wider than
  /// that of the array with the same elements.
  static func range(_ range: RangeValue, _ format: NumberFormat) -> NumberLayout {
    var facts = ElementFacts()
    facts.add(range.start)
    facts.add(range.limit)
    facts.isWhole =
      range.start == range.start.rounded() && range.step == range.step.rounded()
    var layout = facts.layout(format, isSingle: false)
    switch (layout.style, format.style) {
    case (.general, _), (.rational, _), (.bits, _): break
    default: if !facts.isShownWhole(format) { layout.width += 1 }
    }
    return layout
  }
}

/// What decides the layout of an array: its extremes, and whether all elements are whole.
struct ElementFacts {
  private var largest = 0.0
  private var smallest = Double.infinity
  private(set) var hasNonFinite = false
  private var hasNegative = false
  /// Whether every finite element is a whole number. As in Octave the question is put in single
  /// precision, so that `[1+1e-12 2]` shows as `1   2` (and odd numbers between 2^23 and 2^24, for
  /// which adding a half is not exact, count as fractions).
  var isWhole = true

  mutating func add(_ x: Double) {
    guard x.isFinite else {
      hasNonFinite = true
      return
    }
    largest = max(largest, abs(x))
    smallest = min(smallest, abs(x))
    if x < 0 { hasNegative = true }
    let rough = Float(x)
    if rough.isFinite, rough != (rough + 0.5).rounded(.down) { isWhole = false }
  }

  private var magnitudes: (largest: Int, smallest: Int) {
    (
      DisplayPrecision.magnitude(largest),
      DisplayPrecision.magnitude(smallest.isFinite ? smallest : 0)
    )
  }

  /// Whether the elements are written without point and exponent.
  func isShownWhole(_ format: NumberFormat) -> Bool {
    guard isWhole, format.style == .fixed else { return false }
    let precision = DisplayPrecision(format, isSingle: false)
    return wholeWidth <= precision.limit
  }

  private var wholeWidth: Int {
    let digits = max(magnitudes.largest, magnitudes.smallest)
    let width = digits <= 0 ? 2 : digits + 1
    return hasNonFinite ? max(4, width) : width
  }

  func layout(_ format: NumberFormat, isSingle: Bool) -> NumberLayout {
    let precision = DisplayPrecision(format, isSingle: isSingle)
    switch format.style {
    case .g:
      return NumberLayout(style: .general(precision.digits), width: precision.digits + 6)
    case .e: return exponent(precision)
    case .bank: return bank
    case .rat: return NumberLayout(style: .rational, width: RationalText.usualLength)
    case .hex:
      return NumberLayout(style: .bits(isSingle: isSingle), width: isSingle ? 8 : 16)
    default: break
    }
    if isWhole {
      let width = wholeWidth
      return width > precision.limit
        ? exponent(precision) : NumberLayout(style: .general(width), width: width)
    }
    let a = precision.places(magnitudes.largest)
    let b = precision.places(magnitudes.smallest)
    let leading = max(a.leading, b.leading)
    let trailing = max(a.trailing, b.trailing)
    if leading + trailing > precision.limit { return exponent(precision) }
    let width = 2 + leading + trailing
    return NumberLayout(style: .fixed(trailing), width: hasNonFinite ? max(4, width) : width)
  }

  /// The `e` layout, one wider when an exponent needs three digits.
  private func exponent(_ precision: DisplayPrecision) -> NumberLayout {
    let (large, small) = magnitudes
    // The width is reckoned from digits before the point, or places after it, one more for fractions.
    func reach(_ magnitude: Int) -> Int {
      isWhole ? magnitude : magnitude < 0 ? 1 - magnitude : magnitude + 1
    }
    let wide = max(reach(large), reach(small)) > 100
    return NumberLayout(
      style: .exponent(precision.digits - 1), width: precision.exponentWidth(wide: wide))
  }

  /// Two decimals, as for amounts of money.
  private var bank: NumberLayout {
    let digits = max(magnitudes.largest, magnitudes.smallest)
    let width = (digits <= 0 ? 2 : digits + 1) + 3
    return NumberLayout(style: .fixed(2), width: hasNonFinite ? max(4, width) : width)
  }
}
