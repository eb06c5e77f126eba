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
    // What the text set that has run: an edited one may be edited again.
    let set = entries[index].isStale ? entries[index].staleNames : effects(of: index)
    changed[index].staleNames = set
    var names = set.union(Self.assignedNames(in: program))
    for later in entries.indices where later > index {
      if !names.isDisjoint(with: uses(of: later)) {
        if !changed[later].isStale { changed[later].staleNames = effects(of: later) }
        changed[later].isStale = true
        names.formUnion(effects(of: later))
      }
    }
    return changed
  }

  /// What holds values that stale inputs set.
  var names: Set<String> {
    var names: Set<String> = []
    for (index, entry) in entries.enumerated() {
      if entry.isStale {
        names.formUnion(entry.staleNames)
      } else if !names.isEmpty {
        names.subtract(certainEffects(of: index))
      }
    }
    return names
  }

  /// An input that has just run, marked where it used `names`, which stale ones had set.
  ///
  /// - Parameter states: around it, where they are known.
  static func marked(
    _ entry: Timeline<PromptState>.Entry, using names: Set<String>,
    states: (PromptState, PromptState)?
  ) -> Timeline<PromptState>.Entry {
    let inputs = StaleInputs(in: [entry]) { _ in states }
    guard !names.isDisjoint(with: inputs.uses(of: 0)) else { return entry }
    var entry = entry
    entry.isStale = true
    entry.staleNames = inputs.effects(of: 0)
    return entry
  }

  // Figures and the random stream count as variables with names that no variable has.
  private static let figures = "figures "
  private static let random = "random "

  /// What an input changed: by the states around it, else every name that stands in it.
  private func effects(of index: Int) -> Set<String> {
    guard let names = changedNames(index) else { return Self.words(entries[index].text) }
    // A value that came out the same was set all the same.
    return names.union(Self.assignedNames(in: program(index)))
  }

  /// What an input set, whatever its branches did.
  private func certainEffects(of index: Int) -> Set<String> {
    (changedNames(index) ?? []).union(Self.replacedNames(in: program(index)))
  }

  /// The variables that get a new value whatever the branches of a program do.
  static func replacedNames(in program: Program) -> Set<String> {
    Set(
      program.statements.flatMap { statement -> [String] in
        guard case .expression(let expression) = statement.kind else { return [] }
        return replacedPlaces(of: expression, in: program.tree).compactMap {
          baseName(of: $0, in: program.tree)
        }
      })
  }

  private func changedNames(_ index: Int) -> Set<String>? {
    guard let (before, after) = states(index) else { return nil }
    let difference = SnapshotDifference(from: before.session, to: after.session)
    var names = Set(difference.changes.map(\.name))
    if difference.hasOtherRandomness { names.insert(Self.random) }
    if !before.figures.isSame(as: after.figures) { names.insert(Self.figures) }
    return names
  }

  /// The names that an input reads, also where they stand in text (which `eval` may run).
  private func uses(of index: Int) -> Set<String> {
    let own = effects(of: index).intersection([Self.figures, Self.random])
    let tree = program(index).tree
    let expressions = (0..<tree.count).map { Expr($0) }
    let replaced = Set(expressions.flatMap { Self.replacedPlaces(of: $0, in: tree) })
    return expressions.reduce(into: own) { names, expression in
      switch tree[expression] {
      case .name(let name): if !replaced.contains(expression) { names.insert(name) }
      case .functionHandle(let name): names.insert(name)
      case .string(let bytes, _):
        names.formUnion(Self.words(String(decoding: bytes, as: UTF8.self)))
      default: break
      }
    }
  }

  private func program(_ index: Int) -> Program {
    parse(Source(name: "", text: entries[index].text))
  }

  /// The places of an assignment that get a value whatever they held.
  private static func replacedPlaces(of expression: Expr, in tree: Tree) -> [Expr] {
    guard case .assign(let targets, nil, _, _) = tree[expression] else { return [] }
    return targets.compactMap { target in
      guard case .place(let place) = target, case .name = tree[place] else { return nil }
      return place
    }
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
