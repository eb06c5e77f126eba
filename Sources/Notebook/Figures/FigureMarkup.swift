import Texts

/// A picture in SVG as a part of a page: its words can be selected, its ink and paper are the page's, and
/// nothing in it acts or is fetched.
///
/// Only elements and attributes that are known to draw are taken over. Names inside it get a prefix, so that several
/// pictures stand on one page.
struct FigureMarkup {
  private let prefix: String
  /// Whether there are images in it, whose colours are the same on light and on dark pages.
  private let hasImages: Bool
  /// The last letters of the names of plots (`gnuplot_plot_1a`) over images: all in them keeps its colours.
  private let fixedPanels: Set<Character>
  private var html = ""

  /// The markup on one line; nil for a text that is no picture.
  ///
  /// - Parameters:
  ///   - description: what it shows, in words.
  ///   - prefix: what names in it begin with: letters and digits.
  static func html(_ svg: String, description: String, prefix: String) -> String? {
    guard let root = SVGReader.root(of: svg), root.name == "svg", root["viewBox"] != nil else {
      return nil
    }
    var markup = FigureMarkup(root, prefix: prefix)
    let words = Markup.escaped(description).split(separator: "\n").joined(separator: "&#10;")
    markup.html = "<svg role=\"img\" aria-label=\"\(words)\""
    markup.write(root.attributes.filter { $0.name != "id" }, of: root, Surroundings())
    markup.html += ">"
    for child in root.children { markup.write(child, Surroundings()) }
    return markup.html + "</svg>"
  }

  private init(_ root: SVGElement, prefix: String) {
    self.prefix = prefix
    var panels: Set<Character> = []
    hasImages = Self.findImages(in: root, panel: nil, &panels)
    fixedPanels = panels
  }

  private static func findImages(
    in element: SVGElement, panel: Character?, _ panels: inout Set<Character>
  ) -> Bool {
    if element.name == "image" {
      if let panel { panels.insert(panel) }
      return true
    }
    let own = Self.panel(of: element) ?? panel
    return element.elements.reduce(false) { findImages(in: $1, panel: own, &panels) || $0 }
  }

  private static func panel(of element: SVGElement) -> Character? {
    guard let id = element["id"], id.hasPrefix("gnuplot_plot_") else { return nil }
    return id.last
  }

  // MARK: - Elements

  private struct Surroundings {
    var isPlot = false
    /// Whether the panel has images.
    var isFixed = false
    var isDefinition = false
  }

  private mutating func write(_ node: SVGElement.Node, _ around: Surroundings) {
    switch node {
    case .text(let text) where !text.allSatisfy(\.isWhitespace):
      html += Markup.escaped(text).replacing("\n", with: " ")
    case .text: break
    case .element(let element): write(element, around)
    }
  }

  private mutating func write(_ element: SVGElement, _ around: Surroundings) {
    guard Self.known.contains(element.name), !isPaper(element) else { return }
    var around = around
    if let panel = Self.panel(of: element) {
      around.isPlot = true
      around.isFixed = fixedPanels.contains(panel)
    }
    if element.name == "defs" { around.isDefinition = true }
    let begin = html.endIndex
    html += "<\(element.name)"
    write(element.attributes, of: element, around)
    html += ">"
    let inside = html.endIndex
    for child in element.children { write(child, around) }
    if html.endIndex == inside {
      // A group of nothing.
      if element.name == "g" || element.name == "text" || element.name == "tspan" {
        html.removeSubrange(begin...)
      } else {
        html.removeLast()
        html += "/>"
      }
    } else {
      html += "</\(element.name)>"
    }
  }

  /// The ground of the whole is the page's own.
  private func isPaper(_ element: SVGElement) -> Bool {
    element.name == "rect" && FigureColour(element["fill"] ?? "") == .paper
  }

  private static let known: Set<String> = [
    "g", "defs", "use", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text",
    "tspan", "image",
  ]

  // MARK: - Attributes

  private mutating func write(
    _ attributes: [(name: String, value: String)], of element: SVGElement, _ around: Surroundings
  ) {
    var styles: [String] = []
    for (name, value) in attributes {
      switch name {
      case "id" where around.isDefinition && Self.isName(value):
        html += " id=\"\(prefix)\(value)\""
      case "href", "xlink:href":
        if element.name == "image", Self.isPicture(value) {
          html += " href=\"\(value)\""
        } else if element.name == "use", value.first == "#", Self.isName(value.dropFirst()) {
          html += " href=\"#\(prefix)\(value.dropFirst())\""
        }
      case "class" where value == "gridline": html += " class=\"grid\""
      case "fill", "stroke", "color":
        let (colour, style) = colour(value, name, of: element, around)
        html += " \(name)=\"\(colour)\""
        if let style { styles.append(style) }
      case let name where Self.drawing.contains(name) && Self.isPlain(value):
        let short = value.split { $0 == " " || $0 == "\n" || $0 == "\t" }.joined(separator: " ")
        html += " \(name)=\"\(short)\""
      default: break
      }
    }
    if !styles.isEmpty { html += " style=\"\(styles.joined(separator: ";"))\"" }
  }

  /// A colour for the page, and the style of one that is another on a dark page.
  private func colour(
    _ value: String, _ name: String, of element: SVGElement, _ around: Surroundings
  ) -> (String, String?) {
    // A legend over an image has the image's light ground.
    let isFixed = around.isFixed || around.isPlot && hasImages
    switch FigureColour(value) {
    case .ink: return (isFixed ? "#000" : "currentColor", nil)
    case .paper: return (hasImages ? "#fff" : "var(--ground,#fff)", nil)
    case .own(let red, let green, let blue):
      let own = FigureColour.hexadecimal(red, green, blue)
      // Areas keep their colours; lines, points and words are made to stand out.
      let isArea = name == "fill" && element.name != "g" && element.name != "text"
      if around.isFixed || isArea || hasImages && !around.isPlot { return (own, nil) }
      if red + green + blue == 0 { return (isFixed ? own : "currentColor", nil) }
      let dark = FigureColour.onDark(red, green, blue)
      return (own, dark.map { "\(name):light-dark(\(own),\($0))" })
    case .other: return (Self.isPlain(value) ? value : "none", nil)
    }
  }

  /// Attributes that say where and how something is drawn.
  private static let drawing: Set<String> = [
    "x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2", "d", "points",
    "transform", "viewBox", "dx", "dy", "fill-opacity", "stroke-opacity", "stroke-width",
    "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "font-family", "font-size",
    "font-weight", "font-style", "text-anchor", "preserveAspectRatio", "shape-rendering",
    "image-rendering",
  ]

  /// Numbers, words and the names of functions of numbers; no address.
  private static func isPlain(_ value: String) -> Bool {
    !value.lowercased().contains("url")
      && value.utf8.allSatisfy { byte in
        isNamePart(byte) || " \n\t.,#%()+".utf8.contains(byte)
      }
  }

  private static func isName(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy(isNamePart)
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func isPicture(_ value: String) -> Bool {
    let start = "data:image/png;base64,"
    return value.hasPrefix(start)
      && value.utf8.dropFirst(start.utf8.count).allSatisfy { byte in
        isNamePart(byte) || "+/=".utf8.contains(byte)
      }
  }
}
