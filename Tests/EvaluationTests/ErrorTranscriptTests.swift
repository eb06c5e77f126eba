import Builtins
import Evaluation
import Syntax
import Testing

/// Wrong programs of `Tests/Transcripts/errors` with what a person is shown for them.
@Suite struct ErrorTranscriptTests {
  @Test(arguments: try! Transcript.all(under: "errors"))
  func showsPlaceAndHelp(_ transcript: Transcript) throws {
    let shown = Self.run(try transcript.program(), name: transcript.fileName)
    #expect(shown == (try transcript.expected()), "\(transcript.name)")
  }

  /// What a program prints, then its warnings, then its error.
  private static func run(_ text: String, name: String) -> String {
    let output = BufferOutput()
    let session = Session(output: output, host: BareHost(), builtins: allBuiltins)
    let program = parse(Source(name: name, text: text))
    var shown = ""
    do {
      try session.run(program)
    } catch let error as EvaluationError {
      shown = rendered(error, colours: false)
    } catch let errors as SyntaxErrors {
      shown = rendered(errors.program.diagnostics, in: errors.program.source, colours: false)
    } catch {
      shown = "\(error)\n"
    }
    return output.text + output.messages + shown
  }
}

extension Transcript {
  /// The name of the program's file, without its folder.
  var fileName: String { (name.split(separator: "/").last.map(String.init) ?? name) + ".nn" }
}
