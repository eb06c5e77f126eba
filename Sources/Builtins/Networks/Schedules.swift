import Evaluation
import Matrices
import NeuralNetworks

/// The options that belong to one schedule only.
private let schedulesOfOption = [
  "factor": ["step", "exponential"], "every": ["step"], "decay": ["inverse"],
  "period": ["cosine"], "lowest": ["cosine"],
]

/// How the rate changes, as the options of `train` say: a name with its own options, a function of the
/// epoch, or a vector of rates.
func rateSchedule(_ named: NamedOptions, _ call: Call) throws -> RateSchedule {
  let schedule = named["schedule"]
  let name = try scheduleName(schedule)
  for (option, schedules) in schedulesOfOption where named[option] != nil {
    guard schedules.contains(name ?? "") else {
      throw call.error(
        "option \(option) belongs to schedule=\(schedules.map { "\"\($0)\"" }.joined(separator: " or "))"
      )
    }
  }
  switch name {
  case "step":
    return .step(
      factor: try named.number("factor") ?? 0.5, every: try named.integer("every") ?? 10)
  case "exponential": return .exponential(factor: try named.number("factor") ?? 0.95)
  case "inverse": return .inverse(decay: try named.number("decay") ?? 0.1)
  case "cosine":
    return .cosine(
      period: try named.integer("period"), lowest: try named.number("lowest") ?? 0)
  case "constant": return .constant
  default: return try ownSchedule(schedule, call)
  }
}

/// The name of a schedule that is asked for by name, and of the one for none.
private func scheduleName(_ value: Value?) throws -> String? {
  guard let value else { return "constant" }
  guard let text = value.text?.lowercased() else { return nil }
  let name = text == "1/t" ? "inverse" : text == "exp" ? "exponential" : text
  guard RateSchedule.names.contains(name) else {
    throw NetworkError.unknownName(kind: "schedule", name: text, known: RateSchedule.names)
  }
  return name
}

private func ownSchedule(_ value: Value?, _ call: Call) throws -> RateSchedule {
  if case .function(let function)? = value {
    let rate = OwnRate(function: .function(function), session: call.session)
    return .own(name: function.text) { try rate.at($0) }
  }
  guard let rates = try value?.doubles?.elements, !rates.isEmpty else {
    throw call.error(
      "option schedule must be a name, a function @(epoch) rate, or a vector of rates")
  }
  return .listed(rates)
}

/// A user's own schedule; only called on the thread that trains.
private struct OwnRate: @unchecked Sendable {
  let function: Value
  let session: Session

  func at(_ epoch: Int) throws -> Double {
    let results = try session.call(function, [.count(epoch)], outputs: 1)
    guard let rate = results.first?.scalar else {
      throw EvaluationError("train: schedule(\(epoch)) must be one number")
    }
    return rate
  }
}
