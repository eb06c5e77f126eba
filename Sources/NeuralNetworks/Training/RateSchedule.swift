import Glibc

/// How the learning rate changes from epoch to epoch. Epochs count from 1.
public enum RateSchedule: Sendable {
  /// Always the rate itself.
  case constant
  /// rate * factor^floor((epoch - 1) / every)
  case step(factor: Double, every: Int)
  /// rate * factor^(epoch - 1)
  case exponential(factor: Double)
  /// rate / (1 + decay (epoch - 1))
  case inverse(decay: Double)
  /// lowest + (rate - lowest) (1 + cos(pi (epoch - 1) / period)) / 2, then `lowest`; a period of nil is the
  /// number of epochs of the training.
  case cosine(period: Int?, lowest: Double)
  /// The rate of each epoch; the last one goes on.
  case listed([Double])
  /// The user's own function of the epoch; `name` tells such functions apart.
  case own(name: String, @Sendable (_ epoch: Int) throws -> Double)

  /// Names of the schedules that have one.
  public static let names = ["constant", "step", "exponential", "inverse", "cosine"]

  /// The rate of an epoch, counted from 1, when the rate given is `base`.
  func rate(_ base: Double, epoch: Int, period: Int) throws -> Double {
    let done = Double(epoch - 1)
    switch self {
    case .constant: return base
    case .step(let factor, let every):
      return base * pow(factor, (done / Double(every)).rounded(.down))
    case .exponential(let factor): return base * pow(factor, done)
    case .inverse(let decay): return base / (1 + decay * done)
    case .cosine(_, let lowest):
      let share = min(1, done / Double(max(1, period)))
      return lowest + (base - lowest) * (1 + cos(.pi * share)) / 2
    case .listed(let rates): return rates[min(epoch, rates.count) - 1]
    case .own(_, let function):
      let rate = try function(epoch)
      try RateSchedule.expect(
        rate >= 0 && rate.isFinite, "schedule(\(epoch))", rate, "a rate of at least 0")
      return rate
    }
  }

  /// What tells this schedule from others.
  var key: String {
    switch self {
    case .constant: "constant"
    case .step(let factor, let every): "step, factor \(factor), every \(every)"
    case .exponential(let factor): "exponential, factor \(factor)"
    case .inverse(let decay): "inverse, decay \(decay)"
    case .cosine(_, let lowest): "cosine, lowest \(lowest)"
    case .listed(let rates): "listed \(rates)"
    case .own(let name, _): name
    }
  }

  func check() throws {
    switch self {
    case .constant, .own: break
    case .step(let factor, let every):
      try RateSchedule.expectFactor(factor)
      try RateSchedule.expect(every >= 1, "every", Double(every), "a whole number of at least 1")
    case .exponential(let factor): try RateSchedule.expectFactor(factor)
    case .inverse(let decay):
      try RateSchedule.expect(
        decay >= 0 && decay.isFinite, "decay", decay, "a number of at least 0")
    case .cosine(let period, let lowest):
      if let period {
        try RateSchedule.expect(
          period >= 1, "period", Double(period), "a whole number of at least 1")
      }
      try RateSchedule.expect(
        lowest >= 0 && lowest.isFinite, "lowest", lowest, "a number of at least 0")
    case .listed(let rates):
      try RateSchedule.expect(!rates.isEmpty, "schedule", 0, "at least one rate")
      for rate in rates {
        try RateSchedule.expect(
          rate >= 0 && rate.isFinite, "schedule", rate, "rates of at least 0")
      }
    }
  }

  private static func expectFactor(_ factor: Double) throws {
    try expect(factor > 0 && factor <= 1, "factor", factor, "a number above 0 and at most 1")
  }

  private static func expect(
    _ holds: Bool, _ name: String, _ value: Double, _ text: String
  ) throws {
    guard holds else {
      throw NetworkError.outOfRange(argument: name, value: value, expected: text)
    }
  }
}
