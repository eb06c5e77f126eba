import Glibc
import Testing

@testable import Plots

/// Figures as gnuplot draws them.
@Suite struct GnuplotTests {
  private func figure(_ change: (inout Axes) -> Void) -> Figure {
    var figure = Figure(number: 1)
    var axes = Axes(handle: -1)
    axes.series = [Series(.line(x: [0, 1, 2], y: [1, 4, 9], z: []))]
    change(&axes)
    figure.axes = [axes]
    return figure
  }

  private func svg(_ figure: Figure) throws -> String {
    let bytes = try Gnuplot().draw(figure, as: .svg(width: 400, height: 300))
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func picturesHaveTheirFormatAndSize() throws {
    let gnuplot = Gnuplot()
    let figure = figure { _ in }
    let png = try gnuplot.draw(figure, as: .png(width: 320, height: 200, scale: 1))
    #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    // Width and height stand in the first chunk, big-endian.
    #expect(Array(png[16..<24]) == [0, 0, 1, 64, 0, 0, 0, 200])
    let pdf = try gnuplot.draw(figure, as: .pdf(width: 320, height: 200))
    #expect(pdf.starts(with: Array("%PDF".utf8)))
    let text = try gnuplot.draw(figure, as: .text(columns: 60, rows: 15, colours: false))
    #expect(String(decoding: text, as: UTF8.self).split(separator: "\n").count >= 12)
  }

  /// A line from one side of the axes to the other shows, though both its ends are outside.
  @Test func linesBetweenPointsOutsideAreDrawn() throws {
    let picture = try svg(
      figure {
        $0.series = [Series(.line(x: [-10, 10], y: [-10, 10], z: []))]
        $0.series[0].style.colour = Colour(1, 0, 0)
        ($0.x.limits, $0.y.limits) = (0...1, 0...1)
      })
    #expect(picture.contains("stroke='rgb(255,   0,   0)'  d='M"), "\(picture)")
  }

  /// No number stands outside of the limits, and none is missing at their ends.
  @Test func ticksStandWithinTheLimits() throws {
    let picture = try svg(
      figure {
        ($0.x.limits, $0.y.limits) = (0...0.6, 0.5...168.5)
      })
    #expect(picture.contains(">0.6<"), "\(picture)")
    #expect(picture.contains(">50<") && picture.contains(">150<"))
    // Of the x axis alone.
    #expect(picture.split(separator: ">0<").count == 2)
  }

  /// Beside a limit that is almost 0 the others are no longer than they are.
  @Test func numbersOfTicksAreShort() throws {
    let picture = try svg(figure { $0.x.limits = 3.58e-5...4.42 })
    #expect(picture.contains(">1<"), "\(picture)")
    #expect(!picture.contains("1.0000"))
    // As long as it takes to tell them apart.
    let far = try svg(figure { $0.x.limits = 1_000_000...1_000_001 })
    #expect(far.contains("1000000.2"), "\(far)")
  }

  /// Error bars without points are whole, and so is the curve through them.
  @Test func errorBarsHaveNoHoles() throws {
    let picture = try svg(
      figure {
        $0.series = [Series(.errorBars(x: [1, 2], y: [1, 2], below: [0.5, 0.5], above: [1, 1]))]
        $0.series[0].style.colour = Colour(1, 0, 0)
      })
    #expect(!picture.contains("color='white'/>"), "\(picture)")
    #expect(picture.contains("stroke='rgb(255,   0,   0)'"))
  }

  /// Points with an inside of their own are known in the legend by it.
  @Test func legendsShowTheInsideOfPoints() throws {
    let picture = try svg(
      figure {
        $0.series[0].name = "inside"
        $0.series[0].style.dash = .none
        $0.series[0].style.marker = .circle
        $0.series[0].style.markerFill = .colour(Colour(1, 1, 0))
        $0.legend = Axes.Legend()
      })
    // Three points and the sample.
    #expect(picture.split(separator: "color='rgb(255, 255,   0)'").count == 5)
    #expect(picture.contains(">inside<"))
  }

  @Test func coloursOfLevelCurvesSpanTheirLevels() {
    let grid = Grid(rows: 2, columns: 2, values: [0, 1, 2, 10])
    func range(_ levels: [Double], isFilled: Bool) -> ClosedRange<Double> {
      var axes = Axes(handle: -1)
      axes.series = [
        Series(.contour(x: grid, y: grid, z: grid, levels: levels, isFilled: isFilled))
      ]
      return axes.colourRange(count: 64)
    }
    #expect(range([1, 4, 20], isFilled: false) == 1...4)
    #expect(range([1, 4, 20], isFilled: true) == 0...4)
    #expect(range([3], isFilled: false) == 2...4)
    #expect(range([20], isFilled: false) == 0...1)
  }

  @Test func wordsStandInThePicture() throws {
    let picture = try svg(
      figure {
        $0.title = "cost of \\theta"
        $0.x.label = "it's 50% & <more>"
        $0.series[0].name = "J"
        $0.legend = Axes.Legend()
      })
    #expect(picture.contains("cost of θ"))
    #expect(picture.contains("it's 50% &amp; &lt;more>"))
    #expect(picture.contains(">J<"))
    #expect(picture.contains("<title>cost of θ</title>\n<desc>Figure 1\nTitle: cost of θ\n"))
  }

  /// Text is never run, whatever it says.
  @Test(arguments: [
    "'; system 'touch FILE'; set title '", "`touch FILE`", "\"; system \"touch FILE\"; \"",
    "a\nsystem 'touch FILE'\n", "@x {/Symbol q} \\ ~ {{{", "%%%d%s", "'", "\u{1B}[31m\u{0}", "^_^",
    "$(touch FILE)",
  ])
  func hostileWordsAreWords(_ words: String) throws {
    let file = "/tmp/nnsh-figure-\(getpid())"
    let text = words.split(separator: "FILE", omittingEmptySubsequences: false).joined(
      separator: file)
    let picture = try svg(
      figure { axes in
        axes.title = text
        axes.x.label = text
        axes.x.ticks = [0, 1]
        axes.x.tickLabels = [text, text]
        axes.series[0].name = text
        axes.legend = Axes.Legend()
        axes.series.append(Series(.text(x: 1, y: 2, z: 0, text, TextLook())))
      })
    #expect(picture.hasSuffix("</svg>\n") || picture.contains("</svg>"))
    #expect(!picture.contains("\u{1B}"))
    #expect(access(file, F_OK) != 0)
  }

  @Test func everyKindOfSeriesIsDrawn() throws {
    let grid = Grid(rows: 2, columns: 3, values: [1, 2, 3, 4, 5, .nan])
    let x = Grid(rows: 2, columns: 3, values: [0, 0, 1, 1, 2, 2])
    let y = Grid(rows: 2, columns: 3, values: [0, 1, 0, 1, 0, 1])
    let one = Grid(rows: 1, columns: 1, values: [0.5])
    let contents: [Series.Content] = [
      .line(x: [0, 1], y: [1, .nan], z: []), .line(x: [0, 1], y: [1, 2], z: [3, 4]),
      .line(x: [], y: [], z: []),
      .scatter(x: [0, 1], y: [1, 2], z: [], sizes: [9, 36], colours: .mapped([0, 1])),
      .scatter(x: [0, 1], y: [1, 2], z: [], sizes: [], colours: .each([.black, .white])),
      .bars(x: [1, 2], y: [3, 4], width: 0.8, base: [0, 0], isHorizontal: true),
      .errorBars(x: [1, 2], y: [3, 4], below: [1, 1], above: [1, 2]),
      .polygon(x: [0, 1, 1], y: [0, 0, 1], fill: .black, opacity: 0.5),
      .contour(x: x, y: y, z: grid, levels: [2.5], isFilled: true),
      .surface(
        x: x, y: y, z: grid, look: SurfaceLook(hasFaces: true, hasEdges: true, hasContours: true)),
      .image(values: grid, x: 1...3, y: 1...2, isScaled: true),
      .image(values: one, x: 1...1, y: 1...1, isScaled: false),
      .picture(red: grid, green: grid, blue: grid, x: 1...3, y: 1...2),
      .text(x: 0, y: 0, z: 0, "here", TextLook()),
      .arrows(x: [0], y: [0], dx: [1], dy: [1]),
    ]
    let gnuplot = Gnuplot()
    for content in contents {
      let picture = try gnuplot.draw(
        figure { $0.series = [Series(content)] }, as: .svg(width: 300, height: 200))
      #expect(String(decoding: picture, as: UTF8.self).contains("</svg>"), "\(content)")
    }
  }

  @Test func withoutGnuplotThereIsAnError() {
    #expect(throws: DrawingError.missing) {
      try Gnuplot(searchPath: "/nowhere").draw(figure { _ in }, as: .svg(width: 9, height: 9))
    }
  }
}
