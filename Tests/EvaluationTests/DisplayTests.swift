import Testing

@testable import Evaluation

@Suite struct DisplayTests {
  @Test func showsNumbersAsOctaveDoes() throws {
    let cases = try GoldenDisplay.cases()
    #expect(cases.count > 1000)
    let session = Session(output: BufferOutput(), host: BareHost(), builtins: [])
    for each in cases {
      session.format = each.format
      let text = String(
        decoding: try Display.showText(name: "x", value: each.value, session: session),
        as: UTF8.self)
      #expect(text == each.text, "\(each.header)")
    }
  }
}
