import Evaluation
import Testing

@testable import Builtins

/// The page of the whole language.
struct ManualTests {
  @Test(arguments: LanguageSummary.sections.map(\.title))
  func examplesOfTheLanguagePrintWhatTheyShow(_ title: String) throws {
    let section = try #require(LanguageSummary.sections.first { $0.title == title })
    let shown = try Transcript.rerun(section.example, named: title)
    #expect(shown == Transcript.trimmed(section.example))
  }

  @Test func everyFunctionStandsInOneTopic() {
    let names = allBuiltins.map(\.name)
    let repeated = Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys
    #expect(repeated.sorted() == [])
    let page = Manual.page(.markdown)
    let headings = page.split(separator: "\n").filter { $0.hasPrefix("### `") }
    #expect(headings.map { String($0.dropFirst(5).dropLast()) } == names)
  }

  @Test func everyFunctionSaysWhatItIs() {
    #expect(allBuiltins.filter { $0.summary.isEmpty || $0.signature.isEmpty }.map(\.name) == [])
  }

  @Test func namesLeadSomewhere() {
    let known = Set(allBuiltins.map(\.name))
    let dead = allBuiltins.flatMap { builtin in
      builtin.seeAlso.filter { !known.contains($0) }.map { "\(builtin.name): \($0)" }
    }
    #expect(dead == [])
  }

  @Test func htmlIsWellFormed() {
    var open: [String] = []
    for piece in Manual.page(.html).split(separator: "<").dropFirst() {
      let tag = piece.prefix { $0 != ">" && $0 != " " }
      if ["!DOCTYPE", "meta"].contains(tag) { continue }
      if tag.hasPrefix("/") {
        #expect(open.popLast().map { "/\($0)" } == String(tag))
      } else {
        open.append(String(tag))
      }
    }
    #expect(open.isEmpty)
  }
}
