/// What is known of the cause of a wrong gradient.
public struct Diagnosis: Sendable {
  /// A mistake in the words and letters of the lecture.
  public struct Cause: Sendable {
    /// A short name that stays the same: `slope missing`, `lambda on the bias`, ...
    public let kind: String
    /// What is wrong, and where.
    public let title: String
    /// The formula that holds there instead.
    public let formula: String
    /// One line of what to change.
    public let change: String

    init(_ kind: String, _ title: String, _ formula: String, _ change: String) {
      (self.kind, self.title, self.formula, self.change) = (kind, title, formula, change)
    }
  }

  /// A mistake that explains a part of the error only.
  public struct Candidate: Sendable {
    public let cause: Cause
    /// The part of the squared error that is gone without the mistake, 0...1.
    public let explained: Double
  }

  /// One or two mistakes which together give just this gradient: empty when none are known to.
  public let causes: [Cause]
  /// Other single mistakes that give the same numbers here.
  public let alternatives: [Cause]
  /// When nothing is confirmed: those that explain most, the nearest first.
  public let nearest: [Candidate]
  /// The relative error of the gradient with the causes mended, against the differences of the cost.
  public let mendedError: Double?

  public var isConfirmed: Bool { !causes.isEmpty }
}
