import Builtins
import Matrices
import NeuralNetworks
import Plots
import Syntax

@testable import Evaluation

/// Everything that a session knows, as text: numbers by their bits.
func dump(_ session: Session) -> String {
  var dump = SessionDump()
  let snapshot = session.snapshot
  for name in snapshot.names {
    let mark = snapshot.isGlobal(name) ? "global " : ""
    dump.add(mark + name, session.variable(named: name) ?? .emptyMatrix)
  }
  for (name, value) in snapshot.contents.globals.sorted(by: { $0.key < $1.key }) {
    dump.add("store of " + name, value)
  }
  for (name, function) in snapshot.functions.sorted(by: { $0.key < $1.key }) {
    dump.line("function \(name): \(function.program.source.text(function.definition.span))")
    for (name, value) in function.persistents.sorted(by: { $0.key < $1.key }) {
      dump.add("persistent " + name, value)
    }
  }
  dump.line("random \(session.random.words)")
  dump.line("format \(session.format)")
  dump.line("stopwatch \(String(describing: session.stopwatchStart))")
  dump.line("last \(session.lastError) \(session.lastWarning)")
  dump.line("warnings \(session.warningStates.sorted { $0.key < $1.key })")
  dump.line("hints \(session.hintsGiven.sorted { $0.key < $1.key })")
  dump.line("path \(session.host.path)")
  let board = session.figureBoard
  dump.line("figure \(String(describing: board.currentNumber))")
  for (number, figure) in board.figures.sorted(by: { $0.key < $1.key }) {
    dump.line("figure \(number): \(figure)")
  }
  return dump.text
}

private struct SessionDump {
  var text = ""
  private var depth = 0

  mutating func line(_ line: String) {
    text += String(repeating: " ", count: depth) + line + "\n"
  }

  mutating func add(_ name: String, _ value: Value) {
    line("\(name): \(value.className) \(value.shape) \(contents(value))")
    depth += 1
    defer { depth -= 1 }
    switch value {
    case .cell(let c): for (i, element) in c.elements.enumerated() { add("\(i)", element) }
    case .structure(let s):
      for (name, column) in zip(s.names, s.columns) {
        for (i, element) in column.elements.enumerated() { add("\(name)(\(i))", element) }
      }
    case .map(let m):
      for key in (try? m.keys) ?? [] { add("\(key)", m[key] ?? .emptyMatrix) }
    case .function(let f):
      if case .anonymous(let function) = f.kind {
        for (name, value) in function.captured { add("captured \(name)", value) }
      }
    default: break
    }
  }

  private func contents(_ value: Value) -> String {
    switch value {
    case .number(let x): "\(x.bitPattern)"
    case .bool(let b): "\(b)"
    case .double(let m): "\(m.elements.map(\.bitPattern))"
    case .diagonal(let m): "diagonal \(m.elements.map(\.bitPattern))"
    case .single(let m): "\(m.elements.map(\.bitPattern))"
    case .logical(let m): "\(m.elements)"
    case .char(let m, let doubleQuoted): "\(m.elements) \(doubleQuoted)"
    case .integer(let m, _): "\(m.elements)"
    case .range(let r): "\(r)"
    case .cell, .structure: ""
    case .function(let f): f.text
    case .network(let n):
      switch n.content {
      case .double(let network):
        "\(network.sizes) \(network.arrays.map { $0.elements.map(\.bitPattern) })"
      case .single(let network):
        "\(network.sizes) \(network.arrays.map { $0.elements.map(\.bitPattern) })"
      }
    case .map(let m): "\(m.keyType) \(m.valueType)"
    case .tracked: "tracked"
    }
  }
}
