import CSystem
import Evaluation
import Matrices
import NeuralNetworks
import Plots

/// Names of the options of `train`, in the order in which messages list them.
private let trainingOptionNames = [
  "method", "epochs", "iterations", "rate", "schedule", "factor", "every", "decay", "period",
  "lowest", "momentum", "rho", "beta1", "beta2", "epsilon", "lambda", "batch", "shuffle",
  "validation", "patience", "seed", "verbose", "plot",
]

/// Training of networks.
let networkTraining: [Builtin] = [
  Builtin(
    "[net, history] = train(net, X, y, ...)",
    "Trains the weights of a network; Ctrl-C ends the training and keeps what was learnt.",
    shapes: """
      X: m x n, y: m x 1 labels 1..K or 0/1, or m x K targets; history.cost, .validation, .accuracy, .rate
      and .seconds (since the beginning): epochs x 1
      """,
    math: """
      method "gd": Theta -= rate D;  "momentum": v = momentum v + D, Theta -= rate v;
      "nesterov": v = momentum v + D, Theta -= rate (D + momentum v);
      "rmsprop": s = rho s + (1 - rho) D.^2, Theta -= rate D ./ (sqrt(s) + epsilon);
      "adam": steps scaled by averages of D (beta1) and D.^2 (beta2);
      "cg", "lbfgs": line searches over all examples, conjugate gradients or limited-memory BFGS
      schedule "constant"; "step": rate factor^floor((epoch-1)/every); "exponential": rate factor^(epoch-1);
      "inverse": rate / (1 + decay (epoch-1)); "cosine": from rate to lowest in period epochs;
      or @(epoch) ..., or a vector of rates
      patience=p stops after p epochs without a better validation cost and restores the best weights.
      A second call with the same method and settings goes on where the first stopped (net.training).
      """,
    examples: """
      >> [X, y] = dataset("xor");
      >> net = network([2 4 1], activation="tanh", seed=1);
      >> [net, history] = train(net, X, y, method="cg", iterations=50);
      >> predict(net, X)'
      ans =

         0   1   1   0

      >> history.final < 0.01
      ans = 1
      """,
    seeAlso: ["network", "cost", "accuracy", "fmincg"], options: trainingOptionNames,
    many: trainNetwork)
]

private func trainNetwork(_ call: Call) throws -> [Value] {
  try call.expect(3...)
  let options = try NamedOptions(call, from: 3, known: trainingOptionNames)
  return try call.translating { try train(try call.networkOperand(), options, call) }
}

private func train<N: NetworkOperand>(
  _ net: N, _ named: NamedOptions, _ call: Call
) throws -> [Value] {
  var network = net.network
  let x: Matrix<N.T> = try call.realMatrix(1, "X")
  let y: Matrix<N.T> = try call.realMatrix(2, "y")
  let options: TrainingOptions<N.T> = try trainingOptions(named, call)
  let others =
    if case .examples(let other, _) = options.validation { other } else { Matrix<N.T>?.none }
  TeachingWarnings.beforeTraining(
    network, x, y, followsGradient: !options.method.searchesLines, validation: others, call)
  let noun = options.method.searchesLines ? "iteration" : "epoch"
  // A curve that grows tells more than a line of numbers.
  let hasCurve = try named.flag("plot") ?? false && call.board.isWatched
  let curve = hasCurve ? LearningCurve(call.session, noun: noun) : nil
  let progress = ProgressLine(
    call.session, noun: noun, isWanted: try named.flag("verbose") ?? (hasCurve ? false : nil))
  let history = try network.train(
    x, y, options, isInterrupted: { nnsh_interrupt_requested() },
    progress: {
      progress.show($0.epoch, of: $0.epochs, cost: $0.cost, validation: $0.validationCost)
      curve?.add(epoch: $0.epoch, cost: $0.cost, validation: $0.validationCost)
      return !nnsh_interrupt_requested()
    })
  progress.finish()
  reportEnding(history, call)
  TeachingWarnings.afterTraining(
    network, x, costs: history.cost, finalCost: history.finalCost,
    rate: options.method.searchesLines ? nil : options.rate ?? options.method.defaultRate, call)
  if let curve {
    curve.finish(costs: history.cost, validation: history.validationCost)
  } else if try named.flag("plot") ?? false {
    call.session.output.write(CostCurve.text(history, columns: call.session.output.columns))
  }
  return [try net.value(network), .structure(try historyStruct(history))]
}

private func trainingOptions<T: RealElement>(
  _ named: NamedOptions, _ call: Call
) throws -> TrainingOptions<T> {
  var options = TrainingOptions<T>()
  if let method = try named.text("method") { options.method = try TrainingMethod.named(method) }
  if let epochs = try named.integer("iterations") { options.epochs = epochs }
  if let epochs = try named.integer("epochs") { options.epochs = epochs }
  options.rate = try named.number("rate")
  options.schedule = try rateSchedule(named, call)
  if let rho = try named.number("rho") { options.rho = rho }
  if let beta = try named.number("beta1") { options.beta1 = beta }
  if let beta = try named.number("beta2") { options.beta2 = beta }
  if let epsilon = try named.number("epsilon") { options.epsilon = epsilon }
  if let momentum = try named.number("momentum") { options.momentum = momentum }
  if let lambda = try named.number("lambda") { options.lambda = lambda }
  options.batch = try named.integer("batch")
  if let shuffle = try named.flag("shuffle") { options.shuffle = shuffle }
  options.patience = try named.integer("patience")
  options.seed = try named.seed("seed")
  options.newSeed = call.session.random.next()
  options.validation = try validation(named, call)
  return options
}

private func validation<T: RealElement>(
  _ named: NamedOptions, _ call: Call
) throws -> TrainingOptions<T>.Validation {
  guard let value = named["validation"] else { return .none }
  if case .cell(let pair) = value, pair.count == 2 {
    guard let x: Matrix<T> = try RealArray.matrix(pair[0]),
      let y: Matrix<T> = try RealArray.matrix(pair[1])
    else { throw call.error("option validation must hold two matrices: {Xv, yv}") }
    return .examples(x, y)
  }
  guard let share = value.scalar else {
    throw call.error("option validation must be {Xv, yv} or a fraction between 0 and 1")
  }
  return .fraction(share)
}

/// Endings that the user must know about. After Ctrl-C the session goes on: what was learnt is the result.
private func reportEnding(_ history: TrainingHistory, _ call: Call) {
  let epochs = history.cost.count
  switch history.ending {
  case .finished, .converged, .outOfPatience: break
  case .interrupted:
    nnsh_interrupt_set(false)
    call.session.output.flush()
    call.session.output.writeMessage(
      "train: interrupted after \(epochs) \(epochs == 1 ? "epoch" : "epochs"); what was learnt "
        + "is kept\n")
  case .diverged:
    call.session.warn(
      "train: the cost became NaN or Inf in epoch \(epochs + 1); the weights are those from "
        + "before it. Try a smaller rate", identifier: "nnsh:diverged")
  }
}

private func column(_ values: [Double]) throws -> Value {
  values.isEmpty ? .emptyMatrix : try Value.column(values)
}

private func historyStruct(_ history: TrainingHistory) throws -> StructArray {
  let ending =
    switch history.ending {
    case .finished: "finished"
    case .interrupted: "interrupted"
    case .converged: "converged"
    case .diverged: "diverged"
    case .outOfPatience: "patience"
    }
  var fields: [(String, Value)] = [
    ("method", .string(history.method.rawValue)),
    ("epochs", .count(history.cost.count)),
    ("cost", try Value.column(history.cost)),
    ("validation", try column(history.validationCost)),
    ("accuracy", try column(history.accuracy)),
    ("rate", try column(history.rate)),
    ("seconds", try column(history.seconds)),
    ("final", .number(history.finalCost)),
    ("ending", .string(ending)),
  ]
  if case .outOfPatience(let best) = history.ending { fields.append(("best", .count(best))) }
  return StructArray(fields)
}
