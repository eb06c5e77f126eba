import Evaluation

/// The commands of the shell: what each line that begins with `:` does.
extension Prompt {
  /// Obeys one; the exit status when it ends the session.
  func obey(_ line: String) -> Int32? {
    do throws(ShellCommand.Mistake) {
      switch try ShellCommand(line) {
      case .help: session.output.write(ShellCommand.usage)
      case .undo(let count): goBack(count)
      case .redo(let count): goForward(count)
      case .back(let number): try goBack(to: number)
      case .reset: reset()
      case .memory(let bytes): showMemory(settingTo: bytes)
      case .save(let path): save(expandedPath(path))
      case .open(let path): return open(expandedPath(path))
      case .cells: listCells()
      case .diff(let number): try showDifference(number)
      case .edit(let number): try edit(number)
      case .rerun(let number): return try rerun(from: number)
      case .time(let statement): time(statement)
      case .publish(let path): publish(expandedPath(path))
      case .recover(let isDropping):
        if !isDropping { return recover() }
        dropLostSession()
      case .quit: return 0
      }
    } catch {
      session.output.writeMessage("error: \(error.message)\n")
    }
    return nil
  }
}
