import Evaluation
import Matrices

/// One run of `cellfun`, `arrayfun` or `structfun`: a function called for every element, its results
/// collected output by output.
struct Mapping {
  let call: Call
  let function: Value
  var errorHandler: Value?
  var uniform = true

  /// Takes the options at the end of the arguments; gives the arrays that stand before them.
  init(_ call: Call, function: Value, arrays: inout ArraySlice<Value>) throws {
    self.call = call
    self.function = function
    while arrays.count >= 3 {
      let name = arrays[arrays.endIndex - 2].text?.lowercased()
      guard let name, !arrays[arrays.endIndex - 2].isCell else { break }
      let value = arrays[arrays.endIndex - 1]
      switch name {
      case "uniformoutput", "unif": uniform = try Mapping.truth(value, call)
      case "errorhandler":
        guard value.isFunction || value.isChar else {
          throw call.error("invalid function NAME: \(value.text ?? value.className)")
        }
        errorHandler = value
      default:
        // Text among the arrays of `arrayfun` is an array; `cellfun` takes none.
        if call.name == "arrayfun" { return }
        throw call.error("unrecognized parameter \(arrays[arrays.endIndex - 2].text ?? "")")
      }
      arrays.removeLast(2)
    }
  }

  private static func truth(_ value: Value, _ call: Call) throws -> Bool {
    guard let x = value.scalar else {
      throw call.error("UniformOutput must be a logical value")
    }
    return x != 0
  }

  /// Calls the function for elements `0..<shape.count`; `arguments` gives those of one call.
  func results(_ shape: Shape, arguments: (Int) throws -> [Value]) throws -> [Value] {
    let wanted = call.outputCount
    var columns = [[Value]](repeating: [], count: max(1, wanted))
    for index in 0..<shape.count {
      try call.checkInterrupt()
      let values = try callOnce(try arguments(index), index)
      // A statement of its own shows what there is, and nothing where the function gives nothing.
      if values.isEmpty, wanted == 0 { continue }
      guard values.count >= wanted, !values.isEmpty else {
        throw call.error("function returned fewer than nargout values")
      }
      for k in columns.indices { columns[k].append(values[k]) }
      // Told at once: what the function prints for later elements does not appear.
      if uniform, let k = columns.indices.first(where: { !isOne(values[$0]) }) {
        return [try packed(columns[k], shape)]
      }
    }
    // Of a statement without elements `cellfun` and `arrayfun` show the empty cell only, `structfun` always.
    if wanted == 0, columns[0].isEmpty {
      guard shape.count == 0, !uniform || call.name == "structfun" else { return [] }
    }
    guard columns.allSatisfy({ $0.count == shape.count }) else { return [] }
    return try columns.map { try packed($0, shape) }
  }

  private func packed(_ values: [Value], _ shape: Shape) throws -> Value {
    if !uniform { return .cell(try Matrix(shape, values)) }
    guard let array = try uniformArray(values, shape, call.session) else {
      throw EvaluationError(
        "\(call.name == "structfun" ? "cellfun" : call.name): "
          + "all values must be scalars when UniformOutput = true",
        identifier: call.name == "arrayfun" ? "Octave:invalid-fun-call" : "")
    }
    return array
  }

  private func callOnce(_ arguments: [Value], _ index: Int) throws -> [Value] {
    let session = call.session
    guard let errorHandler else {
      return try session.call(function, arguments, outputs: call.outputCount)
    }
    do {
      return try session.call(function, arguments, outputs: call.outputCount)
    } catch let error as EvaluationError where error.identifier != "nnsh:interrupted" {
      let report = StructArray([
        ("identifier", .string(error.identifier)), ("message", .string(error.message)),
        ("index", .count(index + 1)),
      ])
      return try session.call(
        errorHandler, [.structure(report)] + arguments, outputs: call.outputCount)
    }
  }
}
