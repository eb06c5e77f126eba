import Syntax

/// A function written in the language: its definition and, once called, its code.
public final class UserFunction {
  public let name: String
  public let source: Source
  init(name: String, source: Source) {
    self.name = name
    self.source = source
  }
}
