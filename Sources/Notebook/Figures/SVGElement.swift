/// An element of a picture in SVG.
struct SVGElement {
  enum Node {
    case element(SVGElement)
    case text(String)
  }

  var name: String
  var attributes: [(name: String, value: String)]
  var children: [Node] = []

  subscript(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

  /// The elements directly in it.
  var elements: [SVGElement] {
    children.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }
}
