import Matrices

/// `onCleanup`: a handle that has a function called when nothing refers to it any more.
public final class CleanupObject: MapObject {
  public let task: Value
  /// Set where the function was called, or is about to be, while something still refers to this.
  var isDone = false

  /// - Parameter task: a function of no arguments.
  public init(_ task: Value, in store: MapStore = MapStore()) {
    self.task = task
    super.init(keyType: "char", valueType: "any", in: store)
    store.noteCleanup(self)
  }

  /// Only noted here: code must not run in the middle of whatever lets go of the last reference.
  deinit {
    if !isDone { store.release(task) }
  }

  override public var className: String { "onCleanup" }
  override public var extent: Int { 1 }

  override public func property(_ name: String) throws -> Value? {
    throw EvaluationError("onCleanup object cannot be indexed with .")
  }

  override func setProperty(_ name: String, to value: Value) throws {
    throw EvaluationError("onCleanup object cannot be indexed with .")
  }

  override public func value(at key: Value) throws -> Value {
    throw EvaluationError("onCleanup object cannot be indexed with ()")
  }

  override public func assign(_ value: Value, at key: Value) throws {
    throw EvaluationError("onCleanup object cannot be indexed with ()")
  }
}
