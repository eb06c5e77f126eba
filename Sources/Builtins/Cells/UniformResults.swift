import Evaluation
import Matrices

/// Puts 1x1 results of calls together in one array of the given shape and of the class of the first, into which
/// the others are stored one after the other.
///
/// - Returns: nil when a value is not 1x1, or the first is of a class without arrays.
func uniformArray(_ values: [Value], _ shape: Shape, _ session: Session) throws -> Value? {
  guard let first = values.first else { return .double(Matrix(empty: shape)) }
  if case .number = first, let numbers = allNumbers(values) {
    return .matrix(try Matrix(shape, numbers))
  }
  guard values.allSatisfy(isOne), first.valueClass != .map else {
    try refuse(values.prefix(while: isOne))
    return nil
  }
  if values.contains(where: \.isTracked) {
    return try Indexing.reshaped(try Concatenation.joined(values, axis: 0), to: shape)
  }
  switch first.valueClass {
  case .cell:
    let elements = values.map { value in
      if case .cell(let c) = value { c[0] } else { value }
    }
    return .cell(try Matrix(shape, elements))
  case .structure: return try uniformStructs(values, shape)
  case .function, .network, .map: return nil
  default: break
  }
  try refuse(values[...])
  return try gathered(values, as: commonClass(values), shape, session)
}

/// A map is one value however many keys it has.
func isOne(_ value: Value) -> Bool { value.isScalar || value.valueClass == .map }

private func allNumbers(_ values: [Value]) -> [Double]? {
  var numbers: [Double] = []
  numbers.reserveCapacity(values.count)
  for value in values {
    guard case .number(let x) = value else { return nil }
    numbers.append(x)
  }
  return numbers
}

/// Refuses to store what is no number into the array of numbers that began.
private func refuse(_ values: ArraySlice<Value>) throws {
  guard let first = values.first else { return }
  let type: String
  switch first.valueClass {
  case .double, .logical, .char: type = "matrix"
  case .single: type = "float matrix"
  case .integer(let kind): type = "\(kind.rawValue) matrix"
  default: return
  }
  if let other = values.first(where: { !$0.hasArithmetic }) {
    throw EvaluationError(
      "operator =: no conversion for assignment of '\(other.typeName)' to indexed '\(type)'")
  }
}

/// The class of the first; text and single precision among truth values make them numbers.
private func commonClass(_ values: [Value]) -> ValueClass {
  let first = values[0].valueClass
  guard first == .logical else { return first }
  return values.contains { $0.isChar || $0.valueClass == .single } ? .double : .logical
}

/// The elements of 1x1 values as one array of class `target`.
private func gathered(
  _ values: [Value], as target: ValueClass, _ shape: Shape, _ session: Session
) throws -> Value? {
  let converted = try values.map { try $0.converted(to: target) }
  switch target {
  case .double: return .matrix(try Matrix(shape, converted.map { $0?.scalar ?? .nan }))
  case .logical:
    for number in values.compactMap(\.scalar) where number != 0 && number != 1 {
      if number.isNaN { throw EvaluationError("invalid conversion from NaN to logical") }
      session.warn("value not equal to 1 or 0 converted to logical 1")
    }
    return .truths(try Matrix(shape, values.map { $0.scalar != 0 }))
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

private func uniformStructs(_ values: [Value], _ shape: Shape) throws -> Value? {
  var structs: [StructArray] = []
  for value in values {
    guard case .structure(let s) = value else {
      throw EvaluationError("invalid structure assignment")
    }
    structs.append(s)
  }
  let names = structs[0].names
  guard structs.allSatisfy({ Set($0.names) == Set(names) }) else {
    throw EvaluationError("incompatible fields in struct assignment")
  }
  let columns = try names.map { name in
    try Matrix(shape, structs.map { $0[name] ?? .emptyMatrix })
  }
  return .structure(StructArray(shape: shape, names: names, columns: columns))
}
