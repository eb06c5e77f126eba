import FuzzDriver
import Syntax

fuzz(parseInput)

/// Parses the input in every way there is.
func parseInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: input(bytes, count), as: UTF8.self)
  let source = Source(name: "fuzz", text: text)
  let program = parse(source)
  let again = parse(source)
  precondition(program.diagnostics.count == again.diagnostics.count, "parsing is not repeatable")
  _ = parse(source, isVariable: { $0.utf8.count % 2 == 0 }, isInteractive: true)
  return 0
}
