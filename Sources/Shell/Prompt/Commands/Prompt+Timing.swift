import Evaluation
import Glibc
import Syntax

/// `:time`.
extension Prompt {
  /// Seconds for the runs of the statement, and for those of its parts.
  private static let budget = 0.8

  /// Tells how long a statement takes and where the time goes; everything stays as it was.
  func time(_ text: String) {
    let program = runner.parsed(Source(name: "In[\(number)]", text: text))
    guard program.diagnostics.isEmpty else {
      session.output.writeMessage(runner.messages(of: program))
      return
    }
    session.output.flush()
    let timer = StatementTimer(session)
    do {
      let times = try timer.times(of: program, seconds: Self.budget)
      let count = times.runs.count
      let (low, high) = times.quarters
      let spread =
        count < 4
        ? ""
        : "; half of them took \(duration(low)) to \(duration(high)), the longest \(duration(times.runs[count - 1]))"
      session.output.write(
        "\(duration(times.median)), the median of \(count) \(count == 1 ? "run" : "runs")\(spread)\n"
      )
      if times.isInterrupted { return }
      showParts(
        TimedParts(of: program, times, by: timer, budget: Self.budget / 12) { [runner] in
          runner.parsed($0)
        }.parts)
    } catch {
      runner.report(error, in: program.source)
    }
  }

  private func showParts(_ parts: [TimedParts.Part]) {
    guard parts.count > 1 else { return }
    let total = parts.filter { $0.depth == 0 }.reduce(0) { $0 + $1.seconds }
    // What takes next to nothing would hide the rest.
    let shown =
      parts.count <= 12 ? parts : parts.filter { $0.depth == 0 || $0.seconds > 0.01 * total }
    session.output.write("     time   itself\n")
    for part in shown {
      let share = total > 0 ? Int((100 * part.ownSeconds / total).rounded()) : 0
      let time = duration(part.seconds)
      session.output.write(
        String(repeating: " ", count: max(0, 9 - time.count)) + time
          + String(repeating: " ", count: max(0, 7 - "\(share)".count)) + "\(share) %  "
          + String(repeating: "  ", count: part.depth) + part.text + "\n")
    }
  }

  /// `1.23 ms`
  private func duration(_ seconds: Double) -> String {
    let units = [("s", 1.0), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9)]
    let unit = units.first { seconds >= $0.1 } ?? ("ns", 1e-9)
    let number = seconds / unit.1
    let digits = number >= 99.95 ? 0 : number >= 9.995 ? 1 : 2
    let scale = pow(10, Double(digits))
    let whole = Int((number * scale).rounded())
    guard digits > 0 else { return "\(whole) \(unit.0)" }
    let tail = "\(whole % Int(scale))"
    return
      "\(whole / Int(scale)).\(String(repeating: "0", count: digits - tail.count))\(tail) \(unit.0)"
  }
}
