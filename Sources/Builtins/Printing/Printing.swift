import Evaluation
import Matrices

let printing: [Builtin] = [
  Builtin(
    "printf(template, ...)", "Prints text by a template; arguments are used up element by element",
    examples: #"""
      >> printf("%d %s\n", 5, "apples");
      5 apples
      >> printf("%5.2f|", [1 2; 3 4]); printf("\n");
       1.00| 3.00| 2.00| 4.00|
      """#,
    seeAlso: ["fprintf", "sprintf", "disp"], many: printFormatted),
  Builtin(
    "[text, message, count] = sprintf(template, ...)",
    "Text made by a template, as printf prints it",
    examples: """
      >> sprintf("%d-%d", 1, 2)
      ans = 1-2
      >> sprintf("%g,", [0.5 1 1e10])
      ans = 0.5,1,1e+10,
      """,
    seeAlso: ["printf", "num2str"], many: formatted),
  Builtin(
    "disp(x)\ntext = disp(x)", "Shows a value without its name",
    examples: """
      >> disp([1 2; 3 4])
         1   2
         3   4
      >> disp("text")
      text
      """,
    seeAlso: ["display", "printf"], many: disp),
  Builtin(
    "display(x)", "Shows a value as a statement without a semicolon does",
    examples: """
      >> x = 3;
      >> display(x)
      x = 3
      >> display(5)
      5
      """,
    seeAlso: ["disp"], many: display),
  Builtin(
    "puts(text)", "Prints text as it is",
    examples: #"""
      >> puts("text\n");
      text
      """#,
    seeAlso: ["printf", "disp"], many: putText),
  Builtin(
    "celldisp(c, name)", "Shows the elements of a cell array one by one",
    examples: """
      >> celldisp({1, "two"}, "c")
      c{1} = 

      1

      c{2} = 

      two

      """,
    seeAlso: ["disp"], many: showCells),
]

private func printFormatted(_ call: Call) throws -> [Value] {
  try call.expect(1...)
  let text = try Printf.text(call, templateAt: 0)
  call.session.output.write(text)
  return call.outputCount > 0 ? [.number(Double(text.count))] : []
}

private func formatted(_ call: Call) throws -> [Value] {
  try call.expect(1...)
  let text = try Printf.text(call, templateAt: 0)
  // Text of no characters is 1x0 here, where '' is 0x0.
  let value: Value =
    text.isEmpty ? .char(Matrix(empty: Shape(1, 0)), doubleQuoted: false) : .bytes(text)
  return [value, .string(""), .number(Double(text.count))]
}

private func disp(_ call: Call) throws -> [Value] {
  try call.expect(1...1)
  try Display.requireShowable(call[0])
  if call.outputCount > 0 {
    return [.bytes(try Display.dispText(call[0], session: call.session))]
  }
  try Display.disp(call[0], session: call.session)
  return []
}

private func display(_ call: Call) throws -> [Value] {
  try call.expect(1...1)
  try Display.requireShowable(call[0])
  let name = call.session.argumentTexts.first ?? ""
  if isIdentifier(name) {
    try Display.show(name: name, value: call[0], session: call.session)
  } else {
    try Display.disp(call[0], session: call.session)
  }
  return []
}

private func putText(_ call: Call) throws -> [Value] {
  try call.expect(1...1)
  guard let bytes = call.firstRow(0) else { return [.number(-1)] }
  call.session.output.write(bytes)
  return [.number(0)]
}

private func showCells(_ call: Call) throws -> [Value] {
  try call.expect(1...2)
  guard case .cell(let cell) = call[0] else { throw call.error("C must be a cell array") }
  let written = call.session.argumentTexts.first ?? ""
  let name = call.count > 1 ? try call.string(1) : isIdentifier(written) ? written : ""
  try showCells(cell, name: name, call)
  return []
}

private func showCells(_ cell: Matrix<Value>, name: String, _ call: Call) throws {
  // Cells along one dimension are counted, whichever it is.
  let isLine = cell.shape.isLine(along: cell.shape.firstNonSingleton)
  for index in 0..<cell.count {
    try call.checkInterrupt()
    let place = "\(name){\(isLine ? "\(index + 1)" : subscripts(of: index, in: cell.shape))}"
    if case .cell(let inner) = cell[index] {
      try showCells(inner, name: place, call)
    } else {
      call.session.output.write("\(place) = \n\n")
      try Display.disp(cell[index], session: call.session)
      call.session.output.write("\n")
    }
  }
}

/// The subscripts of a 0-based index as they are written: one for a vector, else one a dimension.
func subscripts(of index: Int, in shape: Shape) -> String {
  if shape.isVector { return "\(index + 1)" }
  var rest = index
  var all: [String] = []
  for extent in shape.dimensions {
    all.append("\(rest % extent + 1)")
    rest /= extent
  }
  return all.joined(separator: ",")
}
