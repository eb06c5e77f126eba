/// Checked sizes and activations of a network that is about to be made.
struct NetworkPlan {
  let sizes: [Int]
  /// One for each hidden layer.
  let activations: [Activation]
  let parameterCount: Int

  init(_ sizes: [Int], activations: [Activation], output: Output) throws {
    guard sizes.count >= 2, sizes.allSatisfy({ $0 > 0 }) else {
      throw NetworkError.sizes(sizes)
    }
    guard output != .softmax || sizes[sizes.count - 1] > 1 else {
      throw NetworkError.softmaxOfOne
    }
    let hidden = sizes.count - 2
    guard activations.count == 1 || activations.count == hidden else {
      throw NetworkError.activationCount(found: activations.count, hidden: hidden)
    }
    self.sizes = sizes
    self.activations =
      activations.count == hidden
      ? activations : Array(repeating: activations[0], count: hidden)
    parameterCount = try NetworkPlan.count(sizes)
  }

  /// Where each Theta begins among the parameters of layers of these sizes, and last how many there are.
  static func offsets(_ sizes: [Int]) -> [Int] {
    var offsets = [0]
    for l in 1..<sizes.count { offsets.append(offsets[l - 1] + sizes[l] * (sizes[l - 1] + 1)) }
    return offsets
  }

  private static func count(_ sizes: [Int]) throws -> Int {
    var total = 0
    for l in 1..<sizes.count {
      let (inputs, a) = sizes[l - 1].addingReportingOverflow(1)
      let (weights, b) = sizes[l].multipliedReportingOverflow(by: inputs)
      let (sum, c) = total.addingReportingOverflow(weights)
      guard !a, !b, !c, sum < Int.max / 64 else { throw NetworkError.sizes(sizes) }
      total = sum
    }
    return total
  }
}
