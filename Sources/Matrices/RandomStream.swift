import Glibc

/// A seeded stream of random numbers: xoshiro256++ (Blackman and Vigna, 2019), seeded by splitmix64.
///
/// The same seed gives the same numbers on every machine.
public struct RandomStream: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)
  private var spareNormal: Double?

  public init(seed: UInt64) {
    var mix = seed
    func next() -> UInt64 {
      mix &+= 0x9E37_79B9_7F4A_7C15
      var z = mix
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    state = (next(), next(), next(), next())
  }

  /// How many words `words` has.
  public static let wordCount = 6

  /// The whole state, from which `init(words:)` makes a stream that goes on alike.
  public var words: [UInt64] {
    [
      state.0, state.1, state.2, state.3, spareNormal == nil ? 0 : 1,
      (spareNormal ?? 0).bitPattern,
    ]
  }

  /// The stream of that state; nil when it is none (of another length, or without any bit set).
  public init?(words: [UInt64]) {
    guard words.count == Self.wordCount, words[0..<4].contains(where: { $0 != 0 }) else {
      return nil
    }
    state = (words[0], words[1], words[2], words[3])
    spareNormal = words[4] == 0 ? nil : Double(bitPattern: words[5])
  }

  public mutating func next() -> UInt64 {
    func rotate(_ x: UInt64, _ k: UInt64) -> UInt64 { (x << k) | (x >> (64 - k)) }
    let result = rotate(state.0 &+ state.3, 23) &+ state.0
    let t = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= t
    state.3 = rotate(state.3, 45)
    return result
  }

  /// Uniform in the open interval (0, 1).
  public mutating func uniform() -> Double {
    (Double(next() >> 11) + 0.5) * 0x1p-53
  }

  /// Standard normal, by Marsaglia's polar method.
  public mutating func normal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    while true {
      let u = 2 * uniform() - 1
      let v = 2 * uniform() - 1
      let s = u * u + v * v
      if s > 0, s < 1 {
        let factor = (-2 * Glibc.log(s) / s).squareRoot()
        spareNormal = v * factor
        return u * factor
      }
    }
  }

  /// Uniform in 0..<bound, without bias. - Precondition: `bound > 0`.
  public mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: next(upperBound: UInt64(bound)))
  }

  /// `count` different numbers of 0..<n in random order, for counts much smaller than n.
  public mutating func sample(_ count: Int, of n: Int) -> [Int] {
    // The first steps of Fisher-Yates, with only the places kept that have moved.
    var moved: [Int: Int] = [:]
    return (0..<count).map { place in
      let chosen = place + below(n - place)
      let value = moved[chosen] ?? chosen
      moved[chosen] = moved[place] ?? place
      return value
    }
  }

  /// 0..<n in random order (Fisher-Yates).
  public mutating func permutation(_ n: Int) -> [Int] {
    var order = Array(0..<max(0, n))
    var last = order.count - 1
    while last > 0 {
      order.swapAt(last, below(last + 1))
      last -= 1
    }
    return order
  }
}
