import Syntax

extension Session {
  /// The source and the 1-based line of the expression that is computed; nil where none is.
  public var currentPlace: (source: String, line: Int)? {
    currentSpan.map { ($0.name, $0.position(of: Int($1.start)).line) }
  }

  /// The expression that is computed, as it is written.
  var currentText: String? { currentSpan.map { $0.text($1) } }

  private var currentSpan: (Source, Span)? {
    guard let machine, machine.frameCount > 0 else { return nil }
    let code = machine.top.pointee.code
    let instruction = max(0, machine.top.pointee.pc - 1)
    guard instruction < code.instructionCount else { return nil }
    let number = code.expressions[instruction]
    guard number >= 0 else { return nil }
    return (code.program.source, code.program.tree.span(Expr(Int(number))))
  }

  /// Warns of something that runs and seldom is meant: once for each place, with how to switch it off.
  public func advise(_ text: String, identifier: String) {
    let place = currentPlace
    let here = place.map { "\($0.source):\($0.line)" } ?? ""
    guard noticesShown.insert("\(identifier) \(here)").inserted else { return }
    let line = here.isEmpty ? "" : " (\(here))"
    warn(
      "\(text)\(line); warning(\"off\", \"\(identifier)\") switches this off",
      identifier: identifier)
  }
}
