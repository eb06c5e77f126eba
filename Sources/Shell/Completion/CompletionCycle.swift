/// The completion that is going on: TAB first completes what all candidates share and lists them, each further TAB
/// puts the next one in.
struct CompletionCycle {
  let completions: Completions
  /// The candidate that was put in.
  private(set) var chosen: Int?
  /// The text as this left it; when it is another, the completion is over.
  private(set) var text: TypedText

  /// Nil when nothing can stand at the cursor.
  init?(_ completions: Completions, at text: TypedText) {
    guard !completions.candidates.isEmpty else { return nil }
    self.completions = completions
    self.text = text
  }

  /// Whether there is something to choose from.
  var isChoice: Bool { completions.candidates.count > 1 }

  /// Puts in what all candidates have in common.
  mutating func begin() -> Edit { put(commonBeginning) }

  mutating func next() -> Edit {
    let index = chosen.map { ($0 + 1) % completions.candidates.count } ?? 0
    chosen = index
    return put(completions.candidates[index])
  }

  mutating func previous() -> Edit {
    let count = completions.candidates.count
    let index = chosen.map { ($0 + count - 1) % count } ?? count - 1
    chosen = index
    return put(completions.candidates[index])
  }

  private mutating func put(_ word: String) -> Edit {
    let range = completions.start..<text.cursor
    var new = Array(word.utf8)
    // A word that is no beginning of any candidate (`\Th` of a letter) stays as it is.
    if new.count < range.count, chosen == nil, isChoice { new = Array(text.bytes[range]) }
    let edit = Edit(range: range, text: new, cursor: range.lowerBound + new.count)
    text.bytes.replaceSubrange(range, with: new)
    text.cursor = edit.cursor
    return edit
  }

  private var commonBeginning: String {
    var common = Substring(completions.candidates[0])
    for candidate in completions.candidates { common = common.commonPrefix(with: candidate) }
    return String(common)
  }
}

extension Substring {
  fileprivate func commonPrefix(with other: String) -> Substring {
    var (i, j) = (startIndex, other.startIndex)
    while i < endIndex, j < other.endIndex, self[i] == other[j] {
      i = index(after: i)
      j = other.index(after: j)
    }
    return self[..<i]
  }
}
