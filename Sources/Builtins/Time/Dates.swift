import Evaluation
import Matrices

/// Dates: the clock, the calendar, and dates as text.
let dates: [Builtin] = [
  Builtin(
    "t = time", "Seconds since the start of 1970 (UTC).",
    examples: """
      >> time > 1.7e9
      ans = 1
      """,
    seeAlso: ["now", "clock"]
  ) { call in
    try call.expect(0...0)
    return .number(call.session.host.now)
  },
  Builtin(
    "n = now", "The local time as a day number: days since the start of the year 0.",
    examples: """
      >> now > 738000
      ans = 1
      """,
    seeAlso: ["clock", "datestr", "datenum"]
  ) { call in
    try call.expect(0...0)
    return .number(CalendarTime(local: call.session.host.now).dayNumber)
  },
  Builtin(
    "c = clock", "The local time as [year month day hour minute seconds].", shapes: "c: 1 x 6",
    examples: """
      >> size(clock)
      ans =

         1   6

      """,
    seeAlso: ["now", "etime", "tic"]
  ) { call in
    try call.expect(0...0)
    return try .row(components(CalendarTime(local: call.session.host.now)))
  },
  Builtin(
    "s = etime(t2, t1)", "Seconds between two times of clock.", shapes: "t1, t2: 1 x 6",
    examples: """
      >> etime([2024 1 2 0 0 1.5], [2024 1 1 0 0 0])
      ans = 8.6402e+04
      """,
    seeAlso: ["clock", "tic"], one: elapsedTime),
  Builtin(
    "d = date", "Today as dd-mmm-yyyy.",
    examples: """
      >> numel(date)
      ans = 11
      """,
    seeAlso: ["datestr", "clock"]
  ) { call in
    try call.expect(0...0)
    return .string(
      DateText.text(CalendarTime(local: call.session.host.now), pattern: "dd-mmm-yyyy"))
  },
  Builtin(
    "n = datenum(year, month, day, hour, minute, second)\nn = datenum(v)\nn = datenum(s, pattern)",
    "The day number of a date; v has the parts of one date a row, s is text like \"2000-01-31\".",
    shapes: "v: n x 3 ... n x 6 -> n x 1",
    examples: """
      >> datenum(2000, 1, 1)
      ans = 730486
      """,
    seeAlso: ["datestr", "datevec", "now"], one: dayNumbers),
  Builtin(
    "v = datevec(n)\nv = datevec(s, pattern)",
    "Day numbers, or dates as text, taken apart into [year month day hour minute second].",
    shapes: "n: k elements -> k x 6",
    examples: """
      >> datevec(730736.25)
      ans =

         2000      9      7      6      0      0

      """,
    seeAlso: ["datenum", "datestr"], many: dateVector),
  Builtin(
    "s = datestr(n)\ns = datestr(n, pattern)",
    "Dates as text; the pattern is one of the numbers 0 to 31 or like yyyy-mm-dd HH:MM:SS.",
    shapes: "n: day numbers or rows of datevec",
    examples: """
      >> datestr(730736.65149, "yyyy-mm-dd HH:MM")
      ans = 2000-09-07 15:38
      """,
    seeAlso: ["datenum", "clock", "date"], one: dateText),
  Builtin(
    "[n, name] = weekday(d)", "The day of the week of a day number: 1 for Sunday.",
    examples: """
      >> [n, s] = weekday(728647)
      n = 2
      s = Mon
      """,
    seeAlso: ["datenum"], many: dayOfWeek),
  Builtin(
    "t = is_leap_year(year)", "Whether the year has a 29th of February.",
    examples: """
      >> is_leap_year([1900 2000 2024])
      ans =

        0  1  1

      """,
    seeAlso: ["eomday"]
  ) { call in
    try call.expect(0...1)
    let years =
      try call.count == 1
      ? call.matrix(0)
      : Matrix(scalar: Double(CalendarTime(local: call.session.host.now).year))
    return try .truths(years.converted(isLeapYear))
  },
  Builtin(
    "d = addtodate(d, q, f)",
    "Day numbers q units later; f is year, month, day, hour, minute, second or millisecond.",
    examples: """
      >> datestr(addtodate(datenum(2024, 1, 31), 1, "month"))
      ans = 29-Feb-2024
      """,
    seeAlso: ["datenum", "eomday"], one: laterDays),
  Builtin(
    "d = eomday(year, month)", "The number of the month's last day.",
    examples: """
      >> eomday(2024, 2)
      ans = 29
      """,
    seeAlso: ["is_leap_year"]
  ) { call in
    try call.expect(2...2)
    let (year, month) = (try call.scalar(0), try call.integer(1))
    guard (1...12).contains(month) else { throw call.error("month must be 1 to 12") }
    let days = [31, isLeapYear(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return .count(days[month - 1])
  },
]

private func isLeapYear(_ year: Double) -> Bool {
  let isMultiple = { (n: Double) in year.truncatingRemainder(dividingBy: n) == 0 }
  return (isMultiple(4) && !isMultiple(100)) || isMultiple(400)
}

private func components(_ time: CalendarTime) -> [Double] {
  [time.year, time.month, time.day, time.hour, time.minute].map(Double.init) + [time.second]
}

private func elapsedTime(_ call: Call) throws -> Value {
  try call.expect(2...2)
  let ends = try (0...1).map { index in
    let times = try call.matrix(index)
    guard times.shape.isMatrix, times.columns == 6 else {
      throw call.error("T\(2 - index) must be a vector like clock's")
    }
    return try (0..<times.rows).map { row in
      (
        day: try dayNumber((0..<3).map { times[row, $0] }, call),
        second: (times[row, 3] * 60 + times[row, 4]) * 60 + times[row, 5]
      )
    }
  }
  let count = max(ends[0].count, ends[1].count)
  guard ends.allSatisfy({ $0.count == count || $0.count == 1 }) else {
    throw call.error("T2 and T1 must have as many rows")
  }
  // Days and seconds apart: a day number has no room for microseconds.
  return try .column(
    (0..<count).map { row in
      let (later, earlier) = (
        ends[0][ends[0].count == 1 ? 0 : row], ends[1][ends[1].count == 1 ? 0 : row]
      )
      return (later.day - earlier.day) * 86_400 + later.second - earlier.second
    })
}

private func dayNumbers(_ call: Call) throws -> Value {
  try call.expect(1...6)
  let pattern = call.count == 2 && call[1].isChar ? call[1].text : nil
  if let written = try writtenTimes(call, 0, pattern: pattern) {
    return try .column(written.map(\.dayNumber))
  }
  if call.count == 1 {
    let rows = try call.matrix(0)
    if rows.columns < 3 { return .matrix(rows) }
    return try .column(dateRows(rows, call))
  }
  let parts = try (0..<call.count).map { try call.matrix($0) }
  let shape = parts.first { !$0.isScalar }?.shape ?? .scalar
  guard parts.allSatisfy({ $0.isScalar || $0.shape == shape }) else {
    throw call.error("all inputs must be of the same size or scalars")
  }
  let numbers = try (0..<shape.count).map { index in
    try dayNumber(parts.map { $0.isScalar ? $0[0] : $0[index] }, call)
  }
  return .matrix(try Matrix(shape, numbers))
}

/// The day number of each row [year month day hour minute second].
private func dateRows(_ rows: Matrix<Double>, _ call: Call) throws -> [Double] {
  guard (3...6).contains(rows.columns), rows.shape.isMatrix else {
    throw call.error("expected date vector containing [YEAR, MONTH, DAY, HOUR, MINUTE, SECOND]")
  }
  return try (0..<rows.rows).map { row in
    try dayNumber((0..<rows.columns).map { rows[row + $0 * rows.rows] }, call)
  }
}

/// The day number of year, month, day, hour, minute, second; what is missing is the first or zero.
private func dayNumber(_ parts: [Double], _ call: Call) throws -> Double {
  let part = { (index: Int, other: Double) in index < parts.count ? parts[index] : other }
  let month = part(1, 1)
  guard parts[0].magnitude < 1e7, month.magnitude < 1e7 else {
    throw call.error("the date is out of range")
  }
  let days = CalendarTime.days(
    year: Int(parts[0].rounded(.down)), month: Int(month.rounded(.down)), day: 1)
  let fraction = (part(3, 0) + (part(4, 0) + part(5, 0) / 60) / 60) / 24
  return Double(days + CalendarTime.epochDay) + part(2, 1) - 1 + fraction
}

/// The times that argument `index` spells, by the pattern that follows it or by a usual one; nil when it is no
/// text.
private func writtenTimes(
  _ call: Call, _ index: Int, pattern: String? = nil
) throws -> [CalendarTime]? {
  let value = call[index]
  var texts = value.isChar ? value.rowsOfText?.map { String(decoding: $0, as: UTF8.self) } : nil
  if value.isCell { texts = value.texts }
  guard let texts else { return nil }
  let thisYear = CalendarTime(local: call.session.host.now).year
  return try texts.map { text in
    let time = DateReading.time(
      in: text, patterns: pattern.map { [$0] } ?? DateReading.usualPatterns, thisYear: thisYear)
    guard let time else {
      throw EvaluationError(
        pattern == nil
          ? "datevec: none of the standard formats match the DATE string"
          : "datevec: DATE not parsed correctly with given format")
    }
    return time
  }
}

/// Argument `index` as calendar times: texts, rows of dates, or day numbers.
private func times(_ call: Call, _ index: Int) throws -> [CalendarTime] {
  if let written = try writtenTimes(call, index) { return written }
  let given = try call.matrix(index)
  let isRows =
    (given.columns == 6 || given.columns == 3) && given.shape.isMatrix
    && given.elements.prefix(given.rows).allSatisfy { $0 < 10_000 && $0 == $0.rounded() }
  let numbers = try isRows ? dateRows(given, call) : given.elements
  return try numbers.map { number in
    guard let time = CalendarTime(dayNumber: number) else {
      throw call.error("the date is out of range")
    }
    return time
  }
}

private func dateVector(_ call: Call) throws -> [Value] {
  try call.expect(1...2)
  let pattern = call.count > 1 ? try call.string(1) : nil
  let rows = try (writtenTimes(call, 0, pattern: pattern) ?? times(call, 0)).map(components)
  if call.outputCount > 1 {
    return try (0..<6).map { part in try .column(rows.map { $0[part] }) }
  }
  let columnMajor = (0..<6).flatMap { part in rows.map { $0[part] } }
  return [.matrix(try Matrix(Shape(rows.count, 6), columnMajor))]
}

private func dateText(_ call: Call) throws -> Value {
  try call.expect(1...2)
  let times = try times(call, 0)
  let pattern: String
  if call.count < 2 || call[1].isEmpty {
    // Midnights are shown without a clock.
    let isMidnights = times.allSatisfy { $0.hour == 0 && $0.minute == 0 && $0.second == 0 }
    pattern = DateText.standardPatterns[isMidnights ? 1 : 0]
  } else if let text = call[1].text {
    pattern = text
  } else {
    let number = try call.integer(1)
    guard DateText.standardPatterns.indices.contains(number) else {
      throw call.error("the pattern must be a text or a number from 0 to 31")
    }
    pattern = DateText.standardPatterns[number]
  }
  return try characterRows(times.map { DateText.text($0, pattern: pattern) })
}

/// Months end on their last day: one month after the 31st of January is the 29th of February; one year after
/// that is the first of March.
private func laterDays(_ call: Call) throws -> Value {
  try call.expect(3...3)
  let (days, amounts) = (try call.matrix(0), try call.matrix(1))
  let unit = try call.string(2)
  guard days.isScalar || amounts.isScalar || days.shape == amounts.shape else {
    throw call.error("all inputs must be of the same size or scalars")
  }
  let shape = days.isScalar ? amounts.shape : days.shape
  let units: [String: Double] = [
    "day": 1, "hour": 24, "minute": 1440, "second": 86_400, "millisecond": 86_400_000,
  ]
  let isCalendar = unit == "year" || unit == "month"
  guard isCalendar || units[unit] != nil else { throw call.error("Invalid time unit: \(unit)") }
  let later = try (0..<shape.count).map { index -> Double in
    let (day, amount) = (days[days.isScalar ? 0 : index], amounts[amounts.isScalar ? 0 : index])
    if let parts = units[unit] { return day + amount / parts }
    guard let time = CalendarTime(dayNumber: day), amount.magnitude < 1e6 else {
      throw call.error("the date is out of range")
    }
    let months = time.month - 1 + Int(amount) * (unit == "year" ? 12 : 1)
    var days = CalendarTime.days(year: time.year, month: months + 1, day: time.day)
    if unit == "month" {
      days = min(days, CalendarTime.days(year: time.year, month: months + 2, day: 1) - 1)
    }
    return Double(days + CalendarTime.epochDay) + day - day.rounded(.down)
  }
  return .matrix(try Matrix(shape, later))
}

private func dayOfWeek(_ call: Call) throws -> [Value] {
  try call.expect(1...1)
  let shape = call[0].shape
  let days = try times(call, 0).map(\.weekday)
  let numbers = days.map { Double($0 + 1) }
  let first =
    numbers.count == shape.count
    ? Value.matrix(try Matrix(shape, numbers)) : try .column(numbers)
  guard call.outputCount > 1 else { return [first] }
  let names = days.map { String(CalendarTime.dayNames[$0].prefix(3)) }
  return [first, try characterRows(names)]
}

/// Texts of the same length as the rows of a character matrix; shorter ones are filled with blanks.
private func characterRows(_ texts: [String]) throws -> Value {
  let rows = texts.map { Array($0.utf8) }
  let width = rows.map(\.count).max() ?? 0
  let matrix = try Matrix<UInt8>(Shape(rows.count, width)) { target in
    for (r, row) in rows.enumerated() {
      for c in 0..<width {
        target.initializeElement(
          at: r + c * rows.count, to: c < row.count ? row[c] : UInt8(ascii: " "))
      }
    }
  }
  return .char(matrix, doubleQuoted: false)
}
