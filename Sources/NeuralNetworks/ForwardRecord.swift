import Matrices

/// What a forward pass computed, as the lecture writes it: entry l - 1 belongs to layer l.
public struct ForwardRecord<Element: RealElement>: Sendable {
  /// Outputs, m x K.
  public let h: Matrix<Element>
  /// Activations with the column of ones, m x (s(l) + 1), for l < L; the last entry is `h`.
  public let a: [Matrix<Element>]
  /// Sums, m x s(l); the first entry is empty (0x0).
  public let z: [Matrix<Element>]
}

/// What backpropagation computed beside the gradient; entry l - 1 belongs to layer l.
public struct BackpropRecord<Element: RealElement>: Sendable {
  public let a: [Matrix<Element>]
  public let z: [Matrix<Element>]
  /// Errors dJ/dz of each example, m x s(l); the first entry is empty (0x0).
  public let delta: [Matrix<Element>]
  /// Sums of delta(l+1)' a(l) over the examples, like the Thetas: L - 1 entries.
  public let sums: [Matrix<Element>]
}

/// A gradient with the cost it belongs to.
public struct Gradient<Element: RealElement>: Sendable {
  /// One for each Theta and of its shape: (Delta + lambda Theta) / m, without lambda on the biases.
  public let thetas: [Matrix<Element>]
  /// The cost J.
  public let cost: Double
  /// All of `thetas` as one column.
  ///
  /// - Throws: `MatrixError` when there is no memory for it.
  public var unrolled: Matrix<Element> { get throws { try unroll(thetas) } }
}
