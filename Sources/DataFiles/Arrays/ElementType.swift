import Matrices

/// How files of arrays store one element.
enum ElementType: Equatable {
  case float64, float32, float16, bfloat16, truth
  case integer(DataItem.IntegerClass)

  /// Bytes of one element.
  var size: Int {
    switch self {
    case .float64: 8
    case .float32: 4
    case .float16, .bfloat16: 2
    case .truth: 1
    case .integer(let kind): kind.size
    }
  }

  /// The element type of an item's elements; nil for text, cells and structs.
  init?(_ item: DataItem) {
    switch item {
    case .double: self = .float64
    case .single: self = .float32
    case .logical: self = .truth
    case .integer(_, let kind): self = .integer(kind)
    case .text, .cell, .structure, .unsupported: return nil
    }
  }
}

extension DataItem.IntegerClass {
  /// Bytes of one number.
  var size: Int {
    switch self {
    case .int8, .uint8: 1
    case .int16, .uint16: 2
    case .int32, .uint32: 4
    case .int64, .uint64: 8
    }
  }
}
