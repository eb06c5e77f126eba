/// The size of an array in each dimension: two or more, column-major, 2-D in place.
///
/// Invariant: `higher` has no trailing ones, so equal sizes compare equal; no dimension is negative.
public struct Shape: Sendable {
  public let rows: Int
  public let columns: Int
  /// Dimensions three and up; nil for a matrix, so that copying the shape of one counts no references.
  @usableFromInline let box: Extents?

  @usableFromInline
  final class Extents: Sendable {
    @usableFromInline let values: [Int]

    init(_ values: [Int]) { self.values = values }
  }

  /// Dimensions three and up; empty for a matrix.
  @inlinable
  public var higher: [Int] { box?.values ?? [] }

  @inlinable
  public init(_ rows: Int, _ columns: Int) {
    self.rows = rows
    self.columns = columns
    box = nil
  }

  /// Any number of dimensions; missing ones count as 1, negative ones as 0, trailing ones are dropped.
  public init(_ dimensions: [Int]) {
    rows = max(0, dimensions.first ?? 1)
    columns = max(0, dimensions.count > 1 ? dimensions[1] : 1)
    var rest = dimensions.dropFirst(2).map { max(0, $0) }
    while rest.last == 1 { rest.removeLast() }
    box = rest.isEmpty ? nil : Extents(rest)
  }

  public static let scalar = Shape(1, 1)
  public static let empty = Shape(0, 0)

  /// All dimensions, at least two.
  public var dimensions: [Int] { [rows, columns] + higher }

  /// How many dimensions there are, at least two.
  @inlinable
  public var rank: Int { box == nil ? 2 : 2 + higher.count }

  /// The number of elements, or nil when it exceeds `Int`.
  @inlinable
  public var checkedCount: Int? {
    var (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    if overflow { return nil }
    if box == nil { return count }
    for extent in higher {
      (count, overflow) = count.multipliedReportingOverflow(by: extent)
      if overflow { return nil }
    }
    return count
  }

  /// The number of elements of a shape that an existing array has.
  @inlinable
  public var count: Int { checkedCount ?? Int.max }

  /// The extent of 0-based dimension `axis`; 1 beyond the last.
  @inlinable
  public subscript(axis: Int) -> Int {
    switch axis {
    case 0: rows
    case 1: columns
    default: axis - 2 < higher.count ? higher[axis - 2] : 1
    }
  }

  /// The same shape with 0-based dimension `axis` replaced.
  public func replacing(_ axis: Int, with extent: Int) -> Shape {
    // All dimensions beyond the last one are 1 already, however far away `axis` is.
    if extent == 1, self[axis] == 1 { return self }
    var all = dimensions
    while all.count <= axis { all.append(1) }
    all[axis] = extent
    return Shape(all)
  }

  @inlinable public var isMatrix: Bool { box == nil }
  @inlinable public var isScalar: Bool { rows == 1 && columns == 1 && box == nil }
  @inlinable public var isVector: Bool { box == nil && (rows == 1 || columns == 1) }
  @inlinable public var isEmpty: Bool {
    rows == 0 || columns == 0 || (box != nil && higher.contains(0))
  }
  @inlinable public var isSquare: Bool { rows == columns && box == nil }

  /// The first dimension that is not 1 (0-based), along which reductions work by default; 0 for a scalar.
  public var firstNonSingleton: Int {
    if rows != 1 { return 0 }
    if columns != 1 { return 1 }
    return (higher.firstIndex { $0 != 1 }).map { $0 + 2 } ?? 0
  }

  /// Whether all elements lie along one 0-based dimension; false without elements, which lie along none.
  public func isLine(along axis: Int) -> Bool { !isEmpty && self[axis] == count }
}

extension Shape: Hashable {
  @inlinable
  public static func == (left: Shape, right: Shape) -> Bool {
    left.rows == right.rows && left.columns == right.columns
      && (left.box === right.box || left.higher == right.higher)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(rows)
    hasher.combine(columns)
    hasher.combine(higher)
  }
}

extension Shape: CustomStringConvertible {
  /// As messages write it: `25x401`.
  public var description: String {
    dimensions.map { String($0) }.joined(separator: "x")
  }
}
