/// One thing drawn in axes.
public struct Series: Equatable, Sendable {
  /// The number by which programs know it.
  public var handle: Double
  public var content: Content
  public var style = Style()
  /// What the legend calls it; nil when it has no entry of its own.
  public var name: String?
  public var isVisible = true

  public init(handle: Double = 0, _ content: Content, style: Style = Style(), name: String? = nil) {
    (self.handle, self.content, self.style, self.name) = (handle, content, style, name)
  }

  public enum Content: Equatable, Sendable {
    /// Points joined in their order; a NaN breaks the line. `z` is empty in the plane.
    case line(x: [Double], y: [Double], z: [Double])
    /// Points, each with its own area (square points; one for all is enough) and colour.
    case scatter(x: [Double], y: [Double], z: [Double], sizes: [Double], colours: PointColours)
    /// Rectangles from `base` to the heights `y`.
    case bars(x: [Double], y: [Double], width: Double, base: [Double], isHorizontal: Bool)
    case errorBars(x: [Double], y: [Double], below: [Double], above: [Double])
    /// A closed polygon, filled.
    case polygon(x: [Double], y: [Double], fill: Colour, opacity: Double)
    /// Level curves of `z` over the rectangle of `x` (columns) and `y` (rows).
    case contour(x: Grid, y: Grid, z: Grid, levels: [Double], isFilled: Bool)
    case surface(x: Grid, y: Grid, z: Grid, look: SurfaceLook)
    /// Values as colours of the colour map; rows from `y.lowerBound` on.
    case image(values: Grid, x: ClosedRange<Double>, y: ClosedRange<Double>, isScaled: Bool)
    /// Three values 0 to 1 a pixel.
    case picture(red: Grid, green: Grid, blue: Grid, x: ClosedRange<Double>, y: ClosedRange<Double>)
    case text(x: Double, y: Double, z: Double, String, TextLook)
    case arrows(x: [Double], y: [Double], dx: [Double], dy: [Double])
  }

  public enum PointColours: Equatable, Sendable {
    case one
    /// Values that the colour map shows.
    case mapped([Double])
    case each([Colour])
  }
}

/// How a surface is drawn.
public struct SurfaceLook: Equatable, Sendable {
  /// Whether the faces are filled with colours; a mesh has lines alone.
  public var hasFaces: Bool
  public var hasEdges: Bool
  /// Level curves on the floor (`surfc`, `meshc`).
  public var hasContours: Bool

  public init(hasFaces: Bool, hasEdges: Bool, hasContours: Bool = false) {
    (self.hasFaces, self.hasEdges, self.hasContours) = (hasFaces, hasEdges, hasContours)
  }
}

/// How a text in axes is set.
public struct TextLook: Equatable, Sendable {
  public enum Alignment: String, Sendable {
    case left
    case center
    case right
  }
  public var alignment = Alignment.left
  public var size: Double?
  public var colour: Colour?
  public var degrees = 0.0

  public init() {}
}
