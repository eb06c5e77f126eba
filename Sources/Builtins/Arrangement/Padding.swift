import Evaluation
import Matrices

let padding: [Builtin] = [
  Builtin(
    "postpad(x, l, c, dim)", "Cut or filled with c (0) at the end to length l",
    examples: """
      >> postpad([1 2], 4)
      ans =

         1   2   0   0

      """, seeAlso: ["prepad", "resize"], one: { try pad($0, isBefore: false) }),
  Builtin(
    "prepad(x, l, c, dim)", "Cut or filled with c (0) in front to length l",
    examples: """
      >> prepad([1 2], 4)
      ans =

         0   0   1   2

      """, seeAlso: ["postpad", "resize"], one: { try pad($0, isBefore: true) }),
  Builtin(
    "resize(A, m, n, ...)", "Cut or filled with zeros to another size, elements at their places",
    examples: """
      >> resize([1 2; 3 4], 3, 3)
      ans =

         1   2   0
         3   4   0
         0   0   0

      """, seeAlso: ["reshape", "postpad"], one: resizeArray),
]

private func pad(_ call: Call, isBefore: Bool) throws -> Value {
  try call.expect(2...4)
  if call.count > 2, !call[2].isEmpty, !call[2].isScalar {
    throw call.error(
      "\(isBefore ? "pad value C" : "third argument") must be empty or a scalar")
  }
  let filler = call.count > 2 && !call[2].isEmpty ? call[2] : .number(0)
  let axis = try call.axisOrFirstLong(3, of: call[0].shape)
  guard let x = call[1].scalar, x >= 0, let length = Int(exactly: x.rounded(.towardZero)) else {
    throw call.error(
      isBefore ? "length L must be a positive scalar" : "second argument must be a positive scaler")
  }
  let change = Padding(length: length, axis: axis, isBefore: isBefore)
  var value = call[0]
  if length > value.shape[axis], value.hasArithmetic, filler.hasArithmetic {
    // What is filled up is of the class that both have side by side.
    let both = try Concatenation.joined(
      [value.selected([.list([], shape: .empty)]), filler], axis: 1)
    value = try value.converted(to: both.valueClass) ?? value
  }
  let result = try value.changed(by: change, fill: filler.scalar ?? 0, cellFill: filler)
  guard let result else {
    throw call.error("wrong type argument '\(call[0].typeName)'")
  }
  return result
}

private func resizeArray(_ call: Call) throws -> Value {
  try call.expect(2...)
  let sizes = Array(call.arguments.dropFirst())
  let shape = try Shape(sizes: sizes, of: call)
  guard shape.rank >= call[0].shape.rank else { throw MatrixError.resizeError }
  let change = Resizing(shape: shape)
  guard let result = try call[0].changed(by: change, cellFill: .number(0)) else {
    throw call.error("wrong type argument '\(call[0].typeName)'")
  }
  return result
}

extension Shape {
  /// The first dimension longer than 1 (0-based), 0 when there is none: where functions such as `mean` work.
  var firstLong: Int { dimensions.firstIndex { $0 > 1 } ?? 0 }
}
