import Builtins
import Evaluation
import Matrices
import Syntax
import Testing

/// Exact gradients against central differences, for thousands of random formulas.
@Suite struct GeneratedGradientTests {
  private final class Trial {
    let session = Session(output: BufferOutput(), host: BareHost(), builtins: allBuiltins)
    var compared = 0
    var atKinks = 0
    var failures: [String] = []

    private func call(_ f: Value, _ x: [Double]) throws -> Double {
      try session.call(f, [.column(x)], outputs: 1).first?.scalar ?? .nan
    }

    /// The slope in a direction: central differences of two steps extrapolated, and how far they are apart.
    private func slope(
      _ f: Value, _ x: [Double], _ direction: [Double], _ step: Double
    ) throws -> (slope: Double, doubt: Double) {
      func difference(_ h: Double) throws -> Double {
        let up = zip(x, direction).map { $0 + h * $1 }
        let down = zip(x, direction).map { $0 - h * $1 }
        return (try call(f, up) - (try call(f, down))) / (2 * h)
      }
      let (coarse, fine) = (try difference(step), try difference(step / 2))
      return (fine + (fine - coarse) / 3, (fine - coarse).magnitude)
    }

    func compare(_ f: Value, _ text: String, _ random: inout RandomStream) throws {
      let x = (0..<RandomFormula.parameterCount).map { _ in random.normal() }
      let direction = x.map { _ in random.normal() }
      let y = try call(f, x)
      guard y.isFinite, y.magnitude < 1e6 else { return }
      let g = try session.call(.string("grad"), [f, .column(x)], outputs: 1).first?.doubles
      guard let g, g.count == x.count else { return failures.append("no gradient: \(text)") }
      let exact = zip(g.elements, direction).reduce(0) { $0 + $1.0 * $1.1 }
      let (measured, doubt) = try slope(f, x, direction, 1e-4)
      let scale = max(1, measured.magnitude, y.magnitude)
      if (exact - measured).magnitude <= 1e-6 * scale {
        compared += 1
      } else if doubt > 1e-7 * scale {
        // The two steps do not agree either: a kink nearby, or a slope that turns fast.
        atKinks += 1
      } else {
        failures.append("grad \(exact), differences \(measured): \(text)")
      }
    }
  }

  @Test(arguments: 0..<4) func gradientsAgreeWithDifferences(_ part: Int) throws {
    var formulas = RandomFormula(seed: UInt64(100 + part))
    var random = RandomStream(seed: UInt64(part))
    let trial = Trial()
    for number in 0..<1400 {
      let isBody = number % 5 == 0
      let text = isBody ? formulas.body() : formulas.number(depth: 1 + number % 2)
      let name = "f\(number)"
      let code =
        isBody
        ? "function J = \(name)(x)\n\(text)\nend\n" : "\(name) = @(x) \(text);\n"
      do {
        try trial.session.run(parse(Source(name: "f.nn", text: code)))
        let f = isBody ? Value.string(name) : trial.session.variable(named: name)
        guard let f else { continue }
        try trial.compare(f, text, &random)
      } catch let error as EvaluationError {
        trial.failures.append("\(error.message): \(text)")
      } catch let error as SyntaxErrors {
        trial.failures.append("\(error.program.diagnostics.first?.message ?? ""): \(text)")
      }
    }
    #expect(trial.failures.isEmpty, "\(trial.failures.count): \(trial.failures.prefix(6))")
    #expect(trial.compared >= 1290, "\(trial.compared) compared")
    #expect(trial.atKinks <= 40, "\(trial.atKinks) at kinks")
  }
}
