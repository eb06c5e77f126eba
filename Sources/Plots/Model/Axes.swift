/// One coordinate of axes.
public struct Axis: Equatable, Sendable {
  public var label = ""
  /// Nil: as the data want.
  public var limits: ClosedRange<Double>?
  public var isLogarithmic = false
  public var isReversed = false
  /// Where ticks stand and what they are called; nil: where it suits.
  public var ticks: [Double]?
  public var tickLabels: [String]?

  public init() {}
}

/// A coordinate system with all that is drawn in it.
public struct Axes: Equatable, Sendable {
  public enum Aspect: Equatable, Sendable {
    case automatic
    /// A unit has the same length in every direction.
    case equal
    /// The box is a square.
    case square
  }

  /// Where the legend stands, by Octave's words (`northeast`, `southoutside`, ...).
  public struct Legend: Equatable, Sendable {
    public var location = "northeast"
    public var isVisible = true
    public var hasBox = true
    public init() {}
  }

  public var handle: Double
  /// Left, bottom, width and height as shares of the figure.
  public var position = [0.13, 0.11, 0.775, 0.815]
  /// The cells of a `subplot(rows, columns, index)` that it stands in.
  public var cell: SubplotCell?
  public var title = ""
  public var x = Axis()
  public var y = Axis()
  public var z = Axis()
  public var series: [Series] = []
  public var isHeld = false
  public var hasGrid = false
  public var hasBox = true
  public var isVisible = true
  /// Limits hug the data (`axis tight`).
  public var isTight = false
  public var aspect = Aspect.automatic
  public var legend: Legend?
  public var colorMap: ColorMap?
  public var hasColorBar = false
  /// The values of the first and last colour; nil: least and greatest of the data.
  public var colorLimits: ClosedRange<Double>?
  /// Azimuth and elevation in degrees.
  public var view: (azimuth: Double, elevation: Double)?
  public var fontSize: Double?
  /// How many series took their colour from the order.
  public var colourCount = 0

  public init(handle: Double) { self.handle = handle }

  public static func == (a: Axes, b: Axes) -> Bool {
    a.handle == b.handle && a.position == b.position && a.cell == b.cell && a.title == b.title
      && a.x == b.x && a.y == b.y && a.z == b.z && a.series == b.series && a.isHeld == b.isHeld
      && a.hasGrid == b.hasGrid && a.hasBox == b.hasBox && a.isVisible == b.isVisible
      && a.isTight == b.isTight && a.aspect == b.aspect && a.legend == b.legend
      && a.colorMap == b.colorMap && a.hasColorBar == b.hasColorBar
      && a.colorLimits == b.colorLimits && a.view?.azimuth == b.view?.azimuth
      && a.view?.elevation == b.view?.elevation && a.fontSize == b.fontSize
  }

  /// Whether anything in it has a third coordinate.
  public var isSolid: Bool {
    series.contains { series in
      switch series.content {
      case .surface: true
      case .line(_, _, let z), .scatter(_, _, let z, _, _): !z.isEmpty
      default: false
      }
    }
  }

  /// Whether anything in it is a net of lines that hides what is behind it.
  var hasMesh: Bool {
    series.contains { series in
      if case .surface(_, _, _, let look) = series.content { !look.hasFaces } else { false }
    }
  }

  /// Whether colours of a map are used.
  public var usesColorMap: Bool {
    series.contains { series in
      switch series.content {
      case .surface, .image, .contour: true
      case .scatter(_, _, _, _, .mapped): true
      default: false
      }
    }
  }

  /// The next colour of the order.
  public mutating func nextColour() -> Colour {
    defer { colourCount += 1 }
    return Colour.order[colourCount % Colour.order.count]
  }

  /// What `plot` without `hold on` leaves: everything drawn and set is gone, the place stays.
  public mutating func reset() {
    var fresh = Axes(handle: handle)
    (fresh.position, fresh.cell, fresh.colorMap) = (position, cell, colorMap)
    self = fresh
  }
}

/// A place in a table of axes, counted by rows from 1.
public struct SubplotCell: Equatable, Sendable {
  public let rows: Int
  public let columns: Int
  public let cells: [Int]

  public init(rows: Int, columns: Int, cells: [Int]) {
    (self.rows, self.columns, self.cells) = (rows, columns, cells)
  }

  /// Left, bottom, width and height as shares of the figure: the cells, with room for labels.
  public var position: [Double] {
    let rowsUsed = cells.map { ($0 - 1) / columns }
    let columnsUsed = cells.map { ($0 - 1) % columns }
    guard let top = rowsUsed.min(), let bottom = rowsUsed.max(), let first = columnsUsed.min(),
      let last = columnsUsed.max()
    else { return [0, 0, 1, 1] }
    let (width, height) = (1 / Double(columns), 1 / Double(rows))
    return [
      Double(first) * width, 1 - Double(bottom + 1) * height, Double(last - first + 1) * width,
      Double(bottom - top + 1) * height,
    ]
  }
}
