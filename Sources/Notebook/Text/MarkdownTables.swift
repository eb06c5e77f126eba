/// Tables of lines with `|` between their cells, which CommonMark lacks and notebooks use (as GitHub
/// reads them: a line of heads, a line of dashes, lines of cells up to an empty one).
enum MarkdownTables {
  enum Piece {
    case text(String)
    case table(Table)
  }

  struct Table {
    enum Alignment: String {
      case left, right, center
    }

    var head: [String]
    var alignments: [Alignment?]
    var rows: [[String]] = []

    /// - Parameter inline: sets the text of a cell.
    func html(_ inline: (String) -> String) -> String {
      let lines = [row(head, "th", inline)] + rows.map { row($0, "td", inline) }
      return "<table>\n" + lines.joined(separator: "\n") + "\n</table>\n"
    }

    private func row(_ cells: [String], _ element: String, _ inline: (String) -> String) -> String {
      let parts = alignments.indices.map { column in
        let style = alignments[column].map { " style=\"text-align:\($0.rawValue)\"" } ?? ""
        let text = column < cells.count ? inline(cells[column]) : ""
        return "<\(element)\(style)>\(text)</\(element)>"
      }
      return "<tr>\(parts.joined())</tr>"
    }
  }

  static func pieces(of text: String) -> [Piece] {
    guard text.contains("|") else { return [.text(text)] }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var pieces: [Piece] = []
    var plain: [Substring] = []
    var fence: Substring?
    var index = 0
    while index < lines.count {
      let line = lines[index]
      if let open = fence {
        if isFence(line, closing: open) { fence = nil }
      } else if let open = openingFence(line) {
        fence = open
      } else if index + 1 < lines.count,
        let table = table(line, lines[index + 1], after: plain.last)
      {
        pieces.append(.text(plain.joined(separator: "\n")))
        plain = []
        index += 2
        pieces.append(.table(filled(table, lines, &index)))
        continue
      }
      plain.append(line)
      index += 1
    }
    return pieces + [.text(plain.joined(separator: "\n"))]
  }

  private static func filled(_ table: Table, _ lines: [Substring], _ index: inout Int) -> Table {
    var table = table
    while index < lines.count, lines[index].contains("|"), indent(lines[index]) < 4 {
      table.rows.append(cells(lines[index]))
      index += 1
    }
    return table
  }

  private static func indent(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }

  /// A table begins with a line of heads, not in the middle of a paragraph, and a line of as many dashes.
  private static func table(_ head: Substring, _ rule: Substring, after last: Substring?) -> Table?
  {
    guard head.contains("|"), rule.contains("-"), rule.allSatisfy({ "|:- \t".contains($0) }),
      indent(head) < 4, last == nil || last?.allSatisfy({ $0 == " " || $0 == "\t" }) == true
    else { return nil }
    let heads = cells(head)
    let rules = cells(rule)
    guard heads.count == rules.count, rules.allSatisfy(isRule) else { return nil }
    return Table(head: heads, alignments: rules.map(alignment))
  }

  private static func isRule(_ text: String) -> Bool {
    let dashes = text.drop { $0 == ":" }.prefix { $0 == "-" }
    return !dashes.isEmpty && text.count - dashes.count <= 2
      && text.allSatisfy { $0 == "-" || $0 == ":" }
  }

  private static func alignment(_ rule: String) -> Table.Alignment? {
    switch (rule.hasPrefix(":"), rule.hasSuffix(":")) {
    case (true, true): .center
    case (true, false): .left
    case (false, true): .right
    case (false, false): nil
    }
  }

  /// What stands between the bars of a line; `\|` is a bar that divides nothing.
  private static func cells(_ line: Substring) -> [String] {
    var cells = [""]
    var isEscaped = false
    for character in line {
      if character == "|", !isEscaped {
        cells.append("")
      } else {
        if character == "|" { cells[cells.count - 1].removeLast() }
        cells[cells.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    var trimmed = cells.map { cell in
      let start = cell.drop { $0 == " " || $0 == "\t" }
      return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
    let beginsWithBar = line.first { $0 != " " && $0 != "\t" } == "|"
    if trimmed.count > 1, beginsWithBar { trimmed.removeFirst() }
    if trimmed.count > 1, trimmed[trimmed.count - 1].isEmpty { trimmed.removeLast() }
    return trimmed
  }

  private static func openingFence(_ line: Substring) -> Substring? {
    let rest = line.drop { $0 == " " }
    guard indent(line) < 4, let mark = rest.first, mark == "`" || mark == "~" else { return nil }
    let marks = rest.prefix { $0 == mark }
    return marks.count >= 3 ? marks : nil
  }

  private static func isFence(_ line: Substring, closing open: Substring) -> Bool {
    guard let marks = openingFence(line) else { return false }
    return marks.first == open.first && marks.count >= open.count
      && line.allSatisfy { $0 == marks.first || $0 == " " }
  }
}
