import Syntax

/// What a session needs of the world outside: function files, clocks, the keyboard. The shell hands it one.
public protocol Host: AnyObject {
  /// The text of the file that defines function or script `name` (`name.m` or `name.nn` in the current
  /// folder or on the path), or nil. Answers are cached by modification time.
  func functionFile(named name: String) -> Source?
  /// The text of the file at `path`, for `source`, `run` and `load`.
  func file(at path: String) -> Source?
  /// Seconds since 1970.
  var now: Double { get }
  /// A line typed by the user after `prompt`; nil at the end of the input.
  func readLine(prompt: String) -> String?
  /// The next key that is pressed, without waiting for Enter; nil where there is no keyboard.
  func readKey() -> Key?
  /// Folders that `addpath` added, searched after the current one.
  var path: [String] { get set }
  /// What the user wrote after the program's name, and that name (`argv`, `program_name`).
  var arguments: [String] { get }
  var programName: String { get }
  /// The value of an environment variable, or nil.
  func environment(_ name: String) -> String?
}

/// One key of the keyboard.
public enum Key: Equatable, Sendable {
  case character(Character)
  case left
  case right
  /// The end of the input, or Ctrl-C.
  case end
}

extension Host {
  public func readKey() -> Key? { nil }
  public var arguments: [String] { [] }
  public var programName: String { "nnsh" }
  public func environment(_ name: String) -> String? { nil }
}

/// A host without files or keyboard, for tests and embedding.
public final class BareHost: Host {
  public var path: [String] = []
  public var sources: [String: Source] = [:]
  public init() {}
  public func functionFile(named name: String) -> Source? { sources[name] }
  public func file(at path: String) -> Source? { sources[path] }
  public var now: Double { 0 }
  public func readLine(prompt: String) -> String? { nil }
}
