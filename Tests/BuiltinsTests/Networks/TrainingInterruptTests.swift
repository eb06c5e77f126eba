import Builtins
import CSystem
import Evaluation
import Syntax
import Testing

/// Ctrl-C in a training ends the training alone, and what was learnt is the result.
@Suite(.serialized) struct TrainingInterruptTests {
  /// Sets the interrupt flag when the progress line shows the third epoch.
  final class InterruptingOutput: Output {
    var text = ""
    var messages = ""
    var columns: Int { 80 }
    var isTerminal: Bool { true }
    func write(_ bytes: UnsafeBufferPointer<UInt8>) {
      text += String(decoding: bytes, as: UTF8.self)
      if text.contains(" 3/") { nnsh_interrupt_set(true) }
    }
    func writeMessage(_ text: String) { messages += text }
    func flush() {}
  }

  /// A clock that moves on, so that each epoch is shown.
  final class TickingHost: Host {
    var path: [String] = []
    private var time = 0.0
    func functionFile(named name: String) -> Source? { nil }
    func file(at path: String) -> Source? { nil }
    var now: Double {
      time += 1
      return time
    }
    func readLine(prompt: String) -> String? { nil }
  }

  @Test(arguments: ["gd", "adam", "momentum", "cg"])
  func keepsWhatWasLearnt(_ method: String) throws {
    defer { nnsh_interrupt_set(false) }
    let output = InterruptingOutput()
    let session = Session(output: output, host: TickingHost(), builtins: allBuiltins)
    let code = """
      [X, y] = dataset("iris");
      net = network([4 5 3], seed=1);
      [new, history] = train(net, X, y, method="\(method)", epochs=100000, verbose=true);
      after = history.epochs;
      changed = !isequal(unroll(new), unroll(net));
      ending = history.ending;

      """
    try session.run(parse(Source(name: "test", text: code)))
    #expect(session.variable(named: "after")?.scalar == 3)
    #expect(session.variable(named: "changed")?.scalar == 1)
    #expect(session.variable(named: "ending")?.text == "interrupted")
    #expect(output.messages.contains("interrupted after 3 epochs"))
    #expect(output.text.contains("\repoch 3/100000") || output.text.contains("\riteration 3/"))
  }
}
