import Matrices
import NeuralNetworks

/// What differs between two values, in a few words.
public struct ValueDifference {
  /// Nil when nothing differs.
  public let text: String?

  public init(from old: Value, to new: Value) {
    text = Self.isSame(old, new) ? nil : Self.words(old, new)
  }

  // MARK: - Whether

  /// Whether both have the same class, shape and elements, NaN being equal to NaN.
  public static func isSame(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.number(let x), .number(let y)): return isSame(x, y)
    case (.bool(let x), .bool(let y)): return x == y
    case (.double(let m), .double(let n)), (.diagonal(let m), .diagonal(let n)):
      return isSame(m, n) { isSame($0, $1) }
    case (.single(let m), .single(let n)): return isSame(m, n) { isSame($0, $1) }
    case (.logical(let m), .logical(let n)): return isSame(m, n, ==)
    case (.char(let m, let p), .char(let n, let q)): return p == q && isSame(m, n, ==)
    case (.integer(let m, let p), .integer(let n, let q)): return p == q && isSame(m, n, ==)
    case (.range(let r), .range(let s)):
      return r.start == s.start && r.step == s.step && r.count == s.count
    case (.cell(let c), .cell(let d)): return isSame(c, d, isSame)
    case (.structure(let s), .structure(let t)):
      return s.names == t.names
        && (s.identity == t.identity
          || zip(s.columns, t.columns).allSatisfy { isSame($0, $1, isSame) })
        && s.shape == t.shape
    case (.function(let f), .function(let g)): return f === g || isSame(f, g)
    case (.network(let n), .network(let p)): return n === p || isSame(n, p)
    case (.map(let m), .map(let n)): return m === n
    default: return false
    }
  }

  private static func isSame<Number: BinaryFloatingPoint>(_ x: Number, _ y: Number) -> Bool {
    x == y || x.isNaN && y.isNaN
  }

  private static func isSame<Element>(
    _ a: Matrix<Element>, _ b: Matrix<Element>, _ isEqual: (Element, Element) -> Bool
  ) -> Bool {
    guard a.shape == b.shape else { return false }
    if a.isIdentical(to: b) { return true }
    return a.withUnsafeElements { x in b.withUnsafeElements { y in x.elementsEqual(y, by: isEqual) }
    }
  }

  private static func isSame(_ f: FunctionValue, _ g: FunctionValue) -> Bool {
    guard f.text == g.text else { return false }
    switch (f.kind, g.kind) {
    case (.anonymous(let a), .anonymous(let b)):
      return a.captured.count == b.captured.count
        && zip(a.captured, b.captured).allSatisfy {
          $0.name == $1.name && isSame($0.value, $1.value)
        }
    case (.named, .named): return true
    case (.user(let a), .user(let b)): return a === b
    case (.method(_, let a), .method(_, let b)): return a === b
    default: return false
    }
  }

  private static func isSame(_ a: NetworkValue, _ b: NetworkValue) -> Bool {
    switch (a.content, b.content) {
    case (.double(let n), .double(let p)): isSame(n, p)
    case (.single(let n), .single(let p)): isSame(n, p)
    default: false
    }
  }

  private static func isSame<Element>(_ n: Network<Element>, _ p: Network<Element>) -> Bool {
    n.sizes == p.sizes && n.activations == p.activations && n.output == p.output && n.cost == p.cost
      && zip(n.arrays, p.arrays).allSatisfy { isSame($0, $1) { isSame($0, $1) } }
      && n.arrays.count == p.arrays.count
  }

  // MARK: - How

  private static func words(_ old: Value, _ new: Value) -> String {
    guard old.className == new.className, old.shape == new.shape else {
      return "\(kind(old)) -> \(kind(new))"
    }
    if old.isScalar, let a = old.scalar, let b = new.scalar { return "\(text(a)) -> \(text(b))" }
    switch (old, new) {
    case (.char, .char):
      if let a = old.text, let b = new.text, a.count + b.count < 50 { return "'\(a)' -> '\(b)'" }
    case (.cell(let c), .cell(let d)): return elements(c, d)
    case (.structure(let s), .structure(let t)): return fields(s, t)
    case (.network(let n), .network(let p)): return network(n, p)
    case (.function, .function): return "another function"
    case (.map, .map): return "another map"
    default: break
    }
    if let a = try? old.doubles, let b = try? new.doubles { return numbers(a, b) }
    return "changed"
  }

  /// `3x4 double`
  private static func kind(_ value: Value) -> String { "\(value.shape) \(value.className)" }

  private static func text(_ x: Double) -> String { NumberText.brief(x) }

  private static func numbers(_ a: Matrix<Double>, _ b: Matrix<Double>) -> String {
    var (count, largest, place) = (0, 0.0, 0)
    for index in 0..<a.count where !isSame(a[index], b[index]) {
      let change = abs(b[index] - a[index])
      if count == 0 || change > largest { (largest, place) = (change, index) }
      count += 1
    }
    if count == 0 { return "kept in another way" }
    let size =
      largest.isNaN ? "" : ", largest change \(text(largest)) at \(position(place, a.shape))"
    return "\(count) of \(a.count) entries\(size)"
  }

  private static func elements(_ c: Matrix<Value>, _ d: Matrix<Value>) -> String {
    let changed = (0..<c.count).filter { !isSame(c[$0], d[$0]) }
    guard let first = changed.first else { return "changed" }
    return "\(changed.count) of \(c.count) cells, the first at \(position(first, c.shape))"
  }

  private static func fields(_ s: StructArray, _ t: StructArray) -> String {
    let gone = s.names.filter { t.index(of: $0) == nil }
    let new = t.names.filter { s.index(of: $0) == nil }
    let changed = t.names.filter { name in
      guard let a = s.column(name), let b = t.column(name) else { return false }
      return !isSame(a, b, isSame)
    }
    var parts: [String] = []
    func tell(_ names: [String], _ what: String) {
      guard !names.isEmpty else { return }
      let shown = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", ..." : "")
      parts.append("\(names.count == 1 ? "field" : "fields") \(shown) \(what)")
    }
    tell(changed, "changed")
    tell(new, "added")
    tell(gone, "removed")
    return parts.isEmpty ? "fields in another order" : parts.joined(separator: "; ")
  }

  private static func network(_ old: NetworkValue, _ new: NetworkValue) -> String {
    switch (old.content, new.content) {
    case (.double(let n), .double(let p)): return network(n, p) { $0 }
    case (.single(let n), .single(let p)): return network(n, p) { try? $0.converted { Double($0) } }
    default: return "another precision"
    }
  }

  private static func network<Element>(
    _ n: Network<Element>, _ p: Network<Element>, _ doubles: (Matrix<Element>) -> Matrix<Double>?
  ) -> String {
    guard n.sizes == p.sizes else {
      return "layers \(n.sizes.map(String.init).joined(separator: "-")) -> "
        + p.sizes.map(String.init).joined(separator: "-")
    }
    var parts: [String] = []
    for layer in 1..<n.layerCount {
      guard let a = doubles(n.theta(layer)), let b = doubles(p.theta(layer)),
        !isSame(a, b, { isSame($0, $1) })
      else { continue }
      parts.append("Theta{\(layer)} \(numbers(a, b))")
    }
    return parts.isEmpty ? "the same weights" : parts.joined(separator: "; ")
  }

  /// `(2,3)`, counted from 1.
  private static func position(_ index: Int, _ shape: Shape) -> String {
    if shape.isMatrix, shape.rows == 1 || shape.columns == 1 { return "(\(index + 1))" }
    var (rest, numbers) = (index, [String]())
    for size in shape.dimensions {
      numbers.append("\(rest % max(1, size) + 1)")
      rest /= max(1, size)
    }
    return "(\(numbers.joined(separator: ",")))"
  }
}

extension MapObject {
  /// What differs between two contents of a map.
  static func difference(from old: [Key: Value], to new: [Key: Value]) -> String? {
    let added = new.keys.filter { old[$0] == nil }
    let removed = old.keys.filter { new[$0] == nil }
    let changed = new.keys.filter { key in
      guard let a = old[key], let b = new[key] else { return false }
      return !ValueDifference.isSame(a, b)
    }
    var parts: [String] = []
    for (keys, what) in [(changed, "changed"), (added, "added"), (removed, "removed")]
    where !keys.isEmpty {
      let shown = keys.sorted().prefix(5).map(MapObject.text).joined(separator: ", ")
      parts.append(
        "\(keys.count == 1 ? "key" : "keys") \(shown)\(keys.count > 5 ? ", ..." : "") \(what)")
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}
