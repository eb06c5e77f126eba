import Matrices

/// What stands before the word being typed, when that is a variable (or a part of one) and an operator: `Theta1 * `,
/// `net.Theta{1}' .* `.
struct LeftOperand: Equatable {
  /// As typed, without the marks of a transpose: it reads, and calls nothing.
  let text: String
  let isTransposed: Bool
  let operation: Operation

  enum Operation: Equatable {
    case product, elementwise, leftDivision, rightDivision
  }

  /// - Parameter line: the text up to the word.
  init?(before line: ArraySlice<UInt8>) {
    var rest = line
    func skipBlanks() { while rest.last == 0x20 || rest.last == 0x09 { rest.removeLast() } }
    func take(_ ending: String) -> Bool {
      guard rest.hasSuffix(ending) else { return false }
      rest.removeLast(ending.utf8.count)
      return true
    }
    skipBlanks()
    if Self.elementwise.contains(where: take) {
      operation = .elementwise
    } else if take("*") {
      operation = .product
    } else if take("/") {
      operation = .rightDivision
    } else if take("\\") {
      operation = .leftDivision
    } else {
      return nil
    }
    skipBlanks()
    var isTransposed = false
    while take(".'") || take("'") || take("ᵀ") { isTransposed.toggle() }
    self.isTransposed = isTransposed
    guard let start = Self.start(ofOperand: rest) else { return nil }
    text = String(decoding: rest[start...], as: UTF8.self)
    // A sum's left side is everything before it: only a single name is known without computing.
    rest = rest[..<start]
    skipBlanks()
    if operation == .elementwise, let last = rest.last, "*/\\+-^".utf8.contains(last) { return nil }
  }

  /// Those of two letters first.
  private static let elementwise = [
    ".*", "./", ".\\", "⊙", "==", "~=", "!=", "<=", ">=", "&&", "||", "+", "-", "<", ">", "&", "|",
  ]

  /// Where `name.field{3}` begins that ends the text.
  private static func start(ofOperand text: ArraySlice<UInt8>) -> Int? {
    var index = text.endIndex
    if text.last == UInt8(ascii: "}") {
      index -= 1
      let digits = index
      while index > text.startIndex, isDigit(text[index - 1]) { index -= 1 }
      guard index < digits, index > text.startIndex, text[index - 1] == UInt8(ascii: "{") else {
        return nil
      }
      index -= 1
    }
    while true {
      let end = index
      while index > text.startIndex, isNameByte(text[index - 1]) { index -= 1 }
      guard index < end, !isDigit(text[index]) else { return nil }
      guard index > text.startIndex, text[index - 1] == UInt8(ascii: ".") else { return index }
      index -= 1
    }
  }

  /// How well an operand of shape `right` fits behind one of shape `left`: 0 as it is, 1 by repetition or transposed, 2 not.
  func misfit(_ left: Shape, _ right: Shape) -> Int {
    let left = isTransposed ? Shape(left.columns, left.rows) : left
    switch operation {
    case .product: return grade(left.columns, right.rows, right.columns, left, right)
    case .rightDivision: return grade(left.columns, right.columns, right.rows, left, right)
    case .leftDivision: return grade(left.rows, right.rows, right.columns, left, right)
    case .elementwise:
      if left.dimensions == right.dimensions { return 0 }
      let fits = zip(left.dimensions, right.dimensions).allSatisfy {
        $0 == $1 || $0 == 1 || $1 == 1
      }
      return fits ? 1 : 2
    }
  }

  /// - Parameters:
  ///   - extent: what the right side's must be.
  ///   - own: the right side's.
  ///   - other: the right side's when it is transposed.
  private func grade(_ extent: Int, _ own: Int, _ other: Int, _ left: Shape, _ right: Shape) -> Int
  {
    if left.isScalar || right.isScalar { return left.isScalar == right.isScalar ? 0 : 1 }
    guard left.isMatrix, right.isMatrix else { return 2 }
    return extent == own ? 0 : extent == other ? 1 : 2
  }
}

extension ArraySlice<UInt8> {
  fileprivate func hasSuffix(_ ending: String) -> Bool {
    count >= ending.utf8.count && suffix(ending.utf8.count).elementsEqual(ending.utf8)
  }
}
