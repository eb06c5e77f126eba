/// Explanations of a wrong gradient of a function about which nothing else is known.
struct FunctionSearch {
  private let check: GradientCheck
  private let point: [Double]

  init(_ check: GradientCheck, _ point: [Double]) { (self.check, self.point) = (check, point) }

  /// A factor, a multiple of the parameters or a constant too much; else a few wrong entries.
  var diagnosis: Diagnosis {
    for (cause, mended) in [factor, parameters, constant].compactMap({ $0 }) {
      let error = check.mendedError { mended[$0] }
      if check.isMended(error) {
        return Diagnosis(causes: [cause], alternatives: [], nearest: [], mendedError: error)
      }
    }
    return check.localDiagnosis(LocalSearch.cause(check) { _ in "grad" }, [])
  }

  private typealias Trial = (cause: Diagnosis.Cause, mended: [Double])

  /// The factor of `numeric` in `values`.
  private func ratio(_ values: [Double], _ unit: [Double]) -> Double? {
    var (product, square) = (0.0, 0.0)
    for (v, u) in zip(values, unit) {
      product += v * u
      square += u * u
    }
    let ratio = product / square
    return ratio.isFinite ? ratio : nil
  }

  private var factor: Trial? {
    guard let c = ratio(check.analytic, check.numeric), c != 0, check.numeric.count > 1 else {
      return check.analytic.allSatisfy { $0 == 0 }
        ? (cause("never computed", "grad is 0 throughout", "fill it in"), check.numeric) : nil
    }
    let rounded = (c * 1e6).rounded() / 1e6
    let hint =
      c < 0
      ? "look at the sign of the difference it starts from"
      : rounded == rounded.rounded() || 1 / c == (1 / c).rounded()
        ? "look for a division by the number of examples that is missing or done twice"
        : "look for a constant factor"
    let title =
      rounded == -1
      ? "grad has the wrong sign" : "grad is \(CauseNumber.text(rounded)) times dJ/dtheta"
    return (cause(rounded == -1 ? "sign" : "factor", title, hint), check.analytic.map { $0 / c })
  }

  /// grad - dJ/dtheta = c theta, for all parameters or all but the first.
  private var parameters: Trial? {
    let error = zip(check.analytic, check.numeric).map { $0 - $1 }
    guard point.count > 2 else { return nil }
    let trials = [point, [0] + point.dropFirst(), [point[0]] + point.dropFirst().map { _ in 0 }]
    for (unit, which) in zip(trials, ["theta", "theta without the first", "the first theta"]) {
      guard let c = ratio(error, unit), c != 0 else { continue }
      let mended = check.analytic.indices.map { check.analytic[$0] - c * unit[$0] }
      guard check.isMended(check.mendedError { mended[$0] }) else { continue }
      let size = "\(CauseNumber.text(abs(c))) times \(which)"
      let title = c > 0 ? "grad contains \(size), which J does not ask for" : "grad lacks \(size)"
      return (
        cause(
          "lambda", title,
          "a term like that comes from lambda / (2m) theta^2: use it alike in J and grad"), mended
      )
    }
    return nil
  }

  private var constant: Trial? {
    let error = zip(check.analytic, check.numeric).map { $0 - $1 }
    guard error.count > 2, let c = ratio(error, error.map { _ in 1 }), c != 0 else { return nil }
    return (
      cause(
        "constant",
        "every entry of grad is \(CauseNumber.text(abs(c))) too \(c > 0 ? "large" : "small")",
        "look for a number that is added to all of it"), check.analytic.map { $0 - c }
    )
  }

  private func cause(_ kind: String, _ title: String, _ change: String) -> Diagnosis.Cause {
    Diagnosis.Cause(kind, title, "grad(i) = dJ/dtheta(i)", change)
  }
}
