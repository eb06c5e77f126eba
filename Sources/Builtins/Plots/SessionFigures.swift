import Evaluation
import Plots

extension Session {
  /// The figures of this session.
  public var figureBoard: FigureBoard { kept(FigureBoard.self) ?? keep(FigureBoard()) }

  /// Shows the figures that changed, where somebody shows figures: before the program waits for its user.
  public func showFigures() {
    kept(FigureBoard.self)?.showChanged()
  }
}

extension Call {
  var board: FigureBoard { session.figureBoard }
}
