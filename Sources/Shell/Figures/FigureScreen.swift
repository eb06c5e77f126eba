import CChafa
import CSystem
import DataFiles
import Evaluation
import Glibc
import Plots

/// Shows figures on the terminal: as pixels where it can, else curves in letters and pictures in blocks.
final class FigureScreen {
  private let board: FigureBoard
  private let output: StandardOutput
  private let hasColours: Bool
  private let isPlain: Bool
  private lazy var graphics = isPlain ? TerminalGraphics() : TerminalGraphics.asked()
  private var hasComplained = false
  /// The figure shown last, its lines, and where the output ended with it.
  private var last: (number: Int, lines: Int, end: Int)?

  /// - Parameters:
  ///   - isPlain: whether the terminal has letters alone (`TERM=dumb`).
  init(board: FigureBoard, output: StandardOutput, hasColours: Bool, isPlain: Bool) {
    self.board = board
    self.output = output
    self.hasColours = hasColours
    self.isPlain = isPlain
  }

  /// Asks the terminal what it can show, if that is not known.
  func getReady() { _ = graphics }

  func show(_ figures: [Figure]) {
    output.flush()
    for figure in figures {
      do {
        let bytes = try shown(figure)
        // Nothing stands below the same figure: it changes in its place.
        if let last, last.number == figure.number, last.end == output.sentCount, !isPlain {
          output.write("\u{1B}[\(last.lines)A\r\u{1B}[J")
        }
        output.write(bytes)
        output.flush()
        last = (figure.number, bytes.count { $0 == 0x0A }, output.sentCount)
      } catch {
        complain(error)
      }
    }
    output.flush()
  }

  private func shown(_ figure: Figure) throws(DrawingError) -> [UInt8] {
    let columns = max(30, min(output.columns - 1, 100))
    if graphics.pixels == .none {
      return figure.isPictorial
        ? try blocks(figure, columns) : try letters(figure, columns)
    }
    return try pixels(figure, columns)
  }

  // MARK: - Ways to show

  private func letters(_ figure: Figure, _ columns: Int) throws(DrawingError) -> [UInt8] {
    let rows = max(10, min(columns * 3 / 10, 40)) * (figure.axes.count > 2 ? 3 : 2) / 2
    let text = try board.gnuplot.draw(
      figure, as: .text(columns: columns, rows: rows, colours: hasColours))
    // gnuplot begins with the end of a page.
    return Array(text.drop { $0 == 0x0C || $0 == 0x0A })
  }

  /// The picture without its words, which would be blurred, in blocks, and the words below.
  private func blocks(_ figure: Figure, _ columns: Int) throws(DrawingError) -> [UInt8] {
    guard nnsh_chafa_available() else { return Array(describe(figure).utf8) }
    let wide = min(columns, 64)
    let rows = max(4, wide * figure.size.height / max(1, figure.size.width) / 2)
    let bytes = try board.gnuplot.draw(
      figure.withoutWords, as: .png(width: wide * 8, height: rows * 16, scale: 1))
    let kind = NNSH_CHAFA_SYMBOLS
    return rendered(bytes, wide, rows, (8, 16), kind) + [0x0A] + Array(describe(figure).utf8)
  }

  private func pixels(_ figure: Figure, _ columns: Int) throws(DrawingError) -> [UInt8] {
    let cell = graphics.cell
    let wide = min(columns, max(20, figure.size.width / cell.width))
    let width = wide * cell.width
    let rows = max(3, width * figure.size.height / max(1, figure.size.width) / cell.height)
    let scale = max(1, Double(cell.height) / 20)
    let bytes = try board.gnuplot.draw(
      figure, as: .png(width: width, height: rows * cell.height, scale: scale))
    let kind: nnsh_chafa_kind =
      switch graphics.pixels {
      case .kitty: NNSH_CHAFA_KITTY
      case .iterm: NNSH_CHAFA_ITERM2
      default: NNSH_CHAFA_SIXELS
      }
    return rendered(bytes, wide, rows, cell, kind) + [0x0A]
  }

  private func rendered(
    _ png: [UInt8], _ columns: Int, _ rows: Int, _ cell: (width: Int, height: Int),
    _ kind: nnsh_chafa_kind
  ) -> [UInt8] {
    guard let picture = try? Picture.read(png, path: "figure"), picture.channels >= 3 else {
      return []
    }
    let pixels = picture.redGreenBlue
    var length = 0
    let colours: Int32 = hasColours ? (isTrueColour ? 1 << 24 : 256) : 2
    guard
      let text = nnsh_chafa_show(
        pixels, Int32(picture.columns), Int32(picture.rows), Int32(columns), Int32(rows),
        Int32(cell.width), Int32(cell.height), kind, colours, &length)
    else { return [] }
    defer { free(text) }
    return UnsafeRawBufferPointer(start: text, count: length).map { $0 }
  }

  private var isTrueColour: Bool {
    let depth = getenv("COLORTERM").map { String(cString: $0) }
    return depth == "truecolor" || depth == "24bit" || graphics.pixels != .none
  }

  private func complain(_ error: DrawingError) {
    switch error {
    case .interrupted: break
    case .missing where hasComplained: break
    default:
      hasComplained = true
      output.writeMessage("warning: \(error.reason)\n")
    }
  }
}

extension DrawingError {
  /// What the user reads.
  var reason: String {
    switch self {
    case .missing: "figures are not shown: gnuplot is not installed (Debian's package gnuplot-nox)"
    case .interrupted: "interrupted"
    case .failed(let text): "a figure could not be drawn: \(text)"
    }
  }
}
