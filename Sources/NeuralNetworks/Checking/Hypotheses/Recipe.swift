import Matrices

/// Backpropagation with every choice written down, so that a mistake is one choice made otherwise.
///
/// The default is the algorithm of the lecture. Several mistakes are several choices.
struct Recipe {
  enum Forward {
    case right
    /// a(l) = g([1 z(l)]): the ones go through g.
    case onesThroughG
    /// z(l+1) = Theta(l) a(l) without the bias column of Theta.
    case withoutBias
    /// With Theta - rate D.
    case updated(Double)
    /// Every hidden layer with another g.
    case activation(Activation)
  }

  enum OutputError {
    case right
    /// (a - y) .* g'(z).
    case extraSlope
    /// a - y where the cost wants a factor.
    case plain
    /// a.
    case withoutTargets
    /// (a - y) .* a.
    case extraActivation
    case squared
    /// Outputs of another kind: a sigmoid for softmax and the reverse.
    case output(Output)
    case cost(Cost)
  }

  enum Slope {
    case right
    /// No g'(z) at all.
    case missing
    /// g'(a).
    case ofActivation
    /// g(z).
    case activation
    /// 1 - a.
    case oneMinus
    case twice
    case derivative(Activation)
    /// g' of the z of another layer.
    case layer(Int)
  }

  enum Back {
    case right
    /// Theta without its last column.
    case lastDropped
    /// The last unit dropped after the slope, that of the bias unit being taken of [1 z] or of [1 a].
    case lastDroppedAfterSlope(ofSums: Bool)
    /// Theta instead of Theta', where it is square.
    case transposed
    /// The Theta of another layer.
    case layer(Int)
    case updated(Double)
  }

  enum Below {
    case right
    /// 0 for the bias.
    case withoutOnes
    case onesLast
    /// g(1) for the bias.
    case onesThroughG
    /// [1 z].
    case sums
    case layer(Int)
  }

  enum Examples {
    case all
    /// 0-based.
    case only(Int)
    case without(Int)
    case twice(Int)
  }

  enum Penalty {
    case right
    case leftOut
    /// The last column is spared instead of the first.
    case lastColumnSpared
    case firstRowSpared
    /// Only the very first parameter is spared.
    case firstEntrySpared
    case squares
    case signs
    /// The Theta of another layer.
    case layer(Int)
    /// The sum of the squares, in every entry.
    case total
  }

  enum Arrangement {
    case right
    /// D{l} written by rows; nil for all of them.
    case byRows(Int?)
    /// The layers in the reverse order.
    case reversed
  }

  var forward = Forward.right
  var targets: Matrix<Double>
  var outputError = OutputError.right
  /// For layers 2 ... L - 1, by l.
  var slopes: [Int: Slope] = [:]
  var backs: [Int: Back] = [:]
  /// a(l) in Delta(l), by l.
  var belows: [Int: Below] = [:]
  var examples = Examples.all
  var penalties: [Int: Penalty] = [:]
  var arrangement = Arrangement.right

  init(_ lecture: LectureCase) { targets = lecture.y }
}
