import Matrices

/// Help for indexes that lie outside an array.
public enum IndexSuggestions {
  /// A help line for an index that is out of bound.
  ///
  /// - Parameters:
  ///   - index: the 1-based index that failed.
  ///   - position: its 1-based place among the subscripts.
  ///   - rank: how many subscripts there are.
  ///   - shape: the shape of what is indexed.
  ///   - variable: its name, when it has one.
  ///   - others: all subscripts, where each is one number.
  public static func help(
    index: Int, position: Int, rank: Int, shape: Shape, variable: String?, others: [Int]? = nil
  ) -> String? {
    let name = variable ?? "x"
    if index == 0 { return start(name, rank) }
    guard index > 0 else { return nil }
    if rank == 2, let others, others.count == 2, shape.isMatrix, others[0] >= 1, others[1] >= 1,
      others[1] <= shape.rows, others[0] <= shape.columns, shape.rows != shape.columns
    {
      return "rows come first: \(name)(\(others[1]),\(others[0])) lies inside the \(shape) array"
    }
    let bound = rank == 1 ? shape.count : shape[position - 1]
    if bound == 0 { return variable.map { "\($0) is empty (\(shape))" } }
    guard index == bound + 1 else { return nil }
    var subscripts = [String](repeating: ":", count: rank)
    if position >= 1, position <= rank { subscripts[position - 1] = "end" }
    let list = subscripts.joined(separator: ",")
    return "off by one: indexes run from 1 to \(bound); the last is \(name)(\(list))"
  }

  private static func start(_ name: String, _ rank: Int) -> String {
    "indexes start at 1: the first element is \(name)(\(rank == 2 ? "1,1" : "1"))"
  }

  /// A help line for a subscript that is no positive whole number.
  public static func help(badSubscript value: Double, variable: String?, rank: Int) -> String? {
    if value == 0 { return start(variable ?? "x", rank) }
    if value < 0, value == value.rounded() {
      let back = value == -1 ? "end" : "end\(Int(exactly: value + 1).map(String.init) ?? "")"
      return "to count from the end write \(variable ?? "x")(\(back))"
    }
    return value == value.rounded() ? nil : "round it first: round, floor, ceil or fix"
  }
}
