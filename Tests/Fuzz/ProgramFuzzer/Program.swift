import Builtins
import CSystem
import Evaluation
import FuzzDriver
import Glibc
import Matrices
import Syntax

/// Runs the input as a program in a fresh session.
func runInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: input(bytes, count), as: UTF8.self)
  let session = Session(output: Sink(), host: BareHost(), builtins: hermeticBuiltins)
  Watch.begin()
  defer {
    Watch.end()
    nnsh_interrupt_set(false)
    awaitAbandonedWork()
  }
  do {
    try session.run(parse(Source(name: "fuzz", text: text)))
  } catch {
    // A wrong program is as good a test as a right one.
  }
  return 0
}

/// Waits some seconds for decompositions that were left alone: those of many programs in a row would take the
/// processors and the memory from each other.
private func awaitAbandonedWork() {
  for _ in 0..<100 where Abandonable.isAnyRunning { usleep(100_000) }
}

/// An output that throws everything away; too much of it is interrupted.
private final class Sink: Output {
  private var count = 0
  let columns = 80

  func write(_ bytes: UnsafeBufferPointer<UInt8>) {
    count += bytes.count
    if count > 10 << 20 { nnsh_interrupt_set(true) }
  }

  func writeMessage(_ text: String) {}
  func flush() {}
}
