import Evaluation
import Matrices
import Plots

/// The arguments of a drawing command, read from the front.
struct PlotArguments {
  let call: Call
  private(set) var rest: ArraySlice<Value>

  /// Takes away the handle of axes at the front and makes them the current ones.
  init(_ call: Call) {
    self.call = call
    rest = call.arguments[...]
    if rest.count > 1, let first = rest.first, !first.isChar, let handle = first.scalar, handle < 0,
      call.board.selectAxes(handle)
    {
      rest = rest.dropFirst()
    }
  }

  var isEmpty: Bool { rest.isEmpty }

  /// The next argument as an array of numbers, if it is one.
  mutating func numbers() throws -> Matrix<Double>? {
    guard let next = rest.first, !next.isChar, let matrix = try next.doubles else { return nil }
    rest = rest.dropFirst()
    return matrix
  }

  /// All arrays of numbers up to the first argument that is none.
  mutating func allNumbers() throws -> [Matrix<Double>] {
    var all: [Matrix<Double>] = []
    while let next = try numbers() { all.append(next) }
    return all
  }

  /// The next argument as a style word, if it is one.
  mutating func styleWord() -> StyleWord? {
    guard let text = rest.first?.text, let word = StyleWord(text) else { return nil }
    rest = rest.dropFirst()
    return word
  }

  /// The next argument if it is this word.
  mutating func word(_ wanted: String) -> Bool {
    guard rest.first?.text?.lowercased() == wanted else { return false }
    rest = rest.dropFirst()
    return true
  }

  mutating func text() -> String? {
    guard let text = rest.first?.text else { return nil }
    rest = rest.dropFirst()
    return text
  }

  mutating func next() -> Value? { rest.popFirst() }

  /// All that is left, as names and values.
  mutating func properties() throws -> [(name: String, value: Value)] {
    var pairs: [(String, Value)] = []
    while let next = rest.popFirst() {
      guard let name = next.text else {
        throw call.error("property names must be strings, not a \(Call.description(next))")
      }
      guard let value = rest.popFirst() else {
        throw call.error("properties must appear followed by a value: \"\(name)\" has none")
      }
      pairs.append((name.lowercased(), value))
    }
    return pairs
  }

  /// Sets all that is left as properties of each of `series`.
  mutating func setProperties(of series: inout [Series]) throws {
    for (name, value) in try properties() {
      for index in series.indices {
        try SeriesProperties.set(name, value, of: &series[index], call)
      }
    }
  }

  /// Sets all that is left as properties of `series`.
  mutating func setProperties(of series: inout Series) throws {
    for (name, value) in try properties() {
      try SeriesProperties.set(name, value, of: &series, call)
    }
  }

  /// x and y of curves as Octave pairs them: vectors alone, or the columns of matrices.
  static func curves(
    _ x: Matrix<Double>?, _ y: Matrix<Double>, _ call: Call
  ) throws -> [(x: [Double], y: [Double])] {
    guard y.shape.isMatrix, x?.shape.isMatrix ?? true else {
      throw call.error("arrays of more than two dimensions cannot be drawn as curves")
    }
    let mismatch = call.error("vector lengths must match")
    guard let x else {
      let columns = isVector(y) ? [y.elements] : self.columns(y)
      return columns.map { ((0..<$0.count).map { Double($0 + 1) }, $0) }
    }
    switch (isVector(x), isVector(y)) {
    case (true, true):
      guard x.count == y.count else { throw mismatch }
      return [(x.elements, y.elements)]
    case (true, false):
      if x.count == y.rows { return columns(y).map { (x.elements, $0) } }
      if x.count == y.columns { return rows(y).map { (x.elements, $0) } }
      throw mismatch
    case (false, true):
      if y.count == x.rows { return columns(x).map { ($0, y.elements) } }
      if y.count == x.columns { return rows(x).map { ($0, y.elements) } }
      throw mismatch
    case (false, false):
      guard x.shape == y.shape else { throw call.error("matrix dimensions must match") }
      return Array(zip(columns(x), columns(y))).map { ($0, $1) }
    }
  }

  static func isVector(_ m: Matrix<Double>) -> Bool { m.rows == 1 || m.columns == 1 || m.isEmpty }

  static func columns(_ m: Matrix<Double>) -> [[Double]] {
    let elements = m.elements
    return (0..<m.columns).map { Array(elements[$0 * m.rows..<($0 + 1) * m.rows]) }
  }

  static func rows(_ m: Matrix<Double>) -> [[Double]] {
    let elements = m.elements
    return (0..<m.rows).map { row in (0..<m.columns).map { elements[row + $0 * m.rows] } }
  }
}

extension Grid {
  /// - Precondition: the array has two dimensions.
  init(_ m: Matrix<Double>) {
    self.init(rows: m.rows, columns: m.columns, values: m.elements)
  }
}

extension Call {
  /// Adds series to the current axes: to what is there while `hold` is on, else in place of it.
  ///
  /// - Returns: the handles, where the call wants them.
  func draw(_ series: [Series], then finish: (inout Axes) -> Void = { _ in }) -> [Value] {
    let board = board
    var handles: [Double] = []
    board.withAxes { axes in
      if !axes.isHeld { axes.reset() }
      for var one in series {
        one.handle = board.newHandle()
        handles.append(one.handle)
        if one.style.colour == nil, one.takesColour { one.style.colour = axes.nextColour() }
        axes.series.append(one)
      }
      finish(&axes)
    }
    guard outputCount > 0 else { return [] }
    return [(try? .column(handles)) ?? .emptyMatrix]
  }
}

extension Series {
  /// Whether it takes the next colour of the order where it has none of its own.
  fileprivate var takesColour: Bool {
    switch content {
    case .line, .bars, .errorBars, .arrows: true
    case .scatter(_, _, _, _, let colours): colours == .one
    default: false
    }
  }
}
