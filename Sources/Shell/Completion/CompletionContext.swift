/// What is being typed at the cursor, as far as completion has to know. Offsets are bytes of the line.
struct CompletionContext: Equatable {
  enum Kind: Equatable {
    /// `:und`
    case command
    /// `\The`
    case letter
    /// Inside a string: the name of a file.
    case file
    /// `s.a.na`: the fields of what stands before the last dot.
    case field(of: [String])
    /// A name; inside the parentheses of `function`, possibly one of its options.
    case name(function: String?)
  }
  let kind: Kind
  /// Where the word begins, and the word up to the cursor.
  let start: Int
  let word: String

  /// - Parameters:
  ///   - line: the text up to the cursor.
  init(_ line: [UInt8]) {
    if line.first == UInt8(ascii: ":") {
      let hasArgument = line.contains(UInt8(ascii: " "))
      let start = hasArgument ? (line.lastIndex(of: UInt8(ascii: " ")) ?? 0) + 1 : 0
      self.init(hasArgument ? .file : .command, line, from: start)
      return
    }
    let scan = Scan(line)
    if let start = scan.stringStart {
      self.init(.file, line, from: start)
      return
    }
    if let start = Self.letterStart(line) {
      self.init(.letter, line, from: start)
      return
    }
    var start = line.count
    while start > 0, isNameByte(line[start - 1]) { start -= 1 }
    if let owner = Self.owner(line, before: start) {
      self.init(.field(of: owner), line, from: start)
    } else {
      self.init(.name(function: scan.calls.last ?? nil), line, from: start)
    }
  }

  /// The name before the innermost parenthesis that is open at the end of a text; nil where nothing is called.
  static func call(in text: [UInt8]) -> (name: String, arguments: Int)? {
    let scan = Scan(text)
    guard let name = scan.calls.last ?? nil else { return nil }
    return (name, scan.commas.last ?? 0)
  }

  private init(_ kind: Kind, _ line: [UInt8], from start: Int) {
    self.kind = kind
    self.start = start
    word = String(decoding: line[start...], as: UTF8.self)
  }

  /// Where `\name` begins, when the text ends with one.
  private static func letterStart(_ line: [UInt8]) -> Int? {
    var start = line.count
    while start > 0, isNameByte(line[start - 1]) || "^+-=()".utf8.contains(line[start - 1]) {
      start -= 1
    }
    guard start > 0, line[start - 1] == UInt8(ascii: "\\"), start < line.count else { return nil }
    let name = String(decoding: line[start...], as: UTF8.self)
    return LetterNames.names(beginningWith: name).isEmpty ? nil : start - 1
  }

  /// The names before the dot at `start - 1`: `["s", "a"]` in `x = s.a.`.
  private static func owner(_ line: [UInt8], before start: Int) -> [String]? {
    var names: [String] = []
    var end = start
    while end > 0, line[end - 1] == UInt8(ascii: ".") {
      var begin = end - 1
      while begin > 0, isNameByte(line[begin - 1]) { begin -= 1 }
      guard begin < end - 1, !isDigit(line[begin]) else { return nil }
      names.insert(String(decoding: line[begin..<end - 1], as: UTF8.self), at: 0)
      end = begin
    }
    return names.isEmpty ? nil : names
  }
}

/// One walk over the text before the cursor: is it inside a string, and inside the calls of what?
private struct Scan {
  /// Where the open string's contents begin.
  var stringStart: Int?
  /// What stands before each open parenthesis; nil where nothing is called.
  var calls: [String?] = []
  /// The commas in each of them so far.
  var commas: [Int] = []

  init(_ line: [UInt8]) {
    var index = 0
    while index < line.count {
      let byte = line[index]
      switch byte {
      case UInt8(ascii: "%"), UInt8(ascii: "#"):
        while index < line.count, line[index] != UInt8(ascii: "\n") { index += 1 }
      case UInt8(ascii: "\""):
        index = skipString(line, from: index)
      case UInt8(ascii: "'") where !Self.isTranspose(line, at: index):
        index = skipString(line, from: index)
      case UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: "["):
        calls.append(byte == UInt8(ascii: "(") ? Self.name(in: line, before: index) : nil)
        commas.append(0)
      case UInt8(ascii: ")"), UInt8(ascii: "}"), UInt8(ascii: "]"):
        _ = calls.popLast()
        _ = commas.popLast()
      case UInt8(ascii: ","):
        if let last = commas.indices.last { commas[last] += 1 }
      default: break
      }
      index += 1
    }
  }

  /// The index of the closing quote; the end when the string is still open.
  private mutating func skipString(_ line: [UInt8], from start: Int) -> Int {
    let quote = line[start]
    var index = start + 1
    while index < line.count, line[index] != quote {
      // A string ends with its line.
      if line[index] == UInt8(ascii: "\n") { return index }
      if quote == UInt8(ascii: "\""), line[index] == UInt8(ascii: "\\") { index += 1 }
      index += 1
    }
    if index >= line.count { stringStart = start + 1 }
    return index
  }

  /// After a name, a number or a closing bracket a quote transposes.
  private static func isTranspose(_ line: [UInt8], at index: Int) -> Bool {
    guard index > 0 else { return false }
    let before = line[index - 1]
    return isNameByte(before) || ")]}'.".utf8.contains(before)
  }

  private static func name(in line: [UInt8], before end: Int) -> String? {
    var start = end
    while start > 0, isNameByte(line[start - 1]) { start -= 1 }
    return start < end ? String(decoding: line[start..<end], as: UTF8.self) : nil
  }
}

/// Letters, digits, underscores and the bytes of letters beyond ASCII.
func isNameByte(_ byte: UInt8) -> Bool {
  isDigit(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}

func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
