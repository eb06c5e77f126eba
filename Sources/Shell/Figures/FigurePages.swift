import Evaluation
import Plots

/// Writes the figures of a script that nobody watches into files named after it.
final class FigurePages {
  private let board: FigureBoard
  private let output: any Output
  private let name: String
  private var count = 0
  private var hasComplained = false

  /// - Parameter script: the path of the script; its ending is left out.
  init(board: FigureBoard, output: any Output, script: String) {
    self.board = board
    self.output = output
    let parts = script.split(separator: "/").last?.split(separator: ".") ?? []
    name = (parts.count > 1 ? parts.dropLast() : parts[...]).joined(separator: ".")
  }

  func show(_ figures: [Figure]) {
    for figure in figures {
      count += 1
      let path = "\(name.isEmpty ? "figure" : name)-\(count).png"
      guard let picture = drawn(figure) else { continue }
      do throws(FileFailure) {
        try FileWriting.write(picture, to: path)
        output.writeMessage("figure \(figure.number): \(path)\n")
      } catch {
        output.writeMessage("warning: \(error.message)\n")
      }
    }
  }

  private func drawn(_ figure: Figure) -> [UInt8]? {
    let (width, height) = figure.size
    do {
      return try board.gnuplot.draw(figure, as: .png(width: width, height: height, scale: 1))
    } catch {
      if error != .interrupted, !hasComplained {
        output.writeMessage("warning: \(error.reason)\n")
      }
      hasComplained = true
      return nil
    }
  }
}
