import Evaluation

/// What can stand at the cursor: names, fields, options, commands, letters or files.
struct Completions: Equatable {
  /// The byte offset from which candidates replace the text up to the cursor.
  var start: Int
  var candidates: [String] = []
  /// The terminal lists the files itself.
  var isFiles = false
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
    case .name(let function):
      let options = function.map { names.options(of: $0).map { $0 + "=" } } ?? []
      return matching(context, among: options + (context.word.isEmpty ? [] : names.all))
    }
  }

  private func matching(_ context: CompletionContext, among all: [String]) -> Completions {
    let found = Set(all.filter { $0.hasPrefix(context.word) })
    return Completions(start: context.start, candidates: found.sorted())
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
}
