import Matrices

extension GradientCheck {
  /// The cause among the mistakes of the lecture's algorithm, confirmed against the differences.
  func diagnosed(_ lecture: LectureCase, isInterrupted: () -> Bool) throws -> Diagnosis {
    let ranges = GradientCheck.ranges(layers.map(\.shape))
    let observed = ranges.map { Array(analytic[$0]) }
    let search = try CauseSearch(lecture, observed, precision: precision)
    let (found, nearest) = try search.found(isInterrupted: isInterrupted)
    let local = LocalSearch.cause(self) { "D(\($0))" }
    if let best = found.first, best.complexity <= 1.3 || local == nil {
      let wrong = best.gradient.flatMap { $0 }
      let right = lecture.gradient.flatMap(\.elements)
      let mended = mendedError { analytic[$0] + right[$0] - wrong[$0] }
      if isMended(mended) {
        let kinds = Set(best.causes.map(\.kind))
        let others =
          best.causes.count > 1
          ? []
          : found.filter { $0.causes.count == 1 }
            .compactMap(\.causes.first).filter { !kinds.contains($0.kind) }
        return Diagnosis(
          causes: best.causes, alternatives: Array(others.prefix(2)), nearest: [],
          mendedError: mended)
      }
    }
    return localDiagnosis(local, nearest)
  }

  /// A few wrong entries are their own cause: with those replaced the gradient must be right.
  func localDiagnosis(
    _ local: Diagnosis.Cause?, _ nearest: [Diagnosis.Candidate]
  ) -> Diagnosis {
    guard let local else {
      return Diagnosis(causes: [], alternatives: [], nearest: nearest, mendedError: nil)
    }
    let ranges = GradientCheck.ranges(layers.map(\.shape))
    var wrong: Set<Int> = []
    for (layer, range) in zip(layers, ranges) {
      wrong.formUnion(layer.wrongPlaces.map { $0 + range.lowerBound })
    }
    return Diagnosis(
      causes: [local], alternatives: [], nearest: [],
      mendedError: mendedError { wrong.contains($0) ? numeric[$0] : analytic[$0] })
  }

  /// The relative error of another gradient; corners of the cost do not count.
  func mendedError(_ entry: (Int) -> Double) -> Double {
    let places = numeric.indices.filter { kinks[$0] == nil }
    return GradientCheck.error(places.map { numeric[$0] }[...], places.map(entry)[...])
  }

  func isMended(_ error: Double) -> Bool {
    switch precision {
    case .double: error <= max(1e-7, 10 * margin)
    case .single: error <= 1e-4
    }
  }

  /// The same check with the entries cut into other arrays.
  func cut(_ shapes: [Shape]) -> GradientCheck {
    GradientCheck(self, shapes: shapes)
  }
}
