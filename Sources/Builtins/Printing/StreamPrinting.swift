import Evaluation
import Matrices

let streamPrinting: [Builtin] = [
  Builtin(
    "fprintf(fid, template, ...)\nfprintf(template, ...)",
    "Prints text by a template to a file; 1 is the screen, 2 is for messages",
    examples: #"""
      >> fprintf("%d: %g\n", 1, 0.5);
      1: 0.5
      >> fprintf(1, "%s\n", "text");
      text
      """#,
    seeAlso: ["printf", "fopen", "fputs"], many: printToStream),
  Builtin(
    "fdisp(fid, x)", "Shows a value without its name in a file",
    examples: """
      >> fdisp(stdout, [1 2])
         1   2
      """,
    seeAlso: ["disp"], many: displayInStream),
  Builtin(
    "stdin", "The number of the standard input, 0",
    examples: """
      >> stdin
      ans = 0
      """, seeAlso: ["stdout"]
  ) { _ in .number(0) },
  Builtin(
    "stdout", "The number of the screen as a file, 1",
    examples: """
      >> fprintf(stdout, "%d\\n", 5);
      5
      """, seeAlso: ["stderr", "fprintf"]
  ) { _ in .number(1) },
  Builtin(
    "stderr", "The number of the stream for messages, 2",
    examples: """
      >> stderr
      ans = 2
      """, seeAlso: ["stdout", "fprintf"]
  ) { _ in .number(2) },
]

private func printToStream(_ call: Call) throws -> [Value] {
  try call.expect(1...)
  if call[0].isChar {
    let text = try Printf.text(call, templateAt: 0)
    call.session.output.write(text)
    return call.outputCount > 0 ? [.number(Double(text.count))] : []
  }
  guard call.count > 1 else { throw call.invalidCall }
  let stream = try streamNumber(call[0], call)
  let text = try Printf.text(call, templateAt: 1)
  try write(text, toStream: stream, call)
  return call.outputCount > 0 ? [.number(Double(text.count))] : []
}

private func displayInStream(_ call: Call) throws -> [Value] {
  try call.expect(2...2)
  let stream = try streamNumber(call[0], call)
  try write(try Display.dispText(call[1], session: call.session), toStream: stream, call)
  return []
}

/// The stream that an argument stands for.
func streamNumber(_ value: Value, _ call: Call) throws -> Int {
  guard let x = value.scalar, let n = Int(exactly: x) else {
    throw EvaluationError("file id must be a file object, std::string, or integer value")
  }
  return n
}

/// Writes to the screen (1), among the messages (2), or to an open file.
func write(_ text: [UInt8], toStream stream: Int, _ call: Call) throws {
  switch stream {
  case 1: call.session.output.write(text)
  case 2:
    call.session.output.flush()
    call.session.output.writeMessage(String(decoding: text, as: UTF8.self))
  default:
    guard let file = call.session.openFiles.files[stream] else {
      throw call.error("invalid stream number = \(stream)")
    }
    guard file.write(text) else { throw call.error("\(file.path) could not be written") }
  }
}
