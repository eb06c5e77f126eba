/// A line that begins with `:`, which is for the shell and not for the language.
enum ShellCommand: Equatable {
  case help
  case undo(Int)
  case redo(Int)
  case save(String)
  case open(String)
  /// Sets how many bytes the states for `undo` may keep; nil only asks.
  case memory(Int?)
  case cells
  /// Replays a session that did not end properly, or forgets it.
  case recover(isDropping: Bool)
  case publish(String)
  case quit

  /// A line that is no command, with what to tell the user.
  struct Mistake: Error, Equatable {
    let message: String
  }

  static let names = [
    "help", "undo", "redo", "memory", "save", "open", "cells", "publish", "recover", "quit",
  ]

  static let usage = """
    :undo [n]       go back to before the last statement (or the last n)
    :redo [n]       take back an undo
    :memory [SIZE]  how much memory undoing takes; with a size (512MB, 0) how much it may
    :save FILE.nn   write the statements in force as a script that runs from the top
    :open FILE.nn   run the cells of a file, one after the other
    :cells          list the inputs in force
    :publish FILE   write them and what they gave as a page: .html, .md or .ipynb
    :recover [drop] run the statements of a session that died again; with drop forget them
    :quit           leave (so does Ctrl-D)
    :help           this list; `help` alone lists the functions of the language

    """

  /// - Parameter line: the whole line, with its colon.
  init(_ line: String) throws(Mistake) {
    let words = line.dropFirst().split(separator: " ", maxSplits: 1)
    let name = words.first.map(String.init) ?? ""
    let argument = words.count > 1 ? String(words[1]).trimmingBlanks : ""
    switch name {
    case "help", "h", "?": self = .help
    case "undo": self = .undo(try Self.count(argument, name))
    case "redo": self = .redo(try Self.count(argument, name))
    case "memory": self = .memory(try Self.bytes(argument))
    case "save": self = .save(try Self.path(argument, name))
    case "open": self = .open(try Self.path(argument, name))
    case "cells": self = .cells
    case "publish": self = .publish(try Self.path(argument, name))
    case "recover":
      guard argument.isEmpty || argument == "drop" else {
        throw Mistake(message: "`:recover` replays the statements, `:recover drop` forgets them")
      }
      self = .recover(isDropping: argument == "drop")
    case "quit", "q", "exit": self = .quit
    default:
      throw Mistake(message: "there is no command ':\(name)'; `:help` lists them")
    }
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
