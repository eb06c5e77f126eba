/// An equation as a tree, for setting it in print. `Formula.parsed` reads the language's own notation.
indirect enum Formula: Equatable {
  case number(String)
  /// A letter with the layer it belongs to: `Theta1`, `a2`, `lambda`.
  case symbol(String, layer: String)
  case call(String, [Formula])
  /// Theta without its bias column, or another part: the index as written.
  case part(Formula, String)
  case transpose(Formula)
  case power(Formula, Formula)
  case negative(Formula)
  /// An operator or relation of the language.
  case binary(String, Formula, Formula)
  case group(Formula)
  /// `[1; x]` (stacked) or `[ones(m,1) X]`.
  case list([Formula], isStacked: Bool)
  /// `value where condition, else other`.
  case cases(Formula, Formula, Formula)
  /// What is no formula.
  case words(String)

  /// `text` as a tree; as words where it cannot be read.
  static func parsed(_ text: String) -> Formula {
    var reader = FormulaReader(text)
    return reader.all() ?? .words(text)
  }
}

/// Reads the notation that explanations use. Depth is bounded by the formulas, which are ours.
private struct FormulaReader {
  private let tokens: [String]
  private var next = 0

  init(_ text: String) { tokens = FormulaReader.tokens(text) }

  private static let operators = [":=", ".*", "./", ".^", ".'", "g'"]

  private static func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    var rest = text[...]
    while let first = rest.first {
      if first == " " {
        rest = rest.dropFirst()
        continue
      }
      var token = operators.first { rest.hasPrefix($0) } ?? String(first)
      if token.count == 1, first.isLetter || first.isNumber {
        token = word(rest, isNumber: first.isNumber)
      }
      tokens.append(token)
      rest = rest.dropFirst(token.count)
    }
    return tokens
  }

  /// `0.01`, `1e-05`, `Theta1`.
  private static func word(_ text: Substring, isNumber: Bool) -> String {
    var word = ""
    for character in text {
      let goesOn =
        character.isLetter || character.isNumber
        || (isNumber && (character == "." || (character == "-" && word.last == "e")))
      guard goesOn else { break }
      word.append(character)
    }
    return word
  }

  private var token: String? { next < tokens.count ? tokens[next] : nil }

  private mutating func take(_ expected: String) -> Bool {
    guard token == expected else { return false }
    next += 1
    return true
  }

  mutating func all() -> Formula? {
    guard let formula = relation(), token == nil else { return nil }
    return formula
  }

  private mutating func relation() -> Formula? {
    guard var left = sum() else { return nil }
    while let op = token, op == "=" || op == ":=" || op == ">" {
      next += 1
      guard let right = alternatives() else { return nil }
      left = .binary(op, left, right)
    }
    return left
  }

  private mutating func alternatives() -> Formula? {
    guard let value = sum() else { return nil }
    guard take("where") else { return value }
    guard let low = sum(), take(">"), let high = sum(), take(","), take("else"),
      let other = sum()
    else { return nil }
    return .cases(value, .binary(">", low, high), other)
  }

  private mutating func sum() -> Formula? {
    guard var left = product() else { return nil }
    while let op = token, op == "+" || op == "-" {
      next += 1
      guard let right = product() else { return nil }
      left = .binary(op, left, right)
    }
    return left
  }

  private mutating func product() -> Formula? {
    guard var left = unary() else { return nil }
    while let op = token, ["*", "/", ".*", "./"].contains(op) {
      next += 1
      guard let right = unary() else { return nil }
      left = .binary(op, left, right)
    }
    return left
  }

  private mutating func unary() -> Formula? {
    if take("-") { return unary().map { .negative($0) } }
    return power()
  }

  private mutating func power() -> Formula? {
    guard var base = postfix() else { return nil }
    while token == ".^" || token == "^" {
      next += 1
      guard let exponent = postfix() else { return nil }
      base = .power(base, exponent)
    }
    return base
  }

  private mutating func postfix() -> Formula? {
    guard var formula = primary() else { return nil }
    while true {
      if take("'") {
        formula = .transpose(formula)
      } else if token == "(", isIndex {
        var index = ""
        repeat {
          index += tokens[next]
          next += 1
        } while index.last != ")" && next < tokens.count
        formula = .part(formula, index)
      } else {
        return formula
      }
    }
  }

  /// Whether the parenthesis here holds an index: `(:,2:end)`, `(2:end)`, `(:)`.
  private var isIndex: Bool {
    guard let end = tokens[(next + 1)...].firstIndex(where: { $0 == "(" || $0 == ")" })
    else { return false }
    return tokens[end] == ")" && tokens[next..<end].contains(":")
  }

  private mutating func primary() -> Formula? {
    guard let word = token else { return nil }
    next += 1
    if word == "(" {
      guard let inner = sum(), take(")") else { return nil }
      return .group(inner)
    }
    if word == "[" { return list() }
    if word.first?.isNumber == true { return .number(word) }
    guard word.first?.isLetter == true else { return nil }
    if token == "(", !isIndex {
      next += 1
      return arguments().map { .call(word, $0) }
    }
    let name = word.prefix { !$0.isNumber }
    return .symbol(String(name), layer: String(word.dropFirst(name.count)))
  }

  private mutating func arguments() -> [Formula]? {
    var all: [Formula] = []
    while !take(")") {
      guard let argument = sum() else { return nil }
      all.append(argument)
      if !take(","), token != ")" { return nil }
    }
    return all
  }

  private mutating func list() -> Formula? {
    var all: [Formula] = []
    var isStacked = false
    while !take("]") {
      guard let entry = alternatives() else { return nil }
      all.append(entry)
      if take(";") { isStacked = true }
    }
    return .list(all, isStacked: isStacked)
  }
}
