/// One thing that a cell gave.
public struct CellOutput: Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    /// What was shown or printed.
    case text(String)
    /// Warnings and notes.
    case message(String)
    /// A picture, and what it shows in words.
    case figure(svg: String, description: String)
    /// Formulas in the notation of LaTeX or Markdown, as it was printed.
    case formula(String, notation: Notation)
    /// What ended the cell: the text that the prompt shows, and what `err.message` and `err.identifier` are.
    case error(text: String, message: String, identifier: String)
  }

  public enum Notation: Sendable {
    case latex
    case markdown
  }

  public let kind: Kind
  /// The 1-based line of the statement that gave it.
  public let line: Int

  public init(_ kind: Kind, line: Int) {
    self.kind = kind
    self.line = line
  }
}

/// Where figures come from: whoever draws them hands one to the runner.
public protocol FigureSource: AnyObject {
  /// The figures that changed since the last call, and messages for those that could not be drawn.
  func changed() -> [CellOutput.Kind]
  /// All figures as they are, to go back to.
  func save() -> Any
  func restore(_ state: Any)
}
