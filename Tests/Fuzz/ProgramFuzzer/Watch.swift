import CSystem
import Glibc
import Synchronization

/// Interrupts a program that runs for longer than two seconds.
enum Watch {
  /// When the running program began, in seconds; 0 when none runs.
  static let started = Atomic<Int>(0)

  static func begin() { started.store(time(nil), ordering: .relaxed) }
  static func end() { started.store(0, ordering: .relaxed) }
}

/// Starts the thread that looks at the clock.
func startWatch() {
  var thread = pthread_t()
  pthread_create(&thread, nil, watch, nil)
}

private func watch(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  while true {
    usleep(200_000)
    let start = Watch.started.load(ordering: .relaxed)
    if start != 0, time(nil) - start > 2 { nnsh_interrupt_set(true) }
  }
}

/// Lets allocations fail beyond 4 GB, as on a small machine.
func limitMemory() {
  var limit = rlimit(rlim_cur: 4 << 30, rlim_max: 4 << 30)
  setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
}
