import Matrices

/// `[...]` and `{...}`: rows of values put together.
public enum Concatenation {
  /// A matrix literal: its rows side by side, then one under another.
  public static func matrix(_ rows: [[Value]], _ session: Session) throws -> Value {
    if let row = plainRow(rows) { return row }
    var (rows, all) = (rows, rows.flatMap { $0 })
    if all.isEmpty { return .emptyMatrix }
    if all.count == 1 { return spelledOut(all[0]) }
    if hasVanishingStructs(all) {
      rows = rows.map { $0.filter { !$0.isStruct } }.filter { !$0.isEmpty }
      all = rows.flatMap { $0 }
    }
    if let union = try maps(all) { return union }
    if all.contains(where: \.isTracked) {
      let parts = try rows.filter { !$0.isEmpty }.map { try joined($0, axis: 1) }
      return try joined(parts, axis: 0)
    }
    return try joined(rows, as: commonClass(all))
  }

  /// `cat(axis + 1, values...)`.
  public static func joined(_ values: [Value], axis: Int) throws -> Value {
    if values.isEmpty { return .emptyMatrix }
    if values.count == 1 { return spelledOut(values[0]) }
    if let union = try maps(values) { return union }
    if values.contains(where: \.isTracked), let joined = try Differentiation.joined(values, axis) {
      return joined
    }
    switch try commonClass(values) {
    case .cell where values[0].isStruct && !values[0].isEmpty: throw structBeforeCell(values[0])
    case .cell: return .cell(try Matrix.concatenated(values.map(cells), axis: axis))
    case .structure: return .structure(try structs(values.map(structArray), axis: axis))
    case let common: return try Elements(values, common).joined(axis: axis)
    }
  }

  /// Whether arrays stand beside structs that all have no elements: those count for nothing, unless they come
  /// first and nothing has elements.
  private static func hasVanishingStructs(_ values: [Value]) -> Bool {
    let structs = values.filter(\.isStruct)
    guard !structs.isEmpty, structs.count < values.count, structs.allSatisfy(\.isEmpty) else {
      return false
    }
    let others = values.filter { !$0.isStruct }
    return others.allSatisfy { $0.isNumeric || $0.isLogical || $0.isChar }
      && (!values[0].isStruct || others.contains { !$0.isEmpty })
  }

  /// A row of double scalars, the commonest case.
  private static func plainRow(_ rows: [[Value]]) -> Value? {
    guard rows.count == 1 else { return nil }
    for value in rows[0] { guard case .number = value else { return nil } }
    let row = rows[0]
    guard row.count > 1 else { return nil }
    let result = try? Matrix<Double>(Shape(1, row.count)) { buffer in
      for (index, value) in row.enumerated() {
        if case .number(let x) = value { buffer[index] = x }
      }
    }
    return result.map(Value.matrix)
  }

  /// A range or diagonal matrix in brackets is an ordinary matrix.
  private static func spelledOut(_ value: Value) -> Value {
    switch value {
    case .range(let r): (try? r.matrix()).map(Value.matrix) ?? value
    case .diagonal(let m): .matrix(m)
    default: value
    }
  }

  private static func commonClass(_ values: [Value]) throws -> ValueClass {
    var common: ValueClass?
    var hasStruct = false
    for value in values {
      switch value.valueClass {
      case .cell: return .cell
      case .structure: hasStruct = true
      case .function, .network, .map:
        throw EvaluationError(
          "concatenation operator not implemented for '\(value.typeName)' by 'matrix' operations")
      case let own: common = merge(common, own)
      }
    }
    if hasStruct { return .structure }
    return common ?? .double
  }

  /// A cell takes structs in, but a struct does not become part of a cell that follows.
  private static func structBeforeCell(_ value: Value) -> EvaluationError {
    EvaluationError("octave_base_value::cell_value(): wrong type argument '\(value.typeName)'")
  }

  private static func merge(_ a: ValueClass?, _ b: ValueClass) -> ValueClass {
    guard let a, a != b else { return b }
    switch (a, b) {
    case (.char, _), (_, .char): return .char
    case (.integer, _): return a
    case (_, .integer): return b
    case (.single, _), (_, .single): return .single
    default: return .double
    }
  }

  private static func joined(_ rows: [[Value]], as common: ValueClass) throws -> Value {
    switch common {
    case .cell where rows[0][0].isStruct && !rows[0][0].isEmpty:
      throw structBeforeCell(rows[0][0])
    case .cell:
      let parts = try rows.map { try Matrix.concatenated($0.map(cells), axis: 1) }
      return .cell(try Matrix.concatenated(parts, axis: 0))
    case .structure:
      if let first = rows.first?.first, case .structure = first {
      } else if let first = rows.first?.first,
        !first.isEmpty
      {
        throw EvaluationError(
          "concatenation operator not implemented for '\(matrixTypeName(first))' by "
            + "'scalar struct' operations")
      }
      // A row of nothing but empty values is no row.
      let parts = try rows.map { try $0.map(structArray) }
        .filter { $0.contains { $0 != nil } }
        .map { Optional(try structs($0, axis: 1)) }
      return .structure(try structs(parts, axis: 0))
    default:
      var parts: [Value] = []
      for row in rows where !row.isEmpty {
        parts.append(row.count == 1 ? row[0] : try Elements(row, common).joined(axis: 1))
      }
      if common == .char { parts = try padded(parts) }
      return try Elements(parts, common).joined(axis: 0)
    }
  }

  /// Rows of text of different lengths, filled up with blanks; as they are when one is no text. Empty ones
  /// before the first that is not are left out.
  private static func padded(_ parts: [Value]) throws -> [Value] {
    guard parts.count > 1, parts.allSatisfy({ $0.isChar && $0.shape.isMatrix }) else {
      return parts
    }
    let begun = parts.drop { $0.isEmpty }
    if begun.isEmpty { return Array(parts.suffix(1)) }
    let width = begun.map(\.shape.columns).max() ?? 0
    return try begun.filter { $0.shape.rows > 0 }.map { part in
      guard case .char(let m, let quoted) = part, m.columns < width else { return part }
      let blanks = try Matrix<UInt8>(Shape(m.rows, width - m.columns), repeating: 32)
      if m.isEmpty { return .char(blanks, doubleQuoted: quoted) }
      return .char(try Matrix.concatenated([m, blanks], axis: 1), doubleQuoted: quoted)
    }
  }

  /// The union of maps with keys of one type, later values replacing earlier ones; nil for anything else.
  private static func maps(_ values: [Value]) throws -> Value? {
    guard case .map(let first)? = values.first else { return nil }
    let all = values.compactMap { value -> MapObject? in
      if case .map(let map) = value, map.isDictionary, map.keyType == first.keyType {
        map
      } else {
        nil
      }
    }
    guard all.count == values.count else { return nil }
    let isOneType = all.allSatisfy { $0.valueType == first.valueType }
    let union = MapObject(
      keyType: first.keyType, valueType: isOneType ? first.valueType : "any", in: first.store)
    for map in all {
      for (index, key) in map.unorderedKeys.enumerated() {
        try Interrupt.check(every: 1 << 12, at: index)
        union[key] = map[key]
      }
    }
    return .map(union)
  }

  // MARK: - Cells and structs

  /// A value as part of a cell: a cell itself, an array without elements as nothing, anything else as one element.
  private static func cells(_ value: Value) -> Matrix<Value> {
    if case .cell(let c) = value { return c }
    return value.isEmpty && value.valueClass != .map
      ? Matrix(empty: .empty) : Matrix(scalar: value)
  }

  /// The type of an array of the value's class in messages.
  private static func matrixTypeName(_ value: Value) -> String {
    if case .integer(_, let kind) = value { return "\(kind.rawValue) matrix" }
    return value.valueClass == .single ? "float matrix" : "matrix"
  }

  private static func structArray(_ value: Value) throws -> StructArray? {
    switch value {
    case .structure(let s): return s
    case let other where other.isEmpty: return nil
    default:
      throw EvaluationError(
        "concatenation operator not implemented for 'struct' by '\(value.typeName)' operations")
    }
  }

  private static func structs(_ parts: [StructArray?], axis: Int) throws -> StructArray {
    let parts = parts.compactMap { $0 }
    guard let first = parts.first else { return StructArray() }
    let names = first.names
    for part in parts where Set(part.names) != Set(names) {
      throw EvaluationError("cat: field names mismatch in concatenating structs")
    }
    if names.isEmpty {
      let flags = try parts.map { try Matrix<Bool>($0.shape, repeating: false) }
      let shape = try Matrix.concatenated(flags, axis: axis).shape
      return StructArray(shape: shape, names: [], columns: [])
    }
    let columns = try names.map { name in
      try Matrix.concatenated(parts.compactMap { $0.column(name) }, axis: axis)
    }
    return StructArray(shape: columns[0].shape, names: names, columns: columns)
  }

  /// A cell literal: every value is one element.
  static func cell(_ rows: [[Value]]) throws -> Value {
    let parts = try rows.filter { !$0.isEmpty }.map { row in
      try Matrix<Value>(Shape(1, row.count), row)
    }
    if parts.isEmpty { return .cell(Matrix(empty: .empty)) }
    return .cell(parts.count == 1 ? parts[0] : try Matrix.concatenated(parts, axis: 0))
  }
}

/// Array values of one class, about to be joined.
private struct Elements {
  let values: [Value]
  let common: ValueClass

  init(_ values: [Value], _ common: ValueClass) {
    self.values = values
    self.common = common
  }

  func joined(axis: Int) throws -> Value {
    switch common {
    case .single: return .single(try join(axis) { try $0.floats })
    case .logical:
      return .truths(
        try join(axis) {
          switch $0 {
          case .bool(let b): Matrix(scalar: b)
          case .logical(let m): m
          default: nil
          }
        })
    case .char: return try joinedText(axis)
    case .integer(let kind):
      return .integer(try join(axis) { try $0.stored(as: kind) }, kind)
    default: return .matrix(try join(axis) { try $0.doubles })
    }
  }

  private func join<Element>(_ axis: Int, _ part: (Value) throws -> Matrix<Element>?) throws
    -> Matrix<Element>
  {
    try Matrix.concatenated(try values.compactMap(part), axis: axis)
  }

  private func joinedText(_ axis: Int) throws -> Value {
    var isDoubleQuoted = false
    var isSingleQuoted = false
    for case .char(_, let quoted) in values {
      if quoted { isDoubleQuoted = true } else { isSingleQuoted = true }
    }
    let text = try join(axis) { value -> Matrix<UInt8>? in
      if case .char(let m, _) = value { return m }
      // A number becomes the last byte of its whole part.
      return try value.doubles?.converted { x in
        Int32(exactly: x.rounded(.towardZero)).map { UInt8(truncatingIfNeeded: $0) } ?? 0
      }
    }
    return .char(text, doubleQuoted: isDoubleQuoted && !isSingleQuoted)
  }
}
