import CPCRE2
import Evaluation
import Matrices

/// A pattern compiled by PCRE2, with the options and the small liberties of Octave's `regexp`.
final class RegularExpression {
  /// What the option words of `regexp` set.
  struct Options {
    var ignoresCase = false
    var lineAnchors = false
    var freeSpacing = false
    var dotMatchesNewline = true
    var emptyMatches = false
    var once = false
  }

  /// One match: its place, and the place of every group that took part.
  struct Match {
    var range: Range<Int>
    var groups: [Range<Int>?]
  }

  let options: Options
  private let code: OpaquePointer
  private let caller: String
  /// The names of groups in the order of their first appearance, each with the groups that bear it.
  let names: [(name: String, groups: [Int])]

  /// - Parameter caller: the function that messages name.
  /// - Throws: Octave's error for a malformed pattern.
  init(_ pattern: [UInt8], options: Options, caller: String) throws {
    self.options = options
    self.caller = caller
    var flags = UInt32(PCRE2_UTF) | UInt32(PCRE2_DUPNAMES)
    if options.ignoresCase { flags |= UInt32(PCRE2_CASELESS) }
    if options.lineAnchors { flags |= UInt32(PCRE2_MULTILINE) }
    if options.freeSpacing { flags |= UInt32(PCRE2_EXTENDED) }
    if options.dotMatchesNewline { flags |= UInt32(PCRE2_DOTALL) }
    var failure: Int32 = 0
    var position = 0
    let compiled = pattern.withUnsafeBufferPointer { text in
      pcre2_compile_8(text.baseAddress, text.count, flags, &failure, &position, nil)
    }
    guard let compiled else {
      throw EvaluationError(
        "\(caller): \(RegularExpression.message(failure)) at position \(position) of expression")
    }
    code = compiled
    names = RegularExpression.names(in: compiled)
  }

  deinit { pcre2_code_free_8(code) }

  /// All matches in `text` from left to right, or the first one when the options say `once`.
  func matches(in text: [UInt8]) throws -> [Match] {
    guard let data = pcre2_match_data_create_from_pattern_8(code, nil),
      let context = pcre2_match_context_create_8(nil)
    else { throw EvaluationError("out of memory or dimension too large for Octave's index type") }
    defer {
      pcre2_match_data_free_8(data)
      pcre2_match_context_free_8(context)
    }
    // A pattern that backtracks without end must cost an error, not the session.
    pcre2_set_match_limit_8(context, 20_000_000)
    pcre2_set_heap_limit_8(context, 512 << 10)
    var found: [Match] = []
    var start = 0
    var flags: UInt32 = 0
    while start <= text.count {
      try Interrupt.check()
      let count = text.withUnsafeBufferPointer { subject in
        pcre2_match_8(code, subject.baseAddress, subject.count, start, flags, data, context)
      }
      if count == PCRE2_ERROR_NOMATCH { break }
      guard count > 0 else { throw failure(count) }
      flags = UInt32(PCRE2_NO_UTF_CHECK)
      let match = Match(data)
      if !match.range.isEmpty || options.emptyMatches { found.append(match) }
      if options.once, !found.isEmpty { break }
      start = match.range.upperBound
      if start == text.count, !match.range.isEmpty { break }
      if match.range.isEmpty {
        start += 1
        while start < text.count, text[start] & 0xC0 == 0x80 { start += 1 }
      }
    }
    return found
  }

  private func failure(_ code: Int32) -> EvaluationError {
    if (PCRE2_ERROR_UTF8_ERR21...PCRE2_ERROR_UTF8_ERR1).contains(code) {
      return EvaluationError("\(caller): the input string is invalid UTF-8")
    }
    return EvaluationError(
      "\(caller): internal error calling pcre_match; error code from pcre_match is \(code)")
  }

  private static func message(_ code: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(code, &buffer, buffer.count)
    guard length > 0 else { return "error \(code)" }
    let text = String(decoding: buffer[..<Int(length)], as: UTF8.self)
    // PCRE2 says more than Octave's PCRE in two common cases.
    return switch text {
    case "missing closing parenthesis": "missing )"
    case "quantifier does not follow a repeatable item": "nothing to repeat"
    default: text
    }
  }

  /// The table of names that PCRE2 keeps: entries of two bytes group number and a terminated name.
  private static func names(in code: OpaquePointer) -> [(name: String, groups: [Int])] {
    var count: UInt32 = 0
    var size: UInt32 = 0
    var table: UnsafePointer<UInt8>?
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &size)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
    guard let table else { return [] }
    var groups: [String: [Int]] = [:]
    for entry in 0..<Int(count) {
      let base = table + entry * Int(size)
      let bytes = UnsafeBufferPointer(start: base + 2, count: Int(size) - 2)
      let name = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      groups[name, default: []].append(Int(base[0]) << 8 | Int(base[1]))
    }
    return groups.map { (name: $0.key, groups: $0.value.sorted()) }
      .sorted { ($0.groups.first ?? 0) < ($1.groups.first ?? 0) }
  }
}

extension RegularExpression.Match {
  /// Reads the offsets that a successful match left behind.
  fileprivate init(_ data: OpaquePointer) {
    let count = Int(pcre2_get_ovector_count_8(data))
    guard let offsets = pcre2_get_ovector_pointer_8(data) else {
      self.init(range: 0..<0, groups: [])
      return
    }
    func range(_ i: Int) -> Range<Int>? {
      let start = offsets[2 * i]
      let end = offsets[2 * i + 1]
      // Groups that took no part have the largest offsets, which are negative here.
      return start >= 0 && start <= end ? start..<end : nil
    }
    // `\K` can put the start of a match behind its end: such a match is empty.
    let end = max(0, offsets[1])
    let whole = range(0) ?? end..<end
    self.init(range: whole, groups: (1..<max(1, count)).map(range))
  }

  /// The groups that Octave gives as tokens: those that took part, save empty ones at the very start of
  /// the text and those that repeat the group before them.
  var tokens: [Range<Int>] {
    var kept: [Range<Int>] = []
    for (i, group) in groups.enumerated() {
      guard let group, group.upperBound > 0 else { continue }
      if i > 0, groups[i - 1] == group { continue }
      kept.append(group)
    }
    return kept
  }
}
