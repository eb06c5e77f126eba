import Matrices
import NeuralNetworks

/// Cells, structs, maps and networks.
extension Printer {
  mutating func cell(_ c: Matrix<Value>) {
    guard c.shape.isMatrix else { return write("{\(c.shape) Cell Array}\n") }
    guard !c.isEmpty else { return empty(c.shape, brackets: "{}") }
    line("{")
    indent += 2
    for column in 0..<c.columns {
      for row in 0..<c.rows where !isStopped {
        showNested("[\(row + 1),\(column + 1)]", c[row, column])
      }
    }
    indent -= 2
    line("}")
  }

  mutating func structHeading() {
    indent += 2
    line("scalar structure containing the fields:")
    indent -= 2
    blankLine()
  }

  /// The fields of a 1x1 struct; below the last level only their sizes and types.
  mutating func structBody(_ s: StructArray) {
    guard structLevels >= 0 else { return line("<structure>") }
    let isDeepest = structLevels == 0
    structLevels -= 1
    indent += 4
    for (name, column) in zip(s.names, s.columns) {
      let value = column[0]
      if isDeepest {
        line("\(name): \(value.shape) \(TypeName.of(value))")
      } else {
        showNested(name, value)
      }
    }
    indent -= 4
    structLevels += 1
  }

  mutating func structArray(_ s: StructArray) {
    indent += 2
    line("\(s.shape) struct array containing the fields:")
    blankLine()
    indent += 2
    for name in s.names { line(name) }
    indent -= 4
  }

  /// A map by itself: its properties.
  mutating func mapSummary(_ map: MapObject) {
    if let parser = map as? ParserObject { return parserSummary(parser) }
    if let cleanup = map as? CleanupObject { return self.cleanup(cleanup) }
    indent += 2
    line("containers.Map object with properties:")
    blankLine()
    indent += 2
    line("Count     : \(map.count)")
    line("KeyType   : \(map.keyType)")
    line("ValueType : \(map.valueType)")
    indent -= 4
    newline()
  }

  /// A map inside a cell or struct: its fields, as Octave shows any object there.
  mutating func mapFields(_ map: MapObject) {
    if let cleanup = map as? CleanupObject { return self.cleanup(cleanup) }
    indent += 2
    line("\(map.className) object with properties:")
    blankLine()
    let fields = map.nestedFields
    let longest = fields.map(\.name.count).max() ?? 0
    indent += 2
    for (name, value) in fields {
      write(NumberLayout.padded(name, to: indent + 2 + longest))
      write(": \(value)\n")
    }
    indent -= 4
  }

  /// The parser of arguments, with the names that it knows.
  private mutating func parserSummary(_ parser: ParserObject) {
    write("inputParser object with properties:\n")
    blankLine()
    for (name, text) in parser.summary {
      write("   " + name + String(repeating: " ", count: 16 - name.count) + ": \(text)\n")
    }
    let names = parser["Parameters"].texts ?? []
    write("\nDefined parameters:\n\n   {\(names.joined(separator: ", "))}\n")
  }

  private mutating func cleanup(_ object: CleanupObject) {
    guard case .function(let f) = object.task else { return }
    let isNamed = if case .anonymous = f.kind { false } else { true }
    write("onCleanup (\(isNamed ? "@" : "")\(f.text))\n")
  }

  /// A network as a table of its layers.
  mutating func network(_ value: NetworkValue) {
    for text in value.tableLines { line("  " + text) }
  }
}

/// Octave's names of the types behind the classes, shown where a struct is too deep to be opened.
enum TypeName {
  static func of(_ value: Value) -> String {
    switch value {
    case .number: "scalar"
    case .bool: "bool"
    case .double(let m): m.isScalar ? "scalar" : "matrix"
    case .single(let m): m.isScalar ? "float scalar" : "float matrix"
    case .logical(let m): m.isScalar ? "bool" : "bool matrix"
    case .char(_, let doubleQuoted): doubleQuoted ? "string" : "sq_string"
    case .integer(let m, let kind): "\(kind.rawValue) \(m.isScalar ? "scalar" : "matrix")"
    case .range(let r): r.count > 0 ? "double_range" : "matrix"
    case .diagonal: "diagonal matrix"
    case .cell: "cell"
    case .structure(let s): s.shape.isScalar ? "scalar struct" : "struct"
    case .function: "function handle"
    case .map: "object"
    case .network: "network"
    case .tracked(let t): of(t.primal)
    }
  }
}
