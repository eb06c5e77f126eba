import Evaluation
import Matrices

/// What an optimiser reads out of the struct that `optimset` made.
struct OptimiserSettings {
  private(set) var iterations: Int?
  private(set) var evaluations: Int?
  private(set) var valueTolerance: Double?
  private(set) var stepTolerance: Double?
  private(set) var hasGradient = false
  /// Whether derivatives are taken from differences to both sides (`FinDiffType`).
  private(set) var hasCentralDifferences = false
  /// Whether values that are not finite are errors (`FunValCheck`).
  private(set) var checksValues = false
  /// Whether progress is shown; nil when nothing was said.
  private(set) var display: Bool?

  init(_ call: Call, _ index: Int) throws {
    guard index < call.count else { return }
    guard case .structure(let options) = call[index], options.shape.isScalar else {
      if call[index].isEmpty { return }
      throw call.error("options must be a struct as optimset makes it")
    }
    iterations = try OptimiserSettings.count(options, "MaxIter", call)
    evaluations = try OptimiserSettings.count(options, "MaxFunEvals", call)
    valueTolerance = options.option("TolFun")?.scalar
    stepTolerance = options.option("TolX")?.scalar
    if let display = options.option("Display")?.text { self.display = display == "iter" }
    checksValues = options.option("FunValCheck")?.text?.lowercased() == "on"
    hasCentralDifferences = options.option("FinDiffType")?.text?.lowercased() == "central"
    if let gradient = options.option("GradObj") {
      hasGradient = gradient.text.map { $0.lowercased() == "on" } ?? (gradient.scalar == 1)
    }
  }

  private static func count(_ options: StructArray, _ name: String, _ call: Call) throws -> Int? {
    guard let value = options.option(name), !value.isEmpty else { return nil }
    guard let number = value.scalar, number >= 0 else {
      throw call.error("option \(name) must be a number of at least 0")
    }
    return number < 1e15 ? Int(number) : Int.max
  }
}

extension StructArray {
  /// A field of that name, upper and lower case taken alike.
  func option(_ name: String) -> Value? {
    if let value = self[name] { return value }
    return names.first { $0.lowercased() == name.lowercased() }.flatMap { self[$0] }
  }
}
