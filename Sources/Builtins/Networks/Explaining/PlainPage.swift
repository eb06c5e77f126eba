import Matrices

/// An explanation as plain text.
struct PlainPage {
  let explanation: Explanation

  var text: String {
    var lines = [explanation.head]
    for section in Equation.Section.allCases {
      lines += ["", explanation.title(section)] + blocks(section).flatMap { $0 }
    }
    lines += ["  " + explanation.ending, "", "The same for one example and for many"]
    lines += TextTable.lines(explanation.comparison, rightAligned: []).map { "  " + $0 }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What is shown one after the other, for walking through it.
  var steps: [String] {
    var all: [String] = []
    for section in Equation.Section.allCases {
      for (index, block) in blocks(section).enumerated() {
        let title = index == 0 ? [explanation.title(section)] : []
        all.append((title + block).joined(separator: "\n") + "\n")
      }
    }
    return all + ["  " + explanation.ending + "\n"]
  }

  /// The lines of each equation, shapes under shapes; long equations get a line of their own.
  private func blocks(_ section: Equation.Section) -> [[String]] {
    let all = explanation.equations.filter { $0.section == section }
    let fitting = all.filter { $0.numbers != nil && $0.line.count <= 44 }
    let width = fitting.map(\.line.count).max() ?? 0
    return all.map { entry in
      guard let numbers = entry.numbers else { return ["  " + entry.line] }
      let isInline = numbers.columns == 1 && entry.shapes.hasSuffix("x1")
      let result = entry.shapes + (isInline ? "  " + Abridged.column(numbers) : "")
      let room = String(repeating: " ", count: max(0, width - entry.line.count))
      let head =
        entry.line.count > width
        ? ["  " + entry.line, "    " + result] : ["  " + entry.line + room + "  " + result]
      return head + (isInline ? [] : Abridged.rows(numbers).map { "      " + $0 })
    }
  }
}
