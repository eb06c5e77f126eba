import CSystem
import Evaluation
import Matrices

/// The engine behind `printf`, `fprintf` and `sprintf`.
///
/// Arguments are flattened, and the template is used again until they are used up; output stops at the
/// first conversion that finds no data.
struct Printf {
  private let function: String
  private var arguments: PrintfArguments
  private var output: [UInt8] = []

  /// The text of the template (argument `first` of `call`) filled in with the arguments after it.
  static func text(_ call: Call, templateAt first: Int) throws -> [UInt8] {
    let template = try template(call, first)
    guard let parsed = PrintfTemplate(template) else {
      throw call.error("invalid format specified")
    }
    var printf = Printf(
      function: call.name,
      arguments: try PrintfArguments(call.arguments[(first + 1)...], function: call.name))
    try printf.fill(parsed)
    return printf.output
  }

  /// The text of `format` (escapes already expanded) filled in with `values`.
  static func text(_ format: [UInt8], _ values: [Value], function: String) throws -> [UInt8] {
    guard let parsed = PrintfTemplate(format) else {
      throw EvaluationError("\(function): invalid format specified")
    }
    var printf = Printf(
      function: function, arguments: try PrintfArguments(values[...], function: function))
    try printf.fill(parsed)
    return printf.output
  }

  private static func template(_ call: Call, _ index: Int) throws -> [UInt8] {
    guard case .char(_, let doubleQuoted) = call[index], let bytes = call.firstRow(index) else {
      throw call.error("format TEMPLATE must be a string")
    }
    guard call[index].shape.isMatrix else {
      throw EvaluationError("invalid conversion of charNDArray to string")
    }
    return doubleQuoted ? bytes : try expandEscapes(bytes) { call.session.warn($0) }
  }

  private init(function: String, arguments: PrintfArguments) {
    self.function = function
    self.arguments = arguments
  }

  private mutating func fill(_ template: PrintfTemplate) throws {
    repeat {
      if nnsh_interrupt_requested() { throw MatrixError.interrupted }
      for element in template.elements {
        switch element {
        case .text(let bytes): output.append(contentsOf: bytes)
        case .conversion(let conversion):
          if arguments.isExhausted { return }
          guard let sized = try sizes(of: conversion) else { return }
          append(sized)
        }
      }
    } while template.takesArguments && !arguments.isExhausted
  }

  /// A conversion with its `*` replaced by arguments.
  private struct Sized {
    let conversion: PrintfTemplate.Conversion
    var width = 0
    var precision: Int?

    var kind: Character { conversion.kind }
    var isLeft: Bool { conversion.flags.contains("-") }
  }

  /// Takes the arguments that `*` stands for; nil when nothing is left for the conversion itself.
  private mutating func sizes(of conversion: PrintfTemplate.Conversion) throws -> Sized? {
    var result = Sized(conversion: conversion)
    switch conversion.width {
    case .none: break
    case .given(let n): result.width = n
    case .argument:
      result.width = try size()
      if arguments.isExhausted { return nil }
    }
    switch conversion.precision {
    case .none: break
    case .given(let n): result.precision = n
    case .argument:
      let precision = try size()
      if !conversion.isText { result.precision = precision }
      if arguments.isExhausted { return nil }
    }
    return result
  }

  private mutating func size() throws -> Int {
    switch arguments.number() {
    case .number(let x):
      if let n = Int32(exactly: x), n >= 0 { return Int(n) }
    case .integer(let n, _):
      if n >= 0, n <= Int64(Int32.max) { return Int(n) }
    case .text, .nothing: return 0
    }
    throw EvaluationError(
      "\(function): invalid field width, must be integer >= 0 and <= INT_MAX")
  }

  private mutating func append(_ conversion: Sized) {
    switch conversion.kind {
    case "s": appendText(arguments.text(), conversion)
    case "c": appendText(arguments.character(), conversion)
    default: appendNumber(arguments.number(), conversion)
    }
  }

  private mutating func appendText(_ datum: PrintfArguments.Datum, _ conversion: Sized) {
    switch datum {
    case .text(let bytes):
      pad(conversion.precision.map { Array(bytes.prefix($0)) } ?? bytes, conversion)
    case .nothing: pad([], conversion)
    case .integer(let stored, let isUnsigned):
      appendCode(isUnsigned ? Double(UInt64(bitPattern: stored)) : Double(stored), conversion)
    case .number(let x): appendCode(x, conversion)
    }
  }

  /// A number in a conversion for text that is no one-byte code: `%c` writes a character or the number;
  /// `%s` writes nothing.
  private mutating func appendCode(_ x: Double, _ conversion: Sized) {
    if !x.isFinite { return appendNonFinite(x, conversion) }
    guard conversion.kind == "c" else { return }
    guard x == x.rounded() else { return appendGeneral(x, conversion) }
    if let code = UInt32(exactly: x), let scalar = UnicodeScalar(code) {
      pad(Array(String(Character(scalar)).utf8), conversion)
    }
  }

  private mutating func pad(_ bytes: [UInt8], _ conversion: Sized) {
    let blanks = repeatElement(UInt8(32), count: max(0, conversion.width - bytes.count))
    if !conversion.isLeft { output.append(contentsOf: blanks) }
    output.append(contentsOf: bytes)
    if conversion.isLeft { output.append(contentsOf: blanks) }
  }

  private mutating func appendNumber(_ datum: PrintfArguments.Datum, _ conversion: Sized) {
    switch datum {
    case .nothing, .text: break
    case .number(let x):
      if !x.isFinite {
        appendNonFinite(x, conversion)
      } else if !conversion.conversion.isWhole {
        appendReal(x, conversion)
      } else if let n = whole(x, conversion.kind) {
        appendInteger(n, conversion)
      } else {
        appendGeneral(x, conversion)
      }
    case .integer(let n, let isUnsigned):
      let isWide = isUnsigned && n < 0
      let value = isUnsigned ? Double(UInt64(bitPattern: n)) : Double(n)
      let isSigned = conversion.kind == "d" || conversion.kind == "i"
      if !conversion.conversion.isWhole {
        appendReal(value, conversion)
      } else if isSigned ? isWide : n < 0 && !isWide {
        appendGeneral(value, conversion)
      } else {
        appendInteger(n, conversion)
      }
    }
  }

  /// The number as the bits that a whole conversion prints; nil when it takes the general form: with a
  /// fraction, negative where no sign is written, or too large. 2^63 and all below -2^63 saturate.
  private func whole(_ x: Double, _ kind: Character) -> Int64? {
    guard x == x.rounded() else { return nil }
    if kind == "d" || kind == "i" {
      guard x <= 0x1p63 else { return nil }
      return x >= 0x1p63 ? .max : x < -0x1p63 ? .min : Int64(x)
    }
    guard x >= 0, x <= 0x1p64 else { return nil }
    return Int64(bitPattern: x >= 0x1p64 ? .max : UInt64(x))
  }

  private mutating func appendInteger(_ n: Int64, _ conversion: Sized) {
    output.append(
      contentsOf: NumberText.integer(
        conversion.conversion.format, width: conversion.width,
        precision: conversion.precision ?? -1, n))
  }

  private mutating func appendReal(_ x: Double, _ conversion: Sized) {
    output.append(
      contentsOf: NumberText.double(
        conversion.conversion.format, width: conversion.width,
        precision: conversion.precision ?? -1, x))
  }

  /// A number that does not suit its conversion (`%d` of 1.5): the shortest form, as `%g` has it.
  private mutating func appendGeneral(_ x: Double, _ conversion: Sized) {
    output.append(
      contentsOf: NumberText.double(
        conversion.conversion.generalFormat, width: conversion.width,
        precision: conversion.precision ?? -1, x))
  }

  private mutating func appendNonFinite(_ x: Double, _ conversion: Sized) {
    let plus = conversion.conversion.flags.contains("+") && !(x < 0) ? "+" : ""
    pad(
      Array(
        (plus + (NumberText.isMissing(x) ? "NA" : x.isNaN ? "NaN" : x < 0 ? "-Inf" : "Inf")).utf8),
      conversion)
  }
}
