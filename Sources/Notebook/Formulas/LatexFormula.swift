import Texts

/// LaTeX's mathematics as MathML: the part of it that lecture notes and explanations use.
public enum LatexFormula {
  /// Longer formulas stay as they are.
  private static let longest = 20_000

  /// The formula for a page: MathML, or its source in `<code>` where it uses what is not known here.
  ///
  /// - Parameter isDisplay: on a line of its own.
  public static func html(_ source: String, isDisplay: Bool) -> String {
    if let formula = mathML(source, isDisplay: isDisplay) { return formula }
    let marks = isDisplay ? "$$" : "$"
    return "<code class=\"formula\">\(Markup.escaped(marks + source + marks))</code>"
  }

  /// The `<math>` element of a formula; nil when it uses what is not known here, or is wrong.
  public static func mathML(_ source: String, isDisplay: Bool) -> String? {
    guard source.utf8.count <= longest else { return nil }
    var reader = LatexReader(source)
    guard let parts = reader.all() else { return nil }
    let text = Markup.escaped(source.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    let display = isDisplay ? " display=\"block\"" : ""
    return "<math\(display) alttext=\"\(text)\">\(parts)</math>"
  }
}
