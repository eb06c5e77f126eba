import Evaluation
import Glibc
import Matrices

/// Points of time taken apart into structs, and texts of them.
let timeStructs: [Builtin] = [
  Builtin(
    "tm = localtime(t)", "The parts of a time (seconds since 1970) on the clocks here",
    examples: """
      >> isfield(localtime(0), "hour")
      ans = 1
      """, seeAlso: ["gmtime", "strftime", "mktime"],
    one: { try brokenDown($0, isLocal: true) }),
  Builtin(
    "tm = gmtime(t)", "The parts of a time (seconds since 1970) in Greenwich",
    shapes:
      "usec, sec, min, hour, mday, mon (0..11), year (since 1900), wday, yday, isdst, gmtoff, zone",
    examples: """
      >> gmtime(0).year
      ans = 70
      """, seeAlso: ["localtime", "strftime"],
    one: { try brokenDown($0, isLocal: false) }),
  Builtin(
    "t = mktime(tm)", "The seconds since 1970 of a time of the clocks here",
    examples: """
      >> mktime(localtime(86400))
      ans = 86400
      """, seeAlso: ["localtime"],
    one: { call in
      try call.expect(1...1)
      var time = try parts(call, 0, "TM_STRUCT argument must be a structure")
      guard case .structure(let s) = call[0] else { throw call.invalidCall }
      let micros = s["usec"]?.scalar ?? 0
      return .number(Double(Glibc.mktime(&time)) + micros / 1e6)
    }),
  Builtin(
    "strftime(template, tm)", "A time as text by C's template: %Y-%m-%d %H:%M:%S and others",
    examples: """
      >> strftime("%Y-%m-%d", gmtime(0))
      ans = 1970-01-01
      """, seeAlso: ["localtime", "datestr"], one: timeText),
  Builtin(
    "asctime(tm)", "A time as text: Thu Jan 01 00:00:00 1970, with a line end",
    examples: """
      >> strtrim(asctime(gmtime(0)))
      ans = Thu Jan 01 00:00:00 1970
      """, seeAlso: ["ctime", "strftime"],
    one: { call in
      try call.expect(1...1)
      var time = try parts(call, 0, "TM_STRUCT must be a structure")
      return .bytes(try formatted("%a %b %d %H:%M:%S %Y\n", &time))
    }),
  Builtin(
    "ctime(t)", "Seconds since 1970 as text on the clocks here, with a line end",
    examples: """
      >> length(ctime(0))
      ans = 25
      """, seeAlso: ["asctime", "localtime"],
    one: { call in
      try call.expect(1...1)
      var seconds = try wholeSeconds(call)
      var time = tm()
      localtime_r(&seconds, &time)
      return .bytes(try formatted("%a %b %d %H:%M:%S %Y\n", &time))
    }),
]

private func wholeSeconds(_ call: Call) throws -> time_t {
  let seconds = try call.scalar(0)
  guard seconds.magnitude < 1e15 else { throw call.error("T is beyond all calendars") }
  return time_t(seconds.rounded(.down))
}

private func brokenDown(_ call: Call, isLocal: Bool) throws -> Value {
  try call.expect(1...1)
  var seconds = try wholeSeconds(call)
  let fraction = try call.scalar(0) - Double(seconds)
  var time = tm()
  if isLocal { localtime_r(&seconds, &time) } else { gmtime_r(&seconds, &time) }
  let zone = time.tm_zone.map { String(cString: $0) } ?? ""
  func number(_ x: Int32) -> Value { .number(Double(x)) }
  return .structure(
    StructArray([
      ("usec", .number((fraction * 1e6).rounded())), ("sec", number(time.tm_sec)),
      ("min", number(time.tm_min)), ("hour", number(time.tm_hour)),
      ("mday", number(time.tm_mday)), ("mon", number(time.tm_mon)),
      ("year", number(time.tm_year)), ("wday", number(time.tm_wday)),
      ("yday", number(time.tm_yday)), ("isdst", number(time.tm_isdst)),
      ("gmtoff", .number(Double(time.tm_gmtoff))), ("zone", .string(zone)),
    ]))
}

/// The C struct behind argument `index`.
private func parts(_ call: Call, _ index: Int, _ complaint: String) throws -> tm {
  guard case .structure(let s) = call[index] else { throw call.error(complaint) }
  func number(_ name: String) throws -> Int32 {
    guard let x = s[name]?.scalar, let n = Int32(exactly: x.rounded(.towardZero)) else {
      throw call.error("invalid TM_STRUCT argument")
    }
    return n
  }
  var time = tm()
  time.tm_sec = try number("sec")
  time.tm_min = try number("min")
  time.tm_hour = try number("hour")
  time.tm_mday = try number("mday")
  time.tm_mon = try number("mon")
  time.tm_year = try number("year")
  time.tm_wday = try number("wday")
  time.tm_yday = try number("yday")
  time.tm_isdst = try number("isdst")
  time.tm_gmtoff = Int(s["gmtoff"]?.scalar ?? 0)
  return time
}

private func formatted(_ template: String, _ time: inout tm) throws -> [UInt8] {
  var size = 256
  // A template may stand for an empty text: a byte behind it tells that it fitted.
  while size < 1 << 20 {
    var buffer = [CChar](repeating: 0, count: size)
    let length = strftime(&buffer, size, template + " ", &time)
    if length > 0 { return buffer[..<(length - 1)].map { UInt8(bitPattern: $0) } }
    size *= 4
  }
  return []
}

private func timeText(_ call: Call) throws -> Value {
  try call.expect(2...2)
  let template = try call.string(0, orError: "FMT must be a string")
  var time = try parts(call, 1, "TM_STRUCT must be a structure")
  guard case .structure(let s) = call[1] else { throw call.invalidCall }
  guard let zone = s["zone"]?.text else { return .bytes(try formatted(template, &time)) }
  return try zone.withCString { pointer in
    time.tm_zone = pointer
    return .bytes(try formatted(template, &time))
  }
}
