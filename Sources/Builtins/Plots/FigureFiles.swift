import Evaluation
import Glibc
import Matrices
import Plots

/// Figures into files.
let figureFiles: [Builtin] = [
  Builtin(
    "print(file)\nprint -dpng file\nprint(h, file, \"-dsvg\", \"-r300\", \"-S800,600\")",
    "Writes the current figure into a file: PNG, SVG or PDF, by -d or the ending of the name.",
    seeAlso: ["saveas", "figure"], many: { try $0.printFigure() }),
  Builtin(
    "saveas(h, file, format)", "Writes figure h into a file: png, svg or pdf.", seeAlso: ["print"],
    many: { try $0.saveFigure() }),
]

extension Call {
  fileprivate func printFigure() throws -> [Value] {
    var path: String?
    var kind: String?
    var dots = 96.0
    var size: (width: Int, height: Int)?
    var number = board.currentNumber
    for argument in arguments {
      guard let word = argument.text else {
        guard let handle = argument.scalar, case .figure(let given) = board.place(of: handle) else {
          throw error("the argument must be the handle of a figure, a file, or an option")
        }
        number = given
        continue
      }
      if word.hasPrefix("-d") {
        kind = String(word.dropFirst(2)).lowercased()
      } else if word.hasPrefix("-r"), let given = Double(word.dropFirst(2)) {
        dots = given.isFinite ? max(20, min(1200, given)) : dots
      } else if word.hasPrefix("-S") {
        let sides = word.dropFirst(2).split(separator: ",").compactMap { Int($0) }
        guard sides.count == 2, sides.allSatisfy({ (10...10_000).contains($0) }) else {
          throw error("-S must be followed by width and height in pixels, as in -S800,600")
        }
        size = (sides[0], sides[1])
      } else if !word.hasPrefix("-") {
        path = word
      }
    }
    guard let path, !path.isEmpty else { throw error("a file name is needed") }
    try write(number, to: path, kind: kind, dots: dots, size: size)
    return []
  }

  fileprivate func saveFigure() throws -> [Value] {
    try expect(2...3)
    let handle = try scalar(0)
    let number: Int? =
      switch board.place(of: handle) {
      case .figure(let number), .axes(let number, _), .series(let number, _, _): number
      case nil: nil
      }
    guard let number else { throw error("first argument H must be a graphics handle") }
    try write(
      number, to: try string(1), kind: count > 2 ? try string(2).lowercased() : nil, dots: 96,
      size: nil)
    return []
  }

  private func write(
    _ number: Int?, to path: String, kind: String?, dots: Double, size: (width: Int, height: Int)?
  ) throws {
    guard let number, let figure = board.figures[number] else {
      throw error("no open figure to print")
    }
    let ending = path.split(separator: "/").last?.split(separator: ".").dropFirst().last
    let wanted = kind ?? ending.map { $0.lowercased() } ?? "pdf"
    let (width, height) = size ?? figure.size
    let format: PictureFormat
    switch wanted {
    case "png":
      let scale = dots / 96
      let pixels = [width, height].map { Int(Double($0) * scale) }
      guard pixels.allSatisfy({ $0 <= 20_000 }) else {
        throw error("the picture would be too large")
      }
      format = .png(width: pixels[0], height: pixels[1], scale: scale)
    case "svg": format = .svg(width: width, height: height)
    case "pdf", "pdfwrite", "pdfcairo": format = .pdf(width: width, height: height)
    default:
      var problem = error("figures are not written as \"\(wanted)\"")
      problem.help = "there are png, svg and pdf: print -dpng \(path)"
      throw problem
    }
    let file = kind != nil && ending == nil ? "\(path).\(wanted)" : path
    let bytes = try drawn(figure, as: format)
    guard let stream = OpenFile(path: expandedPath(file), mode: "wb") else {
      throw error("cannot open \(file): \(systemMessage(errno))")
    }
    board.noteWritten(number)
    guard stream.write(bytes), stream.close() else {
      throw error("cannot write \(file): \(systemMessage(errno))")
    }
  }

  /// A figure as the bytes of a picture.
  private func drawn(_ figure: Figure, as format: PictureFormat) throws -> [UInt8] {
    do {
      return try board.gnuplot.draw(figure, as: format)
    } catch {
      switch error {
      case .missing:
        var problem = self.error("gnuplot, which draws the figures, is not installed")
        problem.help = "install Debian's package gnuplot-nox"
        throw problem
      case .interrupted:
        try checkInterrupt()
        throw self.error("interrupted")
      case .failed(let reason): throw self.error("the figure could not be drawn: \(reason)")
      }
    }
  }
}
