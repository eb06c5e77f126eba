import Evaluation

/// Walks through texts on a terminal: one key shows the next, another takes the last one back.
struct Stepper {
  private let session: Session
  private let head: String
  private let steps: [String]

  init(_ session: Session, head: String, _ steps: [String]) {
    (self.session, self.head, self.steps) = (session, head, steps)
  }

  private var output: any Output { session.output }

  /// Space, Enter and the right arrow go on, b and the left arrow go back, q ends; where no keys can be
  /// read everything is shown.
  func run() throws {
    output.write(head + "\n\n")
    var shown = 0
    while shown < steps.count {
      output.write(steps[shown])
      shown += 1
      while true {
        guard let move = try ask(shown) else {
          output.write(steps[shown...].joined())
          return
        }
        if move == .end || (move == .forward && shown == steps.count) { return }
        if move == .forward { break }
        if shown > 1 {
          shown -= 1
          takeBack(to: shown)
        }
      }
    }
  }

  private enum Move { case forward, back, end }

  /// The next key that means something; nil where there are no keys.
  private func ask(_ shown: Int) throws -> Move? {
    output.write("-- \(shown) of \(steps.count): space on, b back, q end --")
    output.flush()
    defer {
      output.write(output.rewritesLines ? "\r\u{1B}[K" : "\n")
      output.flush()
    }
    while true {
      try session.checkInterrupt()
      switch session.host.readKey() {
      case nil: return nil
      case .character(" "), .character("\n"), .character("\r"), .right: return .forward
      case .character("b"), .character("B"), .left: return .back
      case .character("q"), .character("Q"): return .end
      case .end:
        // Ctrl-C ends the whole statement, as it does everywhere.
        try session.checkInterrupt()
        return .end
      default: continue
      }
    }
  }

  /// Clears what stands below step number `shown` (counted from 1), or shows that one again.
  private func takeBack(to shown: Int) {
    guard output.rewritesLines else { return output.write(steps[shown - 1]) }
    let width = max(1, output.columns)
    let lines = steps[shown].split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let count = lines.reduce(0) { $0 + max(1, ($1.count + width - 1) / width) }
    output.write("\u{1B}[\(count)A\u{1B}[J")
  }
}
