import Syntax

/// What `containers.Map` needs beyond other values: functions with dots in their names, and methods.
extension Compiler {
  /// `containers.Map` or a function of `matlab.lang`, where it is no
  /// field of a variable; nil for anything else.
  func dottedFunction(_ expr: Expr) -> String? {
    guard case .field(let base, let last) = tree[expr] else { return nil }
    switch tree[base] {
    case .name("containers") where last == "Map" && !variables.contains("containers"):
      return "containers.Map"
    case .field(let package, "lang"):
      guard ["makeValidName", "makeUniqueStrings"].contains(last),
        case .name("matlab") = tree[package], !variables.contains("matlab")
      else { return nil }
      return "matlab.lang.\(last)"
    default: return nil
    }
  }

  /// The register of what stands before the parenthesis of a call: for `m.isKey(...)` the method with its
  /// map, for a struct the field of that name.
  mutating func compileCallee(_ base: Expr) -> Int {
    guard case .field(let object, let name) = tree[base], Fields.methodNames.contains(name) else {
      return compileBase(base)
    }
    let target = temporary()
    let register = compileValue(object)
    emit(
      .field, a: target, b: register,
      d: site(name: name + Fields.methodMark, count: 0, outputs: 1))
    return target
  }
}
