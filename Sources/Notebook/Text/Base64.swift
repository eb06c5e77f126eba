/// Bytes as text, for `data:` addresses.
public enum Base64 {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  public static func encoded(_ bytes: some Collection<UInt8>) -> String {
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    var iterator = bytes.makeIterator()
    while let first = iterator.next() {
      let second = iterator.next()
      let third = second == nil ? nil : iterator.next()
      let group = UInt32(first) << 16 | UInt32(second ?? 0) << 8 | UInt32(third ?? 0)
      for shift in [18, 12, 6, 0] as [UInt32] {
        let isMissing = (shift == 6 && second == nil) || (shift == 0 && third == nil)
        result.append(isMissing ? UInt8(ascii: "=") : digits[Int(group >> shift & 63)])
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
