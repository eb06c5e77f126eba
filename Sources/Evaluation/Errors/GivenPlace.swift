import Matrices
import Syntax

extension EvaluationError {
  /// The calls that `err.stack` names: the given ones, or the place where it happened.
  public var stack: [GivenPlace] {
    givenStack ?? [places.first.map { GivenPlace($0) } ?? GivenPlace()]
  }
}

/// A call as the `stack` field of an error names it.
public struct GivenPlace: Sendable {
  public var file = ""
  public var name = ""
  public var line = -1.0
  public var column = -1.0

  public init() {}

  init(_ place: EvaluationError.Place) {
    let (line, column) = place.source.position(of: Int(place.span.start))
    file = place.source.name
    name = place.function
    (self.line, self.column) = (Double(line), Double(column + 1))
  }

  /// The calls that the elements of a struct name; what has the wrong class counts as not given.
  public static func all(of stack: StructArray) -> [GivenPlace] {
    func text(_ field: String, _ index: Int) -> String { stack.column(field)?[index].text ?? "" }
    func number(_ field: String, _ index: Int) -> Double {
      stack.column(field)?[index].scalar ?? -1
    }
    return (0..<stack.shape.count).map { index in
      var place = GivenPlace()
      (place.file, place.name) = (text("file", index), text("name", index))
      (place.line, place.column) = (number("line", index), number("column", index))
      return place
    }
  }

  /// The struct column that `err.stack` is; empty when memory for it is missing.
  public static func stack(_ places: [GivenPlace]) -> StructArray {
    let names = ["file", "name", "line", "column"]
    func column(_ value: (GivenPlace) -> Value) throws -> Matrix<Value> {
      try Matrix(Shape(places.count, 1), places.map(value))
    }
    let columns = try? [
      column { .string($0.file) }, column { .string($0.name) }, column { .number($0.line) },
      column { .number($0.column) },
    ]
    return StructArray(
      shape: Shape(columns == nil ? 0 : places.count, 1), names: names,
      columns: columns ?? names.map { _ in Matrix(empty: Shape(0, 1)) })
  }
}
