/// Finds the name a user may have meant.
public enum Spelling {
  /// The one known name within a third of its letters of what was typed; nil when none is that close.
  public static func nearest(to typed: String, in known: [String]) -> String? {
    let letters = Array(typed.lowercased())
    var best: (name: String, distance: Int)?
    for name in known {
      let distance = distance(letters, Array(name.lowercased()))
      guard distance <= max(1, name.count / 3) else { continue }
      if distance < best?.distance ?? Int.max { best = (name, distance) }
    }
    if let best { return best.name }
    let starting = known.filter { $0.hasPrefix(typed.lowercased()) && !typed.isEmpty }
    return starting.count == 1 ? starting[0] : nil
  }

  /// Insertions, deletions and replacements that turn one word into the other; long words count as far.
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    guard a.count < 64, b.count < 64 else { return Int.max }
    var row = Array(0...b.count)
    for i in 0..<a.count {
      var diagonal = row[0]
      row[0] = i + 1
      for j in 0..<b.count {
        let replaced = diagonal + (a[i] == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, diagonal + 1, row[j] + 1)
      }
    }
    return row[b.count]
  }
}
