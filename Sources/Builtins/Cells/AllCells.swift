import Evaluation

/// The builtins about cell arrays and about calling a function for every element.
let cellBuiltins: [Builtin] = cells + mapping
