/// Dates as text, by the patterns of `datestr`.
enum DateText {
  /// The numbered patterns, in order.
  static let standardPatterns = [
    "dd-mmm-yyyy HH:MM:SS", "dd-mmm-yyyy", "mm/dd/yy", "mmm", "m", "mm", "mm/dd", "dd", "ddd",
    "d", "yyyy", "yy", "mmmyy", "HH:MM:SS", "HH:MM:SS PM", "HH:MM", "HH:MM PM", "QQ-YY", "QQ",
    "dd/mm", "dd/mm/yy", "mmm.dd,yyyy HH:MM:SS", "mmm.dd,yyyy", "mm/dd/yyyy", "dd/mm/yyyy",
    "yy/mm/dd", "yyyy/mm/dd", "QQ-YYYY", "mmmyyyy", "yyyy-mm-dd", "yyyymmddTHHMMSS",
    "yyyy-mm-dd HH:MM:SS",
  ]

  /// `time` written by `pattern`: `yyyy`, `mmm`, `dd`, `HH`, `MM`, `SS`, `FFF`, `PM` and the like are
  /// replaced, everything else is copied.
  static func text(_ time: CalendarTime, pattern: String) -> String {
    let isTwelveHours = pattern.contains("PM") || pattern.contains("AM")
    var rest = pattern[...]
    var result = ""
    while let first = rest.first {
      if let (code, text) = field(at: rest, of: time, isTwelveHours: isTwelveHours) {
        result += text
        rest = rest.dropFirst(code.count)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  private static func field(
    at rest: Substring, of time: CalendarTime, isTwelveHours: Bool
  ) -> (code: String, text: String)? {
    guard let code = codes.first(where: { rest.hasPrefix($0) }) else { return nil }
    return (code, text(code, of: time, isTwelveHours: isTwelveHours))
  }

  /// Longer codes before shorter ones that begin alike.
  private static let codes = [
    "yyyy", "YYYY", "yy", "YY", "mmmm", "mmm", "mm", "m", "dddd", "ddd", "dd", "d", "HH", "MM",
    "SS", "FFF", "PM", "AM", "QQ",
  ]

  private static func text(
    _ code: String, of time: CalendarTime, isTwelveHours: Bool
  ) -> String {
    let month = CalendarTime.monthNames[time.month - 1]
    let weekday = CalendarTime.dayNames[time.weekday]
    switch code {
    case "yyyy", "YYYY": return padded(time.year, 4)
    case "yy", "YY": return padded((time.year % 100 + 100) % 100, 2)
    case "mmmm": return month
    case "mmm": return String(month.prefix(3))
    case "mm": return padded(time.month, 2)
    case "m": return String(month.prefix(1))
    case "dddd": return weekday
    case "ddd": return String(weekday.prefix(3))
    case "dd": return padded(time.day, 2)
    case "d": return String(weekday.prefix(1))
    case "HH" where isTwelveHours: return padded((time.hour + 11) % 12 + 1, 2, with: " ")
    case "HH": return padded(time.hour, 2)
    case "MM": return padded(time.minute, 2)
    case "SS": return padded(Int(time.second), 2)
    case "FFF":
      return padded(Int((time.second * 1000).rounded()) % 1000, 3)
    case "PM", "AM": return time.hour >= 12 ? "PM" : "AM"
    default: return "Q\((time.month - 1) / 3 + 1)"
    }
  }

  private static func padded(_ n: Int, _ width: Int, with pad: String = "0") -> String {
    let digits = String(n)
    return String(repeating: pad, count: max(0, width - digits.count)) + digits
  }
}
