import Syntax

extension Session {
  /// The source and the 1-based line of the statement that runs; nil where none does.
  public var currentPlace: (source: String, line: Int)? {
    guard let machine, machine.frameCount > 0 else { return nil }
    return place(of: machine.top, in: machine)
  }

  private func place(
    of frame: UnsafeMutablePointer<Frame>, in machine: Machine
  ) -> (source: String, line: Int)? {
    let code = frame.pointee.code
    let instruction = max(0, frame.pointee.pc - 1)
    guard instruction < code.instructionCount else { return nil }
    let number = code.expressions[instruction]
    guard number >= 0 else { return nil }
    let program = code.program
    let span = program.tree.span(Expr(Int(number)))
    return (program.source.name, program.source.position(of: Int(span.start)).line)
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
