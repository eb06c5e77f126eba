import Syntax

/// The text that a person sees of an error: the message, the place with its source line, notes on the parts
/// of the expression, a fix, and the calls that led there.
///
///     error: operator *: nonconformant arguments (op1 is 25x401, op2 is 5000x401)
///       --> costs.nn:12:13
///        |
///     12 | z2 = Theta1 * X;
///        |      ------ ^ - 5000x401
///        |      25x401
///     help: transposing X fits: Theta1 * X' is 25x5000
public func rendered(_ error: EvaluationError, colours: Bool) -> String {
  let style = DiagnosticStyle(colours: colours)
  var text = DiagnosticText.head(error.message, style)
  if let place = error.places.first {
    let snippet = DiagnosticSnippet(
      source: place.source, span: place.span, labels: place.labels, style: style)
    text += snippet.text(span: place.span)
  }
  text += DiagnosticText.help(error.help, style)
  return text + DiagnosticText.trace(error.places, style)
}

/// The text that a person sees of the errors of a parse, one after the other.
public func rendered(
  _ diagnostics: [SyntaxDiagnostic], in source: Source, colours: Bool
) -> String {
  let style = DiagnosticStyle(colours: colours)
  return diagnostics.map { diagnostic in
    let snippet = DiagnosticSnippet(
      source: source, span: diagnostic.span, labels: [], style: style)
    return DiagnosticText.head(diagnostic.message, style)
      + snippet.text(span: diagnostic.span) + DiagnosticText.help(diagnostic.help, style)
  }.joined()
}

enum DiagnosticText {
  static func head(_ message: String, _ style: DiagnosticStyle) -> String {
    var message = message
    while message.last?.isNewline == true { message.removeLast() }
    return style.error("error:") + " " + style.message(message) + "\n"
  }

  static func help(_ help: String?, _ style: DiagnosticStyle) -> String {
    guard let help else { return "" }
    return style.help("help:") + " " + help + "\n"
  }

  /// `file:line`, or `file:line:column` counted in characters.
  static func location(of offset: Int, in source: Source, withColumn: Bool) -> String {
    let (line, column) = source.position(of: min(max(0, offset), source.bytes.count))
    guard withColumn else { return "\(source.name):\(line)" }
    let before = source.line(line).prefix(column)
    return "\(source.name):\(line):\(String(decoding: before, as: UTF8.self).count + 1)"
  }

  /// At most this many calls are listed; of a deep recursion the two ends say enough.
  private static let traceLimit = 8

  /// `called from: f at file:line`, a line for each call, the same ones in a row counted.
  static func trace(_ places: [EvaluationError.Place], _ style: DiagnosticStyle) -> String {
    var calls: [(text: String, count: Int)] = []
    for place in places.dropFirst() {
      let location = location(of: Int(place.span.start), in: place.source, withColumn: false)
      let text = place.function.isEmpty ? location : "\(place.function) at \(location)"
      if calls.last?.text == text {
        calls[calls.count - 1].count += 1
      } else {
        calls.append((text, 1))
      }
    }
    var lines = calls.map { call in
      "called from: " + call.text + (call.count > 1 ? " (\(call.count) times)" : "")
    }
    if lines.count > traceLimit {
      let left = lines.count - traceLimit + 1
      let middle = traceLimit - 3
      lines.replaceSubrange(
        middle..<(middle + left), with: ["... \(left) more calls ..."])
    }
    return lines.map { style.gutter($0) + "\n" }.joined()
  }
}
