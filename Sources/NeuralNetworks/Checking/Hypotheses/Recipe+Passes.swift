import Matrices

extension Recipe {
  /// What a forward pass with these choices gives; entry l - 1 belongs to layer l.
  private struct Layers {
    var a: [Matrix<Double>]
    var z: [Matrix<Double>]
    var thetas: [Matrix<Double>]
  }

  /// Delta of every Theta, not divided by m.
  func sums(_ c: LectureCase) throws -> [Matrix<Double>] {
    let layers = try forwardLayers(c)
    var delta = try error(c, layers)
    delta = try weighted(delta)
    var sums: [Matrix<Double>] = []
    for l in stride(from: c.last - 1, through: 1, by: -1) {
      sums.append(try Matrix.product(delta, transposed: true, try below(l, c, layers)))
      if l > 1 { delta = try deltaBelow(l, delta, c, layers) }
    }
    return sums.reversed()
  }

  private func weighted(_ delta: Matrix<Double>) throws -> Matrix<Double> {
    switch examples {
    case .all: return delta
    case .only(let k): return try delta.weightingRows { $0 == k ? 1 : 0 }
    case .without(let k): return try delta.weightingRows { $0 == k ? 0 : 1 }
    case .twice(let k): return try delta.weightingRows { $0 == k ? 2 : 1 }
    }
  }

  private func forwardLayers(_ c: LectureCase) throws -> Layers {
    var thetas = c.thetas
    var activation: Activation?
    switch forward {
    case .right: return Layers(a: c.a, z: c.z, thetas: thetas)
    case .updated(let rate):
      thetas = try zip(thetas, c.gradient).map { try $0.combined($1) { $0 - rate * $1 } }
    case .activation(let other): activation = other
    case .onesThroughG, .withoutBias: break
    }
    var layers = Layers(a: [c.a[0]], z: [c.z[0]], thetas: thetas)
    for l in 1..<c.last {
      var theta = thetas[l - 1]
      if case .withoutBias = forward {
        theta = try theta.withoutFirstColumn.prefixed(by: 0)
      }
      let z = try Matrix.product(layers.a[l - 1], transposed: false, theta, transposed: true)
      layers.z.append(z)
      if l + 1 == c.last {
        layers.a.append(try c.network.output.values(z))
      } else {
        let g = activation ?? c.activation(l + 1)
        if case .onesThroughG = forward {
          layers.a.append(try g.values(try z.prefixed(by: 1)))
        } else {
          layers.a.append(try g.values(z).prefixed(by: 1))
        }
      }
    }
    return layers
  }

  private func error(_ c: LectureCase, _ layers: Layers) throws -> Matrix<Double> {
    let z = layers.z[c.last - 1]
    let h = layers.a[c.last - 1]
    let plain = { (h: Matrix<Double>) in try h.combined(targets) { $0 - $1 } }
    switch outputError {
    case .right:
      // A learner subtracts even targets whose rows do not sum to 1.
      if !targets.isIdentical(to: c.y), c.network.output == .softmax,
        c.network.cost == .crossEntropy
      {
        return try plain(h)
      }
      return try c.outputError(z, h, targets, c.network.output, c.network.cost)
    case .plain: return try plain(h)
    case .withoutTargets: return h
    case .squared: return try h.combined(targets) { ($0 - $1) * ($0 - $1) }
    case .extraActivation: return try plain(h).combined(h) { $0 * $1 }
    case .extraSlope:
      let slope: (Double) -> Double =
        c.network.output == .tanh ? { 1 - $0 * $0 } : { $0 * (1 - $0) }
      let right = try c.outputError(z, h, targets, c.network.output, c.network.cost)
      return try right.combined(h) { $0 * slope($1) }
    case .output(let output):
      return try plain(try output.values(z))
    case .cost(let cost):
      return try c.outputError(z, h, targets, c.network.output, cost)
    }
  }

  /// What Delta(l) multiplies by.
  private func below(_ l: Int, _ c: LectureCase, _ layers: Layers) throws -> Matrix<Double> {
    let a = layers.a[l - 1]
    switch belows[l] ?? .right {
    case .right: return a
    case .withoutOnes: return try a.withoutFirstColumn.prefixed(by: 0)
    case .onesLast: return try a.withoutFirstColumn.suffixed(by: 1)
    case .onesThroughG:
      let one = try c.activation(l).values(Matrix(scalar: 1))[0]
      return try a.withoutFirstColumn.prefixed(by: one)
    case .sums: return try layers.z[l - 1].prefixed(by: 1)
    case .layer(let other):
      return other == c.last ? try layers.a[other - 1].prefixed(by: 1) : layers.a[other - 1]
    }
  }

  /// delta(l) of delta(l+1).
  private func deltaBelow(
    _ l: Int, _ delta: Matrix<Double>, _ c: LectureCase, _ layers: Layers
  ) throws -> Matrix<Double> {
    let units = c.sizes[l - 1]
    let theta = layers.thetas[l - 1]
    switch backs[l] ?? .right {
    case .right:
      return try sloped(l, try Matrix.product(delta, theta.withoutFirstColumn), c, layers)
    case .transposed:
      let square = theta.withoutFirstColumn
      return try sloped(
        l,
        try Matrix.product(
          delta, transposed: false, square, transposed: true), c, layers)
    case .lastDropped:
      return try sloped(l, try Matrix.product(delta, theta.columnSlice(0..<units)), c, layers)
    case .lastDroppedAfterSlope(let ofSums):
      let back = try Matrix.product(delta, theta)
      let sums = try layers.z[l - 1].prefixed(by: 1)
      let a = ofSums ? try c.activation(l).values(sums) : layers.a[l - 1]
      let slopes = try slope(l, sums, a, c, layers)
      return try back.combined(slopes) { $0 * $1 }.columnSlice(0..<units)
    case .layer(let other):
      let back = try Matrix.product(delta, layers.thetas[other - 1].withoutFirstColumn)
      return try sloped(l, back, c, layers)
    case .updated(let rate):
      let moved = try theta.combined(c.gradient[l - 1]) { $0 - rate * $1 }
      return try sloped(l, try Matrix.product(delta, moved.withoutFirstColumn), c, layers)
    }
  }

  private func sloped(
    _ l: Int, _ back: Matrix<Double>, _ c: LectureCase, _ layers: Layers
  ) throws -> Matrix<Double> {
    if case .missing = slopes[l] ?? .right { return back }
    let slopes = try slope(l, layers.z[l - 1], layers.a[l - 1].withoutFirstColumn, c, layers)
    return try back.combined(slopes) { $0 * $1 }
  }

  private func slope(
    _ l: Int, _ z: Matrix<Double>, _ a: Matrix<Double>, _ c: LectureCase, _ layers: Layers
  ) throws -> Matrix<Double> {
    var g = c.activation(l)
    if case .activation(let other) = forward { g = other }
    switch slopes[l] ?? .right {
    case .right:
      // The slope of sigmoid and tanh is taken of a as programs do: for the bias unit, of 1.
      if a.count == z.count, g == .sigmoid { return try a.mapped { $0 * (1 - $0) } }
      if a.count == z.count, g == .tanh { return try a.mapped { (1 - $0) * (1 + $0) } }
      return try g.derivatives(z)
    case .missing: return try a.mapped { _ in 1 }
    case .ofActivation: return try g.derivatives(a)
    case .activation: return a
    case .oneMinus: return try a.mapped { 1 - $0 }
    case .twice: return try g.derivatives(z).mapped { $0 * $0 }
    case .derivative(let other):
      if other == .sigmoid { return try a.mapped { $0 * (1 - $0) } }
      if other == .tanh { return try a.mapped { 1 - $0 * $0 } }
      return try other.derivatives(z)
    case .layer(let other): return try g.derivatives(layers.z[other - 1])
    }
  }
}

extension LectureCase {
  /// delta(L) for these outputs.
  func outputError(
    _ z: Matrix<Double>, _ h: Matrix<Double>, _ y: Matrix<Double>, _ output: Output, _ cost: Cost
  ) throws -> Matrix<Double> {
    switch (cost, output) {
    case (.crossEntropy, .sigmoid), (.squared, .linear): return try h.combined(y) { $0 - $1 }
    case (.squared, .sigmoid): return try h.combined(y) { ($0 - $1) * $0 * (1 - $0) }
    case (.squared, .tanh): return try h.combined(y) { ($0 - $1) * (1 - $0 * $0) }
    default: return try outputErrorByEngine(z, h, y, output, cost)
    }
  }

  /// With the engine's own pass, for pairs whose delta mixes the outputs of an example.
  private func outputErrorByEngine(
    _ z: Matrix<Double>, _ h: Matrix<Double>, _ y: Matrix<Double>, _ output: Output, _ cost: Cost
  ) throws -> Matrix<Double> {
    var room = try Matrix<Double>(Shape(max(1, z.rows), 4), repeating: 0)
    return try Matrix(z.shape) { delta in
      room.withUnsafeMutableElements { room in
        z.withUnsafeElements { z in
          h.withUnsafeElements { h in
            y.withUnsafeElements { y in
              guard let z = z.baseAddress, let h = h.baseAddress, let y = y.baseAddress,
                let delta = delta.baseAddress, let room = room.baseAddress
              else { return }
              Passes<Double>.loss(
                output.code, cost.code, self.z[last - 1].rows, sizes[last - 1], z, h, y, delta,
                room, room + self.z[last - 1].rows)
            }
          }
        }
      }
    }
  }
}
