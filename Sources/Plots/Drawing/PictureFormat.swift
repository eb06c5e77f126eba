/// What a figure is drawn as.
public enum PictureFormat: Equatable, Sendable {
  /// Pixels; `scale` makes lines and letters larger for dense screens and print.
  case png(width: Int, height: Int, scale: Double)
  case svg(width: Int, height: Int)
  case pdf(width: Int, height: Int)
  /// Characters, some of them in colours of a terminal.
  case text(columns: Int, rows: Int, colours: Bool)

  /// The command that prepares gnuplot for it.
  var terminal: String {
    switch self {
    case .png(let width, let height, let scale):
      "pngcairo enhanced size \(width),\(height) font 'Sans,\(10 * scale)' linewidth \(scale) "
        + "pointscale \(scale) background '#ffffff'"
    case .svg(let width, let height):
      "svg enhanced size \(width),\(height) font 'sans-serif,14' background '#ffffff' fixed"
    case .pdf(let width, let height):
      // Pixels of 1/96 inch.
      "pdfcairo enhanced color size \(Double(width) / 96)in,\(Double(height) / 96)in font 'Sans,10'"
    case .text(let columns, let rows, let colours):
      "dumb enhanced size \(columns),\(rows) \(colours ? "ansi256" : "mono")"
    }
  }

  var isText: Bool {
    if case .text = self { return true }
    return false
  }
}
