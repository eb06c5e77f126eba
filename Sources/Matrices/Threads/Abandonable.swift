import CSystem
import Glibc
import Synchronization

/// Work that the user need not wait for after Ctrl-C: routines of a library, which nothing can stop, and
/// whatever does not look often enough whether it should.
///
/// Large work runs on a thread of its own while the caller waits. On Ctrl-C the caller soon goes on without
/// it; the thread works to its end, or to its next look, and what it made is released there.
public enum Abandonable {
  /// Floating-point operations from which a thread pays: some 10 ms of work, where starting one costs 0.1.
  static var threshold: Double { 1e8 }
  private static let running = Atomic(0)

  /// Whether work that nobody waits for may be going on. Such a process must end without running what
  /// libraries do at exit: they would release what the work uses.
  public static var isAnyRunning: Bool { running.load(ordering: .acquiring) > 0 }

  /// The result of `body`, a routine that does not look for Ctrl-C.
  ///
  /// - Parameters:
  ///   - work: about how many floating-point operations it takes.
  ///   - body: must own all it writes to, and read nothing that others may write to.
  /// - Throws: `MatrixError.interrupted` when the user asked to stop, and what `body` throws.
  public static func run<Result>(
    work: Double, _ body: @escaping () throws -> Result
  ) throws -> Result {
    try Interrupt.check()
    guard work >= threshold, !nnsh_thread_can_be_abandoned() else { return try body() }
    return try run(patience: 0, AbandonableWork(), body)
  }

  /// The result of `body` on a thread of its own, which ends on Ctrl-C or is left alone.
  ///
  /// - Parameters:
  ///   - patience: milliseconds in which `body` may end by itself after Ctrl-C.
  ///   - work: what `body` asks before it touches what others write to.
  /// - Throws: `MatrixError.interrupted` when the user asked to stop, and what `body` throws.
  public static func run<Result>(
    patience: Int, _ work: AbandonableWork, _ body: @escaping () throws -> Result
  ) throws -> Result {
    let task = Task(work, body)
    guard task.canTell, start(task) else { return try body() }
    var waited = 0
    while !task.isDone(within: 5) {
      if !nnsh_interrupt_requested() && !nnsh_thread_is_abandoned() { continue }
      waited += 5
      if waited > patience, work.abandon() { throw MatrixError.interrupted }
    }
    return try task.result()
  }

  /// Runs `task` on a thread of its own; false when there is none to be had.
  private static func start(_ task: any Runnable) -> Bool {
    running.add(1, ordering: .acquiringAndReleasing)
    let box = Unmanaged.passRetained(Box(task))
    let isStarted = nnsh_run_detached(
      { context in
        guard let context else { return }
        let box = Unmanaged<Box>.fromOpaque(context)
        box.takeUnretainedValue().task.run()
        box.release()
        Abandonable.running.subtract(1, ordering: .acquiringAndReleasing)
      }, box.toOpaque())
    if isStarted { return true }
    running.subtract(1, ordering: .acquiringAndReleasing)
    box.release()
    return false
  }

  /// Releases a buffer with the elements that are left in it on a thread of its own; false when there is
  /// none to be had.
  @usableFromInline
  static func release<Element>(
    _ base: UnsafeMutablePointer<Element>, _ elements: Range<Int>, _ capacity: Int
  ) -> Bool {
    start(Release(base, elements, capacity))
  }

  private final class Release<Element>: Runnable {
    private let base: UnsafeMutablePointer<Element>
    private let elements: Range<Int>
    private let capacity: Int

    init(_ base: UnsafeMutablePointer<Element>, _ elements: Range<Int>, _ capacity: Int) {
      (self.base, self.elements, self.capacity) = (base, elements, capacity)
    }

    func run() {
      (base + elements.lowerBound).deinitialize(count: elements.count)
      Buffers.release(base, capacity)
    }
  }

  private protocol Runnable: AnyObject {
    func run()
  }

  private final class Box {
    let task: any Runnable

    init(_ task: any Runnable) { self.task = task }
  }

  /// One piece of work and its outcome, between the thread that does it and the one that waits.
  private final class Task<Output>: Runnable {
    private let work: AbandonableWork
    private var body: (() throws -> Output)?
    private var outcome: Result<Output, any Error>?
    private let signal: OpaquePointer?

    init(_ work: AbandonableWork, _ body: @escaping () throws -> Output) {
      self.work = work
      self.body = body
      signal = nnsh_signal_new()
    }

    deinit { nnsh_signal_free(signal) }

    /// Whether there was memory for what tells the outcome.
    var canTell: Bool { signal != nil && work.flag != nil }

    func run() {
      nnsh_thread_may_be_abandoned(work.flag)
      // The closure goes before the outcome is told: it holds references to what the work read.
      outcome = body.take().map { body in Result { try body() } }
      nnsh_thread_may_be_abandoned(nil)
      nnsh_signal_set(signal)
    }

    /// Waits for the outcome, `milliseconds` at most.
    func isDone(within milliseconds: Int32) -> Bool { nnsh_signal_wait(signal, milliseconds) }

    func result() throws -> Output {
      guard let outcome else { throw MatrixError.interrupted }
      return try outcome.get()
    }
  }
}

/// Whether a piece of work may still be left alone: it may until it touches what others write to.
public final class AbandonableWork: @unchecked Sendable {
  private enum State {
    static let free = 0
    static let needed = 1
    static let abandoned = 2
  }

  private let state = Atomic(State.free)
  /// What loops of the thread look at; set when it was abandoned.
  let flag: OpaquePointer?

  public init() { flag = nnsh_flag_new() }

  deinit { nnsh_flag_free(flag) }

  /// Told by the work before it touches what others write to: from now on it is waited for.
  ///
  /// Where nobody waits any more it does not return, and what the work holds is lost.
  public func mustBeAwaited() {
    let (_, found) = state.compareExchange(
      expected: State.free, desired: State.needed, ordering: .acquiringAndReleasing)
    if found == State.abandoned { while true { pause() } }
    // What it calls may again be left alone.
    nnsh_thread_may_be_abandoned(nil)
  }

  /// Leaves the work alone, unless it must be awaited.
  func abandon() -> Bool {
    let (exchanged, _) = state.compareExchange(
      expected: State.free, desired: State.abandoned, ordering: .acquiringAndReleasing)
    if exchanged { nnsh_flag_set(flag) }
    return exchanged
  }
}
