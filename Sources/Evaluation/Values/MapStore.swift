/// The maps of a session, which are handles: a snapshot keeps what they contain, since the variables only
/// refer to them.
public final class MapStore {
  fileprivate struct Reference {
    weak var map: MapObject?
  }

  /// What the maps contained at one time.
  struct Contents {
    /// The maps themselves stay alive through the variables of the same snapshot.
    fileprivate let entries: [(reference: Reference, table: [MapObject.Key: Value])]
    /// Contents of the same number are the same.
    fileprivate let change: Int

    /// Each map that is still referred to, with what it contained.
    var tables: [(map: MapObject, table: [MapObject.Key: Value])] {
      entries.compactMap { entry in entry.reference.map.map { ($0, entry.table) } }
    }

    /// What one map contained.
    func table(of map: MapObject) -> [MapObject.Key: Value] {
      entries.first { $0.reference.map === map }?.table ?? [:]
    }

    func isSame(as other: Contents) -> Bool { change == other.change }
  }

  private var references: [Reference] = []
  /// How many there may be before those that are gone are taken out.
  private var limit = 64
  private var change = 0
  private var lastChange = 0
  private var known = Contents(entries: [], change: 0)

  public init() {}

  func add(_ map: MapObject) {
    noteChange()
    references.append(Reference(map: map))
    guard references.count > limit else { return }
    references.removeAll { $0.map == nil }
    limit = max(64, 2 * references.count)
  }

  /// Whether `onCleanup` objects were let go whose functions are still to be called.
  private(set) var hasReleased = false
  private var released: [Value] = []
  private var cleanupReferences: [Reference] = []

  func noteCleanup(_ object: CleanupObject) {
    cleanupReferences.removeAll { $0.map == nil }
    cleanupReferences.append(Reference(map: object))
  }

  /// The `onCleanup` objects that there are, oldest first.
  var cleanups: [CleanupObject] { cleanupReferences.compactMap { $0.map as? CleanupObject } }

  func release(_ task: Value) {
    released.append(task)
    hasReleased = true
  }

  /// The function of the object that was let go first.
  func takeReleased() -> Value? {
    guard !released.isEmpty else {
      hasReleased = false
      return nil
    }
    return released.removeFirst()
  }

  func noteChange() {
    lastChange += 1
    change = lastChange
  }

  /// Costs nothing unless a map was made or written since it was last asked for.
  var contents: Contents {
    if known.change == change { return known }
    references.removeAll { $0.map == nil }
    known = Contents(
      entries: references.compactMap { reference in
        reference.map.map { (reference, $0.table) }
      }, change: change)
    return known
  }

  /// Gives every map that is still referred to what it contained.
  func restore(_ contents: Contents) {
    if contents.change == change { return }
    for (map, table) in contents.tables { map.restore(table) }
    change = contents.change
    known = contents
  }
}
