import Evaluation
import Matrices

/// `fail`: the code must stop with an error, or warn.
func fail(_ call: Call) throws -> [Value] {
  try call.expect(1...3)
  if call.outputCount > 1 {
    throw EvaluationError(
      "fail: function called with too many outputs", identifier: "Octave:invalid-fun-call")
  }
  let code = try call.string(0)
  let wantsWarning = call.count > 1 && call[1].text == "warning"
  let patternAt = wantsWarning ? 2 : 1
  let pattern = call.count > patternAt ? try call.string(patternAt) : ""
  let shown = pattern.isEmpty ? "." : pattern
  let kind = wantsWarning ? "warning" : "error"
  guard let message = try message(of: code, wantsWarning: wantsWarning, call) else {
    throw EvaluationError("expected \(kind) <\(shown)> but got none")
  }
  let found = try call.session.call(
    .string("regexp"), [.string(message), .string(shown), .string("once")], outputs: 1)
  guard let start = found.first, !start.isEmpty else {
    throw EvaluationError("expected \(kind) <\(shown)>\nbut got <\(message)>")
  }
  return call.outputCount > 0 ? [.string(message)] : []
}

/// The message of the error (or last warning) that running `code` gives; nil when there is none.
private func message(of code: String, wantsWarning: Bool, _ call: Call) throws -> String? {
  call.session.lastWarning = ("", "")
  do {
    try call.session.evaluate(code)
  } catch let error as EvaluationError {
    return error.message
  } catch let errors as SyntaxErrors {
    return errors.message
  }
  let warning = call.session.lastWarning.message
  return wantsWarning && !warning.isEmpty ? warning : nil
}
