import Evaluation

/// What is done when a function is left, however that happens.
let cleanups: [Builtin] = [
  Builtin(
    "c = onCleanup(f)",
    "An object that has f called when it goes: at clear, at the end of its function, also after an error",
    examples: """
      >> function work(), c = onCleanup(@() disp("tidied up")); error("broken"), end
      >> work()
      tidied up
      error: broken
      >> c = onCleanup(@() disp("gone")); clear c
      gone
      """, seeAlso: ["clear", "rethrow"], one: onCleanup)
]

private func onCleanup(_ call: Call) throws -> Value {
  try call.expect(1...1)
  guard call[0].isFunction else { throw call.error("argument must be a function handle") }
  return .map(CleanupObject(call[0], in: call.session.maps))
}
