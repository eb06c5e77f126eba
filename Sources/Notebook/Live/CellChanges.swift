import Syntax

/// Finds out from where an edited notebook must run again.
public enum CellChanges {
  /// The number of the first cell that must run again; nil when the changes make no difference.
  ///
  /// - Parameters:
  ///   - runs: what the old cells gave; nil for one that has not run.
  public static func first(
    from old: [NotebookCell], runs: [CellRun?], to new: [NotebookCell]
  ) -> Int? {
    var first = 0
    while first < old.count, first < new.count,
      isSame(old[first], new[first], runs[first])
    {
      first += 1
    }
    // Functions are known to all cells: those before that use a changed one must run too.
    let changed = changedFunctions(from: old, to: new, describedBy: \.text)
    // One that only moved matters to those that told a place in it.
    let moved = changedFunctions(from: old, to: new, describedBy: \.line)
    first =
      new[..<first].indices.first { index in
        let words = new[index].code.words
        return !changed.isDisjoint(with: words)
          || (tellsPlaces(runs[index]) && !moved.isDisjoint(with: words))
      } ?? first
    return first == old.count && first == new.count ? nil : first
  }

  /// Whether a cell would give the same in the same workspace. Places in messages are part of that, and
  /// functions keep theirs for later messages.
  private static func isSame(_ old: NotebookCell, _ new: NotebookCell, _ run: CellRun?) -> Bool {
    guard old.code == new.code else { return false }
    if old.line == new.line { return true }
    return !tellsPlaces(run) && new.program.functions.isEmpty && !new.code.contains("@(")
  }

  /// Whether what a cell gave names lines of the file.
  private static func tellsPlaces(_ run: CellRun?) -> Bool {
    run?.outputs.contains { output in
      switch output.kind {
      case .error, .message: true
      case .text, .figure, .formula: false
      }
    } ?? false
  }

  /// A function as it stands in a file.
  private struct Definition {
    let text: String
    let line: Int
  }

  /// The names of functions that were added, removed or whose `aspect` changed, and of those that use them.
  private static func changedFunctions<Aspect: Equatable>(
    from old: [NotebookCell], to new: [NotebookCell],
    describedBy aspect: (Definition) -> Aspect
  ) -> Set<String> {
    let (before, after) = (functions(of: old), functions(of: new))
    var changed = Set(before.keys).union(after.keys).filter {
      before[$0].map(aspect) != after[$0].map(aspect)
    }
    if changed.isEmpty { return changed }
    let users = after.map { (name: $0.key, words: $0.value.text.words) }
    while true {
      let more = users.filter { !changed.contains($0.name) && !changed.isDisjoint(with: $0.words) }
      if more.isEmpty { return changed }
      changed.formUnion(more.map(\.name))
    }
  }

  private static func functions(of cells: [NotebookCell]) -> [String: Definition] {
    var definitions: [String: Definition] = [:]
    for cell in cells {
      let source = cell.program.source
      for function in cell.program.functions {
        definitions[function.name] = Definition(
          text: source.text(function.span), line: source.position(of: Int(function.span.start)).line
        )
      }
    }
    return definitions
  }
}

extension String {
  /// The words in a text that may be names.
  fileprivate var words: Set<String> {
    Set(split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
  }
}
