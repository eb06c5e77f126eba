import Builtins
import Evaluation
import Plots
import Syntax
import Testing

/// The curve that grows while a network trains, by a clock on which an epoch takes twenty milliseconds.
struct LearningCurveTests {
  private final class Clock: Host {
    var time = 1000.0
    var path: [String] = []

    /// Looked at once an epoch.
    var now: Double {
      time += 0.02
      return time
    }

    func functionFile(named name: String) -> Source? { nil }
    func file(at path: String) -> Source? { nil }
    func readLine(prompt: String) -> String? { nil }
  }

  /// Whatever a drawing takes, all of them take 2 % of the time at most, and there are ten a second at most.
  @Test(arguments: [0.001, 0.03, 0.2])
  func drawingTakesLittleOfTheTime(cost: Double) throws {
    let clock = Clock()
    let session = Session(output: BufferOutput(), host: clock, builtins: allBuiltins)
    var times: [Double] = []
    session.figureBoard.watchesProgress = true
    session.figureBoard.show = { _ in
      times.append(clock.time)
      clock.time += cost
    }
    let start = clock.time
    try run(
      "train(network([20 40 10], seed=1), sin(reshape(1:400, 20, 20)), mod(1:20, 10)' + 1, "
        + "method=\"gd\", epochs=1200, verbose=false, plot=true);", session)
    #expect(!times.isEmpty)
    #expect(Double(times.count) * cost <= 0.02 * (clock.time - start))
    #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= 0.1 })
  }

  /// At the end it is whole, also where small networks tell only some epochs while they run.
  @Test func theWholeCurveIsDrawn() throws {
    let session = Session(output: BufferOutput(), host: Clock(), builtins: allBuiltins)
    session.figureBoard.show = { _ in }
    try run(
      "train(network([2 2 1], seed=1), [0 1; 1 0], [0; 1], method=\"gd\", epochs=4000, "
        + "verbose=false, plot=true);", session)
    let words = session.figureBoard.figures[1].map { describe($0) } ?? ""
    #expect(words.contains("Line \"training\": 4000 points from (1, "), "\(words)")
    #expect(words.contains("x (epoch) from 0 to 4000"))
  }

  private func run(_ text: String, _ session: Session) throws {
    _ = try session.run(parse(Source(name: "training", text: text)))
  }
}
