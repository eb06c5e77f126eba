import CKernels

/// Fork-join over the processors of the machine.
///
/// Work is cut into numbered blocks by the data alone, never by the number of threads, so that results are
/// the same bits on any machine. The other threads spin for some 50 us after a job before they sleep: a
/// job that follows soon costs 0.3 us to share, one after a sleep 40.
public enum Workers {
  /// The threads that take part, the caller included; 1 on one processor.
  public static var count: Int { Int(nnsh_workers_count()) }

  /// Lets at most `count` threads take part from now on; 0 lifts the limit.
  public static func limit(_ count: Int) { nnsh_workers_limit(Int32(clamping: count)) }

  /// Calls `body` once for each block in 0..<blocks and returns when all are done.
  ///
  /// Blocks run on any thread at the same time: they must not write to the same place. Inside a block, or
  /// while another thread runs blocks, they run one after the other.
  public static func run(_ blocks: Int, _ body: (Int) -> Void) {
    if blocks < 2 {
      if blocks == 1 { body(0) }
      return
    }
    withoutActuallyEscaping(body) { body in
      var job = body
      withUnsafeMutablePointer(to: &job) { pointer in
        nnsh_workers_run(
          blocks,
          { context, block in
            context?.assumingMemoryBound(to: ((Int) -> Void).self).pointee(block)
          }, pointer)
      }
    }
  }

  /// Sends the other threads to sleep: the prompt calls this before it waits for the user.
  public static func park() { nnsh_workers_park() }
}
