import Evaluation
import Matrices
import NeuralNetworks

private let doctorOptions = ["lambda", "rate", "validation"]

/// A network and its data looked over.
let doctorBuiltins: [Builtin] = [
  Builtin(
    "doctor(net, X, y, ...)\ns = doctor(net, X, y, ...)",
    "Looks a network and its data over, as a teacher would: one line for each check, and one fix.",
    shapes: """
      lambda, rate: those you train with (0, 0.1); validation: {Xv, yv}; s: struct array with check, ok,
      finding, fix
      """,
    examples: """
      >> [X, y] = dataset("iris");
      >> doctor(network([4 6 3], output="softmax", seed=3), X, y)
      ok  data      150 examples of 4 features, 51 parameters, 1 of the rows twice
      ok  scales    features up to 7.9
      ok  labels    3 classes, 50 to 50 examples each
      ok  cost      J = 1.2102, guessing costs ln 3 = 1.0986
      ok  weights   no two hidden units are equal
      ok  units     every hidden unit tells examples apart
      ok  updates   rate 0.1 moves the Thetas by 1.4 %, 1.6 % of their size
      ok  learning  20 examples by heart: J from 1.2097 to 1.2434e-14
      """,
    seeAlso: ["check", "train", "gradcheck", "explain"], options: doctorOptions, many: doctor)
]

private func doctor(_ call: Call) throws -> [Value] {
  try call.expect(3...)
  let options = try NamedOptions(call, from: 3, known: doctorOptions)
  return try call.translating { try examine(try call.networkOperand(), options, call) }
}

private func examine<N: NetworkOperand>(
  _ net: N, _ options: NamedOptions, _ call: Call
) throws -> [Value] {
  let examination = Examination<N.T>(
    network: net.network, x: try call.realMatrix(1, "X"), y: try call.realMatrix(2, "y"),
    lambda: try options.number("lambda") ?? 0, rate: try options.number("rate") ?? 0.1,
    validation: try validation(options, call))
  // Shapes and labels that do not fit are errors here as elsewhere.
  _ = try net.network.cost(examination.x, examination.y)
  let findings = try examination.findings()
  if call.outputCount > 0 { return [try value(findings)] }
  let rows = findings.flatMap { finding -> [[String]] in
    let line = [finding.isOK ? "ok" : "look", finding.check, finding.text]
    return finding.fix.isEmpty ? [line] : [line, ["", "", "fix: " + finding.fix]]
  }
  let lines = TextTable.lines(rows, rightAligned: [])
  call.session.output.write(lines.joined(separator: "\n") + "\n")
  return []
}

private func validation<T: RealElement>(
  _ options: NamedOptions, _ call: Call
) throws -> (x: Matrix<T>, y: Matrix<T>)? {
  guard let value = options["validation"] else { return nil }
  guard case .cell(let pair) = value, pair.count == 2,
    let x: Matrix<T> = try RealArray.matrix(pair[0]),
    let y: Matrix<T> = try RealArray.matrix(pair[1])
  else { throw call.error("option validation must hold two matrices: {Xv, yv}") }
  return (x, y)
}

private func value(_ findings: [Finding]) throws -> Value {
  let shape = Shape(1, findings.count)
  return .structure(
    StructArray(
      shape: shape, names: ["check", "ok", "finding", "fix"],
      columns: [
        try Matrix(shape, findings.map { Value.string($0.check) }),
        try Matrix(shape, findings.map { Value.bool($0.isOK) }),
        try Matrix(shape, findings.map { Value.string($0.text) }),
        try Matrix(shape, findings.map { Value.string($0.fix) }),
      ]))
}
