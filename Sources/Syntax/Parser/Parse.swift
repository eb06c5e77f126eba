/// Parses `source`: whatever is wrong with it, there is a tree, and diagnostics that say what.
///
/// - Parameters:
///   - isVariable: whether a name is a variable of the workspace the text will run in; a word after a
///     variable is no command. Names that the text itself assigns are known anyway.
///   - isInteractive: at a prompt a function needs its `end`; in a file the end of the text ends it.
public func parse(
  _ source: Source, isVariable: @escaping (String) -> Bool = { _ in false },
  isInteractive: Bool = false
) -> Program {
  var parser = Parser(source, isVariable: isVariable, isInteractive: isInteractive)
  parser.parseProgram()
  return parser.program()
}
