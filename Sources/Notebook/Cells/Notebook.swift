import Syntax

/// A text with its cells: what stands before the first `%%` line, and what each of them begins.
public struct Notebook: Sendable {
  public let source: Source
  public let cells: [NotebookCell]

  /// The cells of `source`; those without title, text and code are left out.
  ///
  /// A cell that is wrong (an `if` without its end) ends at the next `%%` line, whatever it left open: the
  /// others are as they would be without it.
  public init(_ source: Source) {
    self.source = source.withLineFeeds
    cells = CellCutter(self.source).cells()
  }
}

extension Source {
  /// The text with `\n` for every line end that is a lone `\r`.
  fileprivate var withLineFeeds: Source {
    let isLone = { (index: Int) in
      self.bytes[index] == 0x0D && (index + 1 == self.bytes.count || self.bytes[index + 1] != 0x0A)
    }
    guard bytes.contains(0x0D), bytes.indices.contains(where: isLone) else { return self }
    return Source(name: name, bytes: bytes.indices.map { isLone($0) ? 0x0A : bytes[$0] })
  }
}

/// One cell: its title, its text and its code.
public struct NotebookCell: Sendable {
  /// The rest of the `%%` line, which is Markdown; empty for none.
  public let title: String
  /// The comment lines directly under it: Markdown with formulas between dollars.
  public let text: String
  /// The speaker's notes: the `%>` lines directly before and after the code, without their mark.
  public let notes: [String]
  /// What stands below them, without blank lines and notes before and after.
  public let code: String
  /// The 1-based line on which the code begins.
  public let line: Int
  /// Whether the cell begins with `%%`; the first one of a file may not.
  public let isMarked: Bool
  /// The code, read as a part of its file: its places are those of the file.
  public let program: Program

  /// The code in a text of its own, in which lines keep their numbers.
  public var source: Source {
    Source(name: program.source.name, bytes: Array(code.utf8), firstLine: line)
  }

  /// A cell that stands in no file.
  public init(title: String, text: String, code: String) {
    self.title = title
    self.text = text
    self.code = code
    notes = []
    line = 1
    isMarked = true
    program = parse(Source(name: "", text: code))
  }

  /// Whether there is nothing to run.
  public var isTextOnly: Bool { code.isEmpty }
}
