import Glibc

/// A point of time as a calendar and a clock show it, in no particular time zone.
struct CalendarTime: Equatable {
  var year: Int
  var month: Int
  var day: Int
  var hour: Int
  var minute: Int
  /// With its fraction.
  var second: Double

  /// The day number of 1970-01-01 where day 1 is the first of January of the year 0.
  static let epochDay = 719_529

  /// Days since 1970-01-01 of a date of the Gregorian calendar; months and days may lie beyond their range.
  ///
  /// Counts from the first of March of a 400-year cycle, where the leap day comes last.
  static func days(year: Int, month: Int, day: Int) -> Int {
    let months = month - 1
    let y = year + floorDivide(months, 12)
    let m = months - 12 * floorDivide(months, 12)
    let shifted = m < 2 ? y - 1 : y
    let era = floorDivide(shifted, 400)
    let yearOfEra = shifted - 400 * era
    let dayOfYear = (153 * (m < 2 ? m + 10 : m - 2) + 2) / 5
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
      + day - 1 - 719_468
  }

  /// The calendar time of a day number with its fraction of a day (`datenum`), to the millisecond; nil when it
  /// is not finite or some ten million years away.
  init?(dayNumber: Double) {
    guard dayNumber.magnitude < 1e10 else { return nil }
    let milliseconds = (dayNumber * 86_400_000).rounded()
    let total = Int(milliseconds)
    let days = floorDivide(total, 86_400_000)
    let rest = total - days * 86_400_000
    self.init(days: days - Self.epochDay)
    hour = rest / 3_600_000
    minute = rest / 60_000 % 60
    second = Double(rest % 60_000) / 1000
  }

  /// Midnight of a day counted from 1970-01-01.
  init(days: Int) {
    let shifted = days + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    (hour, minute, second) = (0, 0, 0)
  }

  /// The local time `seconds` after the start of 1970.
  init(local seconds: Double) {
    var whole = time_t(seconds.rounded(.down))
    var parts = tm()
    localtime_r(&whole, &parts)
    year = Int(parts.tm_year) + 1900
    month = Int(parts.tm_mon) + 1
    day = Int(parts.tm_mday)
    hour = Int(parts.tm_hour)
    minute = Int(parts.tm_min)
    second = Double(parts.tm_sec) + seconds - seconds.rounded(.down)
  }

  /// Days since the start of the year 0, with the fraction of the day.
  var dayNumber: Double {
    let days = Self.days(year: year, month: month, day: day) + Self.epochDay
    return Double(days) + (Double(hour) + (Double(minute) + second / 60) / 60) / 24
  }

  /// 0 for Sunday.
  var weekday: Int {
    let days = Self.days(year: year, month: month, day: day) + 4
    return days - 7 * floorDivide(days, 7)
  }

  static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  static let dayNames = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
}

/// `a / b` rounded towards minus infinity.
private func floorDivide(_ a: Int, _ b: Int) -> Int {
  a >= 0 ? a / b : -((b - 1 - a) / b)
}
