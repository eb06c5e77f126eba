import Syntax

/// What `containers.Map` needs beyond other values: a function with a dot in its name, and methods.
extension Compiler {
  /// `containers.Map` where it is no field of a variable; nil for anything else.
  func dottedFunction(_ expr: Expr) -> String? {
    guard case .field(let base, "Map") = tree[expr], case .name("containers") = tree[base],
      !variables.contains("containers")
    else { return nil }
    return "containers.Map"
  }

  /// The register of what stands before the parenthesis of a call: for `m.isKey(...)` the method with its
  /// map, for a struct the field of that name.
  mutating func compileCallee(_ base: Expr) -> Int {
    guard case .field(let object, let name) = tree[base], Fields.methodNames.contains(name) else {
      return compileValue(base)
    }
    let target = temporary()
    let register = compileValue(object)
    emit(
      .field, a: target, b: register,
      d: site(name: name + Fields.methodMark, count: 0, outputs: 1))
    return target
  }
}
