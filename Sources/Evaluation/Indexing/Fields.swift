import Matrices

/// Fields of structs, and what else is read with a dot.
enum Fields {
  /// The values that `value.name` stands for: one for each element of a struct array.
  static func values(of value: Value, _ name: String, _ session: Session) throws -> [Value] {
    switch value {
    case .structure(let s):
      guard let column = s.column(name) else {
        throw EvaluationError(
          "structure has no member '\(name)'", identifier: "Octave:invalid-indexing",
          fact: .missingField(name: name, fields: s.names))
      }
      return column.elements
    case .network(let network): return [try network.field(name)]
    case .map(let map):
      if let property = try map.property(name) { return [property] }
      throw EvaluationError("invalid use of a containers.Map object: no property '\(name)'")
    default:
      throw EvaluationError("\(value.indexedTypeName) cannot be indexed with .")
    }
  }

  /// The field name in `s.(name)`.
  static func name(_ value: Value) throws -> String {
    guard let text = value.text else {
      throw EvaluationError("dynamic structure field names must be strings")
    }
    return text
  }
}
