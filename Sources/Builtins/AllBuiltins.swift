import Evaluation

/// Builtins of one field, as the manual shows them together.
public struct Topic: Sendable {
  public let title: String
  public let builtins: [Builtin]

  init(_ title: String, _ groups: [Builtin]...) {
    self.title = title
    builtins = groups.flatMap { $0 }
  }
}

/// Every builtin, with its rule of differentiation and with when its calls may take long.
public let allBuiltins: [Builtin] = builtinTopics.flatMap(\.builtins).map { builtin in
  builtin.known(
    derivative: { DerivativeRules.all[$0] ?? .none }, mayTakeLong: longCalls[builtin.name])
}

/// All builtins, in the order of the manual.
public let builtinTopics: [Topic] = [
  Topic(
    "Networks", networkConstruction, networkPasses, networkPredictions, networkTraining,
    networkExplanations, arrayChecks, doctorBuiltins, gradientChecks, activationFunctions,
    optimisers, datasets),
  Topic("Exact derivatives", differentiation),
  Topic("Arrays", arrayBuiltins, fullMatrices, movingWindows, normalizing),
  Topic("Classes of values", typeBuiltins, checking),
  Topic(
    "Elementary functions", exponentials, trigonometry, degreeFunctions, rounding, remainders,
    numberPredicates, specialFunctions, incompleteFunctions, wholeNumbers, bitOperations,
    operatorFunctions,
    broadcasting),
  Topic(
    "Linear algebra", solving, decompositions, eigenvalues, matrixRoots, subspaces, normFunctions,
    structureTests, vectorProducts, nonnegativeLeastSquares),
  Topic(
    "Polynomials and filters", polynomials, polynomialMatrices, piecewisePolynomials, filters,
    signalWindows, halfShifts),
  Topic("Text", textBuiltins, numberStrings, rationalStrings),
  Topic("Cells and calls for every element", cellBuiltins),
  Topic("Structs and maps", structBuiltins),
  Topic("Printing", printing, streamPrinting, formatSettings),
  Topic("Files", fileBuiltins, fieldScanning),
  Topic(
    "Functions, evaluation and errors", handles, inlineFunctions, evaluating, errorBuiltins,
    cleanups),
  Topic("The session", help, variableBuiltins + variableLists, runningFunction, program, platform),
  Topic("Time", stopwatch, dates, timeStructs),
  Topic(
    "Plots and colours", curveCommands, areaCommands, surfaceCommands, imageCommands, axesCommands,
    figureCommands, networkFigures, figureFiles, colormaps, colourSpaces,
    pictureValues),
]

/// The builtins that touch nothing outside the session: no files, no keyboard, no end of the process, no
/// waiting. For embedding and for tests with programs that nobody has read.
public let hermeticBuiltins: [Builtin] = {
  let outside = Set(
    (fileBuiltins + fieldScanning + program + stopwatch + figureFiles).map(\.name))
  return allBuiltins.filter { !outside.contains($0.name) }
}()
