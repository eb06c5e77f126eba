import CSystem
import Matrices
import NeuralNetworks
import Texts

/// One thing that `doctor` looked at.
struct Finding {
  let check: String
  let isOK: Bool
  let text: String
  /// What to do; empty when nothing is to be done.
  var fix = ""
}

/// What a good teacher would look at before, and after, a network is trained.
struct Examination<T: RealElement> {
  let network: Network<T>
  let x: Matrix<T>
  let y: Matrix<T>
  let lambda: Double
  let rate: Double
  let validation: (x: Matrix<T>, y: Matrix<T>)?

  func findings() throws -> [Finding] {
    var all = [data(), scales(), labels(), try start()]
    if network.layerCount > 2 { all += [symmetry(), try activity()] }
    all.append(try updates())
    all.append(try fewExamples())
    if let validation { all += try [shared(validation.x), generalisation(validation)] }
    return all
  }

  private func data() -> Finding {
    let twice = SharedExamples(x, x).usual
    let text = "\(x.rows) examples of \(x.columns) features, \(network.parameterCount) parameters"
    if let bad = (0..<x.count).first(where: { !x[$0].isFinite }) {
      return Finding(
        check: "data", isOK: false,
        text:
          "X has \(x[bad].isNaN ? "NaN" : "Inf") in row \(bad % x.rows + 1), column \(bad / x.rows + 1)",
        fix: "X(any(!isfinite(X), 2), :) shows the rows; leave them out or repair them")
    }
    if x.rows < 10 * network.outputs, x.rows > 4 {
      return Finding(
        check: "data", isOK: false, text: text + ": few for \(network.outputs) outputs",
        fix: "expect it to learn them by heart; lambda > 0 and fewer units help")
    }
    return Finding(
      check: "data", isOK: true,
      text: text
        + (twice > 0 ? ", \(Int((twice * Double(x.rows)).rounded())) of the rows twice" : ""))
  }

  private func scales() -> Finding {
    guard let scales = FeatureScales(x) else {
      return Finding(
        check: "scales", isOK: false, text: "X has nothing but zeros", fix: "look at how X was read"
      )
    }
    if scales.ratio > 100 || scales.largest.size > 100 {
      let others =
        scales.ratio > 100
        ? ", column \(scales.smallest.column) only \(ShortNumber.text(scales.smallest.size))"
        : ": large for weights that begin around 1"
      return Finding(
        check: "scales", isOK: false,
        text: "column \(scales.largest.column) of X reaches "
          + ShortNumber.text(scales.largest.size) + others,
        fix: "[X, mu, sigma] = zscore(X), and the same mu and sigma for other data")
    }
    if scales.constant.count > x.columns / 2 {
      return Finding(
        check: "scales", isOK: false,
        text: "\(scales.constant.count) of \(x.columns) columns say the same for every example",
        fix: "leave them out: X(:, std(X) > 0)")
    }
    return Finding(
      check: "scales", isOK: true,
      text: "features up to \(ShortNumber.text(scales.largest.size))")
  }

  private func labels() -> Finding {
    if let misfit = network.targetMisfit(y) {
      return Finding(
        check: "labels", isOK: false, text: misfit,
        fix: "scale y, or give the network output=\"linear\"")
    }
    let isLabelled = y.columns == 1 && network.outputs > 1
    guard isLabelled || (network.outputs == 1 && network.output == .sigmoid) else {
      return Finding(
        check: "labels", isOK: true, text: "targets fit the \(network.output.rawValue) outputs")
    }
    let classes = isLabelled ? Array(1...network.outputs) : [0, 1]
    var counts: [Int: Int] = [:]
    for value in y.elements { counts[Int(value.rounded()), default: 0] += 1 }
    let missing = classes.filter { counts[$0] == nil }
    if !missing.isEmpty {
      return Finding(
        check: "labels", isOK: false,
        text:
          "no example has the label \(missing.prefix(5).map { String($0) }.joined(separator: ", "))",
        fix: "shuffle before you split the data, or make the network with fewer outputs")
    }
    let (few, many) = (counts.values.min() ?? 0, counts.values.max() ?? 0)
    return Finding(
      check: "labels", isOK: many <= 20 * few,
      text: "\(classes.count) classes, \(few) to \(many) examples each",
      fix: many <= 20 * few
        ? "" : "look at confusion(net, X, y) and not at accuracy alone; more of the rare ones help")
  }

  private func start() throws -> Finding {
    let cost = try network.cost(x, y)
    guard let guess = network.guessingCost(y) else {
      return Finding(check: "cost", isOK: cost.isFinite, text: "J = \(ShortNumber.text(cost))")
    }
    let text =
      "J = \(ShortNumber.text(cost)), guessing costs \(guess.formula) = \(ShortNumber.text(guess.cost))"
    if !cost.isFinite {
      return Finding(
        check: "cost", isOK: false, text: text, fix: "the weights or the data are far too large")
    }
    if cost > 2 * guess.cost {
      return Finding(
        check: "cost", isOK: false, text: text + ": sure of wrong answers",
        fix: "smaller weights at the start: init=\"glorot\", or scaled features")
    }
    return Finding(
      check: "cost", isOK: true, text: text + (cost < 0.5 * guess.cost ? ": it has learnt" : ""))
  }

  private func symmetry() -> Finding {
    guard let equal = network.equalUnits.first else {
      return Finding(check: "weights", isOK: true, text: "no two hidden units are equal")
    }
    return Finding(
      check: "weights", isOK: false,
      text: "\(equal.count + 1) units of layer \(equal.layer) are equal and stay so for ever",
      fix: "random weights: network(sizes, seed=1)")
  }

  private func activity() throws -> Finding {
    let idle = try network.idleUnits(x)
    guard let worst = idle.max(by: { $0.count < $1.count }) else {
      return Finding(check: "units", isOK: true, text: "every hidden unit tells examples apart")
    }
    return Finding(
      check: "units", isOK: false,
      text:
        "\(worst.count) of \(worst.units) units of layer \(worst.layer) give the same for every "
        + "example (\(worst.dead.count) dead, \(worst.saturated.count) saturated)",
      fix: worst.dead.isEmpty
        ? "smaller weights, or scaled features" : "a smaller rate, init=\"he\", or leakyrelu")
  }

  private func updates() throws -> Finding {
    let gradient = try network.backprop(x, y, lambda: lambda)
    let parts: [Double] = (1..<network.layerCount).map { l in
      let size = norm(network.theta(l))
      return size > 0 ? rate * norm(gradient.thetas[l - 1]) / size : 0
    }
    let shown = parts.map { ShortNumber.text(100 * $0, digits: 2) + " %" }.joined(separator: ", ")
    let text = "rate \(ShortNumber.text(rate)) moves the Thetas by \(shown) of their size"
    let (low, high) = (parts.min() ?? 0, parts.max() ?? 0)
    if high > 0.2 {
      return Finding(
        check: "updates", isOK: false, text: text,
        fix: "a smaller rate: \(ShortNumber.text(rate * 0.01 / high, digits: 1)) moves them by 1 %")
    }
    if high > 1e3 * low, low > 0 {
      return Finding(
        check: "updates", isOK: false, text: text + ": the layers learn at very different speeds",
        fix: "method=\"adam\", or another activation or init")
    }
    if high < 1e-5, high > 0 {
      return Finding(
        check: "updates", isOK: false, text: text,
        fix: "a larger rate, unless it has learnt already")
    }
    return Finding(check: "updates", isOK: true, text: text)
  }

  private func norm(_ m: Matrix<T>) -> Double {
    m.elements.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
  }

  /// A network that cannot learn twenty examples by heart will not learn more.
  private func fewExamples() throws -> Finding {
    let count = min(20, x.rows)
    let rows = (0..<count).map { $0 * x.rows / count }
    let (fewX, fewY) = (try picked(x, rows), try picked(y, rows))
    // What an earlier training left would go on here.
    var copy = try network.rolled(network.unrolled)
    var options = TrainingOptions<T>()
    options.method = .conjugateGradient
    options.epochs = 200
    let before = try copy.cost(fewX, fewY)
    try copy.train(fewX, fewY, options, isInterrupted: { nnsh_interrupt_requested() })
    let after = try copy.cost(fewX, fewY)
    let text =
      "\(count) examples by heart: J from \(ShortNumber.text(before)) to \(ShortNumber.text(after))"
    let isClassifier = network.outputs > 1 || network.output == .sigmoid
    let right =
      isClassifier && network.output != .linear
      ? try copy.accuracy(fewX, fewY) == 1
      : after < 0.05 * (network.guessingCost(fewY)?.cost ?? before)
    return Finding(
      check: "learning", isOK: right, text: text,
      fix: right
        ? ""
        : network.equalUnits.isEmpty
          ? "check labels and features of these examples; if they are right, more hidden units"
          : "other weights first: equal units learn the same")
  }

  private func picked(_ m: Matrix<T>, _ rows: [Int]) throws -> Matrix<T> {
    try Matrix(
      Shape(rows.count, m.columns), (0..<m.columns).flatMap { j in rows.map { m[$0, j] } })
  }

  private func shared(_ other: Matrix<T>) throws -> Finding {
    let shared = SharedExamples(x, other)
    return Finding(
      check: "validation", isOK: !shared.isSuspicious,
      text: "\(shared.count) of \(other.rows) validation examples stand in X too",
      fix: shared.isSuspicious ? "split the data before anything else: p = randperm(rows(X))" : "")
  }

  private func generalisation(_ other: (x: Matrix<T>, y: Matrix<T>)) throws -> Finding {
    let (own, new) = (try network.cost(x, y), try network.cost(other.x, other.y))
    let text =
      "J is \(ShortNumber.text(own)) on X, \(ShortNumber.text(new)) on the validation examples"
    let guess = network.guessingCost(y)?.cost ?? 0
    if new > 2 * own, own < 0.5 * guess {
      return Finding(
        check: "new data", isOK: false, text: text + ": learnt by heart",
        fix: "lambda > 0, fewer units, more examples, or patience")
    }
    return Finding(check: "new data", isOK: true, text: text)
  }
}
