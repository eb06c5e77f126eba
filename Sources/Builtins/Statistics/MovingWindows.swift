import Evaluation
import Matrices

/// Functions of a window that moves along the elements.
let movingWindows: [Builtin] =
  [
    Builtin(
      "movfun(f, x, wlen, \"dim\", d, \"Endpoints\", rule)",
      "A function of the elements in a window around each element",
      shapes: "wlen: a length, or [before after]; f gets a column and gives a number",
      examples: """
        >> movfun(@max, [1 5 2 8 3], 3)
        ans =

           5   5   8   8   8

        """,
      seeAlso: ["movmean", "filter"], one: moveFunction)
  ]
  + windowFunctions.map { function in
    Builtin(
      "\(function.name)(x, wlen, \"dim\", d, \"Endpoints\", rule)",
      "\(function.summary) of the elements in a window around each element",
      shapes: "rule: \"shrink\", \"fill\", \"same\", \"periodic\" or a number beyond the ends",
      examples: """
        >> \(function.name)([1 3 5 7 9], 3)(3)
        ans = \(function.example)
        """,
      seeAlso: ["movfun"].filter { $0 != function.name },
      one: { call in
        try call.expect(2...)
        return try move(call, from: 0, with: function.body)
      })
  }

private struct WindowFunction: Sendable {
  let name: String
  let summary: String
  let example: String
  /// The second argument: whether squares are divided by n and not by n - 1.
  let body: @Sendable ([Double], Bool) -> Double
}

private let windowFunctions: [WindowFunction] = [
  WindowFunction(name: "movmean", summary: "The mean", example: "5", body: { x, _ in mean(x) }),
  WindowFunction(
    name: "movmedian", summary: "The median", example: "5", body: { x, _ in median(x) }),
  WindowFunction(name: "movsum", summary: "The sum", example: "15") { x, _ in x.reduce(0, +) },
  WindowFunction(name: "movprod", summary: "The product", example: "105") { x, _ in x.reduce(1, *)
  },
  WindowFunction(name: "movmax", summary: "The largest", example: "7") {
    x, _ in x.reduce(.nan) { $1 >= $0 || $0.isNaN ? $1 : $0 }
  },
  WindowFunction(name: "movmin", summary: "The smallest", example: "3") {
    x, _ in x.reduce(.nan) { $1 <= $0 || $0.isNaN ? $1 : $0 }
  },
  WindowFunction(name: "movrange", summary: "The span", example: "4") {
    x, _ in (x.max() ?? .nan) - (x.min() ?? .nan)
  },
  WindowFunction(name: "movstd", summary: "The standard deviation", example: "2") {
    variance($0, $1).squareRoot()
  },
  WindowFunction(name: "movvar", summary: "The variance", example: "4", body: variance),
  WindowFunction(name: "movmad", summary: "The mean absolute deviation", example: "1.3333") {
    x, _ in
    let center = mean(x)
    return mean(x.map { abs($0 - center) })
  },
]

@Sendable private func mean(_ x: [Double]) -> Double { x.reduce(0, +) / Double(x.count) }

@Sendable private func median(_ x: [Double]) -> Double {
  if x.isEmpty || x.contains(where: \.isNaN) { return .nan }
  let sorted = x.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

@Sendable private func variance(_ x: [Double], _ isOverAll: Bool) -> Double {
  if x.count == 1 { return 0 }
  let center = mean(x)
  let sum = x.reduce(0) { $0 + ($1 - center) * ($1 - center) }
  return sum / Double(isOverAll ? x.count : x.count - 1)
}

private func moveFunction(_ call: Call) throws -> Value {
  try call.expect(3...)
  guard call[0].isFunction || call[0].text != nil else {
    throw call.error("FCN must be a function handle")
  }
  return try move(call, from: 1) { window, _ in
    let result = try call.session.call(call[0], [.column(window)], outputs: 1).first
    guard let number = result?.scalar else { throw call.error("FCN must give one number") }
    return number
  }
}

/// What a window beyond the ends of the data sees.
private enum Ends {
  case shrink, fill, same, periodic
  case value(Double)
}

/// The window and the options of a call.
private struct WindowRequest {
  var before = 0
  var after = 0
  var axis: Int
  var ends = Ends.shrink
  /// A 1 behind the window length: deviations are those of a whole population.
  var dividesByCount = false

  init(_ call: Call, at index: Int) throws {
    guard call.count > index + 1 else { throw call.invalidCall }
    axis = call[index].shape.firstNonSingleton
    let window = call[index + 1].isChar ? nil : try call[index + 1].doubles?.elements
    guard let window, (1...2).contains(window.count),
      window.allSatisfy({ $0 >= 0 && $0 == $0.rounded() && $0 < 0x1p31 })
    else {
      throw EvaluationError(
        "movslice: WLEN must be a scalar or 2-element array of integers >= 0",
        identifier: "Octave:invalid-input-arg")
    }
    if window.count == 1 {
      guard window[0] > 1 else {
        throw EvaluationError(
          "movslice: WLEN must be > 1", identifier: "Octave:invalid-input-arg")
      }
      // Of an even window the element lies right of the middle.
      before = Int(window[0]) / 2
      after = Int(window[0]) - before - 1
    } else {
      (before, after) = (Int(window[0]), Int(window[1]))
    }
    try take(call.arguments.dropFirst(index + 2), call)
    let length = before + after + 1
    guard length <= call[index].shape[axis] else {
      throw EvaluationError(
        "movslice: window length WLEN (\(length)) must be shorter than length along DIM "
          + "(\(call[index].shape[axis]))", identifier: "Octave:invalid-input-arg")
    }
  }

  private mutating func take(_ words: ArraySlice<Value>, _ call: Call) throws {
    var rest = words
    while let first = rest.popFirst() {
      guard let name = first.text?.lowercased() else {
        dividesByCount = first.scalar == 1
        continue
      }
      guard let value = rest.popFirst() else { throw call.error("option \(name) has no value") }
      switch name {
      case "dim":
        guard let x = value.scalar, let dim = Int(exactly: x), dim >= 1, dim <= 64 else {
          throw call.error("DIM must be a valid dimension")
        }
        axis = dim - 1
      case "endpoints": ends = try rule(value, call)
      case "nancond", "outdim", "samplepoints": break
      default: throw call.error("unknown option \"\(name)\"")
      }
    }
  }

  private func rule(_ value: Value, _ call: Call) throws -> Ends {
    switch value.text?.lowercased() {
    case "shrink": return .shrink
    case "fill": return .fill
    case "same": return .same
    case "periodic": return .periodic
    default:
      guard !value.isChar, let number = value.scalar else {
        throw call.error(
          "ENDPOINTS must be \"shrink\", \"fill\", \"same\", \"periodic\" or a number")
      }
      return .value(number)
    }
  }

  /// The elements that the window around `index` sees.
  func window(_ line: [Double], _ index: Int) -> [Double] {
    let (first, last) = (index - before, index + after)
    if first >= 0, last < line.count { return Array(line[first...last]) }
    if case .shrink = ends { return Array(line[max(0, first)...min(last, line.count - 1)]) }
    return (first...last).map { place in
      if line.indices.contains(place) { return line[place] }
      switch ends {
      case .shrink, .fill: return .nan
      case .same: return place < 0 ? line[0] : line[line.count - 1]
      case .periodic: return line[(place % line.count + line.count) % line.count]
      case .value(let number): return number
      }
    }
  }

  /// Whether a window with this rule and place has no value of its own.
  func isFilled(_ index: Int, of count: Int) -> Bool {
    if case .fill = ends { return index < before || index + after >= count }
    return false
  }
}

private func move(
  _ call: Call, from index: Int, with function: ([Double], Bool) throws -> Double
) throws -> Value {
  guard let x = try call[index].doubles else { throw call.error("X must be numeric") }
  let request = try WindowRequest(call, at: index)
  let shape = x.shape
  let extent = shape[request.axis]
  let stride = (0..<request.axis).reduce(1) { $0 * shape[$1] }
  var result = x
  try result.unshare()
  for lane in 0..<(x.count / max(1, extent)) {
    try call.checkInterrupt()
    let start = lane % stride + lane / stride * stride * extent
    let line = (0..<extent).map { x[start + $0 * stride] }
    for place in 0..<extent {
      result[start + place * stride] =
        request.isFilled(place, of: extent)
        ? .nan : try function(request.window(line, place), request.dividesByCount)
    }
  }
  return .matrix(result)
}
