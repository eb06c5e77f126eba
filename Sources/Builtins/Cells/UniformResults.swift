import Evaluation
import Matrices

/// Puts 1x1 results of calls together in one array of the given shape.
///
/// - Returns: nil when a value is not 1x1 or the classes do not go together.
func uniformArray(_ values: [Value], _ shape: Shape) throws -> Value? {
  guard let first = values.first else { return .double(Matrix(empty: shape)) }
  if case .number = first, let numbers = allNumbers(values) {
    return .matrix(try Matrix(shape, numbers))
  }
  guard values.allSatisfy(\.isScalar) else { return nil }
  if values.contains(where: \.isTracked) {
    return try Indexing.reshaped(try Concatenation.joined(values, axis: 0), to: shape)
  }
  switch first.valueClass {
  case .cell: return try uniformCells(values, shape)
  case .structure: return try uniformStructs(values, shape)
  case .function, .network, .map: return nil
  default: break
  }
  guard let target = commonClass(values) else { return nil }
  return try gathered(values, as: target, shape)
}

private func allNumbers(_ values: [Value]) -> [Double]? {
  var numbers: [Double] = []
  numbers.reserveCapacity(values.count)
  for value in values {
    guard case .number(let x) = value else { return nil }
    numbers.append(x)
  }
  return numbers
}

/// The class of an array into which the values are stored one after the other.
private func commonClass(_ values: [Value]) -> ValueClass? {
  var result = values[0].valueClass
  for value in values.dropFirst() {
    let next = value.valueClass
    if next == result { continue }
    switch (result, next) {
    case (_, .cell), (_, .structure), (_, .function), (_, .network), (_, .map): return nil
    case (.integer, _): break
    case (_, .integer): result = next
    case (.single, _): break
    case (_, .single): result = .single
    default: result = .double
    }
  }
  return result
}

/// The elements of 1x1 values as one array of class `target`.
private func gathered(
  _ values: [Value], as target: ValueClass, _ shape: Shape
) throws -> Value? {
  let converted = try values.map { try $0.converted(to: target) }
  switch target {
  case .double: return .matrix(try Matrix(shape, converted.map { $0?.scalar ?? .nan }))
  case .logical: return .truths(try Matrix(shape, converted.map { $0?.scalar != 0 }))
  case .char:
    return .char(
      try Matrix(shape, converted.map { $0?.bytes?.first ?? 0 }), doubleQuoted: false)
  case .single:
    let numbers = try converted.map { try $0?.singles?[0] ?? .nan }
    return .single(try Matrix(shape, numbers))
  case .integer(let kind):
    let stored = try converted.map { try $0?.stored(as: kind)?[0] ?? 0 }
    return .integer(try Matrix(shape, stored), kind)
  default: return nil
  }
}

private func uniformCells(_ values: [Value], _ shape: Shape) throws -> Value? {
  var elements: [Value] = []
  for value in values {
    guard case .cell(let c) = value else { return nil }
    elements.append(c[0])
  }
  return .cell(try Matrix(shape, elements))
}

private func uniformStructs(_ values: [Value], _ shape: Shape) throws -> Value? {
  var structs: [StructArray] = []
  for value in values {
    guard case .structure(let s) = value else { return nil }
    structs.append(s)
  }
  let names = structs[0].names
  guard structs.allSatisfy({ Set($0.names) == Set(names) }) else { return nil }
  let columns = try names.map { name in
    try Matrix(shape, structs.map { $0[name] ?? .emptyMatrix })
  }
  return .structure(StructArray(shape: shape, names: names, columns: columns))
}
