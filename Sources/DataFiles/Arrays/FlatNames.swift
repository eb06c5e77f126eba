import Matrices

/// Trees of cells and structs as lists of arrays with dotted names, for formats that know only arrays:
/// `net.Theta.2` is the second cell of the field Theta of the variable net.
enum FlatNames {
  typealias Entry = (name: String, item: DataItem)

  /// How many parts a name may have.
  static let deepest = 80

  /// The arrays and texts of `variables`, each under its own name.
  /// - Throws: `DataFileError.unsupported` for what no such name can express.
  static func flatten(_ variables: [DataVariable], path: String) throws -> [Entry] {
    var entries: [Entry] = []
    for variable in variables { try append(variable.item, variable.name, &entries, path) }
    return entries
  }

  private static func append(
    _ item: DataItem, _ name: String, _ entries: inout [Entry], _ path: String
  ) throws {
    switch item {
    case .cell(let cell):
      guard cell.shape.isVector, !cell.isEmpty else {
        throw DataFileError.unsupported(path: path, what: "'\(name)', a \(cell.shape) cell,")
      }
      for (i, element) in cell.elements.enumerated() {
        try append(element, "\(name).\(i + 1)", &entries, path)
      }
    case .structure(let shape, let names, let columns):
      guard shape.isScalar, !names.isEmpty, names.allSatisfy(isName) else {
        let what = "'\(name)', a \(shape) struct with \(names.count) fields,"
        throw DataFileError.unsupported(path: path, what: what)
      }
      for (field, column) in zip(names, columns) {
        try append(column[0], "\(name).\(field)", &entries, path)
      }
    case .unsupported(let what): throw DataFileError.unsupported(path: path, what: what)
    default: entries.append((name, item))
    }
  }

  /// The variables whose arrays and texts `entries` are; names that are none are made some.
  static func nest(_ entries: [Entry], path: String) throws -> [DataVariable] {
    let root = Node()
    for entry in entries {
      let parts = entry.name.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count <= deepest else {
        throw DataFileError.malformed(path: path, detail: "a name of \(parts.count) parts")
      }
      var node = root
      for part in parts { node = node.child(String(part)) }
      guard node.item == nil else {
        throw DataFileError.malformed(path: path, detail: "two arrays are called '\(entry.name)'")
      }
      node.item = entry.item
    }
    return try root.fields(path).map { DataVariable(name: $0.name, item: $0.item) }
  }

  private final class Node {
    var item: DataItem?
    var children: [(name: String, node: Node)] = []
    var places: [String: Int] = [:]

    func child(_ name: String) -> Node {
      if let place = places[name] { return children[place].node }
      let node = Node()
      places[name] = children.count
      children.append((name, node))
      return node
    }

    /// The children called 1 ... n in that order; nil when they are called otherwise.
    private var numbered: [Node]? {
      var all: [Node] = []
      for i in 1...max(1, children.count) {
        guard let place = places[String(i)] else { return nil }
        all.append(children[place].node)
      }
      return all
    }

    func fields(_ path: String) throws -> [Entry] {
      var seen: Set<String> = []
      return try children.map { child in
        let name = madeName(child.name)
        guard seen.insert(name).inserted else {
          throw DataFileError.malformed(path: path, detail: "two arrays are called '\(name)'")
        }
        return (name, try child.node.tree(child.name, path))
      }
    }

    private func tree(_ name: String, _ path: String) throws -> DataItem {
      if let item {
        guard children.isEmpty else {
          throw DataFileError.malformed(
            path: path, detail: "'\(name)' is an array and has parts as well")
        }
        return item
      }
      if let numbered {
        let items = try numbered.enumerated().map { try $1.tree("\(name).\($0 + 1)", path) }
        return .cell(try Matrix(Shape(1, items.count), items))
      }
      let fields = try fields(path)
      return .structure(
        shape: .scalar, names: fields.map(\.name),
        columns: fields.map { Matrix(scalar: $0.item) })
    }
  }

  /// Whether `text` can be the name of a variable.
  static func isName(_ text: String) -> Bool { !text.isEmpty && madeName(text) == text }

  /// `text` with what no name can hold replaced: `fc-1` is `fc_1`, `0` is `x0`.
  static func madeName(_ text: String) -> String {
    var bytes = text.utf8.map { byte -> UInt8 in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        byte
      default: UInt8(ascii: "_")
      }
    }
    if bytes.isEmpty { bytes = [UInt8(ascii: "x")] }
    if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[0]) {
      bytes.insert(UInt8(ascii: "x"), at: 0)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
