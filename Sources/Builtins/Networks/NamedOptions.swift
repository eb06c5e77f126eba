import Evaluation
import Matrices
import NeuralNetworks
import Texts

/// The `"name", value` pairs at the end of a call.
struct NamedOptions {
  private let call: Call
  private var pairs: [(name: String, value: Value)] = []

  /// - Parameters:
  ///   - first: where the pairs begin.
  ///   - known: their names, in the order in which messages list them.
  /// - Throws: for unknown names, with the nearest known one, and for a name without a value.
  init(_ call: Call, from first: Int, known: [String]) throws {
    self.call = call
    var index = first
    while index < call.count {
      guard let name = call.arguments[index].text else {
        throw call.error(
          "argument \(index + 1) must be the name of an option, not a "
            + "\(Call.description(call.arguments[index]))")
      }
      guard let found = known.first(where: { $0 == name.lowercased() }) else {
        throw NamedOptions.unknown(name, known, call)
      }
      guard index + 1 < call.count else {
        throw call.error("option \"\(name)\" has no value")
      }
      pairs.append((found, call.arguments[index + 1]))
      index += 2
    }
  }

  /// The one option that a longer name contains: `rate` in `learning_rate`.
  private static func contained(in name: String, _ known: [String]) -> String? {
    let found = known.filter { $0.count > 3 && name.lowercased().contains($0) }
    return found.count == 1 ? found[0] : nil
  }

  private static func unknown(_ name: String, _ known: [String], _ call: Call) -> EvaluationError {
    var error = call.error("unknown option \"\(name)\"", identifier: "nnsh:option")
    error.help =
      (Spelling.nearest(to: name, in: known) ?? contained(in: name, known)).map {
        "did you mean \($0)=...?"
      }
      ?? "the options are \(known.joined(separator: ", "))"
    return error
  }

  /// Where the pairs of a call begin: at the first text among the arguments from `first` on.
  static func start(_ call: Call, after first: Int) -> Int {
    var index = min(first, call.count)
    while index < call.count, call.arguments[index].text == nil { index += 1 }
    return index
  }

  /// The last value given for `name`.
  subscript(name: String) -> Value? { pairs.last { $0.name == name }?.value }

  func number(_ name: String) throws -> Double? {
    guard let value = self[name] else { return nil }
    guard let number = value.scalar, !value.isChar else {
      throw call.error("option \(name) must be a number, not a \(Call.description(value))")
    }
    return number
  }

  func integer(_ name: String) throws -> Int? {
    guard let number = try number(name) else { return nil }
    guard let whole = Int(exactly: number) else {
      throw call.error("option \(name) must be a whole number, not \(number)")
    }
    return whole
  }

  func text(_ name: String) throws -> String? {
    guard let value = self[name] else { return nil }
    guard let text = value.text else {
      throw call.error("option \(name) must be a string, not a \(Call.description(value))")
    }
    return text
  }

  /// true, false, numbers, "on" and "off".
  func flag(_ name: String) throws -> Bool? {
    guard let value = self[name] else { return nil }
    if let text = value.text {
      switch text.lowercased() {
      case "on", "yes", "true": return true
      case "off", "no", "false": return false
      default: break
      }
    } else if let number = value.scalar {
      return number != 0
    }
    throw call.error("option \(name) must be true or false")
  }

  func seed(_ name: String) throws -> UInt64? {
    try number(name).map { UInt64(exactly: $0) ?? $0.bitPattern }
  }
}
