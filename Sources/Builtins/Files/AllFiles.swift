import Evaluation

/// The builtins about files, folders and paths.
let fileBuiltins: [Builtin] = [
  streams, binaryStreams, paths, folders, tables, storage,
].flatMap { $0 }
