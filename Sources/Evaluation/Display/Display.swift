/// What a value looks like on the screen.
public enum Display {
  /// Writes what the statement `name` (or `name = ...` without a semicolon) shows.
  public static func show(name: String, value: Value, session: Session) {
    var printer = Printer(session)
    printer.show(name, value)
    session.output.write(printer.text)
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
