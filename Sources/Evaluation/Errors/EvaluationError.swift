import Matrices
import Syntax

/// An error of a running program: Octave's text and identifier, the facts behind them, and the place.
public struct EvaluationError: Error {
  /// `err.message`: Octave's text where Octave has that error.
  public var message: String
  /// `err.identifier`, such as `Octave:undefined-function`; empty when there is none.
  public var identifier: String
  /// What went wrong, for help lines; nil for errors that only have words.
  public var fact: Fact?
  /// A fix that was checked to work; nil when there is none.
  public var help: String?
  /// Where it happened, innermost call first; filled in by the evaluator as the error passes.
  public var places: [Place] = []
  /// The calls that a program gave the error itself, with `rethrow` or `error`; nil for the places above.
  public var givenStack: [GivenPlace]?
  /// Nothing but cleanups sees it: Ctrl-C is no error of the program.
  public var isUncatchable: Bool {
    switch fact {
    case .interrupted, .exit: true
    default: false
    }
  }

  public init(_ message: String, identifier: String = "", fact: Fact? = nil, help: String? = nil) {
    self.message = message
    self.identifier = identifier
    self.fact = fact
    self.help = help
  }

  public struct Place: Sendable {
    public var source: Source
    public var span: Span
    /// The function in which it happened; empty for a script or the prompt.
    public var function: String
    /// Notes under the line: a span and what to say there (`25x401`).
    public var labels: [(Span, String)]
  }
}

/// What an error is about, as data: operations, shapes, names. The words stand in `Messages.swift`.
public enum Fact: Sendable {
  case nonconformant(operation: String, Shape, Shape)
  case undefined(name: String)
  case indexOutOfBound(index: Int, position: Int, rank: Int, shape: Shape, variable: String?)
  case missingField(name: String, fields: [String])
  case recursion(limit: Int)
  case tooLarge(Shape)
  case interrupted
  /// `exit(status)`: not an error, but it leaves the program on the same way.
  case exit(status: Int32)
}
