import Evaluation
import Matrices
import NeuralNetworks
import Texts

/// Warnings of mistakes that run. A correct program gets none.
enum TeachingWarnings {
  /// Columns may differ by this factor: pixels of one byte do by 255.
  private static let scaleLimit = 1000.0
  /// Rows that are looked at: enough to know, and soon done.
  private static let mostExamples = 1000

  /// Before a training: targets, scales, equal weights, examples of the validation set.
  static func beforeTraining<T: RealElement>(
    _ network: Network<T>, _ x: Matrix<T>, _ y: Matrix<T>, followsGradient: Bool,
    validation: Matrix<T>?, _ call: Call
  ) {
    // What does not fit is an error, and comes next.
    guard x.shape.isMatrix, x.columns == network.inputs, x.rows > 0, y.shape.isMatrix,
      y.rows == x.rows
    else { return }
    targets(network, y, call)
    if followsGradient, let scales = FeatureScales(x), scales.ratio > scaleLimit,
      scales.ratio.isFinite
    {
      call.session.advise(
        "\(call.name): column \(scales.largest.column) of X reaches "
          + "\(ShortNumber.text(scales.largest.size)), column \(scales.smallest.column) only "
          + "\(ShortNumber.text(scales.smallest.size)): one rate fits badly; zscore(X) makes them alike",
        identifier: "nnsh:scales")
    }
    for (layer, count) in network.equalUnits {
      let units = network.sizes[layer - 1]
      call.session.advise(
        "\(call.name): \(count + 1 == units ? "all \(units)" : "\(count) of \(units)") units of layer "
          + "\(layer) have equal weights and would stay equal for ever; random weights tell them apart",
        identifier: "nnsh:equal-weights")
    }
    if let validation, validation.shape.isMatrix, validation.columns == x.columns {
      let shared = SharedExamples(x, validation)
      if shared.isSuspicious {
        call.session.advise(
          "\(call.name): \(shared.count) of \(validation.rows) validation examples are among the "
            + "training examples: they measure nothing new",
          identifier: "nnsh:test-in-training")
      }
    }
  }

  /// After it: a rising cost, units that do nothing.
  static func afterTraining<T: RealElement>(
    _ network: Network<T>, _ x: Matrix<T>, costs: [Double], finalCost: Double, rate: Double?,
    _ call: Call
  ) {
    if let first = costs.first, finalCost > 1.0001 * first, finalCost.isFinite, costs.count > 1 {
      call.session.advise(
        "\(call.name): the cost rose from \(ShortNumber.text(first)) to "
          + "\(ShortNumber.text(finalCost))"
          + (rate.map {
            ": the rate \(ShortNumber.text($0)) is too large; try "
              + ShortNumber.text($0 / 10)
          } ?? ""),
        identifier: "nnsh:rising-cost")
    }
    guard let idle = try? network.idleUnits(x, among: mostExamples) else { return }
    for layer in idle where 2 * layer.count > layer.units {
      let kind = layer.dead.count >= layer.saturated.count ? "dead" : "saturated"
      call.session.advise(
        "\(call.name): \(layer.count) of \(layer.units) units of layer \(layer.layer) are \(kind): they "
          + "give the same for every example; a smaller rate, smaller weights or scaled features help",
        identifier: "nnsh:idle-units")
    }
  }

  static func targets<T: RealElement>(_ network: Network<T>, _ y: Matrix<T>, _ call: Call) {
    guard let misfit = network.targetMisfit(y) else { return }
    call.session.advise("\(call.name): \(misfit)", identifier: "nnsh:targets")
  }

  /// A cost that is no number: where it left them.
  static func cost<T: RealElement>(
    _ cost: Double, _ network: Network<T>, _ x: Matrix<T>, _ y: Matrix<T>, _ call: Call
  ) {
    targets(network, y, call)
    guard !cost.isFinite else { return }
    let name = cost.isNaN ? "NaN" : "Inf"
    var place = ""
    if let first = try? network.firstNotFinite(x) {
      place =
        ": \(first.isNaN ? "NaN" : "Inf") first appears in layer \(first.layer), unit \(first.unit), "
        + "example \(first.example)"
    }
    call.session.advise(
      "\(call.name): the cost is \(name)\(place)", identifier: "nnsh:cost-not-finite")
  }

  /// The cost of a user's own function, as an optimiser gets it.
  static func ownCost(_ cost: Double, _ call: Call) {
    if cost < 0 {
      call.session.advise(
        "\(call.name): the cost is negative, \(ShortNumber.text(cost)): is a sign wrong, or y not 0 "
          + "and 1?", identifier: "nnsh:negative-cost")
    } else if !cost.isFinite {
      call.session.advise(
        "\(call.name): the cost is \(cost.isNaN ? "NaN" : "Inf"): 0 * log(0) is NaN where h reaches 0 "
          + "or 1", identifier: "nnsh:cost-not-finite")
    }
  }
}
