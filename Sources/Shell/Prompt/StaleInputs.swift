import Evaluation
import Plots
import Syntax

/// Finds out which inputs no longer fit what they set, after the text of one was changed.
struct StaleInputs {
  private var entries: [Timeline<PromptState>.Entry]
  /// The states before and after each input, where they are known.
  private let states: (Int) -> (PromptState, PromptState)?

  init(
    in entries: [Timeline<PromptState>.Entry],
    statesAround states: @escaping (Int) -> (PromptState, PromptState)?
  ) {
    self.entries = entries
    self.states = states
  }

  /// The inputs with the changed one; it and those that use what it sets, directly or not, are marked stale.
  func afterChanging(
    _ index: Int, to program: Program, text: String
  ) -> [Timeline<PromptState>.Entry] {
    var changed = entries
    changed[index] = entries[index].asChanged(text: text)
    changed[index].isStale = true
    var names = effects(of: index).union(Self.assignedNames(in: program))
    for later in entries.indices where later > index {
      if !names.isDisjoint(with: uses(of: later)) {
        changed[later].isStale = true
        names.formUnion(effects(of: later))
      }
    }
    return changed
  }

  // Figures and the random stream count as variables with names that no variable has.
  private static let figures = "figures "
  private static let random = "random "

  /// What an input changed: by the states around it, else every name that stands in it.
  private func effects(of index: Int) -> Set<String> {
    guard let (before, after) = states(index) else { return Self.words(entries[index].text) }
    let difference = SnapshotDifference(from: before.session, to: after.session)
    var names = Set(difference.changes.map(\.name))
    if difference.hasOtherRandomness { names.insert(Self.random) }
    if !before.figures.isSame(as: after.figures) { names.insert(Self.figures) }
    // A value that came out the same was set all the same.
    return names.union(
      Self.assignedNames(in: parse(Source(name: "", text: entries[index].text))))
  }

  private func uses(of index: Int) -> Set<String> {
    let own = effects(of: index).intersection([Self.figures, Self.random])
    return Self.words(entries[index].text).union(own)
  }

  private static func words(_ text: String) -> Set<String> {
    Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
  }

  /// The variables that a program assigns to, its functions, and `ans` where it gives one.
  private static func assignedNames(in program: Program) -> Set<String> {
    var names = Set(program.functions.map(\.name))
    for index in 0..<program.tree.count {
      guard case .assign(let targets, _, _, _) = program.tree[Expr(index)] else { continue }
      for case .place(let place) in targets {
        if let name = baseName(of: place, in: program.tree) { names.insert(name) }
      }
    }
    if case .expression(let last) = program.statements.last?.kind {
      if case .assign = program.tree[last] {} else { names.insert("ans") }
    }
    return names.union(["Out"])
  }
}
