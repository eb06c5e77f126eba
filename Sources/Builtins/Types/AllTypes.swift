import Evaluation

/// The builtins about classes of values, conversion and comparison.
let typeBuiltins: [Builtin] = [
  classes, conversions, equality, choosing, argumentChecks, validators, inputParsing,
].flatMap { $0 }
