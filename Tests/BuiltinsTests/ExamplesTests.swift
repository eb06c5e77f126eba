import Builtins
import Evaluation
import Glibc
import Syntax
import Testing

/// Runs the examples in the entry of every builtin and compares what they print.
@Suite struct ExamplesTests {
  @Test(arguments: allBuiltins.map { $0.name })
  func examplesPrintWhatTheyShow(_ name: String) throws {
    let builtin = try #require(allBuiltins.first { $0.name == name })
    let shown = try Transcript.rerun(builtin.examples, named: name)
    #expect(shown == Transcript.trimmed(builtin.examples), "\(name)")
  }
}

/// Examples: lines after `>> ` are typed, the others are what is printed.
enum Transcript {
  /// The transcript that its typed lines make now.
  static func rerun(_ transcript: String, named name: String) throws -> String {
    let output = BufferOutput()
    let session = Session(output: output, host: ExampleHost(), builtins: allBuiltins)
    var shown = ""
    var position = 0
    for line in transcript.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix(">> ") else { continue }
      let source = Source(name: name, text: String(line.dropFirst(3)) + "\n")
      shown += line + "\n"
      do {
        try session.run(parse(source, isVariable: { session.variable(named: $0) != nil }))
        shown += String(decoding: output.bytes[position...], as: UTF8.self)
      } catch let error as EvaluationError {
        shown += String(decoding: output.bytes[position...], as: UTF8.self)
        shown += "error: \(error.message)\n"
      }
      position = output.bytes.count
    }
    return trimmed(shown)
  }

  /// Without blanks at the ends of lines and blank lines at the end, which the source cannot show.
  static func trimmed(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return line
    }
    while let last = lines.last, last.isEmpty { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}

/// A host with a clock and the environment of the process.
private final class ExampleHost: Host {
  var path: [String] = []
  func functionFile(named name: String) -> Source? { nil }
  func file(at path: String) -> Source? { nil }
  var now: Double { Double(time(nil)) }
  func readLine(prompt: String) -> String? { nil }
  func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
