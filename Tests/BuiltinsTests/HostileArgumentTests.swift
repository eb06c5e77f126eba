import Evaluation
import Matrices
import Testing

@testable import Builtins

/// Calls builtins with arguments nobody would give them: an error is an answer, a trap is not.
@Suite struct HostileArgumentTests {
  /// Builtins that change files, folders or the environment, and one that takes the codes of a text for sizes:
  /// gigabytes that it would really fill.
  static let excluded: Set<String> = [
    "delete", "unlink", "rename", "rmdir", "mkdir", "cd", "chdir", "save", "fopen", "csvwrite",
    "dlmwrite", "setenv", "putenv", "repmat",
  ]

  private static func pool() throws -> [Value] {
    let cell = try Matrix(Shape(1, 3), [Value.string("ab"), .number(1), .emptyMatrix])
    return [
      .number(0), .number(1), .number(-1), .number(2.5), .number(.nan), .number(.infinity),
      .number(-1e300), .number(1e18), .bool(true), .emptyMatrix,
      .matrix(try Matrix(Shape(2, 3), [1, 2, 3, 4, 5, 6])),
      .double(Matrix(empty: Shape(0, 3))), .double(try Matrix(Shape([2, 1, 2]), [1, 2, 3, 4])),
      .string(""), .string("a,b"), .string("%d %s"), .string("("), .string("äö"),
      .string("UniformOutput"), try .textColumn, .string("uint8"), .string("\\"), .string("%"),
      .integer(Matrix(scalar: Int64.min), .int64), .integer(Matrix(scalar: -1), .uint64),
      .float(1.5), .cell(cell), .cell(Matrix(empty: .empty)),
      .structure(StructArray([("a", .number(1))])),
      .structure(StructArray(shape: Shape(0, 0), names: [], columns: [])),
      .function(FunctionValue(.named("numel"))), .map(MapObject(keyType: "char", valueType: "any")),
      .range(RangeValue(start: 1, step: 1, limit: 5, count: 5)),
      .diagonal(try Matrix(Shape(2, 2), [1, 0, 0, 1])),
    ]
  }

  @Test func noBuiltinTraps() throws {
    let session = Session(output: BufferOutput(), host: BareHost(), builtins: allBuiltins)
    let values = try HostileArgumentTests.pool()
    var random = RandomStream(seed: 3)
    var answered = 0
    let names = Set(hermeticBuiltins.map(\.name)).union(fileBuiltins.map(\.name))
      .subtracting(HostileArgumentTests.excluded)
    for builtin in allBuiltins where names.contains(builtin.name) {
      for round in 0..<60 {
        let arguments = (0..<(round % 5)).map { _ in values[random.below(values.count)] }
        let call = Call(
          name: builtin.name, arguments: arguments, outputCount: random.below(4), session: session)
        if (try? builtin.body(call)) != nil { answered += 1 }
      }
    }
    #expect(answered > 1000)
  }
}

extension Value {
  /// A character matrix of two rows.
  fileprivate static var textColumn: Value {
    get throws {
      .char(try Matrix(Shape(2, 2), Array("abcd".utf8)), doubleQuoted: false)
    }
  }
}
