import Evaluation

/// A line that begins with `:`, which is for the shell and not for the language.
enum ShellCommand: Equatable {
  case help
  case undo(Int)
  case redo(Int)
  case back(Int)
  case reset
  /// Sets how many bytes the states for `undo` may keep; nil only asks.
  case memory(Int?)
  case cells
  /// Of inputs nil stands for the last.
  case diff(Int?)
  case edit(Int?)
  /// Nil stands for all.
  case rerun(Int?)
  case time(String)
  case save(String)
  case open(String)
  case publish(String)
  /// Replays a session that did not end properly, or forgets it.
  case recover(isDropping: Bool)
  case quit

  /// A line that is no command, with what to tell the user.
  struct Mistake: Error, Equatable {
    let message: String
  }

  static let names = [
    "help", "undo", "redo", "back", "reset", "memory", "cells", "diff", "edit", "rerun", "time",
    "save",
    "open", "publish", "recover", "quit",
  ]

  static let usage = """
    :undo [n]        go back to before the last statement (or the last n); figures and functions too
    :redo [n]        take back an undo
    :back N          go to the state right after In[N]
    :reset           forget variables, functions and figures
    :memory [SIZE]   how much memory undoing takes; with a size (512MB, 0) how much it may
    :cells           list the inputs in force, and which of them are stale
    :diff [N]        which variables the last input changed, or In[N]
    :edit [N]        change the text of an input in your editor; what uses it is stale until it runs again
    :rerun [N]       run the inputs again, all or from In[N] on
    :time STATEMENT  how long it takes and where the time goes; everything stays as it was
    :save FILE.nn    write the inputs in force as a script that runs from the top
    :open FILE.nn    run the cells of a file, one after the other
    :publish FILE    write the inputs and what they gave as a page: .html, .md or .ipynb
    :recover [drop]  run the statements of a session that died again; with drop forget them
    :quit            leave (so does Ctrl-D)
    :help            this list; `help` alone lists the functions of the language

    """

  /// - Parameter line: the whole line, with its colon.
  init(_ line: String) throws(Mistake) {
    let words = line.dropFirst().split(maxSplits: 1) { $0 == " " || $0 == "\t" || $0 == "\n" }
    let name = words.first.map(String.init) ?? ""
    let argument = words.count > 1 ? String(words[1]).trimmingBlanks : ""
    switch name {
    case "help", "h", "?": self = .help
    case "undo": self = .undo(try Self.count(argument, name))
    case "redo": self = .redo(try Self.count(argument, name))
    case "back":
      guard let number = try Self.input(argument, name, least: 0) else {
        throw Mistake(
          message: ":back takes the number of an input: `:back 3` goes to right after In[3]")
      }
      self = .back(number)
    case "reset": self = try Self.plain(.reset, argument, name)
    case "memory": self = .memory(try Self.bytes(argument))
    case "cells": self = try Self.plain(.cells, argument, name)
    case "diff": self = .diff(try Self.input(argument, name))
    case "edit": self = .edit(try Self.input(argument, name))
    case "rerun": self = .rerun(try Self.input(argument, name))
    case "time":
      guard !argument.isEmpty else {
        throw Mistake(message: ":time takes a statement: `:time A * B`")
      }
      self = .time(argument)
    case "save": self = .save(try Self.path(argument, name))
    case "open": self = .open(try Self.path(argument, name))
    case "publish": self = .publish(try Self.path(argument, name))
    case "recover":
      guard argument.isEmpty || argument == "drop" else {
        throw Mistake(message: "`:recover` replays the statements, `:recover drop` forgets them")
      }
      self = .recover(isDropping: argument == "drop")
    case "quit", "q", "exit": self = .quit
    default:
      let close = NameSuggestions.closest(to: name, among: Self.names)
      let hint = close.map { "did you mean ':\($0)'?" } ?? "`:help` lists them"
      throw Mistake(message: "there is no command ':\(name)'; \(hint)")
    }
  }

  private static func plain(
    _ command: ShellCommand, _ argument: String, _ name: String
  ) throws(Mistake) -> ShellCommand {
    if argument.isEmpty { return command }
    throw Mistake(message: ":\(name) takes nothing behind it")
  }

  /// The number of an input, as `3` or `In[3]`; nil for none.
  private static func input(
    _ text: String, _ name: String, least: Int = 1
  ) throws(Mistake) -> Int? {
    if text.isEmpty { return nil }
    let isNamed = text.hasPrefix("In[") && text.hasSuffix("]")
    guard let number = Int(isNamed ? String(text.dropFirst(3).dropLast()) : text), number >= least
    else {
      throw Mistake(message: ":\(name) takes the number of an input: 3 for In[3]")
    }
    return number
  }

  private static func count(_ text: String, _ name: String) throws(Mistake) -> Int {
    if text.isEmpty { return 1 }
    guard let count = Int(text), count > 0 else {
      throw Mistake(message: ":\(name) takes a number of statements, 1 or more")
    }
    return count
  }

  private static func bytes(_ text: String) throws(Mistake) -> Int? {
    if text.isEmpty { return nil }
    guard let bytes = ByteCount.bytes(text) else {
      throw Mistake(message: ":memory takes an amount such as 512MB, or 0 to keep nothing")
    }
    return bytes
  }

  private static func path(_ text: String, _ name: String) throws(Mistake) -> String {
    guard !text.isEmpty else { throw Mistake(message: ":\(name) takes the name of a file") }
    return text
  }
}

extension String {
  /// Without blanks, tabs and line ends at both sides.
  var trimmingBlanks: String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0.isNewline }
    guard let start = firstIndex(where: { !isBlank($0) }),
      let end = lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(self[start...end])
  }
}
