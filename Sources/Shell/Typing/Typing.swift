/// An input while it is typed: what keys do to it, and what of it is on the screen. It knows no terminal: it is told
/// keys and sizes, and gives edits and characters.
final class Typing {
  enum Key: Equatable {
    case enter, newLine, complete, completeBackward, up, down, forward
    case lineStart, lineEnd, killToEnd, killToStart
    case paste([UInt8])
  }

  struct Size {
    var columns: Int
    var rows: Int
  }

  /// An input of the language, which may have several lines.
  struct Block {
    /// Stands before all lines but the first.
    let continuation: String
    let isComplete: (String) -> Bool
  }

  /// What the terminal and the user want.
  struct Taste {
    var hasColours = false
    var hasHints = false
  }

  private let assistant: any TypingAssistant
  private let taste: Taste
  private let files: (String) -> [String]
  private var block: Block?
  /// Stands before the prompt: what tells vi's modes apart.
  var mode = ""
  private var screen = InputScreen()
  private var completion: CompletionCycle?
  private var history: [[UInt8]] = []
  /// What names mean does not change while an input is typed.
  private var meanings: [String: NameMeaning] = [:]

  /// - Parameter files: the paths that begin like one.
  init(
    assistant: any TypingAssistant, taste: Taste, files: @escaping (String) -> [String]
  ) {
    self.assistant = assistant
    self.taste = taste
    self.files = files
  }

  func remember(_ entry: String) { history.append(Array(entry.utf8)) }

  /// Begins an input: one line of any text where there is no `block`.
  func begin(_ block: Block?) {
    self.block = block
    completion = nil
    meanings = [:]
  }

  // MARK: - Keys

  func press(_ key: Key, _ text: TypedText) -> Reaction {
    if completion?.text != text { completion = nil }
    switch key {
    case .enter: return enter(text)
    case .newLine: return block == nil ? .nothing : text.inserting([TypedText.newline])
    case .complete: return complete(text)
    case .completeBackward:
      guard let edit = completion?.previous() else { return complete(text) }
      return .edit(edit)
    case .up: return text.up
    case .down: return text.down
    case .forward: return takenHint(text) ?? .byDefault
    case .lineStart: return text.lineStart
    case .lineEnd: return takenHint(text) ?? text.lineEnd
    case .killToEnd: return text.killToEnd
    case .killToStart: return text.killToStart
    case .paste(let bytes):
      guard let block else { return text.inserting(PastedText.firstLine(bytes)) }
      return text.inserting(PastedText(bytes, isComplete: block.isComplete).bytes)
    }
  }

  private func enter(_ text: TypedText) -> Reaction {
    guard let block else { return .line }
    let typed = String(decoding: text.bytes, as: UTF8.self)
    if typed.trimmingBlanks.isEmpty || block.isComplete(typed) { return .line }
    return text.inserting([TypedText.newline])
  }

  private func complete(_ text: TypedText) -> Reaction {
    if let edit = completion?.next() { return .edit(edit) }
    let before = Array(text.bytes[..<text.cursor])
    if text.bytes[text.line.lowerBound..<text.cursor].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
      return text.inserting(Array("  ".utf8))
    }
    var found = assistant.completions(of: before)
    if found.isFiles {
      found.candidates = files(String(decoding: before[found.start...], as: UTF8.self))
    }
    guard var cycle = CompletionCycle(found, at: text) else { return .bell }
    let edit = cycle.begin()
    completion = cycle.isChoice ? cycle : nil
    return .edit(edit)
  }

  // MARK: - Hints

  private func hint(_ text: TypedText) -> InputHint? {
    guard taste.hasHints, block != nil, completion == nil, text.cursor == text.line.upperBound,
      text.bytes.first != UInt8(ascii: ":")
    else { return nil }
    let before = Array(text.bytes[..<text.cursor])
    let call = CompletionContext.call(in: before)
    let signature = call.flatMap { assistant.signature(of: $0.name, arguments: $0.arguments) }
    if let hint = InputHint(signature: signature) { return hint }
    guard text.cursor == text.bytes.count else { return nil }
    return InputHint(history: history, after: text.bytes)
  }

  private func takenHint(_ text: TypedText) -> Reaction? {
    guard let hint = hint(text), !hint.rest.isEmpty else { return nil }
    return text.inserting(hint.rest)
  }

  // MARK: - Drawing

  /// The characters that begin a drawing on the line of the cursor, where nothing of the input is.
  func startAnew() -> [UInt8] {
    screen.forget()
    return [UInt8(ascii: "\r")]
  }

  func clear() -> [UInt8] { screen.clear() }

  /// What a text is that is drawn.
  enum Kind {
    case input
    /// An input that a search has found; its message is the prompt.
    case found
    /// What is searched for.
    case pattern
  }

  func draw(_ prompt: String, _ text: TypedText, _ size: Size, kind: Kind = .input) -> [UInt8] {
    if completion?.text != text { completion = nil }
    var view = view(prompt, text, isFinal: false)
    if kind != .input { view.hint = "" }
    if kind == .pattern { view.styles = [] }
    if let completion, kind == .input {
      let table = CandidateTable(
        completions: completion.completions, chosen: completion.chosen,
        marksChosen: taste.hasColours)
      view.menu = table.lines(columns: size.columns, limit: max(1, size.rows / 2))
    }
    return screen.show(
      InputLayout(view, columns: size.columns, rows: size.rows, top: screen.top),
      columns: size.columns)
  }

  private func view(_ prompt: String, _ text: TypedText, isFinal: Bool) -> InputView {
    let indent = String(repeating: " ", count: Glyph.all(of: mode).reduce(0) { $0 + $1.width })
    var view = InputView(
      prompt: mode + prompt, continuation: block.map { indent + $0.continuation } ?? "", text: text)
    if taste.hasColours, block != nil {
      view.styles = InputColours(meaning: meaning).styles(
        of: text.bytes, cursor: isFinal ? nil : text.cursor)
    }
    if !isFinal { view.hint = hint(text)?.text ?? "" }
    return view
  }

  private func meaning(_ name: String) -> NameMeaning {
    if let known = meanings[name] { return known }
    let meaning = assistant.meaning(of: name)
    meanings[name] = meaning
    return meaning
  }

  /// The rows that an input may have to be shown as a whole in the end.
  private static let mostRows = 1000

  /// Draws for the last time, with `mark` behind the text.
  func finish(
    _ prompt: String, _ text: TypedText, _ size: Size, mark: String = ""
  ) -> [UInt8] {
    completion = nil
    var view = view(prompt, text, isFinal: true)
    view.text.cursor = text.bytes.count
    view.hasCursor = false
    let isHigh =
      text.bytes.count { $0 == TypedText.newline } >= size.rows
      || text.bytes.count > size.rows * size.columns / 2
    if isHigh, text.bytes.count < Self.mostRows * size.columns {
      let whole = InputLayout(view, columns: size.columns, rows: Self.mostRows)
      if whole.rows.count > size.rows, whole.rows.count < Self.mostRows {
        return screen.showAfresh(whole, columns: size.columns) + screen.leave(mark)
      }
    }
    let layout = InputLayout(view, columns: size.columns, rows: size.rows, top: screen.top)
    return screen.show(layout, columns: size.columns) + screen.leave(mark)
  }
}
