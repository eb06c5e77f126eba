import Testing
import Texts

@Suite struct JSONTests {
  @Test(arguments: [
    ("\"\\ud800\"", "\u{FFFD}"), ("\"\\ud800\\u0041\"", "\u{FFFD}A"), ("\"\\udc00\"", "\u{FFFD}"),
    ("\"\\ud83d\\ude00\"", "😀"), ("\"\\/\\b\\f\\t\"", "/\u{8}\u{C}\t"), ("\"\\u+123\"", nil),
  ])
  func escapes(text: String, expected: String?) {
    #expect((try? JSONReader.value(of: Array(text.utf8)))?.text == expected)
  }

  @Test func writtenJSONIsReadBack() throws {
    let value = JSON.object([
      JSON.Member(
        key: "a\"\\\n",
        value: .list([
          .null, .truth(true), .truth(false), .number("-1.5e3"), .text("\u{1}\u{7F}é😀\r\t"),
        ])
      ),
      JSON.Member(key: "empty", value: .list([])), JSON.Member(key: "none", value: .object([])),
    ])
    #expect(try JSONReader.value(of: Array(value.written.utf8)) == value)
  }

  @Test func literalsOfPython() throws {
    let text =
      "{'shape': (3, 4L,), \"descr\": '<f8', 'order': True, 'it\\'s': [None, (), [1, ], {}], } \n"
    let value = try JSONReader.value(of: Array(text.utf8)[...], in: .python)
    let members: [JSON.Member] = [
      JSON.Member(key: "shape", value: .list([.number("3"), .number("4")])),
      JSON.Member(key: "descr", value: .text("<f8")),
      JSON.Member(key: "order", value: .truth(true)),
      JSON.Member(
        key: "it's", value: .list([.null, .list([]), .list([.number("1")]), .object([])])),
    ]
    #expect(value == .object(members))
    #expect(value["shape"]?.integers == [3, 4])
    #expect(throws: JSONReader.Failure.self) { try JSONReader.value(of: Array(text.utf8)) }
  }

  @Test(arguments: [
    "[1", "[,1]", "{1: 2}", "{'a' 2}", "true", "(1", "[1,,]", "'a", "", "1 2", "(,)",
  ])
  func whatIsNoLiteralOfPython(text: String) {
    #expect(throws: JSONReader.Failure.self) {
      try JSONReader.value(of: Array(text.utf8)[...], in: .python)
    }
  }

  @Test func whatIsInAPartOfTheBytes() throws {
    let bytes = Array("xx{\"a\": [1, 2], \"a\": 3}yy".utf8).dropFirst(2).dropLast(2)
    let value = try JSONReader.value(of: bytes)
    #expect(value["a"]?.integers == [1, 2] && !value.hasEachKeyOnce)
  }
}
