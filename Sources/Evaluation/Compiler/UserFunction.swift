import Syntax

/// A function written in the language: its definition, and its code once it was called.
public final class UserFunction {
  public let name: String
  public let program: Program
  public let definition: FunctionDefinition
  /// Functions of the same file, found before all others from inside it.
  let siblings: FunctionTable
  /// Values of `persistent` variables, kept between calls.
  var persistents: [String: Value] = [:]
  private(set) var compiled: Code?

  init(_ definition: FunctionDefinition, in program: Program, siblings: FunctionTable) {
    name = definition.name
    self.definition = definition
    self.program = program
    self.siblings = siblings
  }

  /// The code of an anonymous function.
  init(anonymous code: Code, program: Program, siblings: FunctionTable) {
    name = "@<anonymous>"
    definition = FunctionDefinition(
      name: "", parameters: [], outputs: [], body: [], nameSpan: Span(0, 0), span: Span(0, 0),
      documentation: "")
    self.program = program
    self.siblings = siblings
    compiled = code
  }

  var isAnonymous: Bool { definition.name.isEmpty }

  /// The code, compiled at the first call.
  func code(_ session: Session) throws -> Code {
    if let compiled { return compiled }
    let code = try Compiler.compile(self, session: session)
    compiled = code
    return code
  }

  /// Forgets the code and the functions of the same file, whose code is forgotten too: for the end of a session.
  func letGo() {
    compiled = nil
    let others = siblings.functions.values
    siblings.functions = [:]
    for other in others { other.letGo() }
  }

  /// What `help NAME` prints for it.
  public var documentation: String { definition.documentation }
}

/// The functions of one file.
final class FunctionTable {
  var functions: [String: UserFunction] = [:]
}
