import Evaluation
import NeuralNetworks
import Plots

/// The cost of a training by epoch as a figure that grows while it runs (`train(..., plot=true)`).
///
/// It is redrawn at most ten times a second, and so seldom that drawing takes 2 % of the time at most: it comes
/// up when the training has run fifty times as long as drawing it will take.
final class LearningCurve {
  private let session: Session
  private let number: Int
  /// Which epochs the costs are those of: small trainings tell only some while they run.
  private var epochs: [Double] = []
  private var cost: [Double] = []
  private var validation: [Double] = []
  /// When the training began, and how long drawing took since.
  private let start: Double
  private var spent = 0.0
  /// When the curve is drawn next.
  private var next: Double
  /// What the first drawing is expected to take, in seconds; later ones take as long as the one before.
  private static let firstCost = 0.015
  private static let share = 0.02
  private let noun: String

  /// - Parameter noun: what is counted: `epoch` or `iteration`.
  init(_ session: Session, noun: String) {
    self.session = session
    self.noun = noun
    number = session.figureBoard.addFigure()
    if session.figureBoard.watchesProgress { session.figureBoard.getReady() }
    start = session.host.now
    next = start + Self.firstCost / Self.share
  }

  func add(epoch: Int, cost: Double, validation: Double?) {
    epochs.append(Double(epoch))
    self.cost.append(cost)
    if let validation { self.validation.append(validation) }
    guard session.figureBoard.watchesProgress else { return }
    let now = session.host.now
    guard now >= next else { return }
    update()
    session.figureBoard.showChanged(isPassing: true)
    let end = session.host.now
    let cost = end - now
    spent += cost
    next = max(end + 0.1, start + (spent + cost) / Self.share)
  }

  /// Draws the curve of all epochs.
  func finish(costs: [Double], validation: [Double]) {
    epochs = costs.indices.map { Double($0 + 1) }
    (cost, self.validation) = (costs, validation)
    update()
  }

  private func update() {
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
      .line(x: Array(epochs.prefix(values.count)), y: values, z: []), style: style, name: name)
  }
}
