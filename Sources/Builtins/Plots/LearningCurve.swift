import Evaluation
import NeuralNetworks
import Plots

/// The cost of a training by epoch as a figure that grows while it runs (`train(..., plot=true)`).
///
/// It is redrawn at most ten times a second, and so seldom that drawing takes 2 % of the time at most.
final class LearningCurve {
  private let session: Session
  private let number: Int
  private var cost: [Double] = []
  private var validation: [Double] = []
  private var next = 0.0
  private let noun: String

  /// - Parameter noun: what is counted: `epoch` or `iteration`.
  init(_ session: Session, noun: String) {
    self.session = session
    self.noun = noun
    number = session.figureBoard.addFigure()
  }

  func add(cost: Double, validation: Double?) {
    self.cost.append(cost)
    if let validation { self.validation.append(validation) }
    guard session.figureBoard.watchesProgress else { return }
    let now = session.host.now
    guard now >= next else { return }
    update()
    session.figureBoard.showChanged(isPassing: true)
    let end = session.host.now
    next = end + max(0.1, 50 * (end - now))
  }

  /// Draws the whole curve.
  func update() {
    let board = session.figureBoard
    board.withFigure(number) { figure in
      var axes = figure.axes.first ?? Axes(handle: board.newHandle())
      axes.x.label = noun
      axes.y.label = "cost"
      axes.hasGrid = true
      axes.series = [series(cost, "training", Colour.order[0], board)]
      axes.legend = nil
      if !validation.isEmpty {
        axes.series.append(series(validation, "validation", Colour.order[1], board))
        axes.legend = Axes.Legend()
      }
      figure.axes = [axes]
    }
  }

  private func series(
    _ values: [Double], _ name: String, _ colour: Colour, _ board: FigureBoard
  ) -> Series {
    var style = Style()
    style.colour = colour
    style.width = 1
    return Series(
      handle: board.newHandle(),
      .line(x: values.indices.map { Double($0 + 1) }, y: values, z: []), style: style, name: name)
  }
}
