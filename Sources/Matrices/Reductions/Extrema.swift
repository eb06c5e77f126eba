/// Largest and smallest elements with the places where they stand.
///
/// NaN counts as missing: it is the answer only where there is nothing else. Of equal elements the first
/// wins.
extension Matrix where Element: Comparable {
  /// The extreme element of each line along `axis` and its 0-based position in the line.
  ///
  /// - Parameter beats: whether its first argument is to be preferred to its second (`>` for the largest).
  /// - Precondition: the extent along `axis` is not 0, or the result is empty.
  @inlinable
  public func extrema(
    axis: Int, _ beats: (Element, Element) -> Bool
  ) throws -> (values: Matrix, positions: Matrix<Int>) {
    let layout = AxisLayout(shape, axis: axis)
    let source = UnsafePointer(storage.base)
    defer { withExtendedLifetime(storage) {} }
    let reduced = shape.replacing(axis, with: 1)
    var positions = try Matrix<Int>(reduced, repeating: 0)
    let values = try Matrix(reduced) { values in
      try positions.withUnsafeMutableElements { positions in
        guard let best = values.baseAddress, let places = positions.baseAddress else { return }
        for outer in 0..<layout.outer {
          let first = outer * layout.inner
          try Self.extremaOfBlock(
            source + outer * layout.block, layout, best + first, places + first, beats)
        }
      }
    }
    return (values, positions)
  }

  @inlinable
  static func extremaOfBlock(
    _ source: UnsafePointer<Element>, _ layout: AxisLayout,
    _ best: UnsafeMutablePointer<Element>, _ places: UnsafeMutablePointer<Int>,
    _ beats: (Element, Element) -> Bool
  ) throws {
    if layout.length == 0 { return }
    best.initialize(from: source, count: layout.inner)
    if layout.inner == 1 {
      var value = source[0]
      var place = 0
      try Interrupt.pieces(1..<max(1, layout.length), writing: Int.self) { piece in
        for position in piece {
          let candidate = source[position]
          if beats(candidate, value) || (value != value && candidate == candidate) {
            value = candidate
            place = position
          }
        }
      }
      best[0] = value
      places[0] = place
      return
    }
    let rowsBetweenLooks = max(1, Interrupt.stride / max(1, layout.inner))
    for position in 1..<max(1, layout.length) {
      try Interrupt.check(every: rowsBetweenLooks, at: position)
      let row = source + position * layout.inner
      for line in 0..<layout.inner {
        let (candidate, value) = (row[line], best[line])
        let better = beats(candidate, value) || (value != value && candidate == candidate)
        best[line] = better ? candidate : value
        places[line] = better ? position : places[line]
      }
    }
  }

  /// The extreme element so far along `axis`, with its 0-based position, at every place.
  @inlinable
  public func runningExtrema(
    axis: Int, _ beats: (Element, Element) -> Bool
  ) throws -> (values: Matrix, positions: Matrix<Int>) where Element: BitwiseCopyable {
    var values = self
    try values.reserveUnique(count)
    var positions = try Matrix<Int>(shape, repeating: 0)
    let layout = AxisLayout(shape, axis: axis)
    if isEmpty { return (values, positions) }
    let target = values.storage.base
    try positions.withUnsafeMutableElements { places in
      for outer in 0..<layout.outer {
        let start = outer * layout.block
        let later = start + layout.inner..<max(start + layout.inner, start + layout.block)
        try Interrupt.pieces(later, writing: Int.self) { piece in
          for place in piece {
            let (candidate, value) = (target[place], target[place - layout.inner])
            if beats(candidate, value) || (value != value && candidate == candidate) {
              places[place] = (place - start) / layout.inner
            } else {
              target[place] = value
              places[place] = places[place - layout.inner]
            }
          }
        }
      }
    }
    return (values, positions)
  }
}
