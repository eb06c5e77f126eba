import Evaluation

/// All builtins, in the order of their topics.
public let allBuiltins: [Builtin] = [
  stopwatch,
  dates,
  program,
  platform,
  plotCommands,
  colormaps,
  textBuiltins,
  printing,
  streamPrinting,
  numberStrings,
  formatSettings,
  cellBuiltins,
  structBuiltins,
  fileBuiltins,
  typeBuiltins,
  checking,
  evaluating,
  handles,
  errorBuiltins,
  variableBuiltins,
  runningFunction,
].flatMap { $0 }
