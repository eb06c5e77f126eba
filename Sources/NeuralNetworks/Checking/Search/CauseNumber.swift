import Glibc

/// Numbers in the words of a cause: up to five digits.
enum CauseNumber {
  static func text(_ x: Double) -> String {
    guard x.isFinite, x != 0 else { return NetworkError.number(x) }
    let scale = pow(10, 4 - log10(abs(x)).rounded(.down))
    guard scale.isFinite, scale > 0 else { return NetworkError.number(x) }
    return NetworkError.number((x * scale).rounded() / scale)
  }
}
