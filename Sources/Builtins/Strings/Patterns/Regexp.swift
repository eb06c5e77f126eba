import Evaluation
import Matrices

let regularExpressions: [Builtin] = [
  Builtin(
    "[tok_start, tok_end, te, match, tokens, names, split] = regexp(str, pattern, ...)",
    "Where a regular expression matches, and what its groups hold",
    examples: #"""
      >> regexp("Theta12", '\d+', "match"){1}
      ans = 12
      >> regexp("rate=0.1", '(\w+)=([\d.]+)', "tokens", "once"){2}
      ans = 0.1
      >> regexp("layer 3", '(?<kind>\w+) (?<n>\d)', "names").n
      ans = 3
      """#,
    seeAlso: ["regexpi", "regexprep", "strfind", "strsplit"],
    many: { try runPattern($0, ignoresCase: false) }),
  Builtin(
    "[tok_start, tok_end, te, match, tokens, names, split] = regexpi(str, pattern, ...)",
    "Like regexp, taking capitals and small letters as the same",
    examples: """
      >> regexpi("ReLU", "relu", "match"){1}
      ans = ReLU
      """,
    seeAlso: ["regexp"], many: { try runPattern($0, ignoresCase: true) }),
  Builtin(
    "regexprep(str, pattern, replacement, ...)",
    "The text with matches of a regular expression replaced; $1 is the first group",
    examples: #"""
      >> regexprep("W1 W2", 'W(\d)', 'Theta$1')
      ans = Theta1 Theta2
      """#,
    seeAlso: ["regexp", "strrep"], one: replacePattern),
]

/// The outputs of `regexp` in their default order.
private enum PatternOutput: String, CaseIterable {
  case start, end
  case tokenExtents = "tokenextents"
  case match, tokens, names, split
}

private struct PatternRequest {
  var options = RegularExpression.Options()
  var outputs: [PatternOutput] = []
}

private func patternRequest(
  _ words: ArraySlice<Value>, _ call: Call, ignoresCase: Bool
) throws -> PatternRequest {
  var request = PatternRequest()
  request.options.ignoresCase = ignoresCase
  for value in words {
    guard let word = value.text?.lowercased() else {
      throw call.error("optional arguments must be strings")
    }
    if try request.options.set(word) { continue }
    // Longer spellings such as `matches` mean the same.
    guard let output = PatternOutput.allCases.first(where: { word.hasPrefix($0.rawValue) })
    else {
      throw call.error("unrecognized option")
    }
    request.outputs.append(output)
  }
  request.outputs += PatternOutput.allCases.filter { !request.outputs.contains($0) }
  return request
}

extension RegularExpression.Options {
  /// Takes one option word; false when it is none.
  fileprivate mutating func set(_ word: String) throws -> Bool {
    switch word {
    case "once": once = true
    case "ignorecase": ignoresCase = true
    case "matchcase": ignoresCase = false
    case "lineanchors": lineAnchors = true
    case "stringanchors": lineAnchors = false
    case "freespacing": freeSpacing = true
    case "literalspacing": freeSpacing = false
    case "dotall": dotMatchesNewline = true
    case "dotexceptnewline": dotMatchesNewline = false
    case "emptymatch": emptyMatches = true
    case "noemptymatch": emptyMatches = false
    case "warnings": break
    default: return false
    }
    return true
  }
}

private func runPattern(_ call: Call, ignoresCase: Bool) throws -> [Value] {
  try call.expect(2...)
  let request = try patternRequest(call.arguments[2...], call, ignoresCase: ignoresCase)
  let outputs = Array(request.outputs.prefix(max(1, call.outputCount)))
  if !call[0].isCell, !call[1].isCell {
    return try match(call[0], call[1], request.options, outputs, call)
  }
  let texts = cellOrOne(call[0])
  let patterns = cellOrOne(call[1])
  guard texts.isScalar || patterns.isScalar || texts.shape == patterns.shape else {
    throw call.error("inconsistent cell array dimensions")
  }
  let shape = texts.isScalar ? patterns.shape : texts.shape
  var columns = [[Value]](repeating: [], count: outputs.count)
  for i in 0..<shape.count {
    let results = try match(
      texts[texts.isScalar ? 0 : i], patterns[patterns.isScalar ? 0 : i], request.options, outputs,
      call)
    for (k, result) in results.enumerated() { columns[k].append(result) }
  }
  return try columns.map { .cell(try Matrix(shape, $0)) }
}

private func cellOrOne(_ value: Value) -> Matrix<Value> {
  if case .cell(let c) = value { return c }
  return Matrix(scalar: value)
}

/// A text argument; numbers count as character codes, of several rows the first is used.
private func looseText(_ value: Value, _ call: Call) throws -> [UInt8] {
  if let bytes = value.bytes { return bytes }
  if let rows = value.rowsOfText { return rows[0] }
  guard value.isNumeric || value.isLogical, let text = try value.converted(to: .char),
    let bytes = text.bytes
  else { throw call.error("all input arguments must be strings or cell arrays of strings") }
  return bytes
}

private func match(
  _ text: Value, _ pattern: Value, _ options: RegularExpression.Options,
  _ outputs: [PatternOutput], _ call: Call
) throws -> [Value] {
  let subject = try looseText(text, call)
  let source = PatternSource.prepared(try looseText(pattern, call), call)
  let expression = try RegularExpression(source, options: options, caller: call.name)
  let found = try expression.matches(in: subject)
  let report = PatternReport(subject: subject, expression: expression, matches: found)
  return try outputs.map { output in
    switch output {
    case .start: try report.places(\.lowerBound, offset: 1)
    case .end: try report.places(\.upperBound, offset: 0)
    case .tokenExtents: try report.tokenExtents
    case .match: try report.texts
    case .tokens: try report.tokens
    case .names: try report.names
    case .split: try report.split(isWhole: text.shape)
    }
  }
}

/// The results of one search, in the forms `regexp` gives them.
private struct PatternReport {
  let subject: [UInt8]
  let expression: RegularExpression
  let matches: [RegularExpression.Match]

  var once: Bool { expression.options.once }

  func places(_ end: KeyPath<Range<Int>, Int>, offset: Int) throws -> Value {
    let numbers = matches.map { Double($0.range[keyPath: end] + offset) }
    if once { return numbers.first.map { .number($0) } ?? .emptyMatrix }
    return try .row(numbers)
  }

  var tokenExtents: Value {
    get throws {
      let all = try matches.map { match -> Value in
        let tokens = match.tokens
        let numbers =
          tokens.map { Double($0.lowerBound + 1) } + tokens.map { Double($0.upperBound) }
        return .matrix(try Matrix(Shape(tokens.count, 2), numbers))
      }
      return try onceOrCell(all, none: .emptyMatrix)
    }
  }

  var texts: Value {
    get throws {
      try onceOrCell(matches.map { .bytes(Array(subject[$0.range])) }, none: .bytes([]))
    }
  }

  var tokens: Value {
    get throws {
      let all = try matches.map { match -> Value in
        let tokens = match.tokens.map { Array(subject[$0]) }
        if tokens.isEmpty, once { return .cell(Matrix(empty: .empty)) }
        let shape = once ? Shape(tokens.count, 1) : Shape(1, tokens.count)
        return try .textCell(tokens, shape: shape)
      }
      return try onceOrCell(all, none: .cell(Matrix(empty: .empty)))
    }
  }

  /// A struct with one field for each named group; an array of them for several matches.
  var names: Value {
    get throws {
      let used = once ? Array(matches.prefix(1)) : matches
      let shape = used.isEmpty ? Shape.empty : Shape(1, used.count)
      let columns = try expression.names.map { entry in
        try Matrix(
          shape,
          used.map { match -> Value in
            let range = entry.groups.lazy.compactMap { match.groups[$0 - 1] }.first
            return .bytes(range.map { Array(subject[$0]) } ?? [])
          })
      }
      return .structure(
        StructArray(shape: shape, names: expression.names.map(\.name), columns: columns))
    }
  }

  func split(isWhole shape: Shape) throws -> Value {
    let (parts, _) = pieces(of: subject, at: matches.map(\.range))
    if once, matches.isEmpty { return .bytes(subject) }
    return try .textCell(parts, shape: Shape(1, parts.count))
  }

  private func onceOrCell(_ all: [Value], none: Value) throws -> Value {
    if once { return all.first ?? none }
    return .cell(try Matrix(Shape(1, all.count), all))
  }
}

/// What `regexp` knows and replacing has no use for.
private let ignoredInReplacing: Set<String> = [
  "tokenize", "start", "end", "tokenextents", "match", "tokens", "names", "split", "warnings",
]

private func replacePattern(_ call: Call) throws -> Value {
  try call.expect(3...)
  var options = RegularExpression.Options()
  for value in call.arguments[3...] {
    guard let word = value.text?.lowercased(),
      try options.set(word) || ignoredInReplacing.contains(word)
    else {
      throw call.error("unrecognized option")
    }
  }
  let patterns = cellOrOne(call[1])
  let replacements = cellOrOne(call[2])
  guard replacements.isScalar || replacements.count == patterns.count else {
    throw call.error("inconsistent cell array dimensions")
  }
  var steps: [(RegularExpression, Replacement)] = []
  for i in 0..<patterns.count {
    let source = PatternSource.prepared(try looseText(patterns[i], call), call)
    let template = try looseText(replacements[replacements.isScalar ? 0 : i], call)
    steps.append(
      (
        try RegularExpression(source, options: options, caller: call.name),
        Replacement(template)
      ))
  }
  func change(_ value: Value) throws -> Value {
    var text = try looseText(value, call)
    var changed = false
    for (expression, replacement) in steps {
      let found = try expression.matches(in: text)
      if found.isEmpty { continue }
      text = replacement.applied(to: text, at: found)
      changed = true
    }
    // Text without characters comes back as '', of whatever size it was.
    return changed || text.isEmpty || value.bytes == nil ? .bytes(text) : value
  }
  guard case .cell(let c) = call[0] else { return try change(call[0]) }
  return .cell(try Matrix(c.shape, c.elements.map(change)))
}
