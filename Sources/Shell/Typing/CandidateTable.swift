/// Candidates in columns below the input, as many as fit; what is known of one stands beside it.
struct CandidateTable {
  let completions: Completions
  /// The candidate that is marked, and whose page is shown.
  let chosen: Int?
  let marksChosen: Bool

  /// At most `limit` lines for a screen of `columns`; the last one tells how many are not shown.
  func lines(columns: Int, limit: Int) -> [[Cell]] {
    let candidates = completions.candidates
    guard candidates.count > 1, limit > 0 else { return [] }
    let names = candidates.map { Glyph.all(of: label($0)) }
    let notes = candidates.map { Glyph.all(of: completions.notes[$0] ?? "") }
    let nameWidth = names.map(\.columns).max() ?? 0
    let noteWidth = notes.map(\.columns).max() ?? 0
    let width = nameWidth + (noteWidth > 0 ? noteWidth + 5 : 0) + 3
    let perLine = max(1, (columns - 1) / width)
    let height = min((candidates.count + perLine - 1) / perLine, limit)
    let isCut = height * perLine < candidates.count
    let shown = max(1, isCut && height > 1 ? height - 1 : height)
    // The page with the chosen one.
    let first = chosen.map { $0 / (shown * perLine) * (shown * perLine) } ?? 0
    let last = min(first + shown * perLine, candidates.count)
    let down = min(shown, (last - first + perLine - 1) / perLine)
    var lines: [[Cell]] = (0..<down).map { line in
      stride(from: first + line, to: last, by: down).flatMap { index in
        entry(index, names[index], nameWidth, notes[index], width)
      }
    }
    if isCut, height > 1 {
      let rest = candidates.count - (last - first)
      lines.append(Glyph.all(of: "... \(rest) more").map { Cell(glyph: $0) })
    }
    return lines
  }

  /// Of a file only the last part of its path.
  private func label(_ candidate: String) -> String {
    guard completions.isFiles else { return candidate }
    let parts = candidate.split(separator: "/", omittingEmptySubsequences: false)
    guard let last = parts.last else { return candidate }
    return last.isEmpty && parts.count > 1 ? String(parts[parts.count - 2]) + "/" : String(last)
  }

  private func entry(
    _ index: Int, _ name: [Glyph], _ nameWidth: Int, _ note: [Glyph], _ width: Int
  ) -> [Cell] {
    let gap = note.isEmpty ? 0 : nameWidth - name.columns + 3
    var cells = name.map {
      Cell(glyph: $0, style: marksChosen && index == chosen ? .chosen : .plain)
    }
    cells += blanks(gap)
    cells += note.map { Cell(glyph: $0) }
    return cells + blanks(width - name.columns - gap - note.columns)
  }

  private func blanks(_ count: Int) -> [Cell] {
    Array(repeating: Cell(glyph: Glyph(text: " ", width: 1)), count: max(0, count))
  }
}

extension [Glyph] {
  fileprivate var columns: Int { reduce(0) { $0 + $1.width } }
}
