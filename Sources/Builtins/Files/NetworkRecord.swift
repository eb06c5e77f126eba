import Evaluation
import Matrices

/// The field by which files tell a network from other structs, and its value.
private let markName = "kind"
private let markText = "nnsh network"

extension NetworkValue {
  /// The network as a struct for files: what `structure` has, marked as a network; empty fields, which
  /// some formats cannot hold, left out.
  var record: StructArray {
    get throws {
      let all = try structure
      var fields = [(markName, Value.string(markText))]
      for name in all.names {
        if let value = all[name], !value.isEmpty { fields.append((name, value)) }
      }
      return StructArray(fields)
    }
  }
}

/// A loaded value with the structs in it that were networks made networks again; one that is no sound
/// network stays a struct, with a warning.
func restoringNetworks(_ value: Value, _ name: String, _ call: Call) throws -> Value {
  switch value {
  case .cell(let cell) where cell.elements.contains { $0.isCell || $0.isStruct }:
    return .cell(
      try Matrix(cell.shape, cell.elements.map { try restoringNetworks($0, name, call) }))
  case .structure(let record) where record.shape.isScalar && record[markName]?.text == markText:
    do {
      return try networkOfRecord(record, call)
    } catch let failure as EvaluationError {
      call.session.warn("load: variable '\(name)' stays a struct: \(failure.message)")
      return value
    }
  case .structure(let record):
    let columns = try record.columns.map { column in
      try Matrix(column.shape, column.elements.map { try restoringNetworks($0, name, call) })
    }
    return .structure(StructArray(shape: record.shape, names: record.names, columns: columns))
  default: return value
  }
}
