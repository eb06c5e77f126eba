import Evaluation

/// The builtins about structs and maps.
let structBuiltins: [Builtin] = structs + placesInValues + maps
