import CReadline
import Evaluation
import Glibc

/// The keyboard through GNU readline: its keys, history and search; what is typed is drawn and edited here.
final class ReadlineTerminal: Terminal {
  private let typing: Typing
  private let output: StandardOutput
  /// What the terminal was told of the mode that keys are in, such as the form of the cursor.
  private var modeControl = ""

  /// For a terminal that moves its cursor as most do.
  ///
  /// - Parameter output: what else writes to the terminal.
  init(typing: Typing, output: StandardOutput) {
    self.typing = typing
    self.output = output
    TerminalLetters.prepare()
    nnsh_readline_setup(
      nnsh_typist(
        context: Unmanaged.passUnretained(self).toOpaque(), draw: drawTyped, press: pressKey))
  }

  /// What the program wrote on the line before it asks belongs to the prompt.
  func readLine(prompt: String) -> Input {
    typing.begin(nil)
    let open = output.openLine.split(separator: UInt8(ascii: "\r")).last ?? []
    let isPlain = !open.contains { $0 < 0x20 && $0 != 0x09 }
    if !isPlain { endOpenLine() }
    return read((isPlain ? String(decoding: open, as: UTF8.self) : "") + prompt)
  }

  func readInput(prompt: String, isComplete: @escaping (String) -> Bool) -> Input {
    endOpenLine()
    typing.begin(Typing.Block(continuation: continuation(of: prompt), isComplete: isComplete))
    return read(prompt)
  }

  private func endOpenLine() {
    guard !output.openLine.isEmpty else { return }
    output.write("\n")
    output.flush()
  }

  private func read(_ prompt: String) -> Input {
    defer { output.beginLine() }
    var line: UnsafeMutablePointer<CChar>?
    switch nnsh_readline_read(prompt, &line) {
    case NNSH_READ_LINE:
      guard let line else { return .end }
      defer { free(line) }
      return .line(String(cString: line))
    case NNSH_READ_CANCELLED: return .cancelled
    // Nobody has pressed Ctrl-D where there is no keyboard any more.
    default: return isatty(STDIN_FILENO) == 1 ? .end : .lost
    }
  }

  func remember(_ entry: String) {
    nnsh_readline_remember(entry)
    typing.remember(entry)
  }

  // MARK: - Demos

  /// Shows how an input is typed.
  ///
  /// - Parameter wait: called after each character; false: the rest comes at once.
  func showTyping(_ input: String, prompt: String, wait: () -> Bool) {
    endOpenLine()
    typing.begin(Typing.Block(continuation: continuation(of: prompt), isComplete: { _ in true }))
    var text = TypedText(bytes: [], cursor: 0)
    write(typing.startAnew() + typing.draw(prompt, text, size))
    var isTyping = true
    for character in input {
      text.bytes += Array(String(character).utf8)
      text.cursor = text.bytes.count
      guard isTyping else { continue }
      write(typing.draw(prompt, text, size))
      isTyping = wait()
    }
    write(typing.finish(prompt, text, size))
    output.beginLine()
  }

  private var size: Typing.Size {
    var columns: Int32 = 0
    var rows: Int32 = 0
    nnsh_readline_size(&columns, &rows)
    return Typing.Size(columns: Int(columns), rows: Int(rows))
  }

  private func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { nnsh_readline_write($0.baseAddress, $0.count) }
  }

  // MARK: - Calls from readline

  fileprivate func draw(_ typed: nnsh_typed, _ drawing: nnsh_drawing) {
    let size = size
    let (mode, control) = PromptMode.parts(of: String(cString: typed.mode))
    typing.mode = mode
    let prompt = String(cString: typed.prompt)
    let text = typed.content
    let drawn: [UInt8] =
      switch drawing {
      case NNSH_DRAW_FINALLY: typing.finish(prompt, text, size)
      case NNSH_DRAW_CANCELLED: typing.finish(prompt, text, size, mark: "^C")
      case NNSH_DRAW_CLEARED: typing.clear() + typing.draw(prompt, text, size)
      case NNSH_DRAW_ANEW: typing.startAnew() + typing.draw(prompt, text, size)
      default:
        typing.draw(
          prompt, text, size,
          kind: typed.is_pattern ? .pattern : typed.has_message ? .found : .input)
      }
    write(drawn)
    if control != modeControl { write(Array(control.utf8)) }
    modeControl = control
  }

  fileprivate func press(
    _ key: nnsh_key, _ typed: nnsh_typed, pasted: UnsafeBufferPointer<CChar>,
    _ answer: UnsafeMutablePointer<nnsh_edit>
  ) -> nnsh_reaction {
    let key: Typing.Key =
      switch key {
      case NNSH_KEY_ENTER: .enter
      case NNSH_KEY_NEW_LINE: .newLine
      case NNSH_KEY_COMPLETE: .complete
      case NNSH_KEY_COMPLETE_BACKWARD: .completeBackward
      case NNSH_KEY_UP: .up
      case NNSH_KEY_DOWN: .down
      case NNSH_KEY_FORWARD: .forward
      case NNSH_KEY_LINE_START: .lineStart
      case NNSH_KEY_LINE_END: .lineEnd
      case NNSH_KEY_KILL_TO_END: .killToEnd
      case NNSH_KEY_KILL_TO_START: .killToStart
      default: .paste(pasted.map { UInt8(bitPattern: $0) })
      }
    switch typing.press(key, typed.content) {
    case .byDefault: return NNSH_REACT_BY_DEFAULT
    case .nothing: return NNSH_REACT_NOT
    case .bell: return NNSH_REACT_WITH_BELL
    case .line: return NNSH_REACT_WITH_LINE
    case .kill(let range):
      answer.pointee.start = range.lowerBound
      answer.pointee.end = range.upperBound
      return NNSH_REACT_WITH_KILL
    case .edit(let edit):
      answer.pointee.start = edit.range.lowerBound
      answer.pointee.end = edit.range.upperBound
      answer.pointee.cursor = edit.cursor
      if !edit.text.isEmpty {
        answer.pointee.text = strdup(String(decoding: edit.text, as: UTF8.self))
      }
      return NNSH_REACT_WITH_EDIT
    }
  }
}

extension nnsh_typed {
  fileprivate var content: TypedText {
    let bytes = UnsafeRawBufferPointer(start: text, count: length)
    return TypedText(bytes: Array(bytes), cursor: min(cursor, length))
  }
}

/// Readline's way back to the terminal object; C can hold no closure.
private func drawTyped(
  _ context: UnsafeMutableRawPointer?, _ typed: UnsafePointer<nnsh_typed>?, _ drawing: nnsh_drawing
) {
  guard let context, let typed else { return }
  Unmanaged<ReadlineTerminal>.fromOpaque(context).takeUnretainedValue().draw(
    typed.pointee, drawing)
}

private func pressKey(
  _ context: UnsafeMutableRawPointer?, _ key: nnsh_key, _ typed: UnsafePointer<nnsh_typed>?,
  _ pasted: UnsafePointer<CChar>?, _ length: Int, _ answer: UnsafeMutablePointer<nnsh_edit>?
) -> nnsh_reaction {
  guard let context, let typed, let answer else { return NNSH_REACT_BY_DEFAULT }
  return Unmanaged<ReadlineTerminal>.fromOpaque(context).takeUnretainedValue().press(
    key, typed.pointee, pasted: UnsafeBufferPointer(start: pasted, count: length), answer)
}
