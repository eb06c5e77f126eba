import Glibc
import Matrices
import NeuralNetworks

/// A mistake that a learner makes in backpropagation.
enum Mistake: String, CaseIterable, Sendable {
  case notDividedByM, dataNotDividedByM, dividedTwice, twice, half, negative, targetsMinusOutputs
  case writtenByRows, firstLayerByRows, layersReversed
  case lambdaOnBias, lambdaLeftOut, lambdaNotDividedByM, lambdaTwice, lambdaHalf, lambdaNegative
  case lambdaNotInFirst, lambdaNotInLast, lambdaSparesLastColumn, lambdaSparesFirstRow
  case lambdaSquares, lambdaOfOtherLayer
  case noSlopeInSecond, noSlopeAnywhere, noSlopeInLastHidden, slopeOfA, valueForSlope, oneMinusA
  case slopeTwice, slopeOfOther, slopeAtOutput
  case lastDropped, lastDroppedAfterSlope, thetaOfOtherLayer, thetaAfterUpdate, thetaNotTransposed
  case noOnes, onesLast, onesThroughG, onesInZ, sumsForActivations
  case onlyLast, firstMissing, lastMissing, fifthMissing, thirdTwice
  case labelsAsNumbers, labelsUp, labelsDown, noTargets, squaredError, targetsOfNext
  case oneRow, oneEntry, oneColumn, firstLayerZero, biasNegative
  case squaredCost, sigmoidForSoftmax, otherActivation, noBiases

  /// The kinds of cause that name it.
  var kinds: Set<String> {
    switch self {
    case .notDividedByM, .dataNotDividedByM: ["factor m"]
    case .dividedTwice: ["factor 1/m"]
    case .twice: ["factor 2"]
    case .half: ["factor 1/2"]
    case .negative, .targetsMinusOutputs: ["sign"]
    case .writtenByRows, .firstLayerByRows: ["transposed"]
    case .layersReversed: ["layers in reverse"]
    case .lambdaOnBias: ["lambda on the bias"]
    case .lambdaLeftOut, .lambdaNotInFirst, .lambdaNotInLast: ["lambda left out"]
    case .lambdaNotDividedByM: ["lambda not divided by m"]
    case .lambdaTwice, .lambdaHalf: ["lambda of wrong size"]
    case .lambdaNegative: ["sign of lambda"]
    case .lambdaSparesLastColumn: ["lambda spares the last column"]
    case .lambdaSparesFirstRow: ["lambda spares the first row"]
    case .lambdaSquares: ["lambda times squares"]
    case .lambdaOfOtherLayer: ["lambda in the wrong layer"]
    case .noSlopeInSecond, .noSlopeAnywhere, .noSlopeInLastHidden: ["slope missing"]
    case .slopeOfA: ["slope of a"]
    case .valueForSlope: ["g for slope"]
    case .oneMinusA: ["half a slope"]
    case .slopeTwice: ["slope twice"]
    case .slopeOfOther: ["slope of another activation"]
    case .slopeAtOutput, .squaredCost: ["slope at the output", "another cost"]
    case .lastDropped, .lastDroppedAfterSlope: ["dropped from the wrong end"]
    case .thetaOfOtherLayer: ["wrong Theta"]
    case .thetaAfterUpdate: ["Theta after the update"]
    case .thetaNotTransposed: ["Theta not transposed"]
    case .noOnes: ["no ones"]
    case .onesLast: ["ones at the wrong end"]
    case .onesThroughG, .onesInZ: ["ones added to z"]
    case .sumsForActivations: ["z for a"]
    case .onlyLast: ["only the last example"]
    case .firstMissing, .lastMissing, .fifthMissing: ["one example missing"]
    case .thirdTwice: ["one example twice"]
    case .labelsAsNumbers: ["not one-hot"]
    case .labelsUp, .labelsDown: ["labels shifted"]
    case .noTargets: ["no targets"]
    case .squaredError: ["squared error"]
    case .targetsOfNext: ["targets of the neighbour"]
    case .oneRow: ["one row"]
    case .oneEntry: ["one entry"]
    case .oneColumn, .biasNegative: ["one column"]
    case .firstLayerZero: ["never computed"]
    case .sigmoidForSoftmax: ["sigmoid for softmax"]
    case .otherActivation: ["another activation"]
    case .noBiases: ["no bias"]
    }
  }
}

/// Backpropagation in loops over examples, units and weights, as a learner with these mistakes writes it.
struct Mistaken {
  let net: Longhand
  let mistakes: Set<Mistake>
  let examples: [[Double]]
  let labels: [Int]
  let lambda: Double
  private let last: Int

  init<T>(
    _ network: Network<T>, _ mistakes: Set<Mistake>, _ examples: [[Double]], _ labels: [Int],
    lambda: Double
  ) {
    net = Longhand(network)
    (self.mistakes, self.examples, self.labels) = (mistakes, examples, labels)
    self.lambda = lambda
    last = net.sizes.count - 1
  }

  private func has(_ mistake: Mistake) -> Bool { mistakes.contains(mistake) }

  /// g of layer l, which counts from 0 for the inputs.
  private func g(_ l: Int, _ z: Double) -> Double {
    var name = net.activations[l - 1]
    if has(.otherActivation) { name = name == "sigmoid" ? "tanh" : "sigmoid" }
    return Longhand.value(name, z)
  }

  private func slope(_ l: Int, _ z: Double) -> Double {
    var name = net.activations[l - 1]
    if has(.otherActivation) || has(.slopeOfOther) {
      name = name == "sigmoid" ? "tanh" : "sigmoid"
    }
    let a = Longhand.value(net.activations[l - 1], z)
    if has(.slopeOfOther) { return name == "sigmoid" ? a * (1 - a) : 1 - a * a }
    if has(.noSlopeAnywhere) || has(.noSlopeInSecond) && l == 1
      || has(.noSlopeInLastHidden) && l == last - 1
    {
      return 1
    }
    if has(.slopeOfA) { return Longhand.derivative(name, a) }
    if has(.valueForSlope) { return a }
    if has(.oneMinusA) { return 1 - a }
    let right = Longhand.derivative(name, z)
    return has(.slopeTwice) ? right * right : right
  }

  /// z and a of every layer, a with the bias unit first except in the last.
  private func forward(_ x: [Double]) -> (z: [[Double]], a: [[Double]]) {
    var z: [[Double]] = [[]]
    var a: [[Double]] = [[1] + x]
    for l in 1...last {
      let sums = net.thetas[l - 1].map { row -> Double in
        var sum = has(.noBiases) ? 0 : row[0] * a[l - 1][0]
        for j in 1..<row.count { sum += row[j] * a[l - 1][j] }
        return sum
      }
      z.append(sums)
      if l < last {
        a.append([has(.onesInZ) ? g(l, 1) : 1] + sums.map { g(l, $0) })
      } else if net.output == "softmax", !has(.sigmoidForSoftmax) {
        let total = sums.reduce(0) { $0 + exp($1) }
        a.append(sums.map { exp($0) / total })
      } else {
        a.append(sums.map { 1 / (1 + exp(-$0)) })
      }
    }
    return (z, a)
  }

  private func target(_ t: Int) -> [Double] {
    let classes = net.sizes[last]
    let label = labels[has(.targetsOfNext) ? (t + 1) % labels.count : t]
    if has(.labelsAsNumbers) { return Array(repeating: Double(label), count: classes) }
    var y = Array(repeating: 0.0, count: classes)
    var place = label - 1
    if has(.labelsUp) { place = label % classes }
    if has(.labelsDown) { place -= 1 }
    if place >= 0 { y[place] = 1 }
    return y
  }

  private func outputError(_ h: [Double], _ y: [Double]) -> [Double] {
    h.indices.map { k in
      if has(.noTargets) { return h[k] }
      if has(.squaredError) { return (h[k] - y[k]) * (h[k] - y[k]) }
      if has(.targetsMinusOutputs) { return y[k] - h[k] }
      if has(.slopeAtOutput) { return (h[k] - y[k]) * h[k] * (1 - h[k]) }
      guard has(.squaredCost) else { return h[k] - y[k] }
      if net.output != "softmax" { return (h[k] - y[k]) * h[k] * (1 - h[k]) }
      var sum = 0.0
      for j in h.indices { sum += (h[j] - y[j]) * h[j] * ((j == k ? 1 : 0) - h[k]) }
      return sum
    }
  }

  /// Whether the Theta of layer l - 1 -> l is replaced by that of the next one.
  private func theta(_ l: Int, _ gradient: [[[Double]]]) -> [[Double]] {
    if has(.thetaOfOtherLayer), l < last,
      net.thetas[l].count == net.thetas[l - 1].count,
      net.thetas[l][0].count == net.thetas[l - 1][0].count
    {
      return net.thetas[l]
    }
    guard has(.thetaAfterUpdate) else { return net.thetas[l - 1] }
    return net.thetas[l - 1].indices.map { i in
      net.thetas[l - 1][i].indices.map { net.thetas[l - 1][i][$0] - 0.3 * gradient[l - 1][i][$0] }
    }
  }

  /// delta of layer l - 1 from that of layer l.
  private func back(
    _ l: Int, _ delta: [Double], _ z: [Double], _ theta: [[Double]]
  ) -> [Double] {
    let units = net.sizes[l - 1]
    let isSquare = theta.count == units
    return (0..<units).map { j in
      var sum = 0.0
      for i in delta.indices {
        if has(.thetaNotTransposed), isSquare {
          sum += theta[j][i + 1] * delta[i]
        } else if has(.lastDropped) || has(.lastDroppedAfterSlope) {
          sum += theta[i][j] * delta[i]
        } else {
          sum += theta[i][j + 1] * delta[i]
        }
      }
      if has(.lastDroppedAfterSlope) {
        return sum * (j == 0 ? slope(l - 1, 1) : slope(l - 1, z[j - 1]))
      }
      return sum * slope(l - 1, z[j])
    }
  }

  /// The gradient, unrolled; `right` is the right one, for updates that come too early.
  func gradient(right: [[[Double]]]) -> [Double] {
    var sums = net.thetas.map { $0.map { $0.map { _ in 0.0 } } }
    for t in examples.indices {
      if has(.firstMissing), t == 0 { continue }
      if has(.lastMissing), t == examples.count - 1 { continue }
      if has(.fifthMissing), t == 4 { continue }
      if has(.onlyLast) { sums = sums.map { $0.map { $0.map { _ in 0.0 } } } }
      for _ in 0..<(has(.thirdTwice) && t == 2 ? 2 : 1) { add(t, to: &sums, right) }
    }
    return arranged(regularized(sums))
  }

  private func add(_ t: Int, to sums: inout [[[Double]]], _ right: [[[Double]]]) {
    let (z, a) = forward(examples[t])
    var delta = outputError(a[last], target(t))
    for l in (1...last).reversed() {
      var below = a[l - 1]
      if has(.noOnes) { below[0] = 0 }
      if has(.onesThroughG), l > 1 { below[0] = g(l - 1, 1) }
      if has(.sumsForActivations), l > 1 { below = [1] + z[l - 1] }
      if has(.onesLast) { below = Array(below.dropFirst()) + [1] }
      for i in delta.indices {
        for j in below.indices { sums[l - 1][i][j] += delta[i] * below[j] }
      }
      if l > 1 { delta = back(l, delta, z[l - 1], theta(l, right)) }
    }
  }

  private func regularized(_ sums: [[[Double]]]) -> [[[Double]]] {
    let m = Double(examples.count)
    return sums.indices.map { l in
      sums[l].indices.map { i in
        sums[l][i].indices.map { j in
          let data = has(.dataNotDividedByM) ? sums[l][i][j] : sums[l][i][j] / m
          return spoiled(data + penalty(l, i, j) / m, l, i, j)
        }
      }
    }
  }

  private func penalty(_ l: Int, _ i: Int, _ j: Int) -> Double {
    var theta = net.thetas[l]
    if has(.lambdaOfOtherLayer), l + 1 < last, net.thetas[l + 1].count == theta.count,
      net.thetas[l + 1][0].count == theta[0].count
    {
      theta = net.thetas[l + 1]
    }
    var isSpared = j == 0 && !has(.lambdaOnBias)
    if has(.lambdaSparesLastColumn) { isSpared = j == theta[0].count - 1 }
    if has(.lambdaSparesFirstRow) { isSpared = i == 0 }
    if isSpared || has(.lambdaLeftOut) || has(.lambdaNotInFirst) && l == 0
      || has(.lambdaNotInLast) && l == last - 1
    {
      return 0
    }
    let w = theta[i][j]
    if has(.lambdaSquares) { return lambda * w * w / 2 }
    if has(.lambdaNotDividedByM) { return lambda * w * Double(examples.count) }
    if has(.lambdaTwice) { return 2 * lambda * w }
    if has(.lambdaHalf) { return lambda / 2 * w }
    return has(.lambdaNegative) ? -lambda * w : lambda * w
  }

  /// Mistakes after the sums.
  private func spoiled(_ d: Double, _ l: Int, _ i: Int, _ j: Int) -> Double {
    let m = Double(examples.count)
    if has(.notDividedByM) { return d * m }
    if has(.dividedTwice) { return d / m }
    if has(.twice) { return 2 * d }
    if has(.half) { return d / 2 }
    if has(.negative) { return -d }
    guard l == 0 else { return d }
    if has(.firstLayerZero) { return 0 }
    if has(.oneRow), i == 1 { return 1.5 * d + 0.01 * Double(j) }
    if has(.oneEntry), i == 1, j == 2 { return d + 0.3 }
    if has(.oneColumn), j == 2 { return d + 0.1 * Double(i + 1) }
    if has(.biasNegative), j == 0 { return -d }
    return d
  }

  private func arranged(_ d: [[[Double]]]) -> [Double] {
    var layers = d.enumerated().map { l, rows -> [Double] in
      if has(.writtenByRows) || has(.firstLayerByRows) && l == 0 { return rows.flatMap { $0 } }
      return rows[0].indices.flatMap { j in rows.map { $0[j] } }
    }
    if has(.layersReversed) { layers.reverse() }
    return layers.flatMap { $0 }
  }
}
