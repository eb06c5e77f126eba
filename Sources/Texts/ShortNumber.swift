import CSystem

/// Numbers as explanations and reports show them: as many digits as one reads.
public enum ShortNumber {
  public static func text(_ x: Double, digits: Int = 5) -> String {
    if let whole = Int(exactly: x), whole.magnitude < 1_000_000 { return String(whole) }
    if x.isNaN { return "NaN" }
    if x.isInfinite { return x < 0 ? "-Inf" : "Inf" }
    var buffer = [CChar](repeating: 0, count: 40)
    let length = nnsh_format_double(&buffer, buffer.count, "%*.*g", 0, Int32(digits), x)
    return String(
      decoding: buffer.prefix(max(0, Int(length))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
