import Glibc

/// Amounts of memory as people write them: `512MB`, `1.5 GB`, `64kB`, `0`.
enum ByteCount {
  /// What the states for `:undo` may keep unless somebody says otherwise: `NNSH_UNDO_MEMORY`, else 512 MB.
  static var undoMemory: Int {
    getenv("NNSH_UNDO_MEMORY").flatMap { bytes(String(cString: $0)) } ?? 512_000_000
  }

  private static let units: [(name: String, bytes: Double)] = [
    ("kb", 1e3), ("mb", 1e6), ("gb", 1e9), ("tb", 1e12), ("k", 1e3), ("m", 1e6), ("g", 1e9),
    ("b", 1),
  ]

  /// Nil for what is no amount, or one without its unit.
  static func bytes(_ text: String) -> Int? {
    let text = text.lowercased().filter { $0 != " " }
    if text == "0" { return 0 }
    guard let unit = units.first(where: { text.hasSuffix($0.name) }),
      let number = Double(text.dropLast(unit.name.count)), number >= 0
    else { return nil }
    let bytes = number * unit.bytes
    return bytes < 1e18 ? Int(bytes) : nil
  }

  static func text(_ bytes: Int) -> String {
    let unit = units[..<3].last { Double(bytes) >= $0.bytes }
    guard let unit else { return "\(bytes) bytes" }
    let tenths = (Double(bytes) / unit.bytes * 10).rounded()
    let isShort = tenths >= 100 || tenths.truncatingRemainder(dividingBy: 10) == 0
    let number = isShort ? "\(Int((tenths / 10).rounded()))" : "\(tenths / 10)"
    return "\(number) \(unit.name == "kb" ? "kB" : unit.name.uppercased())"
  }
}
