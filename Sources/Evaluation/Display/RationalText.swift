/// Numbers as quotients of small whole numbers, as `rats` and `format rat` write them.
public enum RationalText {
  /// How many characters `format rat` gives a number of an array, and one that stands alone.
  public static let usualLength = 9
  static let scalarLength = 10

  /// The continued fraction of `x` (with rounded quotients) that is as near as `length` characters allow; `*`
  /// where not even the first quotient fits. One of the characters is the sign's, be there one or not.
  public static func text(_ x: Double, length: Int = usualLength) -> String {
    text(x, length: length, limit: x < 0 ? length : length - 1)
  }

  static func scalarText(_ x: Double) -> String {
    text(x, length: scalarLength, limit: scalarLength)
  }

  private static func text(_ x: Double, length: Int, limit: Int) -> String {
    if x.isNaN { return "0/0" }
    if x.isInfinite { return x < 0 ? "-1/0" : "1/0" }
    if x == 0 { return "0" }
    let best = approximation(x, limit)
    return best == "0" || best.utf8.count > length ? "*" : best
  }

  private static func approximation(_ x: Double, _ length: Int) -> String {
    let largest = Double(Int32.max)
    var (last, current) = ((n: 1.0, d: 0.0), (n: x.rounded(), d: 1.0))
    var fraction = x - current.n
    var best = whole(current.n)
    // A quotient beyond the largest integer means that nothing is left to add.
    while fraction != 0, abs(1 / fraction) <= largest {
      let step = (1 / fraction).rounded()
      fraction = 1 / fraction - step
      let next = (n: step * current.n + last.n, d: step * current.d + last.d)
      (last, current) = (current, next)
      let (n, d) = next.d < 0 ? (-next.n, -next.d) : next
      let text = "\(whole(n))/\(whole(d))"
      if text.utf8.count > length || abs(n) > largest || d > largest { break }
      best = text
    }
    return best
  }

  private static func whole(_ x: Double) -> String {
    Int(exactly: x).map { String($0) }
      ?? String(decoding: NumberText.double("%*.*f", precision: 0, x), as: UTF8.self)
  }
}
