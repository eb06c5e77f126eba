import Matrices

/// Calls of builtins that take so long that the user may not want to wait for them after Ctrl-C.
public enum LargeCalls {
  /// Milliseconds in which such a call may end by itself after Ctrl-C.
  static let patience = 30

  /// Whether others may write to what the arguments refer to while the call goes on.
  static func areShared(_ arguments: [Value]) -> Bool { arguments.contains(where: isShared) }

  /// Whether there is so much data that work on all of it takes longer than starting a thread.
  @Sendable
  public static func haveMuchData(_ arguments: [Value]) -> Bool {
    arguments.count >= 1 << 16 || arguments.contains(where: isLarge)
  }

  /// Whether there are so many elements that a microsecond for each is longer than starting a thread takes.
  @Sendable
  public static func haveManyElements(_ arguments: [Value]) -> Bool {
    arguments.contains { $0.count >= 1 << 15 }
  }

  /// Whether numbers, or vectors, are so large that as many rows and columns are much data.
  @Sendable
  public static func makeMuchInTwoDimensions(_ arguments: [Value]) -> Bool {
    arguments.contains { $0.count >= 1000 || ($0.scalar ?? 0) >= 1000 }
  }

  /// Whether numbers are so large that as many elements are much data, or there is much data.
  @Sendable
  public static func countMuch(_ arguments: [Value]) -> Bool {
    arguments.contains { isLarge($0) || ($0.scalar ?? 0) >= 0x1p20 }
  }

  /// Whether there is so much to do for each element of the one argument with each of another.
  @Sendable
  public static func multiplyMuch(_ arguments: [Value]) -> Bool {
    arguments.reduce(1.0) { $0 * Double(max(1, $1.count)) } >= 0x1p22
  }

  /// Whether a set is so large that its arrangements are many.
  @Sendable
  public static func arrangeMuch(_ arguments: [Value]) -> Bool {
    arguments.contains { $0.count >= 9 }
  }

  private static func isLarge(_ value: Value) -> Bool {
    switch value {
    case .double(let m): m.count >= 1 << 20
    case .single(let m): m.count >= 1 << 20
    case .logical(let m): m.count >= 1 << 22
    case .integer(let m, _): m.count >= 1 << 20
    case .range(let r): r.count >= 1 << 20
    case .char(let m, _): m.count >= 1 << 20
    case .cell(let m): m.count >= 1 << 16
    case .structure(let s): s.shape.count >= 1 << 14
    default: false
    }
  }

  private static func isShared(_ value: Value) -> Bool {
    switch value {
    case .map, .network, .function: true
    default: false
    }
  }
}

extension Machine {
  /// Calls a builtin on a thread of its own, which is left alone when it does not end soon after Ctrl-C,
  /// unless it has asked its call for the session.
  ///
  /// Nobody else writes to its arguments: arrays are copied on write.
  func callAbandonably(
    _ builtin: Builtin, named name: String, _ arguments: [Value], outputs: Int
  ) throws -> [Value] {
    let work = AbandonableWork()
    let call = Call(
      name: name, arguments: arguments, outputCount: outputs, session: session, work: work)
    return try Abandonable.run(patience: LargeCalls.patience, work) { try builtin.body(call) }
  }
}
