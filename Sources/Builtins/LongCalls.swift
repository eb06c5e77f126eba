import Evaluation

/// When the calls that may take long do so, by the name of the builtin.
///
/// Left out are functions of every element and simple reductions, which look for Ctrl-C before each piece of
/// their data, and what takes no time at all (sizes, classes).
let longCalls: [String: @Sendable ([Value]) -> Bool] = {
  var calls: [String: @Sendable ([Value]) -> Bool] = [:]
  for group in severalPasses {
    for builtin in group { calls[builtin.name] = LargeCalls.haveMuchData }
  }
  for builtin in numberBases + numberStrings + rationalStrings + maps {
    calls[builtin.name] = LargeCalls.haveManyElements
  }
  for builtin in specialMatrices + grids {
    calls[builtin.name] = LargeCalls.makeMuchInTwoDimensions
  }
  for builtin in wholeNumbers + sequences { calls[builtin.name] = LargeCalls.countMuch }
  for name in ["kron", "conv", "deconv", "conv2", "filter", "filter2"] {
    calls[name] = LargeCalls.multiplyMuch
  }
  for name in ["perms", "nchoosek", "powerset"] { calls[name] = LargeCalls.arrangeMuch }
  for name in ["iscell", "iscellstr", "isstruct", "isfield", "numfields", "double", "factor"] {
    calls[name] = nil
  }
  return calls
}()

/// What takes more than one pass over memory.
private let severalPasses: [[Builtin]] = [
  sorting, finding, setOperations, nearSets, averages, spread, correlation, histograms, quantiles,
  interpolation, accumulation, coordinates, rescaling, gradients, movingWindows, normalizing,
  specialFunctions, bitOperations, solving, decompositions, eigenvalues, matrixRoots, subspaces,
  normFunctions, structureTests, vectorProducts, joining, splitting, trimming, findingText, escapes,
  regularExpressions, numberBases, numbersInText, scanning, recoding, validNames, letterCases,
  numberStrings, rationalStrings, printing, fieldScanning, cells, mapping, structs, conversions,
  catenating, padding, comparing, flips, diagonals, differences, polynomials,
]
