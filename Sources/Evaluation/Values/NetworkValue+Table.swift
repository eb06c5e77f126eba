import Matrices
import NeuralNetworks

extension NetworkValue {
  /// The network as the lines of a table: layer, units, activation, Theta, parameters.
  public var tableLines: [String] {
    switch content {
    case .double(let network): NetworkValue.lines(of: network, className: "double")
    case .single(let network): NetworkValue.lines(of: network, className: "single")
    }
  }

  private static func lines<T>(of network: Network<T>, className: String) -> [String] {
    var rows = [["layer", "units", "activation", "Theta", "parameters"]]
    for layer in 1...network.layerCount {
      let theta = layer > 1 ? network.thetaShape(layer - 1) : nil
      rows.append([
        String(layer), String(network.sizes[layer - 1]), activation(network, layer),
        theta.map { $0.description } ?? "", theta.map { String($0.count) } ?? "",
      ])
    }
    return columns(rows, rightAligned: [0, 1, 4]) + [
      "cost \(network.ownCost?.name ?? network.cost.rawValue), \(network.parameterCount) parameters, \(className)"
    ]
  }

  private static func activation<T>(_ network: Network<T>, _ layer: Int) -> String {
    if layer == 1 { return "(input)" }
    if layer == network.layerCount { return network.output.rawValue }
    return network.activations[layer - 2].name
  }

  /// Rows of cells as lines with columns as wide as their widest cell, two blanks apart.
  private static func columns(_ rows: [[String]], rightAligned: Set<Int>) -> [String] {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let room = String(repeating: " ", count: widths[column] - cell.count)
        if column > 0 { line += "  " }
        line += rightAligned.contains(column) ? room + cell : cell + room
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
