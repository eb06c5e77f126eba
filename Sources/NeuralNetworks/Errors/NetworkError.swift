import Matrices

/// What can be wrong with a call of the engine: facts. `facts` puts them into words.
public enum NetworkError: Error, Equatable, Sendable {
  /// Sizes that make no network: fewer than two layers, a layer without units, or too many.
  case sizes([Int])
  case softmaxOfOne
  case activationCount(found: Int, hidden: Int)
  /// A user's own activation gave another number of values than it got.
  case activationResult(given: Int, found: Int)
  /// A user's own activation is not a function of each element by itself.
  case activationOfSeveral(name: String)
  /// A user's own activation is not a number, or has no derivative, at z.
  case activationNotFinite(name: String, z: Double)
  case activationNotSmooth(name: String, z: Double)
  /// A user's own cost gave neither a loss for each example nor one number.
  case costResult(given: Shape, found: Shape)
  /// A user's own cost is no mean of losses that depend on one example each.
  case costOfSeveral(name: String)
  case costNotFinite(name: String)
  case costNotSmooth(name: String)
  /// A network was given as a list of Thetas, and the list is empty.
  case noTheta
  /// `Theta{layer}` (1-based) does not fit the layer before; nil when it fits no network at all.
  case thetaChain(layer: Int, found: Shape, expectedColumns: Int?)
  case thetaShape(layer: Int, found: Shape, expected: Shape, inputs: Int)
  case parameterCount(found: Int, expected: Int)
  /// A gradient to be checked does not look like the Thetas.
  case gradientShape(layer: Int, found: Shape, expected: Shape)

  /// `X` has the wrong number of columns.
  case inputColumns(found: Shape, inputs: Int, hint: InputHint)
  case moreThanTwoDimensions(argument: String, Shape)
  /// Rows of `y` and of `X` differ.
  case exampleCount(x: Shape, y: Shape)
  /// Columns of `y` are neither one nor one for each output.
  case targetColumns(found: Shape, examples: Int, outputs: Int)
  /// A label outside 1..K or not whole; row is 1-based.
  case label(value: Double, row: Int, classes: Int)
  /// A target of one output outside 0..1; row is 1-based.
  case binaryTarget(value: Double, row: Int)
  /// NaN at a 1-based row and column.
  case notANumber(argument: String, row: Int, column: Int)
  case noExamples(argument: String)
  /// More examples than labels can be counted for.
  case tooManyExamples(Int)

  /// An option or argument outside its range.
  case outOfRange(argument: String, value: Double, expected: String)
  /// Patience counts epochs without a better validation cost, and there are no validation examples.
  case patienceWithoutValidation
  /// A name that stands for nothing; `kind` says of what.
  case unknownName(kind: String, name: String, known: [String])
  /// Accuracy of a network whose outputs are quantities.
  case notAClassifier(Output)
  /// Ctrl-C, or a callback that asked to stop.
  case interrupted

  /// Why `X` may have the wrong number of columns.
  public enum InputHint: Equatable, Sendable {
    /// X' would fit.
    case transposed
    /// X begins with a column of ones, which the network adds by itself.
    case biasIncluded
    /// X has one column less than the network has inputs: were the ones counted as an input?
    case biasCounted
    case none
  }
}
