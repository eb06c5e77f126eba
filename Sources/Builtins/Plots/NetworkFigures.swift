import Evaluation
import Glibc
import Matrices
import NeuralNetworks
import Plots
import Texts

/// Figures of networks and their examples.
let networkFigures: [Builtin] = [
  Builtin(
    "show(net)",
    "Draws the weights of every layer as an image: blue negative, red positive, the bias column first.",
    examples: """
      >> show({[-30 20 20; 10 -20 -20], [-10 20 20]})
      >> describe
      Figure 1
      Axes 1 of 2:
      Title: Θ(1)
      Image: 2 x 3 values -30 to 20
      Axes 2 of 2:
      Title: Θ(2)
      Image: 1 x 3 values -10 to 20

      """, seeAlso: ["displayData", "boundary", "network"], many: { try $0.showNetwork() }),
  Builtin(
    "[h, A] = displayData(X, width)",
    "Shows each row of X as a picture in a table of tiles; width is that of a picture, its height follows.",
    shapes: "X: m x n; for weights give Theta(:, 2:end)",
    examples: """
      >> [h, A] = displayData(reshape(1:8, 2, 4));
      >> size(A)
      ans =

         4   7

      """, seeAlso: ["imagesc", "show"], many: { try $0.displayData() }),
  Builtin(
    "boundary(net, X, y)",
    "Draws the regions in which a network of two features predicts each class, and the examples in them.",
    shapes: "X: m x 2, y: m x 1",
    examples: """
      >> boundary({[-10 20 20]}, [0 0; 0 1; 1 0; 1 1], [0; 1; 1; 1])
      >> describe
      Figure 1
      x (x1) from -0.1 to 1.1
      y (x2) from -0.1 to 1.1
      Image: 151 x 151 values 0 to 1
      Points "0": 1 point (0, 0)
      Points "1": 3 points, x 0 to 1, y 0 to 1
      Legend: 0, 1

      """, seeAlso: ["predict", "show"], many: { try $0.boundary() }),
  confusionChart,
]

extension Call {
  fileprivate func showNetwork() throws -> [Value] {
    try expect(1...1)
    return try translating { try showNetwork(try networkOperand()) }
  }

  private func showNetwork(_ net: some NetworkOperand) throws -> [Value] {
    let board = board
    let grids = net.network.thetas.map { theta in
      Grid(rows: theta.rows, columns: theta.columns, values: theta.elements.map { Double($0) })
    }
    board.withFigure { figure in
      figure.axes = grids.enumerated().map { index, grid in
        var axes = Axes(handle: board.newHandle())
        axes.cell = SubplotCell(rows: 1, columns: grids.count, cells: [index + 1])
        axes.title = "\\Theta(\(index + 1))"
        axes.x.label = "bias and units of layer \(index + 1)"
        axes.y.label = "units of layer \(index + 2)"
        axes.y.isReversed = true
        // Few units are counted one by one.
        if grid.columns <= 10 { axes.x.ticks = (0..<grid.columns).map { Double($0) } }
        if grid.rows <= 10 { axes.y.ticks = (0..<grid.rows).map { Double($0 + 1) } }
        axes.colorMap = ColorMap.named("divergent")
        let most = grid.values.filter(\.isFinite).map(abs).max() ?? 1
        let reach = most > 0 ? most : 1
        axes.colorLimits = -reach...reach
        axes.hasColorBar = true
        axes.series = [
          Series(
            handle: board.newHandle(),
            .image(
              values: grid, x: 0...Double(max(0, grid.columns - 1)),
              y: 1...Double(max(1, grid.rows)),
              isScaled: true))
        ]
        return axes
      }
      figure.current = 0
    }
    return outputCount > 0 ? [.number(Double(board.currentNumber ?? 1))] : []
  }

  fileprivate func displayData() throws -> [Value] {
    try expect(1...2)
    let examples = try matrix(0)
    guard examples.shape.isMatrix, examples.rows > 0, examples.columns > 0 else {
      throw error("X must be a matrix with an example in each row")
    }
    let (m, n) = (examples.rows, examples.columns)
    let given = count > 1 && !self[1].isEmpty ? try integer(1) : nil
    let width = given ?? max(1, Int(Double(n).squareRoot().rounded()))
    guard width > 0, n % width == 0 else {
      throw error("rows of \(n) numbers make no pictures of width \(width)")
    }
    let height = n / width
    let down = max(1, Int(Double(m).squareRoot()))
    let across = (m + down - 1) / down
    let rows = down * (height + 1) + 1
    let columns = across * (width + 1) + 1
    // Each tile by its own largest value; the frame is the darkest.
    let tiles = try Matrix(Shape(rows, columns), repeating: -1.0)
    var values = tiles.elements
    for example in 0..<m {
      let line = (0..<n).map { examples[example, $0] }
      let most = line.filter(\.isFinite).map(abs).max() ?? 1
      let (top, left) = (example / across * (height + 1) + 1, example % across * (width + 1) + 1)
      for pixel in 0..<n {
        values[top + pixel % height + (left + pixel / height) * rows] =
          line[pixel] / (most > 0 ? most : 1)
      }
    }
    let grid = Grid(rows: rows, columns: columns, values: values)
    let image = Series(
      .image(values: grid, x: 1...Double(columns), y: 1...Double(rows), isScaled: true))
    let handles = draw([image]) { axes in
      axes.y.isReversed = true
      axes.isVisible = false
      axes.aspect = .equal
      axes.colorMap = ColorMap.named("gray")
      axes.colorLimits = -1...1
    }
    guard let handle = handles.first else { return [] }
    return [handle, .matrix(try Matrix(Shape(rows, columns), values))]
  }

  fileprivate func boundary() throws -> [Value] {
    try expect(3...3)
    return try translating { try boundary(try networkOperand()) }
  }

  private func boundary<N: NetworkOperand>(_ net: N) throws -> [Value] {
    let x = try matrix(1)
    let labels = try classes(try matrix(2))
    guard x.shape.isMatrix, x.columns == 2, x.rows > 0 else {
      throw error("a boundary is drawn over two features: X must be m x 2, not \(x.shape)")
    }
    guard labels.count == x.rows else {
      throw error("X has \(x.rows) examples, y has \(labels.count)")
    }
    let ends = try (0..<2).map { column -> ClosedRange<Double> in
      guard let range = finiteRange(of: (0..<x.rows).map { x[$0, column] }) else {
        throw error("X has no finite numbers in column \(column + 1)")
      }
      let margin = max((range.upperBound - range.lowerBound) / 10, 1e-6)
      return range.lowerBound - margin...range.upperBound + margin
    }
    // Points of a fine grid, column by column.
    let side = 151
    func point(_ range: ClosedRange<Double>, _ index: Int) -> Double {
      range.lowerBound + (range.upperBound - range.lowerBound) * Double(index) / Double(side - 1)
    }
    let first = (0..<side * side).map { point(ends[0], $0 / side) }
    let second = (0..<side * side).map { point(ends[1], $0 % side) }
    let grid = try Matrix<N.T>(Shape(side * side, 2), (first + second).map { N.T($0) })
    let classes = try net.network.predict(grid).elements.map { Double($0) }
    let names = Set(labels + classes).sorted()
    var series = [
      Series(
        .image(
          values: Grid(rows: side, columns: side, values: classes), x: ends[0], y: ends[1],
          isScaled: true))
    ]
    let markers: [Marker] = [.circle, .cross, .square, .triangleUp, .diamond, .plus]
    for (index, name) in names.enumerated() {
      let own = (0..<x.rows).filter { labels[$0] == name }
      guard !own.isEmpty else { continue }
      var style = Style()
      style.dash = .none
      style.marker = markers[index % markers.count]
      style.colour = .black
      // Many points stay apart.
      style.markerSize = x.rows > 50 ? 4 : 6
      style.markerFill = .automatic
      series.append(
        Series(
          .line(x: own.map { x[$0, 0] }, y: own.map { x[$0, 1] }, z: []), style: style,
          name: ShortNumber.text(name)))
    }
    let soft = names.indices.map { index -> Colour in
      let colour = Colour.order[index % Colour.order.count]
      // Paler, so that the points stand out.
      return Colour(0.5 + colour.red / 2, 0.5 + colour.green / 2, 0.5 + colour.blue / 2)
    }
    return draw(series) { axes in
      axes.colorMap = ColorMap(colours: soft.count > 1 ? soft : soft + soft)
      if let low = names.first, let high = names.last, low < high { axes.colorLimits = low...high }
      (axes.x.limits, axes.y.limits) = (ends[0], ends[1])
      (axes.x.label, axes.y.label) = ("x1", "x2")
      var legend = Axes.Legend()
      legend.location = "northeastoutside"
      axes.legend = legend
    }
  }

  /// y as labels, also where it has a row with a single 1 for each example.
  private func classes(_ y: Matrix<Double>) throws -> [Double] {
    guard y.columns > 1, y.rows > 1 else { return y.elements }
    return (0..<y.rows).map { row in
      let line = (0..<y.columns).map { y[row, $0] }
      return Double((line.indices.max { line[$0] < line[$1] } ?? 0) + 1)
    }
  }
}
