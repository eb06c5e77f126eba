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
  ///   - isBrace: whether it is `c{...}`.
  public static func help(
    index: Int, position: Int, rank: Int, shape: Shape, variable: String?, others: [Int]? = nil,
    isBrace: Bool = false
  ) -> String? {
    let name = variable ?? "it"
    if index == 0 { return start(variable, rank) }
    guard index > 0, position >= 1, position <= max(1, rank) else { return nil }
    if rank == 2, let others, others.count == 2, shape.isMatrix, others[0] >= 1, others[1] >= 1,
      others[1] <= shape.rows, others[0] <= shape.columns, shape.rows != shape.columns
    {
      return "rows come first: \(name)(\(others[1]),\(others[0])) lies inside the \(shape) array"
    }
    let bound = rank == 1 ? shape.count : shape[position - 1]
    if bound == 0 { return variable.map { "\($0) is empty (\(shape))" } }
    if rank > 1, position > shape.rank { return "\(name) has \(shape.rank) dimensions (\(shape))" }
    if shape.count == 1 { return "\(name) has one element only" }
    guard index == bound + 1 else { return nil }
    let range = "off by one: indexes run from 1 to \(bound)"
    guard let variable else { return range }
    var subscripts = [String](repeating: ":", count: rank)
    if let others, others.count == rank, rank == 2, others[2 - position] <= shape[2 - position] {
      subscripts = others.map(String.init)
    }
    if position <= subscripts.count { subscripts[position - 1] = "end" }
    let list = subscripts.joined(separator: ",")
    return range + "; the last is \(variable)" + (isBrace ? "{\(list)}" : "(\(list))")
  }

  private static func start(_ name: String?, _ rank: Int) -> String {
    guard let name else { return "indexes start at 1" }
    return "indexes start at 1: the first element is \(name)(\(rank == 2 ? "1,1" : "1"))"
  }

  /// A help line for a subscript that is no positive whole number.
  public static func help(badSubscript value: Double, variable: String?, rank: Int) -> String? {
    if value == 0 { return start(variable, rank) }
    if value < 0, value == value.rounded() {
      let back = value == -1 ? "end" : "end\(Int(exactly: value + 1).map(String.init) ?? "")"
      return "to count from the end write \(variable ?? "x")(\(back))"
    }
    return value == value.rounded() ? nil : "round it first: round, floor, ceil or fix"
  }
}
