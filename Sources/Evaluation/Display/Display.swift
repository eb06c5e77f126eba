import Matrices

/// What a value looks like on the screen.
public enum Display {
  /// Writes what the statement `name` (or `name = ...` without a semicolon) shows.
  /// - Throws: when Ctrl-C was pressed meanwhile.
  public static func show(name: String, value: Value, session: Session) throws {
    let text = try showText(name: name, value: value, session: session)
    if case .double(let matrix) = value, let counts = session.lastCounts,
      matrix.storage === counts.storage
    {
      session.output.write(text) { CountShades.coloured(text, counts) }
    } else {
      session.output.write(text)
    }
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
  public static func disp(_ value: Value, session: Session) throws {
    session.output.write(try dispText(value, session: session))
  }

  /// The text of `disp(value)`, line end included.
  public static func dispText(_ value: Value, session: Session) throws -> [UInt8] {
    var printer = Printer(session)
    printer.body(value)
    return try whole(printer)
  }

  /// The text of `name` without a semicolon.
  public static func showText(name: String, value: Value, session: Session) throws -> [UInt8] {
    var printer = Printer(session)
    printer.show(name, value)
    return try whole(printer)
  }

  /// The text, which printers leave off when Ctrl-C is pressed.
  private static func whole(_ printer: Printer) throws -> [UInt8] {
    if Interrupt.isRequested { try Session.interrupt() }
    return printer.text
  }
}
