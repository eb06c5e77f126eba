import Evaluation
import Matrices

/// What can stand at the cursor: names, fields, options, commands, letters or files.
struct Completions: Equatable {
  /// The byte offset from which candidates replace the text up to the cursor.
  var start: Int
  var candidates: [String] = []
  /// What stands there begins the path of a file, and candidates are such paths.
  var isFiles = false
  /// What is shown beside a candidate.
  var notes: [String: String] = [:]
}

/// Completes the line being typed from what the session knows.
struct Completer {
  let names: any NameSource

  func completions(of line: [UInt8]) -> Completions {
    let context = CompletionContext(line)
    switch context.kind {
    case .file: return Completions(start: context.start, isFiles: true)
    case .command: return matching(context, among: ShellCommand.names.map { ":" + $0 })
    case .letter: return letters(context)
    case .field(let owner): return matching(context, among: names.fields(of: owner))
    case .name(let function): return namesThatFit(context, function, line)
    }
  }

  private func matching(_ context: CompletionContext, among all: [String]) -> Completions {
    let found = Set(all.filter { $0.hasPrefix(context.word) })
    return Completions(start: context.start, candidates: found.sorted())
  }

  /// Options, then names; behind an operator first the variables whose shapes fit what stands before it.
  private func namesThatFit(
    _ context: CompletionContext, _ function: String?, _ line: [UInt8]
  ) -> Completions {
    let options = function.map { names.options(of: $0).map { $0 + "=" } } ?? []
    let operand = LeftOperand(before: line[..<context.start])
    let left = operand.flatMap { names.shape(ofPath: $0.text) }
    // Without a word there is too much to offer, but for the other side of an operator.
    let words = context.word.isEmpty ? (left == nil ? [] : names.variables) : names.all
    var found = matching(context, among: options)
    found.candidates += matching(context, among: words).candidates.filter {
      !found.candidates.contains($0)
    }
    for name in found.candidates { found.notes[name] = names.note(of: name) }
    if let operand, let left {
      let misfits = found.candidates.map { name in
        names.shape(of: name).map { operand.misfit(left, $0) } ?? 2
      }
      found.candidates = (0...2).flatMap { grade in
        zip(found.candidates, misfits).filter { $0.1 == grade }.map(\.0)
      }
    }
    return found
  }

  /// The letter itself when the name is complete or can only become one; names to choose from otherwise.
  private func letters(_ context: CompletionContext) -> Completions {
    let name = String(context.word.dropFirst())
    let found = LetterNames.names(beginningWith: name)
    let chosen = LetterNames.letter(named: name) != nil ? name : found.count == 1 ? found[0] : nil
    let letter = chosen.flatMap { LetterNames.letter(named: $0) }
    return Completions(
      start: context.start, candidates: letter.map { [$0] } ?? found.map { "\\" + $0 })
  }
}

/// Where the completer gets its words from.
protocol NameSource {
  /// Variables, functions, builtins and words of the language.
  var all: [String] { get }
  /// The fields of the struct (or network) that `path` leads to: variable, field, field, ...
  func fields(of path: [String]) -> [String]
  /// The option names of a builtin.
  func options(of function: String) -> [String]
  /// Variables that hold arrays.
  var variables: [String] { get }
  /// The size of a variable that holds an array.
  func shape(of variable: String) -> Shape?
  /// The size of the array that `name.field{3}` leads to.
  func shape(ofPath text: String) -> Shape?
  /// What is shown beside a name in a list: size and class of a variable.
  func note(of name: String) -> String?
}
