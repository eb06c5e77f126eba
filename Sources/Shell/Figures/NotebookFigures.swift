import Builtins
import Evaluation
import Notebook
import Plots

/// The figures of a session for the pages of notebooks: as SVG, each in its last state after a cell.
final class NotebookFigures: FigureSource {
  private let board: FigureBoard
  private var shown = ShownFigures()
  private var hasComplained = false

  init(session: Session) {
    board = session.figureBoard
    board.show = { [weak self] figures in self?.shown.note(figures) }
  }

  func changed() -> [CellOutput.Kind] {
    board.showChanged()
    return shown.take().compactMap { figure in
      do throws(DrawingError) {
        return try board.output(of: figure)
      } catch {
        defer { hasComplained = true }
        return hasComplained ? nil : .message("warning: \(error.reason)\n")
      }
    }
  }

  func save() -> Any { board.saved }

  func restore(_ state: Any) {
    guard let state = state as? FigureBoard.Saved else { return }
    board.restore(state)
    _ = shown.take()
  }
}

/// Figures that were shown, each in its last state.
struct ShownFigures {
  private var figures: [Figure] = []

  mutating func note(_ more: [Figure]) {
    for figure in more {
      figures.removeAll { $0.number == figure.number }
      figures.append(figure)
    }
  }

  /// All of them, once.
  mutating func take() -> [Figure] {
    defer { figures = [] }
    return figures
  }
}

extension FigureBoard {
  /// A figure for a page.
  func output(of figure: Figure) throws(DrawingError) -> CellOutput.Kind {
    let (width, height) = figure.size
    let picture = try gnuplot.draw(figure, as: .svg(width: width, height: height))
    return .figure(svg: String(decoding: picture, as: UTF8.self), description: describe(figure))
  }
}
