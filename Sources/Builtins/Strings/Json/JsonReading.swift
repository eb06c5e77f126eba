import Evaluation
import Matrices
import Texts

/// Values of JSON as `jsondecode` gives them.
enum JsonReading {
  /// - Parameter mendsNames: whether the keys of objects are made valid names of fields.
  static func value(_ json: JSON, mendsNames: Bool) throws -> Value {
    switch json {
    case .null: return .emptyMatrix
    case .truth(let truth): return .bool(truth)
    case .number(let digits): return .number(Double(digits) ?? .nan)
    case .text(let text): return .string(text)
    case .list(let list):
      return try joined(
        try list.map { (value: try value($0, mendsNames: mendsNames), isNull: $0 == .null) })
    case .object(let members):
      var fields = StructArray([])
      for member in members {
        try fields.set(
          mendsNames ? validName(member.key) : member.key,
          to: try value(member.value, mendsNames: mendsNames))
      }
      return .structure(fields)
    }
  }

  /// What Octave says of a text that is no JSON.
  static func message(_ failure: JSONReader.Failure, isBlank: Bool) -> String {
    let text =
      switch failure.problem {
      case .noValue: isBlank ? "The document is empty." : "Invalid value."
      case .moreAfterValue: "The document root must not be followed by other values."
      case .tooDeep: "The document is nested too deeply."
      case .noKey: "Missing a name for object member."
      case .noColon: "Missing a colon after a name of object member."
      case .noEnd("}"): "Missing a comma or '}' after an object member."
      case .noEnd: "Missing a comma or ']' after an array element."
      case .noStringEnd: "Missing a closing quotation mark in string."
      case .controlCharacter: "Invalid encoding in string."
      case .unknownEscape: "Invalid escape character in string."
      case .noHexDigits: "Incorrect hex digit after \\u escape in string."
      case .halfPair: "The surrogate pair in string is invalid."
      }
    return "parse error at offset \(failure.offset): \(text)"
  }

  // MARK: - Lists as arrays

  /// Numbers, truth values, structs of the same fields and lists of equal size as an array, anything else as a
  /// column cell.
  private static func joined(_ elements: [(value: Value, isNull: Bool)]) throws -> Value {
    let values = elements.map(\.value)
    let cell = Value.cell(try Matrix(Shape(values.count, 1), values))
    guard let first = values.first else { return .emptyMatrix }
    if elements.allSatisfy({ if case .number = $0.value { true } else { $0.isNull } }) {
      return try .column(values.map { $0.scalar ?? .nan })
    }
    if elements.contains(where: \.isNull) { return cell }
    switch first {
    case .bool:
      guard values.allSatisfy({ if case .bool = $0 { true } else { false } }) else { return cell }
      return .truths(try Matrix(Shape(values.count, 1), values.map { $0.scalar == 1 }))
    case .structure(let one):
      let structs = values.compactMap { value -> StructArray? in
        if case .structure(let s) = value, s.shape.isScalar, s.names == one.names { s } else { nil }
      }
      guard structs.count == values.count, !one.names.isEmpty else { return cell }
      let shape = Shape(values.count, 1)
      return .structure(
        StructArray(
          shape: shape, names: one.names,
          columns: try one.names.map { name in
            try Matrix(shape, structs.map { $0[name] ?? .emptyMatrix })
          }))
    case .double, .logical: return try stacked(values) ?? cell
    default: return cell
    }
  }

  /// Arrays of one class and size one behind the other along a new first dimension; nil for others.
  private static func stacked(_ values: [Value]) throws -> Value? {
    let first = values[0]
    guard !first.isEmpty,
      values.allSatisfy({ $0.shape == first.shape && $0.valueClass == first.valueClass })
    else { return nil }
    let arrays = try values.compactMap { try $0.doubles }
    let inner = first.shape
    let sizes =
      inner.isMatrix && inner.columns == 1
      ? [inner.rows] : (0..<inner.rank).map { inner[$0] }
    let all = try Matrix<Double>(Shape([values.count] + sizes)) { target in
      for (row, array) in arrays.enumerated() {
        for k in 0..<array.count { target[row + k * values.count] = array[k] }
      }
    }
    return first.isLogical ? .truths(try all.converted { $0 != 0 }) : .matrix(all)
  }
}
