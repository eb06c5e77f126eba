import Matrices

/// `inputParser`: a handle as maps are. Its table holds its properties and, beside them, what it was told of
/// arguments.
public final class ParserObject: MapObject {
  /// What a program sees of it, in the order in which it is listed.
  private static let properties = [
    "CaseSensitive", "FunctionName", "KeepUnmatched", "Parameters", "PartialMatching", "Results",
    "StructExpand", "Unmatched", "UsingDefaults",
  ]
  private static let flags: Set<String> = ["CaseSensitive", "KeepUnmatched", "StructExpand"]

  public init(in store: MapStore = MapStore()) {
    super.init(keyType: "char", valueType: "any", in: store)
    for name in ["CaseSensitive", "KeepUnmatched", "PartialMatching"] { self[name] = .bool(false) }
    self["StructExpand"] = .bool(true)
    self["FunctionName"] = .string("")
    for name in ["Results", "Unmatched"] { self[name] = .structure(StructArray()) }
    for name in ["Parameters", "UsingDefaults"] { self[name] = .cell(Matrix(empty: .empty)) }
  }

  override public var className: String { "inputParser" }
  override public var extent: Int { 1 }

  /// What is kept under a name, `[]` where nothing is.
  public subscript(name: String) -> Value {
    get { self[.text(Array(name.utf8))] ?? .emptyMatrix }
    set { self[.text(Array(name.utf8))] = newValue }
  }

  override public func property(_ name: String) throws -> Value? {
    guard ParserObject.properties.contains(name) else {
      throw EvaluationError("subsref: unknown method or property: \(name)")
    }
    return self[name]
  }

  override func checkProperty(_ name: String) throws {
    if ParserObject.flags.contains(name) || ["FunctionName", "PartialMatching"].contains(name) {
      return
    }
    throw EvaluationError(
      ParserObject.properties.contains(name)
        ? "subsasgn: property '\(name)' has protected access and cannot be set from this context"
        : "subsasgn: unknown property: \(name)")
  }

  override func setProperty(_ name: String, to value: Value) throws {
    if name == "PartialMatching", try Operators.truth(value) {
      throw EvaluationError("inputParser: PartialMatching is not yet implemented")
    }
    self[name] = value
  }

  override public func value(at key: Value) throws -> Value { throw notIndexed }
  override public func assign(_ value: Value, at key: Value) throws { throw notIndexed }

  private var notIndexed: EvaluationError {
    EvaluationError("inputParser: only '.' indexing is supported")
  }

  /// The properties as they are shown: in the table of a printed parser, and where it is part of a value.
  var summary: [(name: String, text: String)] {
    let shown = [
      "CaseSensitive", "FunctionName", "KeepUnmatched", "PartialMatching", "StructExpand",
    ]
    return shown.map { name in
      // Octave says of the name, too, whether there is one.
      let value = self[name]
      return (name, !value.isEmpty && (value.isChar || value.scalar != 0) ? "true" : "false")
    }
  }

  override var nestedFields: [(name: String, text: String)] {
    ParserObject.properties.map { name in
      let value = self[name]
      if let text = value.text { return (name, text) }
      if let number = value.scalar { return (name, number == 0 ? "0" : "1") }
      return (name, "[\(value.shape) \(value.className)]")
    }
  }
}
