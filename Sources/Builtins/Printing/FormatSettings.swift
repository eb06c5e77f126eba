import Evaluation
import Matrices

let formatSettings: [Builtin] = [
  Builtin(
    "format(style)\n[style, spacing, case] = format",
    "Sets how numbers are shown: short, long, short g, long g, short e, long e, bank, rat, hex, +, "
      + "compact, loose",
    examples: """
      >> format long
      >> pi
      ans = 3.141592653589793
      >> format short g
      >> [0.5 1e6]
      ans =

                0.5        1e+06

      >> format
      >> pi
      ans = 3.1416
      """,
    seeAlso: ["output_precision", "disp"], many: format),
  Builtin(
    "output_precision(digits)", "Significant digits of displayed numbers, 1 to 16",
    examples: """
      >> output_precision(8)
      >> pi
      ans = 3.1415927
      >> output_precision
      ans = 8
      """,
    seeAlso: ["format"], many: outputPrecision),
  Builtin(
    "split_long_rows(flag)",
    "Whether matrices wider than the screen are shown in groups of columns",
    examples: """
      >> split_long_rows
      ans = 1
      """,
    seeAlso: ["format"]
  ) { call in
    try flag(call, \.splitsLongRows)
  },
  Builtin(
    "print_empty_dimensions(flag)", "Whether the sizes of empty arrays are shown",
    examples: """
      >> x = zeros(0, 3)
      x = [](0x3)
      >> print_empty_dimensions(false);
      >> x
      x = []
      """,
    seeAlso: ["format"]
  ) { call in
    try flag(call, \.showsEmptySizes)
  },
  Builtin(
    "page_screen_output(flag)",
    "Whether long output should be shown page by page; nnsh never stops it",
    examples: """
      >> page_screen_output(false);
      >> page_screen_output
      ans = 0
      """,
    seeAlso: ["more"]
  ) { call in
    try flag(call, \.pagesOutput)
  },
  Builtin(
    "fixed_point_format(flag)",
    "Whether a common scale factor is shown before matrices; always false",
    examples: """
      >> fixed_point_format
      ans = 0
      """,
    seeAlso: ["format"], many: fixedPointFormat),
  Builtin(
    "struct_levels_to_print(n)", "How many levels of nested structs show their fields",
    examples: """
      >> struct_levels_to_print
      ans = 2
      """,
    seeAlso: ["format"], many: structLevels),
  Builtin(
    "more(\"off\")", "Accepted for Octave's sake: output is never stopped page by page",
    examples: """
      >> more off
      """,
    seeAlso: ["page_screen_output"]
  ) { _ in [] },
  Builtin(
    "terminal_size", "Rows and columns of the screen",
    examples: """
      >> terminal_size
      ans =

         24   80

      """,
    seeAlso: ["split_long_rows"], one: terminalSize),
  Builtin(
    "clc", "Clears the screen of a terminal",
    examples: """
      >> clc
      """,
    seeAlso: ["clear"], many: clearScreen),
]

private func format(_ call: Call) throws -> [Value] {
  if call.outputCount > 0 {
    if call.count > 0 {
      call.session.warn(
        "\(call.name): cannot query and set format at the same time, ignoring set operation")
    }
    let format = call.session.format
    return [
      .string(styleName(format)), .string(format.isCompact ? "compact" : "loose"),
      .string("lowercase"),
    ]
  }
  var words: [String] = []
  for argument in call.arguments {
    guard let text = argument.text else { throw call.error("all arguments must be strings") }
    words.append(text)
  }
  var format = words.isEmpty ? NumberFormat() : call.session.format
  var rest = words[...]
  while let word = rest.popFirst() { try apply(word, &rest, to: &format, call) }
  call.session.format = format
  return []
}

private func styleName(_ format: NumberFormat) -> String {
  let length = format.precision == 16 ? "long" : "short"
  switch format.style {
  case .g: return length + "g"
  case .e: return length + "e"
  case .bank: return "bank"
  case .rat: return "rat"
  case .hex: return "hex"
  case .plus: return "+"
  default: return length
  }
}

/// One word of `format`, and the `g` or `e` that may follow `short` and `long`.
private func apply(
  _ word: String, _ rest: inout ArraySlice<String>, to format: inout NumberFormat, _ call: Call
) throws {
  let name = word.lowercased()
  switch name {
  case "compact": format.isCompact = true
  case "loose": format.isCompact = false
  case "bank": format.style = .bank
  case "rat": format.style = .rat
  case "hex": format.style = .hex
  case "+", "plus": format.style = .plus
  case "lowercase": break
  case "short", "long", "shortg", "longg", "shorte", "longe":
    format.precision = name.hasPrefix("long") ? 16 : 5
    var suffix = name.count == 5 && name != "short" || name.count == 6 ? name.last : nil
    if suffix == nil, let next = rest.first?.lowercased(), ["g", "e"].contains(next) {
      suffix = next.last
      rest.removeFirst()
    }
    format.style = suffix == "g" ? .g : suffix == "e" ? .e : .fixed
  case "eng", "shorteng", "longeng", "bit", "free", "none", "uppercase", "native-hex",
    "native-bit":
    throw call.error("format state '\(word)' is not part of nnsh; use short, long, g or e")
  default: throw call.error("unrecognized format state '\(word)'")
  }
}

private func outputPrecision(_ call: Call) throws -> [Value] {
  try call.expect(0...2)
  let before = Value.number(Double(call.session.format.precision))
  guard call.count > 0 else { return [before] }
  guard !call[0].isChar, let x = call[0].scalar else {
    throw call.error("argument must be an integer value")
  }
  if x < 0 { throw call.error("arg must be greater than 0") }
  if x > 16 { throw call.error("arg must be less than or equal to 16") }
  call.session.format.precision = x.isNaN ? 0 : Int(x)
  return call.outputCount > 0 ? [before] : []
}

/// The setting at `path`, and its new value when there is an argument.
private func flag(_ call: Call, _ path: WritableKeyPath<NumberFormat, Bool>) throws -> [Value] {
  try call.expect(0...2)
  let before = Value.bool(call.session.format[keyPath: path])
  guard call.count > 0 else { return [before] }
  guard let x = call[0].scalar, !call[0].isChar else {
    throw call.error("argument must be a logical value")
  }
  call.session.format[keyPath: path] = x != 0
  return call.outputCount > 0 ? [before] : []
}

private func fixedPointFormat(_ call: Call) throws -> [Value] {
  try call.expect(0...2)
  guard call.count > 0 else { return [.bool(false)] }
  guard let x = call[0].scalar, !call[0].isChar else {
    throw call.error("argument must be a logical value")
  }
  if x != 0 { call.session.warn("fixed_point_format: matrices are shown without a scale factor") }
  return call.outputCount > 0 ? [.bool(false)] : []
}

private func structLevels(_ call: Call) throws -> [Value] {
  try call.expect(0...2)
  let before = Value.number(Double(call.session.format.structLevels))
  guard call.count > 0 else { return [before] }
  guard !call[0].isChar, let x = call[0].scalar, let n = Int(exactly: x) else {
    throw call.error("argument must be an integer value")
  }
  if n < -1 { throw call.error("arg must be greater than -1") }
  call.session.format.structLevels = min(n, 1000)
  return call.outputCount > 0 ? [before] : []
}

private func terminalSize(_ call: Call) throws -> Value {
  try call.expect(0...0)
  return .matrix(try Matrix(Shape(1, 2), [24, Double(call.session.output.columns)]))
}

private func clearScreen(_ call: Call) throws -> [Value] {
  try call.expect(0...0)
  call.session.output.clearScreen()
  return []
}
