import Evaluation
import Matrices
import NeuralNetworks

/// The shapes of all arrays of a pass, in symbols and numbers.
struct ShapesTable {
  private let sizes: [Int]
  private let m: Int

  init(sizes: [Int], examples: Int) { (self.sizes, m) = (sizes, examples) }

  private var last: Int { sizes.count }

  /// A shape with the letters it is made of.
  struct Entry {
    let symbols: String
    let shape: Shape
    var text: String { "\(symbols) = \(shape)" }
  }

  /// Arrays of layer `l`, 1-based, in the order of `names`; nil where the layer has none.
  func entries(_ l: Int) -> [Entry?] {
    let units = sizes[l - 1]
    let sums = l == 1 ? nil : Entry(symbols: "m x s\(l)", shape: Shape(m, units))
    return [
      l == last
        ? sums : Entry(symbols: "m x (s\(l)+1)", shape: Shape(m, units + 1)),
      l == last ? nil : theta(l), sums, sums, l == last ? nil : theta(l),
    ]
  }

  private func theta(_ l: Int) -> Entry {
    Entry(symbols: "s\(l + 1) x (s\(l)+1)", shape: Shape(sizes[l], sizes[l - 1] + 1))
  }

  static let names = ["a", "Theta", "z", "delta", "D"]

  var text: String {
    var rows = [["layer"] + ShapesTable.names]
    for l in 1...last { rows.append([String(l)] + entries(l).map { $0?.text ?? "" }) }
    let letters = sizes.enumerated().map { "s\($0.offset + 1) = \($0.element)" }
    var lines = ["examples m = \(m), units " + letters.joined(separator: ", "), ""]
    lines += TextTable.lines(rows, rightAligned: [0])
    lines += [
      "", "z{l+1} = a{l} * Theta{l}'    delta{l} = (delta{l+1} * Theta{l}(:,2:end)) .* g'(z{l})",
      "D{l} = delta{l+1}' * a{l} / m",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// A struct array with an element for each layer; shapes are rows like those of `size`.
  func value() throws -> Value {
    var columns: [Matrix<Value>] = [
      try Matrix(Shape(1, last), (1...last).map { Value.count($0) }),
      try Matrix(Shape(1, last), sizes.map { Value.count($0) }),
    ]
    for field in ShapesTable.names.indices {
      let values: [Value] = try (1...last).map { l in
        guard let shape = entries(l)[field]?.shape else { return .emptyMatrix }
        return .matrix(
          try Matrix(Shape(1, 2), [Double(shape.rows), Double(shape.columns)]))
      }
      columns.append(try Matrix(Shape(1, last), values))
    }
    return .structure(
      StructArray(
        shape: Shape(1, last), names: ["layer", "units"] + ShapesTable.names, columns: columns))
  }
}
