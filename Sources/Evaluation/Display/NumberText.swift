import CSystem

/// Text of numbers as C's `printf` writes it.
public enum NumberText {
  /// Whether `x` is `NA`, the NaN that stands for a missing value.
  public static func isMissing(_ x: Double) -> Bool { x.bitPattern == 0x7FF8_40F4_4000_0000 }

  /// `value` by `format`, a C format with `*.*` and one of `f e g F E G a A`.
  public static func double(
    _ format: String, width: Int = 0, precision: Int = -1, _ value: Double
  ) -> [UInt8] {
    let width = clamped(width)
    let precision = clamped(precision)
    return grow { buffer in
      nnsh_format_double(buffer.baseAddress, buffer.count, format, width, precision, value)
    }
  }

  /// The number with six significant digits, as messages write what is no whole number.
  public static func brief(_ x: Double) -> String {
    String(decoding: double("%*.*g", precision: 6, x), as: UTF8.self)
  }

  /// An index as messages write it: `0`, `-1`, `1.5`, and `1+1e-07` where six digits look like a whole
  /// number. Octave counts from 0 before it writes, so that nothing is left of 1e-17.
  public static func index(_ x: Double) -> String {
    if let whole = Int(exactly: x) { return String(whole) }
    if x.isNaN { return "nan" }
    let counted = (x - 1) + 1
    let text = counted == 0 ? "0" : brief(counted)
    let distance = counted - (x - 1 + 1.5).rounded(.down)
    guard distance != 0, counted.isFinite, !text.contains(".") else { return text }
    return text + (distance > 0 ? "+" : "") + brief(distance)
  }

  /// `value` by `format`, a C format with `*.*` and one of `lld llu llo llx llX`.
  public static func integer(
    _ format: String, width: Int = 0, precision: Int = -1, _ value: Int64
  ) -> [UInt8] {
    let width = clamped(width)
    let precision = clamped(precision)
    return grow { buffer in
      nnsh_format_integer(buffer.baseAddress, buffer.count, format, width, precision, value)
    }
  }

  /// No more than a million places: what lies beyond is a slip, and C's `int` ends soon after.
  private static func clamped(_ places: Int) -> Int32 {
    Int32(max(-1_000_000, min(places, 1_000_000)))
  }

  /// Runs `write` with a buffer, and again with a larger one when the text did not fit.
  private static func grow(_ write: (UnsafeMutableBufferPointer<CChar>) -> Int32) -> [UInt8] {
    var size = 64
    while true {
      var needed = 0
      let text = [UInt8](unsafeUninitializedCapacity: size) { bytes, count in
        needed = bytes.withMemoryRebound(to: CChar.self) { max(0, Int(write($0))) }
        count = needed < size ? needed : 0
      }
      if needed < size { return text }
      size = needed + 1
    }
  }
}
