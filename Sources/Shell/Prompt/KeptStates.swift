import Evaluation

/// A state that can tell what it keeps in memory.
protocol MeasuredState {
  /// Counts what it refers to and was not counted yet.
  func add(to measure: inout MemoryMeasure)
}

/// A state of the session that somebody may go back to, until the memory is wanted otherwise.
final class Moment<State> {
  fileprivate(set) var state: State?
  /// At most how many bytes it keeps beyond the younger states.
  fileprivate var bytes: Int
  fileprivate let age: Int

  fileprivate init(_ state: State?, bytes: Int, age: Int) {
    self.state = state
    self.bytes = bytes
    self.age = age
  }
}

/// How much memory states may keep beyond what the session itself refers to: the oldest go first.
///
/// Each state comes with a bound by what changed; only when the bounds together exceed the limit, all states
/// are measured, each storage once.
struct KeptStates<State: MeasuredState> {
  /// Bytes; 0 keeps no state.
  var limit: Int
  /// Bookkeeping takes time too: more states than this are not kept.
  let depth: Int
  private var bound = 0
  private var count = 0
  private var lastAge = 0

  init(limit: Int, depth: Int) {
    self.limit = limit
    self.depth = depth
  }

  /// - Parameter bytes: at most how many bytes the state keeps beyond the session's own.
  mutating func keep(_ state: State, bytes: Int) -> Moment<State> {
    lastAge += 1
    if limit == 0 { return Moment(nil, bytes: 0, age: lastAge) }
    let own = bytes + MemoryLayout<State>.size + 200
    count += 1
    bound += own
    return Moment(state, bytes: own, age: lastAge)
  }

  var isOverLimit: Bool { bound > limit || count > depth }

  /// Measures all states, and lets the oldest go while there are too many.
  ///
  /// - Parameters:
  ///   - all: every moment that still matters, each once, in any order.
  ///   - current: the session's own state.
  mutating func settle(_ all: [Moment<State>], current: State) {
    let youngestFirst = all.filter { $0.state != nil }.sorted { $0.age > $1.age }
    let total = KeptStates.measure(youngestFirst, current)
    // Room for more: measuring each time would cost more than the statements.
    let room = total > limit ? limit - limit / 8 : limit
    let most = youngestFirst.count > depth ? depth - depth / 8 : depth
    (bound, count) = (0, 0)
    for (index, moment) in youngestFirst.enumerated() {
      if bound + moment.bytes > room || index >= most {
        for old in youngestFirst[index...] { old.state = nil }
        return
      }
      bound += moment.bytes
      count += 1
    }
  }

  /// Sets the bytes that each keeps beyond the younger ones and the session; gives their sum.
  private static func measure(_ youngestFirst: [Moment<State>], _ current: State) -> Int {
    var measure = MemoryMeasure()
    current.add(to: &measure)
    for moment in youngestFirst {
      let before = measure.bytes
      moment.state?.add(to: &measure)
      moment.bytes = measure.bytes - before + MemoryLayout<State>.size + 200
    }
    return youngestFirst.reduce(0) { $0 + $1.bytes }
  }

  /// How many states there are, and what they keep beyond the session's own memory.
  static func usage(_ all: [Moment<State>], current: State) -> (count: Int, bytes: Int) {
    let youngestFirst = all.filter { $0.state != nil }.sorted { $0.age > $1.age }
    return (youngestFirst.count, measure(youngestFirst, current))
  }
}
