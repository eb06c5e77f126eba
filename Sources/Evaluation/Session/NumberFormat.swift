/// How numbers are shown: what `format` sets.
public struct NumberFormat: Equatable, Sendable {
  public enum Style: Sendable { case fixed, g, e, eng, hex, bank, rat, plus }
  /// Significant digits: 5 for `format short`, 16 for `format long`.
  public var precision = 5
  public var style = Style.fixed
  /// `format compact` leaves out blank lines.
  public var isCompact = false
  /// Whether matrices wider than the output are shown in groups of columns (`split_long_rows`).
  public var splitsLongRows = true
  /// Whether the sizes of empty arrays are shown (`print_empty_dimensions`).
  public var showsEmptySizes = true
  /// What `page_screen_output` was set to; nothing depends on it.
  public var pagesOutput = true
  /// How deep nested structs show their fields (`struct_levels_to_print`).
  public var structLevels = 2
  public init() {}
}
