/// What a value looks like on the screen.
public enum Display {
  /// Writes what the statement `name` (or `name = ...` without a semicolon) shows.
  public static func show(name: String, value: Value, session: Session) {
    var printer = Printer(session)
    printer.show(name, value)
    session.output.write(printer.text)
  }

  /// The most elements that are shown: more would fill the memory with text nobody reads.
  static let elementLimit = 10_000_000

  /// Throws for a value with too many elements to be written out.
  public static func requireShowable(_ value: Value) throws {
    guard value.count > elementLimit else { return }
    throw EvaluationError(
      "out of memory or dimension too large for Octave's index type",
      identifier: "Octave:bad-alloc",
      help: "a \(value.shape) array has too many elements to show; show a part of it")
  }

  /// Writes what `disp(value)` shows.
  public static func disp(_ value: Value, session: Session) {
    session.output.write(dispText(value, session: session))
  }

  /// The text of `disp(value)`, line end included.
  public static func dispText(_ value: Value, session: Session) -> [UInt8] {
    var printer = Printer(session)
    printer.body(value)
    return printer.text
  }

  /// The text of `name` without a semicolon.
  public static func showText(name: String, value: Value, session: Session) -> [UInt8] {
    var printer = Printer(session)
    printer.show(name, value)
    return printer.text
  }
}
