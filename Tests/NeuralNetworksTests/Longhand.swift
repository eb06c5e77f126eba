import Glibc
import Matrices
import NeuralNetworks

/// The algorithm of the lecture written out as loops over examples, units and weights: the reference that
/// the engine must agree with. Always in double precision.
struct Longhand {
  let sizes: [Int]
  let thetas: [[[Double]]]
  let activations: [String]
  let output: String
  let cost: String

  init<T>(_ network: Network<T>) {
    sizes = network.sizes
    thetas = network.thetas.map { theta in
      (0..<theta.rows).map { row in (0..<theta.columns).map { Double(theta[row, $0]) } }
    }
    activations = network.activations.map(\.name)
    output = network.output.rawValue
    cost = network.cost.rawValue
  }

  static func value(_ name: String, _ z: Double) -> Double {
    switch name {
    case "sigmoid": 1 / (1 + exp(-z))
    case "tanh": Glibc.tanh(z)
    case "relu": max(0, z)
    case "leakyrelu": z > 0 ? z : 0.01 * z
    case "elu": z > 0 ? z : exp(z) - 1
    case "gelu": z * 0.5 * (1 + erf(z / 2.squareRoot()))
    case "softplus": log(1 + exp(z))
    default: z
    }
  }

  static func derivative(_ name: String, _ z: Double) -> Double {
    switch name {
    case "sigmoid":
      let a = value(name, z)
      return a * (1 - a)
    case "tanh": return 1 - Glibc.tanh(z) * Glibc.tanh(z)
    case "relu": return z > 0 ? 1 : 0
    case "leakyrelu": return z > 0 ? 1 : 0.01
    case "elu": return z > 0 ? 1 : exp(z)
    case "gelu":
      let phi = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
      return 0.5 * (1 + erf(z / 2.squareRoot())) + z * phi
    case "softplus": return 1 / (1 + exp(-z))
    default: return 1
    }
  }

  /// z and a of every layer for one example; entry 0 of z is empty.
  func forward(_ x: [Double]) -> (z: [[Double]], a: [[Double]]) {
    var z: [[Double]] = [[]]
    var a: [[Double]] = [x]
    for l in 1..<sizes.count {
      var sums: [Double] = []
      for unit in 0..<sizes[l] {
        var sum = thetas[l - 1][unit][0]
        for j in 0..<sizes[l - 1] { sum += thetas[l - 1][unit][j + 1] * a[l - 1][j] }
        sums.append(sum)
      }
      z.append(sums)
      if l < sizes.count - 1 {
        a.append(sums.map { Longhand.value(activations[l - 1], $0) })
      } else {
        a.append(outputs(sums))
      }
    }
    return (z, a)
  }

  private func outputs(_ z: [Double]) -> [Double] {
    if output == "softmax" {
      let total = z.reduce(0) { $0 + exp($1) }
      return z.map { exp($0) / total }
    }
    return z.map { Longhand.value(output, $0) }
  }

  func loss(_ h: [Double], _ y: [Double]) -> Double {
    var sum = 0.0
    for (h, y) in zip(h, y) {
      if cost == "squared" {
        sum += (h - y) * (h - y) / 2
      } else if output == "softmax" {
        sum -= y * log(h)
      } else {
        sum -= y * log(h) + (1 - y) * log(1 - h)
      }
    }
    return sum
  }

  /// dloss/dz of the outputs, through the whole Jacobian of the output function.
  func outputError(_ h: [Double], _ y: [Double]) -> [Double] {
    var dh: [Double] = []
    for (h, y) in zip(h, y) {
      if cost == "squared" {
        dh.append(h - y)
      } else if output == "softmax" {
        dh.append(-y / h)
      } else {
        dh.append(-y / h + (1 - y) / (1 - h))
      }
    }
    return h.indices.map { j in
      var sum = 0.0
      for k in h.indices {
        switch output {
        case "softmax": sum += dh[k] * h[k] * ((j == k ? 1 : 0) - h[j])
        case "sigmoid": sum += j == k ? dh[k] * h[k] * (1 - h[k]) : 0
        case "tanh": sum += j == k ? dh[k] * (1 - h[k] * h[k]) : 0
        default: sum += j == k ? dh[k] : 0
        }
      }
      return sum
    }
  }

  /// Cost and gradient, one example after the other.
  func backprop(
    _ examples: [[Double]], _ targets: [[Double]], lambda: Double
  ) -> (cost: Double, gradient: [Double]) {
    var sums = thetas.map { $0.map { $0.map { _ in 0.0 } } }
    var total = 0.0
    for (x, y) in zip(examples, targets) {
      let (z, a) = forward(x)
      total += loss(a[sizes.count - 1], y)
      var delta = outputError(a[sizes.count - 1], y)
      for l in (1..<sizes.count).reversed() {
        for i in 0..<sizes[l] {
          sums[l - 1][i][0] += delta[i]
          for j in 0..<sizes[l - 1] { sums[l - 1][i][j + 1] += delta[i] * a[l - 1][j] }
        }
        if l > 1 {
          delta = (0..<sizes[l - 1]).map { j in
            var sum = 0.0
            for i in 0..<sizes[l] { sum += thetas[l - 1][i][j + 1] * delta[i] }
            return sum * Longhand.derivative(activations[l - 2], z[l - 1][j])
          }
        }
      }
    }
    return (regularized(total, examples.count, lambda), unrolled(sums, examples.count, lambda))
  }

  private func regularized(_ total: Double, _ count: Int, _ lambda: Double) -> Double {
    var squares = 0.0
    for theta in thetas { for row in theta { for w in row.dropFirst() { squares += w * w } } }
    return total / Double(count) + lambda / (2 * Double(count)) * squares
  }

  private func unrolled(_ sums: [[[Double]]], _ count: Int, _ lambda: Double) -> [Double] {
    var gradient: [Double] = []
    for l in sums.indices {
      for j in 0...sizes[l] {
        for i in 0..<sizes[l + 1] {
          let penalty = j == 0 ? 0 : lambda * thetas[l][i][j]
          gradient.append((sums[l][i][j] + penalty) / Double(count))
        }
      }
    }
    return gradient
  }
}
