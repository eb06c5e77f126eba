import Evaluation
import Glibc

/// What the names of variables are to look like: `x*` as names of files, or a regular expression.
struct NamePattern {
  private let glob: String
  private let expression: RegularExpression?

  /// - Throws: Octave's error for a malformed regular expression.
  init(_ text: String, isRegular: Bool) throws {
    glob = text
    var options = RegularExpression.Options()
    options.once = true
    options.emptyMatches = true
    expression =
      isRegular
      ? try RegularExpression(Array(text.utf8), options: options, caller: "regexp") : nil
  }

  func fits(_ name: String) throws -> Bool {
    guard let expression else { return fnmatch(glob, name, 0) == 0 }
    return try !expression.matches(in: Array(name.utf8)).isEmpty
  }
}
