import Matrices
import Syntax
import Testing

@testable import Evaluation

@Suite("Suggestions")
struct SuggestionTests {
  struct Product: Sendable, CustomTestStringConvertible {
    var left: String
    var leftShape: Shape
    var operation: BinaryOperator
    var right: String
    var rightShape: Shape
    var help: String?
    init(
      _ left: String, _ leftShape: Shape, _ operation: BinaryOperator, _ right: String,
      _ rightShape: Shape, _ help: String?
    ) {
      self.left = left
      self.leftShape = leftShape
      self.operation = operation
      self.right = right
      self.rightShape = rightShape
      self.help = help
    }
    var testDescription: String { "\(left) \(operation.rawValue) \(right)" }
  }

  /// The operand that is written `text`.
  private func operand(_ text: String, _ shape: Shape) throws -> Operand {
    let program = parse(Source(name: "t", text: text))
    guard case .expression(let expr) = program.statements.first?.kind else {
      throw EvaluationError("no expression")
    }
    return Operand(expr, in: program.tree, source: program.source, shape: shape)
  }

  @Test(
    "shapes that nearly fit",
    arguments: [
      Product(
        "Theta1", Shape(25, 401), .matrixMultiply, "X", Shape(5000, 400),
        "X lacks the bias column and stands the other way: Theta1 * [ones(5000,1) X]' is 25x5000"),
      Product(
        "Theta1", Shape(25, 401), .matrixMultiply, "X", Shape(5000, 401),
        "transposing X fits: Theta1 * X' is 25x5000"),
      Product(
        "X", Shape(5000, 400), .matrixMultiply, "Theta1", Shape(25, 401),
        "X lacks the bias column, transposing Theta1 fits: [ones(5000,1) X] * Theta1' is 5000x25"),
      Product(
        "X", Shape(5000, 400), .matrixMultiply, "Theta1'", Shape(401, 25),
        "X lacks the bias column: [ones(5000,1) X] * Theta1' is 5000x25"),
      Product(
        "Theta1", Shape(25, 401), .matrixMultiply, "x", Shape(400, 1),
        "x lacks the bias row: Theta1 * [1; x] is 25x1; or Theta1 has the bias column: Theta1(:, 2:end) * x is 25x1"
      ),
      Product(
        "A", Shape(2, 3), .matrixMultiply, "B", Shape(2, 3),
        "transposing B fits: A * B' is 2x2; or element by element: A .* B is 2x3"),
      Product(
        "X'", Shape(3, 5), .matrixMultiply, "X", Shape(3, 4),
        "transposing X' fits: X * X is 5x4"),
      Product(
        "a + b", Shape(4, 2), .matrixMultiply, "c", Shape(4, 3),
        "transposing the left operand fits: (a + b)' * c is 2x3"),
      Product(
        "A", Shape(2, 3), .matrixMultiply, "B", Shape(4, 2),
        "transposing both fits: A' * B' is 3x4"),
      Product(
        "y", Shape(3, 1), .matrixMultiply, "log(h)", Shape(3, 1),
        "element by element: y .* log(h) is 3x1; or transposing y fits: y' * log(h) is 1x1"),
      Product(
        "Theta1", Shape(2, 3), .matrixMultiply, "x", Shape(2, 1),
        "transposing Theta1 fits: Theta1' * x is 3x1; or x lacks the bias row: Theta1 * [1; x] is 2x1"
      ),
      Product("A", Shape(2, 3), .matrixMultiply, "B", Shape(7, 9), nil),
      Product(
        "[1 2 3]", Shape(1, 3), .matrixMultiply, "[1 2]", Shape(1, 2),
        "transposing [1 2 3] fits: [1 2 3]' * [1 2] is 3x2"),
      Product(
        "delta3 * Theta2", Shape(5000, 26), .multiply, "g", Shape(5000, 25),
        "the left operand has the bias column: (delta3 * Theta2)(:, 2:end) .* g is 5000x25"),
      Product(
        "d", Shape(26, 7), .multiply, "g", Shape(25, 7),
        "d has the bias row: d(2:end, :) .* g is 25x7"),
      Product(
        "h", Shape(5, 3), .subtract, "y", Shape(3, 5),
        "transposing y fits: h - y' is 5x3; or transposing h fits: h' - y is 3x5"),
      Product("x", Shape(1, 3), .add, "y", Shape(1, 5), nil),
      Product(
        "A", Shape(2, 3), .matrixPower, "2", Shape(1, 1), "element by element: A .^ 2 is 2x3"),
      Product(
        "A", Shape(3, 2), .matrixLeftDivide, "b", Shape(1, 3), "transposing b fits: A \\ b' is 2x1"),
      Product(
        "A", Shape([2, 2, 2]), .matrixMultiply, "B", Shape(2, 2),
        "element by element: A .* B is 2x2x2"),
    ])
  func shapes(_ c: Product) throws {
    let help = ShapeSuggestions.help(
      c.operation, try operand(c.left, c.leftShape), try operand(c.right, c.rightShape))
    #expect(help == c.help)
  }

  @Test("what is suggested has the shape that is said")
  func checked() throws {
    let operations: [BinaryOperator] = [
      .matrixMultiply, .add, .matrixLeftDivide, .matrixRightDivide,
    ]
    for a in 1...4 {
      for b in 1...4 {
        for c in 1...4 {
          for d in 1...4 {
            for operation in operations
            where ShapeSuggestions.result(operation, Shape(a, b), Shape(c, d)) == nil {
              try check(operation, Shape(a, b), Shape(c, d))
            }
          }
        }
      }
    }
  }

  /// Works out the suggested expression's shape by reading it again.
  private func check(_ operation: BinaryOperator, _ a: Shape, _ b: Shape) throws {
    let help = ShapeSuggestions.help(operation, try operand("A", a), try operand("B", b))
    for part in (help ?? "").split(separator: ";").filter({
      $0.contains(" is ") && $0.contains(": ")
    })
    where !part.contains("[") {
      let expression = String(part.split(separator: ": ", maxSplits: 1)[1])
      let pieces = expression.split(separator: " ")
      guard pieces.count == 5, let op = BinaryOperator(rawValue: String(pieces[1])) else {
        continue
      }
      func shape(_ text: Substring) -> Shape {
        let shape = text.hasPrefix("A") ? a : b
        return text.hasSuffix("'") ? Shape(shape.columns, shape.rows) : shape
      }
      let result =
        ShapeSuggestions.result(op, shape(pieces[0]), shape(pieces[2]))
        ?? ShapeSuggestions.broadcast(shape(pieces[0]), shape(pieces[2]))
      #expect(result?.description == String(pieces[4]), "\(help ?? "")")
    }
  }

  @Test("assignments and joined arrays")
  func others() throws {
    let row = try operand("v", Shape(1, 3))
    let column = try operand("A(:, 1)", Shape(3, 1))
    #expect(ShapeSuggestions.help(assigning: row, to: column) == "transposing fits: A(:, 1) = v'")
    let six = try operand("v", Shape(1, 6))
    let grid = try operand("A(:, 1:2)", Shape(3, 2))
    #expect(
      ShapeSuggestions.help(assigning: six, to: grid)
        == "the number of elements fits: A(:, 1:2) = reshape(v, 3, 2)")
    #expect(
      ShapeSuggestions.help(assigning: row, to: grid) == "A(:, 1:2) takes 6 elements, v has 3")
    #expect(
      ShapeSuggestions.help(concatenating: column, row, isVertical: false)
        == "transposing v fits: [A(:, 1), v'] is 3x2")
    #expect(
      ShapeSuggestions.help(
        concatenating: try operand("a", Shape(2, 3)), try operand("b", Shape(2, 4)),
        isVertical: true)
        == "side by side: [a, b] is 2x7")
  }

  @Test(
    "names",
    arguments: [
      ("Thetta1", "did you mean 'Theta1'?"), ("theta1", "did you mean 'Theta1'?"),
      ("sigmod", "did you mean 'sigmoid'?"), ("zeors", "did you mean 'zeros'?"),
      ("lamda", "did you mean 'lambda'?"), ("xy", nil), ("completelyelse", nil),
      ("i", "complex numbers are out of scope: 'i' is no imaginary unit; give it a value"),
      ("sparse", "sparse matrices are out of scope: full matrices do the same"),
      ("then", "no 'then' is needed after a condition"), ("alpha3", nil), ("", nil),
    ])
  func names(_ name: String, _ expected: String?) {
    // alpha1 and alpha2 are as close to alpha3: neither is meant for certain.
    let variables = ["Theta1", "X", "y", "lambda", "alpha1", "alpha2"]
    let help = NameSuggestions.help(
      undefined: name, variables: variables, functions: ["sigmoid", "zeros", "ones", "size"])
    #expect(help == expected)
  }

  @Test("indexes")
  func indexes() {
    func help(_ i: Int, _ position: Int, _ rank: Int, _ shape: Shape, _ all: [Int]? = nil)
      -> String?
    {
      IndexSuggestions.help(
        index: i, position: position, rank: rank, shape: shape, variable: "x", others: all)
    }
    #expect(help(0, 1, 1, Shape(1, 5)) == "indexes start at 1: the first element is x(1)")
    #expect(help(6, 1, 1, Shape(1, 5)) == "off by one: indexes run from 1 to 5; the last is x(end)")
    #expect(
      help(4, 2, 2, Shape(2, 3), [1, 4])
        == "off by one: indexes run from 1 to 3; the last is x(1,end)")
    #expect(
      help(5, 1, 2, Shape(2, 5), [5, 2]) == "rows come first: x(2,5) lies inside the 2x5 array")
    #expect(help(9, 1, 1, Shape(1, 5)) == nil)
    #expect(help(1, 1, 1, Shape(0, 0)) == "x is empty (0x0)")
    #expect(
      IndexSuggestions.help(badSubscript: -1, variable: "x", rank: 1)
        == "to count from the end write x(end)")
    #expect(
      IndexSuggestions.help(badSubscript: -2, variable: "x", rank: 1)
        == "to count from the end write x(end-1)")
    #expect(
      IndexSuggestions.help(badSubscript: 1.5, variable: nil, rank: 1)
        == "round it first: round, floor, ceil or fix")
    #expect(
      IndexSuggestions.help(badSubscript: -.infinity, variable: nil, rank: 1)
        == "to count from the end write x(end)")
  }
}
