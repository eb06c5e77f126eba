import Syntax

/// A kind of error that `explain` has a page about: what it means, how it comes about, what to do.
public struct ErrorCode: Sendable {
  /// Such as `NN101`.
  public let name: String
  public let title: String
  /// Paragraphs and an example, in lines of at most 80 columns.
  public let text: String
  /// Texts of which one begins the message, or with `...` before it stands anywhere in it.
  let patterns: [String]

  init(_ name: String, _ title: String, _ patterns: [String], _ text: String) {
    self.name = name
    self.title = title
    self.patterns = patterns
    self.text = text
  }

  /// What `explain NAME` prints.
  public var page: String { "\(name): \(title)\n\n\(text)\n" }

  /// The code of a message; nil for errors of the user's own and those whose text says all.
  public static func code(of message: String) -> ErrorCode? {
    all.first { code in
      code.patterns.contains { pattern in
        pattern.hasPrefix("...")
          ? message.contains(pattern.dropFirst(3)) : message.hasPrefix(pattern)
      }
    }
  }

  /// The code called `name`, in any case of letters.
  public static func named(_ name: String) -> ErrorCode? {
    all.first { $0.name == name.uppercased() }
  }

  /// Every code, by number: shapes, indexes, names and calls, classes, syntax, limits.
  public static let all =
    shapeCodes + indexCodes + nameCodes + classCodes + syntaxCodes + limitCodes
}
