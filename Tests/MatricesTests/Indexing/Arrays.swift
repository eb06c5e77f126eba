import Matrices

/// 1, 2, 3, ... in the given shape: values that tell their own position.
func counting(_ dimensions: Int...) throws -> Matrix<Double> { try counting(Shape(dimensions)) }

func counting(_ shape: Shape) throws -> Matrix<Double> {
  try Matrix(shape, (0..<shape.count).map { Double($0 + 1) })
}

/// Subscripts of linear position `index` in an array of extents `extents`.
func place(_ index: Int, in extents: [Int]) -> [Int] {
  var rest = index
  return extents.map { extent in
    defer { rest /= max(extent, 1) }
    return rest % max(extent, 1)
  }
}

/// The linear position of `place`.
func offset(_ place: [Int], in extents: [Int]) -> Int {
  var offset = 0
  for (index, extent) in zip(place, extents).reversed() { offset = offset * extent + index }
  return offset
}

extension Subscript {
  /// Its indices spelled out.
  func indices(in extent: Int) -> [Int] {
    switch self {
    case .all: Array(0..<extent)
    case .scalar(let index): [index]
    case .range(let start, let step, let count): (0..<count).map { start + $0 * step }
    case .list(let indices, _): indices
    }
  }

  static func row(_ indices: Int...) -> Subscript { .list(indices, shape: Shape(1, indices.count)) }

  /// Some subscript within `extent`.
  static func random(in extent: Int, using stream: inout RandomStream) -> Subscript {
    if extent == 0 { return stream.below(2) == 0 ? .all : .list([], shape: Shape(0, 0)) }
    switch stream.below(6) {
    case 0: return .all
    case 1: return .scalar(stream.below(extent))
    case 2:
      let start = stream.below(extent)
      return .range(start: start, step: 1, count: stream.below(extent - start + 1))
    case 3:
      let start = stream.below(extent)
      return .range(start: start, step: -1, count: stream.below(start + 2))
    default:
      let indices = (0..<stream.below(5)).map { _ in stream.below(extent) }
      return .list(indices, shape: Shape(1, indices.count))
    }
  }
}

/// Shapes of two to four dimensions, some of them empty or with ones.
func someShape(using stream: inout RandomStream) -> Shape {
  Shape((0..<(2 + stream.below(3))).map { _ in stream.below(5) })
}
