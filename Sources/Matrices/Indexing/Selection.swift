/// What an index expression picks, brought into one form: of a buffer seen as columns of `stride`
/// elements, the elements `inner` of every column in `outer`.
///
/// Leading colons make longer columns, later subscripts become a list of columns, so that reading and
/// writing need one loop each for any number of dimensions. All indices lie within the array.
@usableFromInline
struct Selection {
  @usableFromInline let stride: Int
  @usableFromInline let columns: Int
  @usableFromInline let inner: Subscript
  @usableFromInline let outer: Subscript

  /// Whether nothing is picked.
  @inlinable
  var isEmpty: Bool { inner.count(in: stride) == 0 || outer.count(in: columns) == 0 }

  @inlinable
  init(stride: Int, columns: Int, inner: Subscript, outer: Subscript) {
    self.stride = stride
    self.columns = columns
    self.inner = inner
    self.outer = outer
  }

  /// - Parameter extents: of the positions, as many as `subscripts` (two or more); all indices fit.
  @inlinable
  init(_ subscripts: [Subscript], extents: [Int]) {
    var leading = 0
    var stride = 1
    while leading < subscripts.count, subscripts[leading].isAll {
      stride &*= extents[leading]
      leading += 1
    }
    if leading == subscripts.count {
      self.init(stride: stride, columns: 1, inner: .all, outer: .all)
      return
    }
    var inner = Subscript.all
    if leading == 0 {
      inner = subscripts[0]
      stride = extents[0]
      leading = 1
    }
    let (columns, outer) = Selection.fold(subscripts[leading...], extents: extents[leading...])
    self.init(stride: stride, columns: columns, inner: inner, outer: outer)
  }

  /// The subscripts of several positions as one subscript of their product.
  @usableFromInline
  static func fold(
    _ subscripts: ArraySlice<Subscript>, extents: ArraySlice<Int>
  ) -> (extent: Int, Subscript) {
    guard var offsets = subscripts.first, var stride = extents.first else { return (1, .all) }
    for (position, extent) in zip(subscripts, extents).dropFirst() {
      if case (.scalar(let low), .scalar(let high)) = (offsets, position) {
        offsets = .scalar(low + high * stride)
      } else if offsets.coversAll(of: stride), let run = position.run(in: extent) {
        offsets = .range(start: run.start * stride, step: 1, count: run.count * stride)
      } else {
        var all: [Int] = []
        all.reserveCapacity(offsets.count(in: stride) * position.count(in: extent))
        position.forEachIndex(in: extent) { high in
          offsets.forEachIndex(in: stride) { low in all.append(low + high * stride) }
        }
        let count = all.count
        offsets = .list(all, shape: Shape(count, 1))
      }
      stride &*= extent
    }
    return (stride, offsets)
  }
}

extension Shape {
  /// The extents that `count` subscripts see: missing dimensions are 1, the last subscript spans all the
  /// dimensions that are left.
  @inlinable
  public func extents(for count: Int) -> [Int] {
    var all = [rows, columns]
    all.append(contentsOf: higher)
    if count >= all.count {
      all.append(contentsOf: repeatElement(1, count: count - all.count))
      return all
    }
    var last = 1
    for extent in all[(count - 1)...] {
      // Only an array without elements can have extents whose product does not fit.
      let (product, overflow) = last.multipliedReportingOverflow(by: extent)
      last = overflow ? Int.max : product
    }
    all.removeSubrange((count - 1)...)
    all.append(last)
    return all
  }
}
