import Evaluation
import Glibc
import Matrices

/// Ordinary differential equations x' = f(t, x).
let ordinaryEquations: [Builtin] = [
  Builtin(
    "[t, x] = ode45(f, [t0 t1], x0, options, extra, ...)\nsolution = ode45(...)",
    "Solves x' = f(t, x) by the pair of orders 5 and 4 of Dormand and Prince; more than two times are those of the results",
    shapes: "x0: n values -> t: m x 1, x: m x n",
    examples: """
      >> [t, x] = ode45(@(t, x) -x, [0 1], 1);
      >> printf("%.3f\\n", x(end))
      0.368
      """, seeAlso: ["ode23", "odeset"],
    many: { try solve($0, .dormandPrince) }),
  Builtin(
    "[t, x] = ode23(f, [t0 t1], x0, options, extra, ...)\nsolution = ode23(...)",
    "Solves x' = f(t, x) by the pair of orders 3 and 2 of Bogacki and Shampine",
    shapes: "x0: n values -> t: m x 1, x: m x n",
    examples: """
      >> [t, x] = ode23(@(t, x) -x, [0 1], 1);
      >> printf("%.2f\\n", x(end))
      0.37
      """, seeAlso: ["ode45", "odeset"],
    many: { try solve($0, .bogackiShampine) }),
  Builtin(
    "options = odeset(name, value, ...)\noptions = odeset(old, name, value, ...)",
    "Options of ode45 and ode23: RelTol, AbsTol, InitialStep, MaxStep, NormControl",
    examples: """
      >> odeset("RelTol", 1e-6).RelTol
      ans = 1.0000e-06
      """, seeAlso: ["ode45", "odeget"], one: makeOdeOptions),
  Builtin(
    "odeget(options, name, default)", "One option of a solver, or the default when it is not set",
    examples: """
      >> odeget(odeset("MaxStep", 2), "MaxStep")
      ans = 2
      """, seeAlso: ["odeset"],
    one: { call in
      try call.expect(2...3)
      guard case .structure(let options) = call[0] else {
        throw call.error("ODE_OPT must be a struct")
      }
      let value = options.option(try call.string(1))
      guard let value, !value.isEmpty else { return call.count > 2 ? call[2] : .emptyMatrix }
      return value
    }),
]

/// A pair of Runge-Kutta formulas whose last stage is the first of the next step.
private struct RungeKuttaPair {
  let name: String
  let order: Double
  /// The weights of the earlier stages in each stage but the first and the last, and its time.
  let stages: [(time: Double, weights: [Double])]
  /// The weights of the stages in the step, and those of the other order for the estimate of the error.
  let step: [Double]
  let other: [Double]

  /// J. R. Dormand and P. J. Prince (1980).
  static let dormandPrince = RungeKuttaPair(
    name: "ode45", order: 5,
    stages: [
      (1 / 5.0, [1 / 5.0]),
      (3 / 10.0, [3 / 40.0, 9 / 40.0]),
      (4 / 5.0, [44 / 45.0, -56 / 15.0, 32 / 9.0]),
      (8 / 9.0, [19372 / 6561.0, -25360 / 2187.0, 64448 / 6561.0, -212 / 729.0]),
      (1, [9017 / 3168.0, -355 / 33.0, 46732 / 5247.0, 49 / 176.0, -5103 / 18656.0]),
    ],
    step: [35 / 384.0, 0, 500 / 1113.0, 125 / 192.0, -2187 / 6784.0, 11 / 84.0],
    other: [
      5179 / 57600.0, 0, 7571 / 16695.0, 393 / 640.0, -92097 / 339200.0, 187 / 2100.0, 1 / 40.0,
    ])

  /// P. Bogacki and L. F. Shampine (1989).
  static let bogackiShampine = RungeKuttaPair(
    name: "ode23", order: 3,
    stages: [(1 / 2.0, [1 / 2.0]), (3 / 4.0, [0, 3 / 4.0])],
    step: [2 / 9.0, 1 / 3.0, 4 / 9.0],
    other: [7 / 24.0, 1 / 4.0, 1 / 3.0, 1 / 8.0])
}

private struct OdeOptions {
  var relative = 1e-3
  var absolute = [1e-6]
  var firstStep: Double?
  var longestStep: Double
  var takesNorms = false

  init(_ given: StructArray?, span: Double, _ call: Call) throws {
    longestStep = 0.1 * span
    guard let given else { return }
    for name in ["Events", "Mass", "NonNegative", "OutputFcn"] {
      if let value = given.option(name), !value.isEmpty {
        throw call.error("the option \(name) is not supported")
      }
    }
    if let x = given.option("RelTol")?.scalar { relative = x }
    if let m = try given.option("AbsTol")?.doubles, !m.isEmpty { absolute = m.elements }
    if let x = given.option("InitialStep")?.scalar { firstStep = abs(x) }
    if let x = given.option("MaxStep")?.scalar { longestStep = abs(x) }
    takesNorms = given.option("NormControl")?.text?.lowercased() == "on"
    guard relative > 0, absolute.allSatisfy({ $0 > 0 }), longestStep > 0 else {
      throw call.error("RelTol, AbsTol and MaxStep must be positive")
    }
  }

  /// How large `x - y` is, measured by the tolerances at `x` and `old`.
  func size(_ x: [Double], _ old: [Double], minus y: [Double]?) -> Double {
    func length(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let difference = y.map { zip(x, $0).map { $0 - $1 } } ?? x
    if takesNorms {
      return length(difference) / max(absolute[0], relative * max(length(x), length(old)))
    }
    return difference.indices.reduce(0) { most, k in
      let scale = max(
        absolute[absolute.count == 1 ? 0 : k], relative * max(abs(x[k]), abs(old[k])))
      return max(most, abs(difference[k]) / scale)
    }
  }
}

private typealias Slope = (_ t: Double, _ x: [Double]) throws -> [Double]

private func solve(_ call: Call, _ pair: RungeKuttaPair) throws -> [Value] {
  try call.expect(3...)
  func invalid(_ text: String) -> EvaluationError {
    call.error(text, identifier: "Octave:invalid-input-arg")
  }
  guard call[1].isNumeric, call[1].shape.isVector, let times = try call[1].doubles?.elements else {
    throw invalid("TRANGE must be a numeric vector")
  }
  guard times.count >= 2 else { throw invalid("TRANGE must contain at least 2 elements") }
  guard times[0] != times[1] else { throw invalid("invalid time span, TRANGE(1) == TRANGE(2)") }
  guard call[2].isNumeric, call[2].shape.isVector, let start = try call[2].doubles?.elements else {
    throw invalid("INIT must be a numeric vector")
  }
  guard call[0].isFunction || call[0].isChar else {
    throw invalid("FUN must be a valid function handle")
  }
  var given: StructArray?
  if call.count > 3, case .structure(let s) = call[3] { given = s }
  let extra = Array(call.arguments.dropFirst(given == nil ? 3 : 4))
  let options = try OdeOptions(given, span: abs(times[times.count - 1] - times[0]), call)
  guard options.absolute.count == 1 || options.absolute.count == start.count else {
    throw invalid("AbsTol must be one number or one for each element of INIT")
  }
  func slope(_ t: Double, _ x: [Double]) throws -> [Double] {
    try call.checkInterrupt()
    let result = try call.session.call(
      call[0], [.number(t), try .column(x)] + extra, outputs: 1)
    guard let m = try result.first?.doubles, m.count == x.count else {
      throw call.error("FUN must give one value for each element of INIT")
    }
    return m.elements
  }
  let isFixed = times.count > 2 && call.outputCount != 1
  var run = Integration(pair, options, slope: slope)
  let found = try run.points(isFixed ? times : [times[0], times[times.count - 1]], from: start)
  if !run.isDone {
    call.session.warn(
      "Solving was not successful.  The iterative integration loop exited before the endpoint was reached.",
      identifier: "integrate_adaptive:unexpected_termination")
  }
  let t = found.map(\.time)
  let columns = try Matrix(Shape(start.count, t.count), found.flatMap(\.x))
  if call.outputCount == 1 {
    return [
      .structure(
        StructArray([
          ("x", try .row(t)), ("y", .matrix(columns)), ("solver", .string(pair.name)),
        ]))
    ]
  }
  let results = [try Value.column(t), .matrix(try columns.transposed())]
  return call.outputCount == 0 ? [] : results + Array(repeating: .emptyMatrix, count: 3)
}

/// One way from the first time to the last, with steps as long as the tolerances allow (Hairer, Norsett, Wanner,
/// *Solving Ordinary Differential Equations I*, 1993, section II.4).
private struct Integration {
  private let pair: RungeKuttaPair
  private let options: OdeOptions
  private let slope: Slope
  private(set) var isDone = true

  init(_ pair: RungeKuttaPair, _ options: OdeOptions, slope: @escaping Slope) {
    (self.pair, self.options, self.slope) = (pair, options, slope)
  }

  mutating func points(
    _ times: [Double], from start: [Double]
  ) throws -> [(time: Double, x: [Double])] {
    let isFixed = times.count > 2
    let end = times[times.count - 1]
    let direction: Double = times[1] > times[0] ? 1 : -1
    let caution = pow(0.38, 1 / (pair.order + 1))
    var (t, x) = (times[0], start)
    var found = [(time: t, x: x)]
    var length = try direction * min(options.firstStep ?? firstStep(t, x), options.longestStep)
    var rest = 0.0
    var first: [Double]?
    var failures = 0
    while direction * t < direction * end {
      // Compensated, so that many steps add up to the time.
      let part = length - rest
      let next = t + part
      rest = (next - t) - part
      let step = try advance(t, x, length, next, first)
      let error = options.size(step.x, x, minus: step.estimate)
      if error <= 1 {
        failures = 0
        if isFixed {
          while found.count < times.count, direction * times[found.count] <= direction * next {
            let time = times[found.count]
            found.append((time, between((t, x), (next, step.x), step.slopes, time, length)))
          }
        } else {
          found.append((next, step.x))
        }
        (t, x, first) = (next, step.x, step.slopes.last)
      } else {
        failures += 1
        if failures >= 5000 || error.isNaN && failures > 200 { break }
      }
      length *= min(
        1.5, max(0.8, caution * pow(1 / (error + Double.ulpOfOne), 1 / (pair.order + 1))))
      length = direction * min(abs(length), options.longestStep)
      guard abs(length) > (found.last?.time ?? t).ulp else { break }
      length = direction * min(abs(length), abs(end - t))
    }
    isDone = direction * (found.last?.time ?? t) >= direction * end
    return found
  }

  private func firstStep(_ t: Double, _ x: [Double]) throws -> Double {
    let here = try slope(t, x)
    let (reach, speed) = (options.size(x, x, minus: nil), options.size(here, here, minus: nil))
    let trial = reach < 1e-5 || speed < 1e-5 ? 1e-6 : 0.01 * (reach / speed)
    let there = try slope(t + trial, zip(x, here).map { $0 + trial * $1 })
    let change = zip(there, here).map { $0 - $1 }
    let bend = options.size(change, change, minus: nil) / trial
    let most = max(speed, bend)
    let length = most <= 1e-15 ? max(1e-6, trial * 1e-3) : pow(1e-2 / most, 1 / (pair.order + 1))
    return min(100 * trial, length)
  }

  private func moved(
    _ x: [Double], _ length: Double, _ slopes: [[Double]], _ weights: [Double]
  ) -> [Double] {
    x.indices.map { k in
      var sum = 0.0
      for (weight, slope) in zip(weights, slopes) { sum += slope[k] * (length * weight) }
      return x[k] + sum
    }
  }

  private func advance(
    _ t: Double, _ x: [Double], _ length: Double, _ next: Double, _ first: [Double]?
  ) throws -> (x: [Double], estimate: [Double], slopes: [[Double]]) {
    var slopes = [try first ?? slope(t, x)]
    for stage in pair.stages {
      slopes.append(
        try slope(t + length * stage.time, moved(x, length, slopes, stage.weights)))
    }
    let reached = moved(x, length, slopes, pair.step)
    slopes.append(try slope(next, reached))
    return (reached, moved(x, length, slopes, pair.other), slopes)
  }

  /// The solution within a step: a polynomial through both ends with their slopes, of order 5 also through the
  /// middle, whose value the stages give (Shampine, *Some practical Runge-Kutta formulas*, 1986).
  private func between(
    _ from: (t: Double, x: [Double]), _ to: (t: Double, x: [Double]), _ slopes: [[Double]],
    _ time: Double, _ length: Double
  ) -> [Double] {
    let width = to.t - from.t
    let s = (time - from.t) / width
    let (begin, end) = (slopes[0], slopes[slopes.count - 1])
    if pair.order < 5 {
      let (rest, square) = ((1 - s) * (1 - s), s * s)
      let (left, right) = ((1 + 2 * s) * rest, (3 - 2 * s) * square)
      let (rise, fall) = (s * rest * width, (s - 1) * square * width)
      return from.x.indices.map { k in
        let ends: Double = left * from.x[k] + right * to.x[k]
        return ends + (rise * begin[k] + fall * end[k])
      }
    }
    let middle = moved(from.x, width / 2, slopes, weightsOfMiddle)
    let (s2, s3, s4) = (s * s, s * s * s, s * s * s * s)
    let left: Double = 1 - 11 * s2 + 18 * s3 - 8 * s4
    let right: Double = -5 * s2 + 14 * s3 - 8 * s4
    let rise: Double = (s - 4 * s2 + 5 * s3 - 2 * s4) * width
    let fall: Double = (s2 - 3 * s3 + 2 * s4) * width
    let centre: Double = 16 * s2 - 32 * s3 + 16 * s4
    return from.x.indices.map { k in
      let ends: Double = left * from.x[k] + right * to.x[k]
      return ends + (rise * begin[k] + fall * end[k]) + centre * middle[k]
    }
  }
}

private let weightsOfMiddle: [Double] = [
  6_025_192_743.0 / 30_085_553_152, 0, 51_252_292_925.0 / 65_400_821_598,
  -2_691_868_925.0 / 45_128_329_728, 187_940_372_067.0 / 1_594_534_317_056,
  -1_776_094_331.0 / 19_743_644_256, 11_237_099.0 / 235_043_384,
]

private let odeOptionNames = [
  "AbsTol", "BDF", "Events", "InitialSlope", "InitialStep", "Jacobian", "JConstant", "JPattern",
  "Mass", "MassSingular", "MaxOrder", "MaxStep", "MStateDependence", "MvPattern", "NonNegative",
  "NormControl", "OutputFcn", "OutputSel", "Refine", "RelTol", "Stats", "Vectorized",
]

private func makeOdeOptions(_ call: Call) throws -> Value {
  var options = StructArray(odeOptionNames.map { ($0, .emptyMatrix) })
  var rest = call.arguments[...]
  while case .structure(let old)? = rest.first {
    for name in old.names {
      if let value = old[name], !value.isEmpty { try options.set(name, to: value) }
    }
    rest = rest.dropFirst()
  }
  guard rest.count % 2 == 0 else { throw call.error("FIELD names must be strings") }
  while let name = rest.popFirst(), let value = rest.popFirst() {
    guard let text = name.text, name.isChar else {
      throw call.error("FIELD names must be strings")
    }
    let known = odeOptionNames.first { $0.lowercased() == text.lowercased() }
    if known == nil {
      call.session.warn(
        "odeset: unknown option \"\(text)\"", identifier: "Octave:invalid-input-arg")
    }
    try options.set(known ?? text, to: value)
  }
  return .structure(options)
}
