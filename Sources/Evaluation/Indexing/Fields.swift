import Matrices

/// Fields of structs, and what else is read with a dot.
enum Fields {
  /// What a map's field can be called for, and the mark that says that it is called.
  static let methodNames: Set<String> = [
    "isKey", "keys", "values", "remove", "length", "isempty", "addRequired", "addOptional",
    "addParameter", "addParamValue", "addSwitch", "parse",
  ]
  static let methodMark = "()"

  /// The values that `value.name` stands for: one for each element of a struct array.
  static func values(of value: Value, _ name: String, _ session: Session) throws -> [Value] {
    switch value {
    case .structure(let s):
      guard let column = s.column(name) else {
        if name.hasSuffix(methodMark) {
          return try values(of: value, String(name.dropLast(methodMark.count)), session)
        }
        throw EvaluationError(
          "structure has no member '\(name)'", identifier: "Octave:invalid-indexing",
          fact: .missingField(name: name, fields: s.names))
      }
      return column.elements
    case .network(let network):
      let isCalled = name.hasSuffix(methodMark)
      return [try network.field(isCalled ? String(name.dropLast(methodMark.count)) : name)]
    case .map(let map):
      if name.hasSuffix(methodMark) {
        let method = String(name.dropLast(methodMark.count))
        return [.function(FunctionValue(.method(method, map)))]
      }
      if let property = try map.property(name) { return [property] }
      throw MapObject.error("unknown property '\(name)'")
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
