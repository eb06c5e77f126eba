/// A page with axes on it.
public struct Figure: Equatable, Sendable {
  public let number: Int
  public var name = ""
  public var axes: [Axes] = []
  /// The axes that commands go to, by place in `axes`.
  public var current = 0
  public var colorMap = ColorMap.named("viridis") ?? ColorMap(colours: [.black, .white])
  /// Width and height in pixels.
  public var size = (width: 640, height: 480)

  public init(number: Int) { self.number = number }

  public static func == (a: Figure, b: Figure) -> Bool {
    a.number == b.number && a.name == b.name && a.axes == b.axes && a.current == b.current
      && a.colorMap == b.colorMap && a.size == b.size
  }

  /// Whether there is nothing to see.
  public var isEmpty: Bool { axes.allSatisfy { $0.series.isEmpty && $0.title.isEmpty } }
}

extension Figure {
  /// Whether areas of colour matter in it more than lines and words do.
  public var isPictorial: Bool {
    axes.contains { axes in
      axes.series.contains { series in
        switch series.content {
        case .image, .picture: true
        case .surface(_, _, _, let look): look.hasFaces
        case .contour(_, _, _, _, let isFilled): isFilled
        default: false
        }
      }
    }
  }

  /// The same without titles, labels, ticks and legends.
  public var withoutWords: Figure {
    var bare = self
    for index in bare.axes.indices {
      bare.axes[index].title = ""
      bare.axes[index].isVisible = false
      bare.axes[index].legend = nil
      bare.axes[index].hasColorBar = false
    }
    return bare
  }
}
