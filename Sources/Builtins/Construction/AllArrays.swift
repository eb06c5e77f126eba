import Evaluation

/// Builtins that make, arrange, reduce and search arrays.
let arrayBuiltins: [Builtin] = [
  constants,
  limits,
  sequences,
  grids,
  specialMatrices,
  randomNumbers,
  sizes,
  reshaping,
  flips,
  diagonals,
  catenating,
  padding,
  linearIndices,
  sums,
  extremes,
  truthTests,
  averages,
  spread,
  correlation,
  histograms,
  quantiles,
  differences,
].flatMap { $0 }
