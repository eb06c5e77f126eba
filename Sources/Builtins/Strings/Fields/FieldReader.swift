import Evaluation
import Matrices

/// Reads text field by field into columns, as a format says.
struct FieldReader {
  private let text: [UInt8]
  private let format: FieldFormat
  private let options: FieldOptions
  /// Where reading stands.
  private(set) var position = 0
  private(set) var columns: [FieldColumn]

  init(_ text: [UInt8], _ format: FieldFormat, _ options: FieldOptions) {
    (self.text, self.format, self.options) = (text, format, options)
    columns = format.conversions.filter(\.hasColumn).map { FieldColumn($0) }
    for _ in 0..<options.headerLines { skipLine() }
  }

  /// Uses the format again and again, `most` times at most; stops where the text does not fit.
  mutating func read(most: Int) throws {
    var count = 0
    while count < most {
      skipGaps()
      guard position < text.count else { return }
      let start = position
      guard readLine() else { return }
      if position == start { return }
      count += 1
      if count % 4096 == 0 { try Interrupt.check() }
    }
  }

  /// The format once; false when the text has ended or does not fit.
  private mutating func readLine() -> Bool {
    var column = 0
    for conversion in format.conversions {
      if case .literal(let literal) = conversion.kind {
        skipBlanks()
        if text[position...].starts(with: literal) { position += literal.count }
        continue
      }
      skipBlanks()
      guard position < text.count, let field = field(conversion) else { return false }
      if conversion.hasColumn {
        columns[column].append(field, empty: options.emptyValue)
        column += 1
      }
      passDelimiter(after: conversion)
    }
    return true
  }

  // MARK: - Gaps

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 }

  /// Blanks, and where blanks delimit also line ends.
  private mutating func skipBlanks() {
    while position < text.count {
      let byte = text[position]
      let isGap =
        options.blanks.contains(byte) && delimiter() == 0
        || options.delimiters.isEmpty && isLineEnd(byte)
      if isGap { position += 1 } else if !skipComment() { return }
    }
  }

  /// Blanks, comments and empty lines before a line of fields.
  private mutating func skipGaps() {
    while position < text.count {
      let byte = text[position]
      if options.blanks.contains(byte) && delimiter() == 0 || isLineEnd(byte) {
        position += 1
      } else if !skipComment() {
        return
      }
    }
  }

  private mutating func skipLine() {
    while position < text.count, text[position] != 10 { position += 1 }
    position = min(text.count, position + 1)
  }

  private mutating func skipComment() -> Bool {
    guard let opening = options.comments.first, !opening.isEmpty,
      text[position...].starts(with: opening)
    else { return false }
    guard options.comments.count > 1, let closing = options.comments.last else {
      while position < text.count, !isLineEnd(text[position]) { position += 1 }
      return true
    }
    while position < text.count, !text[position...].starts(with: closing) { position += 1 }
    position = min(text.count, position + closing.count)
    return true
  }

  /// The length of the delimiter that stands here; 0 for none.
  private func delimiter() -> Int {
    guard position < text.count else { return 0 }
    return options.delimiters.reduce(0) { longest, each in
      text[position...].starts(with: each) ? max(longest, each.count) : longest
    }
  }

  /// A field ends at a delimiter or a line end, which is passed; one of fixed width ends anywhere.
  private mutating func passDelimiter(after conversion: FieldConversion) {
    guard !options.delimiters.isEmpty else { return }
    skipBlanks()
    var length = delimiter()
    if length == 0 {
      if position < text.count, text[position] == 13 { position += 1 }
      if position < text.count, text[position] == 10 { position += 1 }
      return
    }
    repeat {
      position += length
      skipBlanks()
      length = delimiter()
    } while options.mergesDelimiters && length > 0
  }

  // MARK: - Fields

  /// The field that begins here; nil when it is none of its kind.
  private mutating func field(_ conversion: FieldConversion) -> FieldColumn.Field? {
    if !options.delimiters.isEmpty, delimiter() > 0 || isLineEnd(text[position]) { return .empty }
    switch conversion.kind {
    case .number: return number(conversion.width).map { .number($0) }
    case .quoted where text[position] == UInt8(ascii: "\""): return .text(quotedText())
    case .text, .quoted: return .text(plainText(conversion.width))
    case .set(let set, let isNegated):
      let taken = text[position...].prefix(conversion.width).prefix {
        set.contains($0) != isNegated
      }
      position += taken.count
      return taken.isEmpty ? nil : .text(Array(taken))
    case .literal: return nil
    }
  }

  private mutating func plainText(_ width: Int) -> [UInt8] {
    let start = position
    while position < text.count, position - start < width {
      let byte = text[position]
      if isLineEnd(byte) { break }
      if options.delimiters.isEmpty ? options.blanks.contains(byte) : delimiter() > 0 { break }
      position += 1
    }
    var field = Array(text[start..<position])
    while let last = field.last, options.blanks.contains(last) { field.removeLast() }
    return field
  }

  /// The inside of double quotes, of which two stand for one.
  private mutating func quotedText() -> [UInt8] {
    var field: [UInt8] = []
    position += 1
    while position < text.count {
      let byte = text[position]
      position += 1
      if byte == UInt8(ascii: "\"") {
        guard position < text.count, text[position] == byte else { break }
        position += 1
      }
      field.append(byte)
    }
    return field
  }

  private mutating func number(_ width: Int) -> Double? {
    let end = min(text.count, width > text.count ? text.count : position + width)
    var index = position
    func byte() -> UInt8 { index < end ? text[index].lowered : 0 }
    if byte() == UInt8(ascii: "+") || byte() == UInt8(ascii: "-") { index += 1 }
    let isNegative = index > position && text[position] == UInt8(ascii: "-")
    for (word, value) in [("inf", Double.infinity), ("nan", .nan), ("na", missingValue)]
    where text[index..<end].prefix(word.utf8.count).map(\.lowered).elementsEqual(word.utf8) {
      position = index + word.utf8.count
      return isNegative ? -value : value
    }
    func skipDigits() -> Bool {
      let start = index
      while byte().isDigit { index += 1 }
      return index > start
    }
    var hasDigits = skipDigits()
    if byte() == UInt8(ascii: ".") {
      index += 1
      hasDigits = skipDigits() || hasDigits
    }
    guard hasDigits else { return nil }
    let mantissa = index
    if byte() == UInt8(ascii: "e") || byte() == UInt8(ascii: "d") {
      index += 1
      if byte() == UInt8(ascii: "+") || byte() == UInt8(ascii: "-") { index += 1 }
      if !skipDigits() { index = mantissa }
    }
    let spelled = text[position..<index].map { $0.lowered == UInt8(ascii: "d") ? 101 : $0 }
    position = index
    return decimal(spelled)
  }
}

/// The values that one conversion has read.
struct FieldColumn {
  enum Field {
    case number(Double)
    case text([UInt8])
    case empty
  }
  private(set) var numbers: [Double] = []
  private(set) var texts: [[UInt8]] = []
  /// The class of numbers; nil for texts.
  let target: ValueClass?

  init(_ conversion: FieldConversion) {
    if case .number(let target) = conversion.kind { self.target = target } else { target = nil }
  }

  mutating func append(_ field: Field, empty: Double) {
    switch field {
    case .number(let x): numbers.append(x)
    case .text(let text): texts.append(text)
    case .empty: if target == nil { texts.append([]) } else { numbers.append(empty) }
    }
  }

  /// A column of numbers of the class, or a column cell of texts.
  func value() throws -> Value {
    guard let target else { return try .textCell(texts, shape: Shape(texts.count, 1)) }
    let column = try Value.column(numbers)
    return try column.converted(to: target) ?? column
  }
}
