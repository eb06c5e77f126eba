import Evaluation
import Texts

/// Shows how far a training or an optimisation is: one line that is rewritten on a terminal, a few lines
/// elsewhere.
final class ProgressLine {
  private let session: Session
  private let noun: String
  private let isShown: Bool
  private let isRewritten: Bool
  private var lastShown = -1.0
  private var lastText = ""
  private var width = 0

  /// - Parameter isWanted: what the user said; nil shows it on a terminal only.
  init(_ session: Session, noun: String, isWanted: Bool?) {
    self.session = session
    self.noun = noun
    isRewritten = session.output.rewritesLines
    isShown = isWanted ?? session.output.isTerminal
  }

  func show(_ step: Int, of total: Int, cost: Double, validation: Double? = nil) {
    guard isShown else { return }
    var text = "\(noun) \(step)/\(total)  cost \(ShortNumber.text(cost))"
    if let validation { text += "  validation \(ShortNumber.text(validation))" }
    lastText = text
    if isRewritten { rewrite(isLast: step == total) } else { line(step, total) }
  }

  /// At most some 20 times a second.
  private func rewrite(isLast: Bool) {
    let now = session.host.now
    guard isLast || abs(now - lastShown) >= 0.05 else { return }
    lastShown = now
    write(lastText)
  }

  private func write(_ text: String) {
    let padding = String(repeating: " ", count: max(0, width - text.count))
    width = text.count
    session.output.write("\r" + text + padding)
    session.output.flush()
    lastText = ""
  }

  /// The first, the last and some ten steps between.
  private func line(_ step: Int, _ total: Int) {
    let stride = max(1, total / 10)
    guard step == 1 || step == total || step % stride == 0 else { return }
    session.output.write(lastText + "\n")
    lastText = ""
  }

  /// Ends the line; a step that was not shown yet is shown now.
  func finish() {
    guard isShown else { return }
    if isRewritten {
      if !lastText.isEmpty { write(lastText) }
      if width > 0 { session.output.write("\n") }
    } else if !lastText.isEmpty {
      session.output.write(lastText + "\n")
    }
    session.output.flush()
  }
}
