import CSystem
import Evaluation
import Syntax

/// `:recover`: sessions that did not end properly.
extension Prompt {
  /// One line about the last of them.
  func offerRecovery() {
    guard let latest = lost.first else { return }
    let count = latest.inputs.count - latest.position
    let statements = "\(count) \(count == 1 ? "statement" : "statements")"
    let who =
      lost.count == 1
      ? "a session of \(latest.clock()) did not end properly: \(statements)"
      : "\(lost.count) sessions did not end properly, the last of \(latest.clock()): \(statements)"
    session.output.write("\(who); `:recover` replays them, `:recover drop` forgets it\n")
  }

  func dropLostSession() {
    guard let latest = lost.first else { return tellNothingIsLost() }
    if latest.claim() { latest.forget() }
    lost.removeFirst()
    session.output.write("forgotten\n")
    offerRecovery()
  }

  private func tellNothingIsLost() { session.output.writeMessage("no session to recover\n") }

  /// Runs the inputs of the lost session again, each as one of this session; the exit status when one of them
  /// ends it.
  func recover() -> Int32? {
    guard let latest = lost.first else {
      tellNothingIsLost()
      return nil
    }
    guard latest.claim() else {
      lost.removeFirst()
      session.output.writeMessage("another session has recovered that one\n")
      offerRecovery()
      return nil
    }
    nnsh_interrupt_set(false)
    while latest.position < latest.inputs.count {
      let input = latest.inputs[latest.position]
      if nnsh_interrupt_requested() {
        nnsh_interrupt_set(false)
        tellStop(latest, "interrupted")
        return nil
      }
      if input.isInterrupted {
        session.output.write("left out, since Ctrl-C ended it: \(summary(input.text))\n")
        latest.position += 1
        continue
      }
      number = max(number, input.number)
      session.output.write(echo(input.text))
      let status = evaluate(Source(name: "In[\(number)]", text: input.text))
      if lastOutcome == .interrupted {
        tellStop(latest, "stopped")
        return nil
      }
      latest.position += 1
      if let status { return status }
      if lastOutcome != .success, latest.position < latest.inputs.count {
        tellStop(latest, "stopped")
        return nil
      }
    }
    latest.forget()
    lost.removeFirst()
    offerRecovery()
    return nil
  }

  private func tellStop(_ latest: LostSession, _ how: String) {
    let place = "\(latest.position) of \(latest.inputs.count)"
    session.output.writeMessage(
      "\(how) after statement \(place): `:recover` goes on, `:recover drop` forgets the rest\n")
  }

  /// An input as it looked when it was typed.
  private func echo(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let further = "\n" + String(repeating: " ", count: prompt.count - 2) + "> "
    return prompt + lines.joined(separator: further) + "\n"
  }
}
