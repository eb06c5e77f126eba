import CSystem
import Evaluation
import Matrices
import NeuralNetworks

/// Optimisers over the user's own cost function.
let optimisers: [Builtin] = [
  Builtin(
    "[theta, J, iterations] = fmincg(f, theta0, options)",
    "Minimises [J, grad] = f(theta) by conjugate gradients, as in the course.",
    shapes: "theta like theta0; J: the cost after each iteration, a column",
    examples: """
      >> f = @(t) deal(sum((t - [1; 2]) .^ 2), 2 * (t - [1; 2]));
      >> theta = fmincg(f, [0; 0], optimset("MaxIter", 20))
      theta =

         1
         2

      """,
    seeAlso: ["fminunc", "fminsearch", "optimset", "train"], many: conjugateGradients),
  Builtin(
    "[x, value, info, output, grad, hess] = fminunc(f, x0, options)",
    "Minimises a smooth function; with \"GradObj\", \"on\" it must give its gradient too.",
    shapes: "x like x0",
    examples: """
      >> [x, value, info] = fminunc(@(x) (x(1) - 1)^2 + (x(2) - 2)^2 + 3, [0; 0]);
      >> printf("%.4f %.4f %.4f %d\\n", x, value, info)
      1.0000 2.0000 3.0000 1
      """,
    seeAlso: ["fmincg", "fminsearch", "optimset"], many: minimiseSmooth),
  Builtin(
    "[x, value, info, output] = fminsearch(f, x0, options, extra, ...)",
    "Minimises a function without its gradient, by a simplex (Nelder, Mead).",
    shapes: "x like x0",
    examples: """
      >> x = fminsearch(@(x) (x(1) - 1)^2 + (x(2) - 2)^2, [0 0]);
      >> norm(x - [1 2]) < 1e-3
      ans = 1
      """,
    seeAlso: ["fminunc", "fmincg", "optimset"], many: simplexSearch),
  Builtin(
    "options = optimset(name, value, ...)\noptions = optimset(old, name, value, ...)",
    "A struct with options for the optimisers.",
    examples: """
      >> options = optimset("GradObj", "on", "MaxIter", 400)
      options =

        scalar structure containing the fields:

          GradObj = on
          MaxIter = 400

      """,
    seeAlso: ["optimget", "fminunc", "fmincg"], one: makeOptions),
  Builtin(
    "optimget(options, name, default)",
    "One option out of a struct, or the default when it is not set.",
    examples: """
      >> optimget(optimset("MaxIter", 50), "MaxIter")
      ans = 50
      >> optimget(optimset("MaxIter", 50), "TolX", 1e-3)
      ans = 1.0000e-03
      """,
    seeAlso: ["optimset"], one: optionValue),
]

private func conjugateGradients(_ call: Call) throws -> [Value] {
  try call.expect(2...3)
  let settings = try OptimiserSettings(call, 2)
  let start = try call.matrix(1)
  let function = CostFunction(call[0], shape: start.shape, call)
  let most = settings.iterations ?? 100
  let progress = ProgressLine(call.session, noun: "iteration", isWanted: settings.display)
  var theta = start.elements
  var costs: [Double] = []
  let count = theta.count
  guard count > 0 else { throw call.error("theta0 is empty") }
  try theta.withUnsafeMutableBufferPointer { point in
    guard let base = point.baseAddress else { return }
    let search = try ConjugateGradient<Double>(base, count: count) { x, gradient in
      try call.checkInterrupt()
      let here = try function.valueAndGradient(
        Array(UnsafeBufferPointer(start: x, count: count)))
      if costs.isEmpty { TeachingWarnings.ownCost(here.value, call) }
      for i in 0..<count { gradient[i] = here.gradient[i] }
      return here.value
    }
    while !search.isFinished, search.iterations < most {
      guard try search.iterate() else { continue }
      costs.append(search.value)
      progress.show(search.iterations, of: most, cost: search.value)
    }
    progress.finish()
    costs.append(contentsOf: costs.isEmpty ? [search.value] : [])
  }
  return [
    .matrix(try Matrix(start.shape, theta)), try Value.column(costs), .count(costs.count),
  ]
}

/// A call whose one argument is a problem, a struct with the arguments in its fields, as the call it means.
private func unpackedProblem(_ call: Call) throws -> Call {
  guard call.count == 1, case .structure(let problem) = call[0] else { return call }
  var unpacked = call
  guard let objective = problem["objective"], let start = problem["x0"] else {
    throw call.error("the problem must have the fields objective and x0")
  }
  unpacked.arguments = [objective, start] + (problem["options"].map { [$0] } ?? [])
  return unpacked
}

private func simplexSearch(_ call: Call) throws -> [Value] {
  let call = try unpackedProblem(call)
  try call.expect(2...)
  let settings = try OptimiserSettings(call, 2)
  let start = try call.matrix(1)
  guard start.count > 0 else { throw call.error("x0 is empty") }
  let function = CostFunction(
    call[0], shape: start.shape, call, checksValues: settings.checksValues,
    extra: Array(call.arguments.dropFirst(3)))
  var search = try NelderMead(start.elements) {
    try call.checkInterrupt()
    return try function.value($0)
  }
  let (most, overflow) = start.count.multipliedReportingOverflow(by: 200)
  let limit = overflow ? Int.max : most
  let isDone = try search.run(
    iterations: settings.iterations ?? limit, evaluations: settings.evaluations ?? limit,
    valueTolerance: settings.valueTolerance ?? 1e-4,
    stepTolerance: settings.stepTolerance ?? 1e-4
  ) { _ in true }
  let output = StructArray([
    ("iterations", .count(search.iterations)), ("funcCount", .count(search.evaluations)),
    ("algorithm", .string("Nelder-Mead simplex direct search")),
    ("message", .string(isDone ? "converged" : "stopped before it converged")),
  ])
  return [
    .matrix(try Matrix(start.shape, search.x)), .number(search.value), .number(isDone ? 1 : 0),
    .structure(output),
  ]
}
