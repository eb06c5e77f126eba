import Texts

/// Elements of MathML as text. Their content is escaped here and nowhere else.
enum MathML {
  static func identifier(_ text: String) -> String { "<mi>\(Markup.escaped(text))</mi>" }

  static func upright(_ text: String) -> String {
    // Only a single letter would be slanted.
    text.count == 1
      ? "<mi mathvariant=\"normal\">\(Markup.escaped(text))</mi>" : identifier(text)
  }

  static func styled(_ text: String, _ style: String) -> String {
    "<mi mathvariant=\"normal\" class=\"\(style)\">\(Markup.escaped(text))</mi>"
  }

  static func number(_ text: String) -> String { "<mn>\(Markup.escaped(text))</mn>" }

  static func operation(_ text: String, _ attributes: String = "") -> String {
    "<mo\(attributes)>\(Markup.escaped(text))</mo>"
  }

  /// A parenthesis or the like in the size of the text, or in that of what it encloses.
  static func fence(_ text: String, form: String? = nil, isStretchy: Bool) -> String {
    let attribute = form.map { " form=\"\($0)\"" } ?? ""
    return operation(text, attribute + " fence=\"true\" stretchy=\"\(isStretchy)\"")
  }

  static func text(_ text: String) -> String {
    // Blanks at both ends would be dropped.
    "<mtext>\(Markup.escaped(text.replacingBlanks))</mtext>"
  }

  static func space(_ width: String) -> String { "<mspace width=\"\(width)\"/>" }

  static func row(_ parts: [String]) -> String {
    parts.count == 1 ? parts[0] : "<mrow>\(parts.joined())</mrow>"
  }

  static func element(_ name: String, _ parts: [String], _ attributes: String = "") -> String {
    "<\(name)\(attributes)>\(parts.joined())</\(name)>"
  }

  static func table(_ rows: [[String]], _ attributes: String = "") -> String {
    let lines = rows.map { row in
      element("mtr", row.map { element("mtd", [$0]) })
    }
    return element("mtable", lines, attributes)
  }
}

extension String {
  fileprivate var replacingBlanks: String {
    String(map { $0 == " " || $0.isNewline ? "\u{A0}" : $0 })
  }
}
