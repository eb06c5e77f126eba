extension Matrix where Element: SortableElement & Comparable {
  /// For each of `values` how many elements of this sorted vector are not larger: the 1-based position of
  /// the last such element, 0 before the first.
  ///
  /// - Parameter descending: the vector falls; then elements are counted that are not smaller.
  public func lookup(_ values: Matrix, descending: Bool = false) throws -> Matrix<Int> {
    let keys = withUnsafeElements { $0.map { descending ? ~$0.orderedKey : $0.orderedKey } }
    return try values.converted { value in
      let key = descending ? ~value.orderedKey : value.orderedKey
      var (low, high) = (0, keys.count)
      while low < high {
        let middle = (low + high) / 2
        if keys[middle] <= key { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }
}
