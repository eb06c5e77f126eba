import Testing

@testable import Evaluation

@Suite struct ErrorCodeTests {
  @Test func namesAreDistinctAndPagesSayMore() {
    let names = ErrorCode.all.map(\.name)
    #expect(Set(names).count == names.count)
    for code in ErrorCode.all {
      #expect(code.name.hasPrefix("NN") && code.name.utf8.count == 5)
      #expect(code.text.utf8.count > 120, "\(code.name)")
      #expect(code.page.split(separator: "\n").allSatisfy { $0.count <= 90 }, "\(code.name)")
      #expect(ErrorCode.named(code.name.lowercased())?.title == code.title)
    }
  }

  @Test(arguments: [
    ("operator *: nonconformant arguments (op1 is 2x3, op2 is 2x3)", "NN101"),
    ("operator -: nonconformant arguments (op1 is 2x3, op2 is 3x2)", "NN102"),
    ("x(4): out of bound 3 (dimensions are 1x3)", "NN201"),
    ("index (0): subscripts must be either integers 1 to (2^63)-1 or logicals", "NN202"),
    ("'lambda' undefined", "NN301"),
    ("f: function called with too many inputs", "NN302"),
    ("structure has no member 'b'", "NN403"),
    ("parse error: '(' is never closed", "NN502"),
    ("parse error: unexpected ';'", "NN504"),
  ])
  func messagesHaveTheirCodes(message: String, name: String) {
    #expect(ErrorCode.code(of: message)?.name == name)
  }

  @Test func messagesOfOnesOwnHaveNone() {
    #expect(ErrorCode.code(of: "the learning rate is too large") == nil)
  }
}
