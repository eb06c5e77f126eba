/// The figures of a session: which there are, which is the current one, and which changed since somebody
/// looked.
public final class FigureBoard {
  public private(set) var figures: [Int: Figure] = [:] { didSet { noteVersion() } }
  /// The number of the current figure; nil when there is none.
  public private(set) var currentNumber: Int? { didSet { noteVersion() } }
  private var version = 0
  private var lastVersion = 0
  private var changed: [Int] = []
  /// Draws the figures; started when the first one is drawn.
  public let gnuplot = Gnuplot()
  /// Shows figures to whoever watches; nil where nobody does.
  public var show: (([Figure]) -> Void)?
  /// Whether anybody will see the figures.
  public var isWatched: Bool { show != nil }
  /// Whether whoever watches also wants figures that will soon be replaced: those of `drawnow` in a loop.
  public var watchesProgress = false
  /// What whoever watches does before figures come in quick succession.
  public var prepare: (() -> Void)?
  private var lastHandle = 0.0

  public init() {}

  /// A handle that nothing had before: negative, since figures have whole numbers from 1 on.
  public func newHandle() -> Double {
    lastHandle -= 1
    return lastHandle
  }

  // MARK: - Going back

  /// All figures at one time, for going back to.
  public struct Saved: Sendable {
    public let figures: [Int: Figure]
    public let currentNumber: Int?
    fileprivate let lastHandle: Double
    fileprivate let version: Int

    /// Whether no figure differs; false may be wrong.
    public func isSame(as other: Saved) -> Bool { version == other.version }
  }

  public var saved: Saved {
    Saved(
      figures: figures, currentNumber: currentNumber, lastHandle: lastHandle, version: version)
  }

  /// Takes all figures back to what they were; none of them counts as changed.
  public func restore(_ saved: Saved) {
    changed = []
    lastHandle = saved.lastHandle
    if saved.version == version { return }
    figures = saved.figures
    currentNumber = saved.currentNumber
    version = saved.version
  }

  private func noteVersion() {
    lastVersion += 1
    version = lastVersion
  }

  // MARK: - Figures

  /// Makes `number` the current figure, new when there is none of that number.
  public func select(_ number: Int) {
    if figures[number] == nil { figures[number] = Figure(number: number) }
    currentNumber = number
  }

  /// A new figure with the least free number.
  public func addFigure() -> Int {
    var number = 1
    while figures[number] != nil { number += 1 }
    select(number)
    return number
  }

  public func close(_ number: Int) {
    figures[number] = nil
    changed.removeAll { $0 == number }
    if currentNumber == number { currentNumber = figures.keys.max() }
  }

  public func closeAll() {
    figures = [:]
    changed = []
    currentNumber = nil
  }

  /// Changes the current figure, which is made when there is none.
  public func withFigure<Result>(_ change: (inout Figure) throws -> Result) rethrows -> Result {
    let number = currentNumber ?? addFigure()
    return try withFigure(number, change)
  }

  /// Changes the figure `number`. - Precondition: there is one.
  public func withFigure<Result>(
    _ number: Int, _ change: (inout Figure) throws -> Result
  ) rethrows -> Result {
    var figure = figures[number] ?? Figure(number: number)
    defer {
      figures[number] = figure
      changed.removeAll { $0 == number }
      changed.append(number)
    }
    return try change(&figure)
  }

  /// Changes the current axes, which are made when there are none.
  public func withAxes<Result>(_ change: (inout Axes) throws -> Result) rethrows -> Result {
    try withFigure { figure in
      if figure.axes.isEmpty {
        figure.axes.append(Axes(handle: newHandle()))
        figure.current = 0
      }
      return try change(&figure.axes[figure.current])
    }
  }

  /// The current figure to look at, which is made when there is none; it does not count as changed.
  public var seenFigure: Figure {
    let number = currentNumber ?? addFigure()
    return figures[number] ?? Figure(number: number)
  }

  /// The current axes to look at, likewise.
  public var seenAxes: Axes { currentAxes ?? withAxes { $0 } }

  /// The current axes, if there are any.
  public var currentAxes: Axes? {
    guard let number = currentNumber, let figure = figures[number],
      figure.axes.indices.contains(figure.current)
    else { return nil }
    return figure.axes[figure.current]
  }

  // MARK: - Changes

  /// The figures that changed since the last call, in the order of their last change.
  public func takeChanged() -> [Figure] {
    defer { changed = [] }
    return changed.compactMap { figures[$0] }.filter { !$0.isEmpty }
  }

  /// Whoever wants only finished figures has this one: it was put into a file.
  public func noteWritten(_ number: Int) {
    if !watchesProgress { changed.removeAll { $0 == number } }
  }

  /// Starts what draws and asks what shows, so that the first figure takes no longer than the others.
  public func getReady() {
    gnuplot.start()
    prepare?()
  }

  public var hasChanges: Bool { !changed.isEmpty }

  /// Shows the figures that changed, where somebody watches.
  ///
  /// - Parameter isPassing: whether the next change is expected soon.
  public func showChanged(isPassing: Bool = false) {
    guard hasChanges, let show, !isPassing || watchesProgress else { return }
    let figures = takeChanged()
    if !figures.isEmpty { show(figures) }
  }

  // MARK: - Handles

  /// Where the thing with a handle is.
  public enum Place: Equatable {
    case figure(Int)
    case axes(figure: Int, index: Int)
    case series(figure: Int, axes: Int, index: Int)
  }

  public func place(of handle: Double) -> Place? {
    if let number = Int(exactly: handle), figures[number] != nil { return .figure(number) }
    for (number, figure) in figures {
      for (a, axes) in figure.axes.enumerated() {
        if axes.handle == handle { return .axes(figure: number, index: a) }
        if let index = axes.series.firstIndex(where: { $0.handle == handle }) {
          return .series(figure: number, axes: a, index: index)
        }
      }
    }
    return nil
  }

  /// Makes the axes with a handle the current ones; false when there are none.
  public func selectAxes(_ handle: Double) -> Bool {
    guard case .axes(let number, let index) = place(of: handle) else { return false }
    currentNumber = number
    figures[number]?.current = index
    return true
  }

  /// Removes what has the handle; false when nothing has.
  public func delete(_ handle: Double) -> Bool {
    switch place(of: handle) {
    case .figure(let number): close(number)
    case .axes(let number, let index):
      withFigure(number) {
        $0.axes.remove(at: index)
        $0.current = max(0, $0.axes.count - 1)
      }
    case .series(let number, let axes, let index):
      withFigure(number) { _ = $0.axes[axes].series.remove(at: index) }
    case nil: return false
    }
    return true
  }
}
