import CReadline
import Glibc

/// What the terminal that `TERM` names can do.
struct TerminalKind {
  /// Whether it moves its cursor as most do, and erases.
  let movesCursor: Bool
  let hasColours: Bool

  /// The terminal of this process.
  static let own = TerminalKind(named: getenv("TERM").map { String(cString: $0) } ?? "")

  init(named name: String) {
    let kind = nnsh_terminal_kind(name)
    movesCursor = kind.moves_cursor
    hasColours = kind.has_colours
  }

  /// Whether the user does not want colours (no-color.org).
  static var colourIsUnwanted: Bool { getenv("NO_COLOR").map { $0.pointee != 0 } ?? false }

  /// `NNSH_HINTS=off` leaves out what nobody typed: a screen reader would read it.
  static var hintsAreWanted: Bool {
    let wish = getenv("NNSH_HINTS").map { String(cString: $0).lowercased() } ?? ""
    return !["off", "no", "0", "false"].contains(wish)
  }
}
