import Glibc

/// Reads values from a source as a template asks, the way C's `scanf` does.
struct Scanner {
  /// One value read: a number, or the characters of a text.
  enum Item {
    case number(Double)
    case text([UInt8])
  }

  let format: ScanFormat
  let source: any ByteSource
  /// How many conversions succeeded.
  private(set) var conversions = 0
  /// Whether the scan ended because the input did not fit (and not at its end).
  private(set) var failed = false

  init(_ format: ScanFormat, source: any ByteSource) {
    self.format = format
    self.source = source
  }

  /// Applies the template again and again until the input ends, does not fit, or `limit` values (a text
  /// of any length is one) were read.
  mutating func repeatedly(
    limit: Int, check: () throws -> Void
  ) throws -> [Item] {
    var items: [Item] = []
    guard format.hasConversions else { return [] }
    while true {
      try check()
      let before = source.taken
      for element in format.elements {
        guard items.count < limit else { return items }
        guard let item = apply(element) else { return items }
        if case .some(let kept) = item { items.append(kept) }
      }
      if source.peek() == nil || source.taken == before { return items }
    }
  }

  /// Applies the template once; an element for each conversion that keeps its value, nil where it failed.
  mutating func once() -> [Item?] {
    var items: [Item?] = []
    for element in format.elements {
      guard let item = apply(element) else { break }
      if case .some(let kept) = item { items.append(kept) }
    }
    let missing = format.keptCount - items.count
    return items + [Item?](repeating: nil, count: max(0, missing))
  }

  /// nil when the input does not fit; an inner nil when there is nothing to keep.
  private mutating func apply(_ element: ScanFormat.Element) -> Item?? {
    switch element {
    case .blanks:
      skipBlanks()
      return .some(nil)
    case .literal(let byte):
      // White space before a literal is not skipped: the template would say so.
      guard let next = source.peek() else { return nil }
      guard next == byte else {
        failed = true
        return nil
      }
      source.advance()
      return .some(nil)
    case .conversion(let kind, let width, let discards):
      guard let item = read(kind, width) else {
        failed = source.peek() != nil
        return nil
      }
      conversions += discards ? 0 : 1
      return .some(discards ? nil : item)
    }
  }

  private func read(_ kind: ScanFormat.Kind, _ width: Int?) -> Item? {
    let limit = width ?? Int.max
    switch kind {
    case .integer(let base, let largest):
      skipBlanks()
      return integer(base, limit).map { .number(min(max($0, -largest - 1), largest)) }
    case .real:
      skipBlanks()
      return real(limit).map { .number($0) }
    case .word:
      skipBlanks()
      let text = take(limit) { !$0.isBlank }
      return text.isEmpty ? nil : .text(text)
    case .characters:
      let text = take(width ?? 1) { _ in true }
      return text.isEmpty ? nil : .text(text)
    case .set(let members):
      let text = take(limit) { members[Int($0)] }
      return text.isEmpty ? nil : .text(text)
    }
  }

  private func skipBlanks() {
    while let byte = source.peek(), byte.isBlank { source.advance() }
  }

  private func take(_ limit: Int, while belongs: (UInt8) -> Bool) -> [UInt8] {
    var text: [UInt8] = []
    while text.count < limit, let byte = source.peek(), belongs(byte) {
      text.append(byte)
      source.advance()
    }
    return text
  }

  /// A whole number; nil base means `%i`.
  private func integer(_ base: Int?, _ limit: Int) -> Double? {
    var room = limit
    func takeOne(_ accepts: (UInt8) -> Bool) -> UInt8? {
      guard room > 0, let byte = source.peek(), accepts(byte) else { return nil }
      source.advance()
      room -= 1
      return byte
    }
    let sign = takeOne { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    var radix = base ?? 10
    var seen = false
    if base != 10, base != 8, takeOne({ $0 == UInt8(ascii: "0") }) != nil {
      seen = true
      if takeOne({ $0.lowered == UInt8(ascii: "x") }) != nil {
        radix = 16
        seen = false
      } else if base == nil {
        radix = 8
      }
    }
    var value = 0.0
    while let digit = takeOne({ ($0.digitValue ?? 99) < radix })?.digitValue {
      value = value * Double(radix) + Double(digit)
      seen = true
    }
    guard seen else { return nil }
    return sign == UInt8(ascii: "-") ? -value : value
  }

  /// A decimal number, `Inf`, `NaN` or `NA`.
  private func real(_ limit: Int) -> Double? {
    var text: [UInt8] = []
    func takeOne(_ accepts: (UInt8) -> Bool) -> Bool {
      guard text.count < limit, let byte = source.peek(), accepts(byte) else { return false }
      text.append(byte)
      source.advance()
      return true
    }
    func takeDigits() -> Bool {
      var any = false
      while takeOne(\.isDigit) { any = true }
      return any
    }
    _ = takeOne { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    if let first = source.peek()?.lowered, "in".utf8.contains(first) {
      while takeOne(\.isLetter) {}
      let number = Builtins.number(in: text)
      let word = String(decoding: text.filter(\.isLetter), as: UTF8.self).lowercased()
      return number.isInfinite || ["nan", "na"].contains(word) ? number : nil
    }
    let whole = takeDigits()
    let fraction = takeOne { $0 == UInt8(ascii: ".") } ? takeDigits() : false
    guard whole || fraction else { return nil }
    if takeOne({ $0.lowered == UInt8(ascii: "e") }) {
      _ = takeOne { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
      guard takeDigits() else { return nil }
    }
    return decimal(text)
  }
}
