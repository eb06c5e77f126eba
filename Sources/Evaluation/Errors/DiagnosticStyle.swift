/// How the parts of a message are coloured; without colours it leaves text as it is.
struct DiagnosticStyle {
  enum Role { case plain, primary, label }

  let colours: Bool

  private func wrapped(_ text: String, _ code: String) -> String {
    colours && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  func error(_ text: String) -> String { wrapped(text, "1;31") }
  func message(_ text: String) -> String { wrapped(text, "1") }
  func gutter(_ text: String) -> String { wrapped(text, "34") }
  func help(_ text: String) -> String { wrapped(text, "1;32") }

  /// A row of pieces, without blanks at its end.
  func row(_ pieces: [(text: String, role: Role)]) -> String {
    var row = ""
    var run = ""
    var role = Role.plain
    for piece in pieces {
      if piece.role != role {
        row += coloured(run, role)
        run = ""
        role = piece.role
      }
      run += piece.text
    }
    return row + coloured(role == .plain ? run.trimmedEnd : run, role)
  }

  private func coloured(_ text: String, _ role: Role) -> String {
    switch role {
    case .plain: text
    case .primary: wrapped(text, "1;31")
    case .label: wrapped(text, "36")
    }
  }
}
