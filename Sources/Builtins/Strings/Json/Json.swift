import Evaluation
import Matrices
import Texts

/// Values as text that other programs read, and back.
let jsonText: [Builtin] = [
  Builtin(
    "jsonencode(x)\njsonencode(x, \"ConvertInfAndNaN\", false)",
    "A value as text in JSON: structs as objects, arrays and cells as lists; NaN and Inf as null unless told not to",
    examples: #"""
      >> jsonencode(struct("rate", 0.1, "layers", [2 3 1]))
      ans = {"rate":0.1,"layers":[2,3,1]}
      """#, seeAlso: ["jsondecode", "mat2str"], one: encode),
  Builtin(
    "jsondecode(text)\njsondecode(text, \"makeValidName\", false)",
    "Text in JSON as a value: objects as structs, lists as columns, matrices or cells",
    examples: #"""
      >> s = jsondecode('{"rate": 0.1, "layers": [2, 3]}');
      >> s.layers
      ans =

         2
         3

      """#, seeAlso: ["jsonencode", "fileread"], one: decode),
]

private func encode(_ call: Call) throws -> Value {
  try call.expect(1...)
  guard call.count % 2 == 1 else { throw call.invalidCall }
  var keepsNonFinite = false
  for index in stride(from: 1, to: call.count, by: 2) {
    guard let name = call[index].text else {
      throw call.error("option argument must be a string")
    }
    guard let truth = call[index + 1].scalar else {
      throw call.error("option value must be a bool")
    }
    switch name.lowercased() {
    case "convertinfandnan": keepsNonFinite = truth == 0
    case "prettyprint": break
    default:
      throw call.error(
        "Valid options are \"ConvertInfAndNaN\" and \"PrettyPrint\"")
    }
  }
  var writing = JsonWriting(keepsNonFinite: keepsNonFinite)
  try writing.write(call[0], call)
  return .string(writing.text)
}

private func decode(_ call: Call) throws -> Value {
  try call.expect(1...)
  guard call[0].isChar, let bytes = call[0].bytes else {
    throw call.error("JSON_TXT must be a character string")
  }
  var mendsNames = true
  for index in stride(from: 1, to: call.count - 1, by: 2)
  where call[index].text?.lowercased() == "makevalidname" {
    mendsNames = call[index + 1].scalar != 0
  }
  let json: JSON
  do {
    json = try JSONReader.value(of: bytes[...], in: .octave)
  } catch {
    let isBlank = bytes.allSatisfy { " \t\r\n".utf8.contains($0) }
    throw call.error(JsonReading.message(error, isBlank: isBlank))
  }
  return try JsonReading.value(json, mendsNames: mendsNames)
}
