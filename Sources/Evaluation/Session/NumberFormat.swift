/// How numbers are shown: what `format` sets.
public struct NumberFormat: Equatable, Sendable {
  public enum Style: Sendable { case fixed, g, e, eng, hex, bank, rat, plus }
  /// Significant digits: 5 for `format short`, 16 for `format long`.
  public var precision = 5
  public var style = Style.fixed
  /// `format compact` leaves out blank lines.
  public var isCompact = false
  /// `format short g`, `fixed_point_format` and the like stay with this one value.
  public init() {}
}
