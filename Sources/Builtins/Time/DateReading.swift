/// Reads dates that are written by the patterns of `datestr`.
struct DateReading {
  /// The patterns that are tried in turn on a text without one.
  static let usualPatterns = [
    "dd-mmm-yyyy HH:MM:SS", "dd-mmm-yyyy", "mm/dd/yy", "mm/dd", "HH:MM:SS", "HH:MM:SS PM", "HH:MM",
    "HH:MM PM", "mm/dd/yyyy", "mmm-dd-yyyy HH:MM:SS", "mmm-dd-yyyy", "dd mmm yyyy HH:MM:SS",
    "dd mmm yyyy", "mmm dd yyyy HH:MM:SS", "mmm dd yyyy", "dd.mmm.yyyy HH:MM:SS", "dd.mmm.yyyy",
    "mmm.dd.yyyy HH:MM:SS", "mmm.dd.yyyy", "mm/dd/yyyy HH:MM", "yyyy/mm/dd", "yyyy-mm-dd",
    "yyyy-mm-dd HH:MM:SS",
  ]

  private var rest: Substring
  private var parts: [Character: Int] = [:]
  private var isTwelveHours = false
  private var isAfternoon = false

  private init(_ text: String) { rest = text[...] }

  /// The time that all of `text` spells by one of the patterns; nil when none fits. What a pattern leaves out
  /// is the first of January of `thisYear`, at midnight.
  static func time(in text: String, patterns: [String], thisYear: Int) -> CalendarTime? {
    for pattern in patterns {
      var reading = DateReading(text)
      if reading.read(pattern[...], thisYear: thisYear), let time = reading.time(thisYear) {
        return time
      }
    }
    return nil
  }

  private mutating func read(_ pattern: Substring, thisYear: Int) -> Bool {
    isTwelveHours = pattern.contains("PM") || pattern.contains("AM")
    var pattern = pattern
    while let first = pattern.first {
      guard let code = Self.codes.first(where: { pattern.hasPrefix($0) }) else {
        guard rest.first == first else { return false }
        rest.removeFirst()
        pattern.removeFirst()
        continue
      }
      guard take(code, thisYear) else { return false }
      pattern.removeFirst(code.count)
    }
    return rest.isEmpty
  }

  /// Longer codes before shorter ones that begin alike.
  private static let codes = [
    "yyyy", "YYYY", "yy", "YY", "mmmm", "mmm", "mm", "dd", "HH", "MM", "SS", "FFF", "PM", "AM",
  ]

  private mutating func take(_ code: String, _ thisYear: Int) -> Bool {
    switch code {
    case "yyyy", "YYYY": return number("y", digits: 4, in: 0...9999)
    case "yy", "YY":
      guard number("y", digits: 2, in: 0...99), let short = parts["y"] else { return false }
      // The year that is less than fifty years ago or lies ahead.
      let first = thisYear - 50
      parts["y"] = first + ((short - first) % 100 + 100) % 100
      return true
    case "mmmm", "mmm":
      for (index, name) in CalendarTime.monthNames.enumerated() {
        for spelling in [name, String(name.prefix(3))]
        where rest.lowercased().hasPrefix(spelling.lowercased()) {
          parts["m"] = index + 1
          rest.removeFirst(spelling.count)
          return true
        }
      }
      return false
    case "mm": return number("m", digits: 2, in: 1...12)
    case "dd": return number("d", digits: 2, in: 1...31)
    case "HH": return number("H", digits: 2, in: isTwelveHours ? 1...12 : 0...23)
    case "MM": return number("M", digits: 2, in: 0...59)
    case "SS": return number("S", digits: 2, in: 0...60)
    case "FFF": return number("F", digits: 3, in: 0...999)
    default:
      let half = rest.prefix(2).uppercased()
      guard half == "AM" || half == "PM" else { return false }
      isAfternoon = half == "PM"
      rest.removeFirst(2)
      return true
    }
  }

  private mutating func number(_ part: Character, digits: Int, in range: ClosedRange<Int>) -> Bool {
    let text = rest.prefix(digits).prefix { $0.isASCII && $0.isNumber }
    guard let n = Int(text), range.contains(n) else { return false }
    parts[part] = n
    rest.removeFirst(text.count)
    return true
  }

  private func time(_ thisYear: Int) -> CalendarTime? {
    var hour = parts["H"] ?? 0
    if isTwelveHours { hour = hour % 12 + (isAfternoon ? 12 : 0) }
    let days = CalendarTime.days(
      year: parts["y"] ?? thisYear, month: parts["m"] ?? 1, day: parts["d"] ?? 1)
    var time = CalendarTime(days: days)
    time.hour = hour
    time.minute = parts["M"] ?? 0
    time.second = Double(parts["S"] ?? 0) + Double(parts["F"] ?? 0) / 1000
    return time
  }
}
