import Evaluation

/// The builtins about files, folders and paths.
let fileBuiltins: [Builtin] = [
  streams, binaryStreams, paths, folders, folderTrees, fileFacts, movingFiles, tables, storage,
  pictures,
].flatMap { $0 }
