/// What changed between two snapshots.
public struct SnapshotDifference {
  public enum Kind: Sendable { case added, removed, changed }

  public struct Change: Sendable {
    public let kind: Kind
    public let name: String
    /// Shape and class, of what was removed or is there now.
    public let what: String
    /// What of it changed; empty for what was added or removed.
    public let details: String
  }

  /// Variables by their names, then functions.
  public let changes: [Change]
  /// Whether random numbers were drawn, or the stream was set.
  public let hasOtherRandomness: Bool

  public init(from old: Session.Snapshot, to new: Session.Snapshot) {
    var changes: [Change] = []
    for name in Set(old.names).union(new.names).sorted() {
      if let change = Self.change(name, old, new) { changes.append(change) }
    }
    for name in Set(old.functionNames).union(new.functionNames).sorted()
    where !old.hasSameFunction(name, as: new) {
      let kind: Kind =
        old.functions[name] == nil ? .added : new.functions[name] == nil ? .removed : .changed
      changes.append(Change(kind: kind, name: name, what: "function", details: ""))
    }
    self.changes = changes
    hasOtherRandomness = !old.hasSameRandomness(as: new)
  }

  private static func change(
    _ name: String, _ old: Session.Snapshot, _ new: Session.Snapshot
  ) -> Change? {
    func what(_ value: Value, _ snapshot: Session.Snapshot) -> String {
      "\(value.shape) \(value.className)\(snapshot.isGlobal(name) ? ", global" : "")"
    }
    guard let after = new.value(of: name) else {
      return old.value(of: name).map {
        Change(kind: .removed, name: name, what: what($0, old), details: "")
      }
    }
    guard let before = old.value(of: name) else {
      return Change(kind: .added, name: name, what: what(after, new), details: "")
    }
    if case .map(let map) = before, case .map(let other) = after, map === other {
      return MapObject.difference(from: old.maps.table(of: map), to: new.maps.table(of: map)).map {
        Change(kind: .changed, name: name, what: map.className, details: $0)
      }
    }
    if let text = ValueDifference(from: before, to: after).text {
      return Change(kind: .changed, name: name, what: what(after, new), details: text)
    }
    guard old.isGlobal(name) != new.isGlobal(name) else { return nil }
    return Change(
      kind: .changed, name: name, what: what(after, new),
      details: new.isGlobal(name) ? "now global" : "no longer global")
  }
}
