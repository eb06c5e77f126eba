import Matrices
import Texts

extension NetworkError: CustomStringConvertible {
  /// What is wrong, in one phrase: argument, its shape, what was expected and why.
  public var description: String {
    switch self {
    case .sizes(let sizes):
      return "sizes must be at least two positive whole numbers, inputs first and outputs last, "
        + "such as [400 25 10]; they are \(NetworkError.list(sizes))"
    case .softmaxOfOne:
      return "softmax needs two outputs or more: the softmax of one output is always 1"
    case .activationCount(let found, let hidden):
      return "activation has \(found) entries for \(NetworkError.count(hidden, "hidden layer")): "
        + "give one for all of them or one for each"
    case .activationResult(let given, let found):
      return "the activation must give a value for each of the \(given) it gets, it gave \(found)"
    case .activationOfSeveral, .activationNotFinite, .activationNotSmooth, .costResult,
      .costOfSeveral, .costNotFinite, .costNotSmooth:
      return ownDescription
    case .noTheta: return "the cell holds no Theta: a network needs at least {Theta1}"
    case .thetaChain(let layer, let found, let columns):
      return "Theta{\(layer)} is \(found), "
        + (columns.map {
          "expected \($0) columns: \($0 - 1) units of the layer below and the bias"
        } ?? "expected a matrix with a row for each unit and a bias column before the weights")
    case .thetaShape(let layer, let found, let expected, let inputs):
      return "Theta{\(layer)} must be \(expected) (units above x units below + bias), "
        + "the new one is \(found)"
        + (found == Shape(expected.rows, inputs) ? ": it lacks the bias column" : "")
    case .parameterCount(let found, let expected):
      return "expected \(expected) parameters, all Thetas one after the other, found \(found)"
    case .gradientShape(let layer, let found, let expected):
      return "D{\(layer)} is \(found), expected \(expected) like Theta{\(layer)}"
    default: return dataDescription
    }
  }

  /// What is wrong with a function of the user's own.
  private var ownDescription: String {
    switch self {
    case .activationOfSeveral(let name):
      return
        "the activation \(name) must map each element by itself: the same values among others "
        + "gave other results"
    case .activationNotFinite(let name, let z):
      return "the activation \(name) is not a finite number at z = \(NetworkError.number(z))"
    case .activationNotSmooth(let name, let z):
      return
        "the activation \(name) has no derivative at z = \(NetworkError.number(z)): differences "
        + "with two steps do not agree"
    case .costResult(let given, let found):
      return
        "the cost must give a loss for each example (\(given.rows)x1) or their mean (1x1) for h and "
        + "y of \(given), it gave \(found)"
    case .costOfSeveral(let name):
      return "the cost \(name) must give the loss of each example, or their mean: the loss of an "
        + "example depends on how many others there are"
    case .costNotFinite(let name):
      return "the cost \(name) is not a finite number for ordinary outputs"
    case .costNotSmooth(let name):
      return "the cost \(name) has no derivative: differences with two steps do not agree"
    default: return ""
    }
  }

  private var dataDescription: String {
    switch self {
    case .inputColumns(let found, let inputs, let hint):
      return "X is \(found), expected \(NetworkError.count(inputs, "column")), one for each input "
        + "(examples are rows)" + NetworkError.reason(hint)
    case .moreThanTwoDimensions(let argument, let shape):
      return "\(argument) is \(shape), expected a matrix whose rows are examples"
    case .exampleCount(let x, let y):
      return "X is \(x) and y is \(y): X has \(NetworkError.count(x.rows, "example")), "
        + "y has \(y.rows)"
    case .targetColumns(let found, let examples, let outputs):
      return "y is \(found), expected \(examples)x1 labels"
        + (outputs > 1 ? " 1..\(outputs) or \(examples)x\(outputs) targets" : " of 0 and 1")
    case .label(let value, let row, let classes):
      return "y(\(row)) is \(NetworkError.number(value)), expected whole labels 1..\(classes), "
        + "one for each output"
    case .binaryTarget(let value, let row):
      return "y(\(row)) is \(NetworkError.number(value)), expected 0 or 1: the network has one "
        + "output, the probability of 1"
    case .notANumber(let argument, let row, let column):
      return "\(argument) has NaN in row \(row), column \(column): the cost would be NaN"
    case .noExamples(let argument):
      return "\(argument) has no examples: a mean over nothing has no value"
    case .tooManyExamples(let count): return "X has \(count) rows, at most 2147483647 are allowed"
    case .outOfRange(let argument, let value, let expected):
      return "\(argument) is \(NetworkError.number(value)), expected \(expected)"
    case .patienceWithoutValidation:
      return "patience waits for a better cost on validation examples, and there are none"
    case .unknownName(let kind, let name, let known):
      return "unknown \(kind) \"\(name)\"; known are \(known.joined(separator: ", "))"
    case .notAClassifier(let output):
      return
        "the network has one \(output.rawValue) output, a quantity: there are no classes to count"
    case .interrupted: return "interrupted"
    default: return ""
    }
  }

  private static func reason(_ hint: InputHint) -> String {
    switch hint {
    case .transposed: ": its columns seem to be the examples"
    case .biasIncluded: ": it begins with a column of ones, but the network adds the bias itself"
    case .biasCounted: ": the bias seems to be counted as an input, but the network adds it itself"
    case .none: ""
    }
  }

  /// The likely fix, in the words of a user of the language; nil when there is none.
  public var fix: String? {
    switch self {
    case .softmaxOfOne: "output=\"sigmoid\" fits one output, or give each class an output"
    case .thetaShape(_, let found, let expected, let inputs):
      found == Shape(expected.rows, inputs)
        ? "[zeros(\(found.rows), 1) Theta] adds biases of 0"
        : found == Shape(expected.columns, expected.rows) ? "transpose it" : nil
    case .inputColumns(let found, let inputs, let hint):
      switch hint {
      case .transposed: "X' is \(found.columns)x\(found.rows) and fits"
      case .biasIncluded: "X(:, 2:end) leaves the ones out"
      case .biasCounted: "make the network with \(inputs - 1) inputs"
      case .none: nil
      }
    case .exampleCount(let x, let y):
      y.columns == x.rows && x.rows > 1
        ? "y' has a row for each example"
        : x.columns == y.rows && y.rows > 1 ? "X' has a row for each row of y" : nil
    case .targetColumns(let found, let examples, let outputs):
      found.rows == outputs && found.columns == examples ? "y' fits" : nil
    case .label(let value, _, let classes):
      value == 0
        ? "use 10 for the digit 0 (y(y == 0) = 10), or y + 1 for labels 0..\(classes - 1)" : nil
    case .binaryTarget(let value, _):
      value == 2
        ? "y == 2 gives 0 and 1; labels 1..2 want two outputs"
        : value > 2 && value == value.rounded()
          ? "labels 1..\(NetworkError.number(value)) want as many outputs" : nil
    case .patienceWithoutValidation: "validation=0.2 sets a fifth of the examples aside"
    case .notANumber(let argument, _, _):
      "\(argument)(any(isnan(\(argument)), 2), :) shows the rows that have NaN"
    case .costResult(let given, let found):
      found == Shape(1, given.columns) ? "sum(..., 2) adds over the outputs of each example" : nil
    case .unknownName(let kind, let name, let known):
      OtherNames.here(for: name, kind: kind).map { "\"\($0)\" is its name here" }
        ?? Spelling.nearest(to: name, in: known).map { "did you mean \"\($0)\"?" }
    default: nil
    }
  }

  /// A number as a user would write it.
  static func number(_ x: Double) -> String {
    if let whole = Int(exactly: x), whole.magnitude < 1_000_000_000_000 { return String(whole) }
    if x.isNaN { return "NaN" }
    if x.isInfinite { return x < 0 ? "-Inf" : "Inf" }
    return String(x)
  }

  static func count(_ n: Int, _ noun: String) -> String { n == 1 ? "1 \(noun)" : "\(n) \(noun)s" }

  private static func list(_ sizes: [Int]) -> String {
    "[" + sizes.map { String($0) }.joined(separator: " ") + "]"
  }
}
