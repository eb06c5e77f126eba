import Matrices

/// What a learner's own array means beside the right one.
public struct ArrayComparison: Sendable {
  public enum Verdict: Sendable {
    case right
    /// The numbers are right; what is said about their arrangement.
    case rightBut
    /// A known mistake that gives exactly these numbers.
    case mistake
    /// No known mistake gives these numbers.
    case unknown
  }

  public let verdict: Verdict
  /// One phrase: "m times too large".
  public let meaning: String
  /// Where to look, what the rule is, what to do: from vague to definite, never the numbers.
  public let hints: [String]

  init(_ verdict: Verdict, _ meaning: String, _ hints: [String] = []) {
    (self.verdict, self.meaning, self.hints) = (verdict, meaning, hints)
  }
}

/// What an array would be after one mistake; without a mistake where `meaning` is empty.
struct Variant {
  let meaning: String
  let hints: [String]
  let value: Matrix<Double>
  /// The numbers are right, and only arranged otherwise.
  let isRight: Bool

  init(_ meaning: String, _ hints: [String], isRight: Bool = false, _ value: Matrix<Double>) {
    (self.meaning, self.hints, self.value, self.isRight) = (meaning, hints, value, isRight)
  }
}
