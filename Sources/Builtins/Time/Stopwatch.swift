import Evaluation
import Glibc
import Matrices

/// Measuring time, and letting it pass.
let stopwatch: [Builtin] = [
  Builtin(
    "id = tic", "Starts the stopwatch; with a result, one of its own that toc(id) reads.",
    examples: """
      >> id = tic; class(id)
      ans = uint64
      """,
    seeAlso: ["toc", "clock", "cputime"], many: startStopwatch),
  Builtin(
    "t = toc\nt = toc(id)",
    "Seconds since tic; without a result it prints them.",
    examples: """
      >> tic; t = toc; t >= 0
      ans = 1
      """,
    seeAlso: ["tic"], many: readStopwatch),
  Builtin(
    "[total, user, system] = cputime", "Seconds of processor time that nnsh has used.",
    examples: """
      >> t = cputime; cputime - t < 10
      ans = 1
      """,
    seeAlso: ["tic", "clock"], many: processorTime),
  Builtin(
    "pause(seconds)", "Waits for so many seconds, or for the return key when none are given.",
    examples: """
      >> pause(0)
      """,
    seeAlso: ["input"], many: pauseProgram),
]

private func startStopwatch(_ call: Call) throws -> [Value] {
  try call.expect(0...0)
  let now = call.session.host.now
  guard call.outputCount > 0 else {
    call.session.stopwatchStart = now
    return []
  }
  return [.integer(Matrix(scalar: IntegerKind.uint64.stored(now * 1e6)), .uint64)]
}

private func readStopwatch(_ call: Call) throws -> [Value] {
  try call.expect(0...1)
  let start: Double
  if call.count == 1 {
    guard let id = call[0].scalar, id > 0 else { throw call.error("invalid ID") }
    start = id * 1e-6
  } else if let running = call.session.stopwatchStart {
    start = running
  } else {
    throw call.error("function called before timer initialization with tic()")
  }
  let elapsed = call.session.host.now - start
  guard call.outputCount == 0 else { return [.number(elapsed)] }
  call.session.output.write("Elapsed time is \(shortest(elapsed)) seconds.\n")
  return []
}

/// A number with six significant digits at most, as C++ streams print it.
private func shortest(_ x: Double) -> String {
  var buffer = [CChar](repeating: 0, count: 40)
  _ = withVaList([x]) { vsnprintf(&buffer, buffer.count, "%g", $0) }
  return buffer.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
}

private func processorTime(_ call: Call) throws -> [Value] {
  try call.expect(0...0)
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  let seconds = { (time: timeval) in Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
  let user = seconds(usage.ru_utime)
  let system = seconds(usage.ru_stime)
  return [.number(user + system), .number(user), .number(system)]
}

private func pauseProgram(_ call: Call) throws -> [Value] {
  try call.expect(0...1)
  let session = call.session
  session.output.flush()
  guard call.count == 1 else {
    session.showFigures()
    if session.host.readLine(prompt: "") == nil { try session.checkInterrupt() }
    return []
  }
  if let word = call[0].text {
    guard ["on", "off", "query"].contains(word) else {
      throw call.error("first argument must be \"on\", \"off\", or \"query\"")
    }
    return []
  }
  let seconds = try call.scalar(0)
  if seconds.isNaN {
    session.warn("pause: NaN is an invalid delay")
  } else if seconds < 0 {
    throw call.error("argument N must be a non-negative real scalar")
  }
  session.showFigures()
  try wait(seconds, in: session)
  return []
}

/// Sleeps in short pieces, so that Ctrl-C ends the wait.
private func wait(_ seconds: Double, in session: Session) throws {
  let end = session.host.now + seconds
  while true {
    let left = end - session.host.now
    guard left > 0 else { return }
    usleep(UInt32(min(left, 0.02) * 1e6))
    try session.checkInterrupt()
  }
}
