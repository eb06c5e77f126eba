import Matrices

/// Builds the text of one value: tags (`x =`), bodies, and the blank lines around them.
///
/// A value nested in a cell or struct is printed with a tag of its own and a larger indent.
struct Printer {
  private(set) var text: [UInt8] = []
  var indent = 0
  let format: NumberFormat
  let columns: Int
  /// How many levels of nested structs still show their fields.
  var structLevels: Int

  init(_ session: Session) {
    format = session.format
    columns = session.output.columns
    structLevels = session.format.structLevels
  }

  /// Whether Ctrl-C was pressed: loops end then, and nobody takes the text.
  var isStopped: Bool { Interrupt.isRequested }

  mutating func write(_ string: String) { text.append(contentsOf: string.utf8) }
  mutating func write(_ bytes: some Sequence<UInt8>) { text.append(contentsOf: bytes) }
  mutating func newline() { text.append(10) }

  mutating func writeIndent() {
    text.append(contentsOf: repeatElement(32, count: max(0, indent)))
  }

  /// One line at the current indent.
  mutating func line(_ string: String) {
    writeIndent()
    write(string)
    newline()
  }

  /// The blank lines that `format compact` leaves out.
  mutating func blankLine() {
    if !format.isCompact { newline() }
  }

  /// A value of the workspace with its name.
  mutating func show(_ name: String, _ value: Value) {
    let isBlock = tag(name, value)
    if case .structure(let s) = value, s.shape.isScalar {
      structHeading()
      structBody(s)
    } else {
      body(value)
    }
    if isBlock { newline() }
  }

  /// An element of a cell or a field of a struct.
  mutating func showNested(_ name: String, _ value: Value) {
    let isBlock = tag(name, value)
    switch value {
    case .structure(let s) where s.shape.isScalar:
      structHeading()
      structBody(s)
    case .map(let map): mapFields(map)
    default: body(value)
    }
    if isBlock { blankLine() }
  }

  /// Writes `name = ` for a value that goes on in the same line, else `name =` and a blank line;
  /// says whether a blank line follows the value too.
  private mutating func tag(_ name: String, _ value: Value) -> Bool {
    writeIndent()
    write(name)
    switch form(of: value) {
    case .line:
      write(" = ")
      return false
    case .block:
      write(" =\n")
      blankLine()
      return true
    case .tightBlock:
      write(" =\n")
      return true
    }
  }

  private enum Form { case line, block, tightBlock }

  private func form(of value: Value) -> Form {
    switch value {
    case .number, .bool: .line
    case .cell(let c): c.isEmpty || !c.shape.isMatrix ? .line : .tightBlock
    case .char(let m, _): m.rows <= 1 ? .line : .block
    case .function(let f): if case .anonymous = f.kind { .block } else { .line }
    case .structure, .map, .network: .block
    case .double, .single, .logical, .integer, .range, .diagonal:
      value.isEmpty || value.isScalar ? .line : .block
    case .tracked(let t): form(of: t.primal)
    }
  }

  /// The value without a name: what `disp` shows, its last line end included.
  mutating func body(_ value: Value) {
    if format.style == .plus, showSigns(value) { return }
    switch value {
    case .number(let x): number(x, isSingle: false)
    case .bool(let b):
      write(format.style == .hex ? "0" : "")
      write(b ? "1\n" : "0\n")
    case .double(let m): real(m, isSingle: false)
    case .single(let m): single(m)
    case .range(let r): range(r)
    case .diagonal(let m): diagonal(m)
    case .logical(let m): logical(m)
    case .integer(let m, let kind): integers(m, kind)
    case .char(let m, _): characters(m)
    case .cell(let c): cell(c)
    case .structure(let s): s.shape.isScalar ? structBody(s) : structArray(s)
    case .function(let f): function(f)
    case .map(let map): mapSummary(map)
    case .network(let n): network(n)
    case .tracked(let t): body(t.primal)
    }
  }

  mutating func empty(_ shape: Shape, brackets: String = "[]") {
    write(format.showsEmptySizes ? "\(brackets)(\(shape))\n" : "\(brackets)\n")
  }

  private mutating func number(_ x: Double, isSingle: Bool) {
    write(NumberLayout.scalar(x, format, isSingle: isSingle).text(x))
    newline()
  }

  private mutating func single(_ m: Matrix<Float>) {
    if m.isScalar {
      number(Double(m[0]), isSingle: true)
    } else if m.isEmpty {
      empty(m.shape)
    } else {
      pages(m.shape, { Double(m[$0]) }, isSingle: true)
    }
  }

  private mutating func real(_ m: Matrix<Double>, isSingle: Bool) {
    if m.isScalar {
      number(m[0], isSingle: isSingle)
    } else if m.isEmpty {
      empty(m.shape)
    } else {
      pages(m.shape, { m[$0] }, isSingle: isSingle)
    }
  }

  /// Real numbers of any shape, each page with a layout of its own.
  private mutating func pages(_ shape: Shape, _ element: (Int) -> Double, isSingle: Bool) {
    let size = shape.rows * shape.columns
    let format = self.format
    forEachPage(shape, isLine: size == 1) { printer, first in
      if size == 1 {
        printer.number(element(first), isSingle: isSingle)
        return
      }
      let layout = NumberLayout.array(
        (first..<first + size).lazy.map(element), format, isSingle: isSingle)
      printer.grid(rows: shape.rows, columns: shape.columns, width: layout.width + 2) {
        layout.text(element(first + $0 + $1 * shape.rows))
      }
    }
  }

  private mutating func range(_ r: RangeValue) {
    guard r.count > 0 else { return empty(Shape(1, 0)) }
    guard r.count > 1 else { return number(r[0], isSingle: false) }
    let layout = NumberLayout.range(r, format)
    grid(rows: 1, columns: r.count, width: layout.width + 2, isRange: true) { layout.text(r[$1]) }
  }

  private mutating func diagonal(_ m: Matrix<Double>) {
    guard !m.isEmpty else { return empty(m.shape) }
    let layout = NumberLayout.array(
      (0..<min(m.rows, m.columns)).lazy.map { m[$0, $0] }, format)
    write("Diagonal Matrix\n")
    blankLine()
    grid(rows: m.rows, columns: m.columns, width: layout.width + 2) { layout.text(m[$0, $1]) }
  }

  private mutating func logical(_ m: Matrix<Bool>) {
    guard !m.isEmpty else { return empty(m.shape) }
    let size = m.rows * m.columns
    forEachPage(m.shape, isLine: size == 1) { printer, first in
      if size == 1 {
        printer.write(m[first] ? "1\n" : "0\n")
      } else {
        let zero: [UInt8] = printer.format.style == .hex ? [48] : []
        // All zeros count as no digits where the columns are shared out among groups.
        let share = m.elements.contains(true) ? 3 : 2
        printer.grid(
          rows: m.rows, columns: m.columns, width: 3 + zero.count,
          widthInGroups: share + zero.count
        ) {
          zero + (m[first + $0 + $1 * m.rows] ? [49] : [48])
        }
      }
    }
  }

  /// Integers of any shape: one width for all pages, the longest digits and a place for a sign.
  /// As in Octave zeros have no digits, and the smallest value of a signed class does not count: it has
  /// no absolute value.
  private mutating func integers(_ m: Matrix<Int64>, _ kind: IntegerKind) {
    guard !m.isEmpty else { return empty(m.shape) }
    if format.style == .hex { return integerBits(m, kind) }
    guard !m.isScalar else { return write("\(kind.text(m[0]))\n") }
    var digits = 0
    var hasNegative = false
    m.withUnsafeElements { elements in
      for stored in elements where !kind.isSigned || stored != kind.minimum {
        let isNegative = kind.isSigned && stored < 0
        hasNegative = hasNegative || isNegative
        let length = stored == 0 ? 0 : kind.text(stored).utf8.count
        digits = max(digits, length - (isNegative ? 1 : 0))
      }
    }
    forEachPage(m.shape, isLine: false, isOpen: true) { printer, first in
      printer.grid(
        rows: m.rows, columns: m.columns, width: digits + (hasNegative ? 1 : 0) + 2
      ) { Array(kind.text(m[first + $0 + $1 * m.rows]).utf8) }
    }
  }

  private mutating func function(_ f: FunctionValue) {
    if case .anonymous = f.kind { write(f.text) } else { write("@\(f.text)") }
    newline()
  }
}
