import Builtins
import Evaluation
import Notebook
import Plots

/// The figures of the cells of a notebook.
enum CellFigures {
  /// Gives the figures that changed since it was last called, drawn for a page; those that cannot be drawn are told of
  /// among the messages.
  static func source(_ session: Session) -> () -> [CellFigure] {
    let board = session.figureBoard
    board.isCollected = true
    return {
      board.takeChanged().compactMap { figure in
        do throws(DrawingError) {
          let picture = try board.gnuplot.draw(
            figure, as: .svg(width: figure.size.width, height: figure.size.height))
          return CellFigure(
            svg: String(decoding: picture, as: UTF8.self), description: describe(figure))
        } catch {
          session.output.writeMessage("warning: \(error.reason)\n")
          return nil
        }
      }
    }
  }
}
