import Evaluation
import Plots

extension Session {
  /// The figures of this session.
  public var figureBoard: FigureBoard {
    if let board = figures as? FigureBoard { return board }
    let board = FigureBoard()
    figures = board
    return board
  }

  /// Shows the figures that changed, where somebody shows figures: before the program waits for its user.
  public func showFigures() {
    (figures as? FigureBoard)?.showChanged()
  }
}

extension Call {
  var board: FigureBoard { session.figureBoard }
}
