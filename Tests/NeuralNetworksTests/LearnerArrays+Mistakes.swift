import Glibc
import NeuralNetworks

extension LearnerArrays {
  /// The right arrays, as they are to be called.
  var right: [(quantity: Quantity, rows: Rows)] {
    var all: [(Quantity, Rows)] = [(.outputs, h), (.cost, [[cost()]])]
    all.append((.allGradients, unrolled(Array(1..<last))))
    for l in 1...last {
      all.append((.a(l), l == last ? h : Self.ones(a[l - 1])))
      if l > 1 { all += [(.z(l), z[l - 1]), (.delta(l), delta[l - 1])] }
      if l < last { all += [(.sums(l), sums(l)), (.gradient(l), gradient(l))] }
    }
    return all
  }

  /// Arrays with a mistake each.
  var planted: [Planted] {
    outputMistakes + costMistakes + orderMistakes + placeMistakes
      + (2...last).flatMap { sumMistakes($0) }
      + (1..<last).flatMap { l in
        activationMistakes(l) + outerMistakes(l) + gradientMistakes(l)
          + (l > 1 ? errorMistakes(l) : [])
      } + outputErrorMistakes
  }

  // MARK: - Forward

  private var outputMistakes: [Planted] {
    func mistake(_ words: String, _ rows: Rows) -> Planted {
      Planted(quantity: .outputs, words: words, rows: rows)
    }
    let sigmoid = Self.map(z[last - 1]) { 1 / (1 + exp(-$0)) }
    let softmax = z[last - 1].map { row in
      row.map { exp($0) / row.reduce(0) { $0 + exp($1) } }
    }
    return [
      mistake("g is missing", z[last - 1]), mistake("one column too many", Self.ones(h)),
      mistake("decisions", Self.map(h) { $0 >= 0.5 ? 1 : 0 }),
      net.output == "softmax"
        ? mistake("it is sigmoid of", sigmoid) : mistake("it is softmax of", softmax),
    ]
  }

  private func activationMistakes(_ l: Int) -> [Planted] {
    func mistake(_ words: String, _ rows: Rows) -> Planted {
      Planted(quantity: .a(l), words: words, rows: rows)
    }
    let own = a[l - 1]
    let all = [
      mistake("without the column of ones", own),
      mistake("the ones stand last", Self.onesLast(own)),
    ]
    if l == 1 { return all }
    let other = net.activations[l - 2] == "sigmoid" ? "tanh" : "sigmoid"
    let values = Self.map(z[l - 1]) { Longhand.value(other, $0) }
    return all + [
      mistake("g is missing", Self.ones(z[l - 1])), mistake("g is missing", z[l - 1]),
      mistake("the ones went through g", Self.map(Self.ones(z[l - 1])) { g(l, $0) }),
      mistake("g is applied twice", Self.ones(Self.map(own) { g(l, $0) })),
      mistake("it is \(other) of", Self.ones(values)), mistake("it is \(other) of", values),
    ]
  }

  private func sumMistakes(_ l: Int) -> [Planted] {
    func mistake(_ words: String, _ rows: Rows) -> Planted {
      Planted(quantity: .z(l), words: words, rows: rows)
    }
    let theta = net.thetas[l - 2]
    let below = a[l - 2]
    var all = [
      mistake("one column too many", Self.ones(z[l - 1])),
      mistake("the bias is missing", Self.product(Self.ones(below, 0), theta)),
      mistake("the ones were put last", Self.product(Self.onesLast(below), theta)),
      mistake("g was applied", a[l - 1]),
    ]
    if l > 2 {
      all.append(mistake("made of z\(l - 1)", Self.product(Self.ones(z[l - 2]), theta)))
    }
    return all
  }

  // MARK: - The cost

  private func cost(
    squares: Double = 1, biases: Double = 0, losses: Double = 1, _ loss: (Double, Double) -> Double
  ) -> Double {
    var total = 0.0
    for (h, y) in zip(h, targets) { for (h, y) in zip(h, y) { total += loss(h, y) } }
    var penalty = 0.0
    for theta in net.thetas {
      for row in theta {
        penalty += biases * row[0] * row[0] + row.dropFirst().reduce(0) { $0 + squares * $1 * $1 }
      }
    }
    return losses * total / m + lambda / (2 * m) * penalty
  }

  private func loss(_ h: Double, _ y: Double) -> Double {
    y == 1 ? -log(h) : net.output == "softmax" ? 0 : -log(1 - h)
  }

  private func cost() -> Double { cost(loss) }

  private var costMistakes: [Planted] {
    func mistake(_ words: String, _ cost: Double) -> Planted {
      Planted(quantity: .cost, words: words, rows: [[cost]])
    }
    var all = [
      mistake("squared error", cost { ($0 - $1) * ($0 - $1) / 2 }),
      mistake("the sign is wrong", -cost()),
    ]
    if net.output != "softmax" {
      all += [
        mistake("(1 - y) is missing", cost { $1 == 1 ? -log($0) : 0 }),
        mistake("y log(h) is missing", cost { $1 == 1 ? 0 : -log(1 - $0) }),
      ]
    } else {
      all.append(mistake("(1 - y) belongs", cost { $1 == 1 ? -log($0) : -log(1 - $0) }))
    }
    if lambda == 0 { return all + [mistake("m times too large", m * cost())] }
    return all + [
      mistake("the lambda term is missing", cost(squares: 0, loss)),
      mistake("the biases are in", cost(biases: 1, loss)),
      mistake("the lambda term is not halved", cost(squares: 2, loss)),
      mistake("the lambda term is not divided by m", cost(squares: m, loss)),
      mistake("neither halved nor divided", cost(squares: 2 * m, loss)),
      mistake("the lambda term is subtracted", cost(squares: -1, loss)),
      mistake("the losses are not divided by m", cost(losses: m, loss)),
    ]
  }

  // MARK: - Backward

  private var outputErrorMistakes: [Planted] {
    func mistake(_ words: String, _ rows: Rows) -> Planted {
      Planted(quantity: .delta(last), words: words, rows: rows)
    }
    let right = delta[last - 1]
    let classes = net.sizes[last - 1]
    let numbers = labels.map { Array(repeating: Double($0), count: classes) }
    let shifted = targets.map { Array($0.dropFirst()) + [$0[0]] }
    return [
      mistake("a factor too much: g'", Self.times(right, Self.map(h) { $0 * (1 - $0) })),
      mistake("y is missing", h), mistake("squared", Self.times(right, right)),
      mistake("the sign is wrong", Self.map(right) { -$0 }),
      mistake("m times too small", Self.map(right) { $0 / m }),
      mistake("numbers 1..K", Self.minus(h, numbers)),
      mistake("shifted by one", Self.minus(h, shifted)),
    ]
  }

  private func errorMistakes(_ l: Int) -> [Planted] {
    func mistake(_ words: String, _ rows: Rows) -> Planted {
      Planted(quantity: .delta(l), words: words, rows: rows)
    }
    let (back, slopes) = (back(l), Self.map(z[l - 1]) { slope(l, $0) })
    let whole = backWithBias(l)
    let other = net.activations[l - 2] == "sigmoid" ? "tanh" : "sigmoid"
    return [
      mistake("g'(z\(l)) is missing", back),
      mistake("taken of a\(l) instead", Self.times(back, Self.map(a[l - 1]) { slope(l, $0) })),
      mistake("by a\(l) instead of g'", Self.times(back, a[l - 1])),
      mistake("twice over", Self.times(Self.times(back, slopes), slopes)),
      mistake("did not come back through", slopes),
      mistake(
        "slope is that of \(other)",
        Self.times(back, Self.map(z[l - 1]) { Longhand.derivative(other, $0) })),
      mistake("the bias unit is kept", whole),
      mistake("the bias unit is kept", Self.times(whole, Self.ones(slopes))),
      mistake(
        "the bias unit is kept", Self.times(whole, Self.map(Self.ones(z[l - 1])) { slope(l, $0) })),
      mistake("wrong end", Self.times(whole.map { Array($0.dropLast()) }, slopes)),
      mistake("the sign is wrong", Self.map(delta[l - 1]) { -$0 }),
      mistake("m times too small", Self.map(delta[l - 1]) { $0 / m }),
    ]
  }

  private func outerMistakes(_ l: Int) -> [Planted] {
    func mistake(_ words: String, _ rows: Rows) -> Planted {
      Planted(quantity: .sums(l), words: words, rows: rows)
    }
    let (d, below) = (delta[l], Self.ones(a[l - 1]))
    func counting(_ count: (Int) -> Double) -> Rows {
      Self.sum(d, below, counts: d.indices.map(count))
    }
    let end = d.count - 1
    var all = [
      mistake("only the last example", counting { $0 == end ? 1 : 0 }),
      mistake("only the first example", counting { $0 == 0 ? 1 : 0 }),
      mistake("the last example is missing", counting { $0 == end ? 0 : 1 }),
      mistake("the first example is missing", counting { $0 == 0 ? 0 : 1 }),
      mistake("ones is missing", Self.sum(d, a[l - 1])),
      mistake("no ones", Self.sum(d, Self.ones(a[l - 1], 0))),
      mistake("the ones stand last", Self.sum(d, Self.onesLast(a[l - 1]))),
      mistake("transposed", Self.transposed(sums(l))),
      mistake("m times too small", Self.map(sums(l)) { $0 / m }),
      mistake("the sign is wrong", Self.map(sums(l)) { -$0 }),
      mistake("twice too large", Self.map(sums(l)) { 2 * $0 }),
    ]
    if l > 1 { all.append(mistake("with z\(l)", Self.sum(d, Self.ones(z[l - 1])))) }
    if l + 1 < last {
      all.append(mistake("delta\(l + 1) is wrong: g'", Self.sum(back(l + 1), below)))
    }
    return all
  }

  private func gradientMistakes(_ l: Int) -> [Planted] {
    func mistake(_ words: String, _ rows: Rows) -> Planted {
      Planted(quantity: .gradient(l), words: words, rows: rows)
    }
    let right = gradient(l)
    let d = delta[l]
    var all = [
      mistake("transposed", Self.transposed(right)),
      mistake("m times too large", Self.map(right) { m * $0 }),
      mistake("m times too small", Self.map(right) { $0 / m }),
      mistake("half of what it should be", Self.map(right) { $0 / 2 }),
      mistake("the sign is wrong", Self.map(right) { -$0 }),
      mistake("that of the bias, is missing", right.map { Array($0.dropFirst()) }),
      mistake(
        "only the last example",
        gradient(
          l, Self.sum([d[d.count - 1]], [[1] + a[l - 1][d.count - 1]]), lambda: lambda)),
      mistake(
        "no ones", gradient(l, Self.sum(d, Self.ones(a[l - 1], 0)), lambda: lambda)),
    ]
    if lambda == 0 { return all }
    let share = sums(l)
    all += [
      mistake("the bias column has lambda", gradient(l, share, lambda: lambda, bias: lambda)),
      mistake("the lambda term is missing", gradient(l, share, lambda: 0)),
      mistake("the lambda term is not divided by m", gradient(l, share, lambda: m * lambda)),
      mistake("the lambda term is halved", gradient(l, share, lambda: lambda / 2)),
      mistake("the lambda term is twice", gradient(l, share, lambda: 2 * lambda)),
      mistake("the lambda term is subtracted", gradient(l, share, lambda: -lambda)),
      mistake(
        "Delta is not divided by m", gradient(l, Self.map(share) { m * $0 }, lambda: lambda)),
    ]
    return all
  }

  private var orderMistakes: [Planted] {
    func mistake(_ words: String, _ rows: Rows) -> Planted {
      Planted(quantity: .allGradients, words: words, rows: rows)
    }
    let layers = Array(1..<last)
    let right = unrolled(layers)
    return [
      mistake("row by row", unrolled(layers, byRows: true)),
      mistake("the last layer comes first", unrolled(layers.reversed())),
      mistake("m times too large", Self.map(right) { m * $0 }),
      mistake("the sign is wrong", Self.map(right) { -$0 }),
    ]
  }

  // MARK: - Wrong in one place, without a known reason

  private var placeMistakes: [Planted] {
    right.flatMap { quantity, rows -> [Planted] in
      guard rows.count > 2, rows[0].count > 2 else { return [] }
      var (entry, row, column) = (rows, rows, rows)
      entry[1][2] += 0.37
      for j in row[2].indices { row[2][j] += 0.1 + 0.07 * Double(j * j) }
      for i in column.indices { column[i][1] += 0.2 + 0.03 * Double(i * i) }
      let noun: String
      switch quantity {
      case .a, .z, .delta, .outputs: noun = "example"
      default: noun = "row"
      }
      return [
        Planted(quantity: quantity, words: "only entry (2,3)", rows: entry),
        Planted(quantity: quantity, words: "all in \(noun) 3", rows: row),
        Planted(quantity: quantity, words: "all in column 2", rows: column),
      ]
    }
  }
}
