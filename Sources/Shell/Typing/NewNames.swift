import Syntax

/// The names that a text itself gives a meaning to: by assignment, as parameters, loop variables and functions.
///
/// Found among tokens, since most texts at the prompt are not finished. A name counts as known when it looks so
/// anywhere in the text.
struct NewNames {
  private(set) var names: Set<String> = []

  private let tokens: [Token]
  private let source: Source

  init(_ tokens: [Token], _ source: Source) {
    self.tokens = tokens
    self.source = source
    var start = 0
    while start < tokens.count {
      let end = statementEnd(from: start)
      read(start..<end)
      start = max(end, start + 1)
    }
    for index in tokens.indices where text(index) == "@" { readParameters(after: index) }
  }

  private func text(_ index: Int) -> String {
    index < tokens.count ? source.text(tokens[index].span) : ""
  }

  private func isOperation(_ index: Int) -> Bool {
    index < tokens.count && tokens[index].kind == .operation
  }

  /// The token after the one that ends a statement, outside all brackets.
  private func statementEnd(from start: Int) -> Int {
    var depth = 0
    for index in start..<tokens.count {
      if index > start, depth == 0, isOnNewLine(index) { return index }
      guard isOperation(index) else { continue }
      switch text(index) {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth = max(0, depth - 1)
      case ";", ",": if depth == 0 { return index + 1 }
      default: break
      }
    }
    return tokens.count
  }

  private func isOnNewLine(_ index: Int) -> Bool {
    source.bytes[Int(tokens[index - 1].span.end)..<Int(tokens[index].span.start)]
      .contains(UInt8(ascii: "\n"))
  }

  private mutating func read(_ statement: Range<Int>) {
    var first = statement.lowerBound
    while first < statement.upperBound, tokens[first].kind == .keyword {
      switch text(first) {
      case "function", "global", "persistent", "catch":
        return add(statement)
      case "for", "parfor":
        let name = text(first + 1) == "(" ? first + 2 : first + 1
        if name < statement.upperBound { names.insert(text(name)) }
        return
      default: first += 1
      }
    }
    guard first < statement.upperBound else { return }
    let equal = assignment(in: first..<statement.upperBound)
    if text(first) == "[" {
      // What stands in brackets may yet be assigned to.
      let close = closing(first, before: statement.upperBound)
      if equal != nil || close.map({ $0 + 1 >= statement.upperBound }) ?? true {
        add(first..<(close ?? statement.upperBound))
      }
    } else if equal != nil, tokens[first].kind == .name {
      names.insert(text(first))
    }
    // `name = value` inside a call: an option.
    for index in first..<statement.upperBound
    where tokens[index].kind == .name && text(index + 1) == "=" {
      names.insert(text(index))
    }
  }

  private mutating func add(_ range: Range<Int>) {
    for index in range where tokens[index].kind == .name { names.insert(text(index)) }
  }

  /// An assignment sign outside brackets.
  private func assignment(in statement: Range<Int>) -> Int? {
    var depth = 0
    for index in statement where isOperation(index) {
      switch text(index) {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      case "=": if depth == 0 { return index }
      default: break
      }
    }
    return nil
  }

  private func closing(_ open: Int, before end: Int) -> Int? {
    var depth = 0
    for index in open..<end where isOperation(index) {
      switch text(index) {
      case "(", "[", "{": depth += 1
      case ")", "]", "}":
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
    }
    return nil
  }

  private mutating func readParameters(after at: Int) {
    guard text(at + 1) == "(" else { return }
    add(at + 1..<(closing(at + 1, before: tokens.count) ?? tokens.count))
  }
}
