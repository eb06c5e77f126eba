import Builtins
import Evaluation
import Glibc
import Syntax
import Testing

/// Programs of `Tests/Transcripts` with what Octave prints for them (`octave`, `generated`, `display`), and
/// of `nnsh` with what was read and found right.
@Suite struct TranscriptTests {
  @Test(arguments: try! Transcript.all(under: "octave"))
  func printsWhatOctavePrints(_ transcript: Transcript) throws { try check(transcript) }

  @Test(arguments: try! Transcript.all(under: "generated"))
  func printsWhatOctavePrintsForRandomPrograms(_ transcript: Transcript) throws {
    try check(transcript)
  }

  @Test(arguments: try! Transcript.all(under: "display"))
  func showsValuesAsOctaveShowsThem(_ transcript: Transcript) throws { try check(transcript) }

  @Test(arguments: try! Transcript.all(under: "nnsh"))
  func printsWhatIsRight(_ transcript: Transcript) throws { try check(transcript) }

  private func check(_ transcript: Transcript) throws {
    let output = BufferOutput()
    let session = Session(output: output, host: BareHost(), builtins: allBuiltins)
    let program = parse(Source(name: transcript.name, text: try transcript.program()))
    do {
      try session.run(program)
    } catch let error as EvaluationError {
      Issue.record("\(transcript.name): \(error.message)")
    } catch let error as SyntaxErrors {
      Issue.record("\(transcript.name): \(error.message)")
    }
    let expected = try transcript.expected()
    #expect(output.text == expected, "\(transcript.name)\n\(difference(output.text, expected))")
  }

  /// The first line that differs, as it is and as it should be.
  private func difference(_ text: String, _ expected: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let first = zip(lines, wanted).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    let line = first ?? min(lines.count, wanted.count)
    let got = line < lines.count ? String(lines[line]) : "(end)"
    let want = line < wanted.count ? String(wanted[line]) : "(end)"
    return "line \(line + 1): got  \(got)\nline \(line + 1): want \(want)"
  }
}

/// A program and its expected output.
struct Transcript: CustomTestStringConvertible, Sendable {
  /// `folder/file`, without extension.
  let name: String
  private let path: String

  var testDescription: String { name }

  func program() throws -> String { try Self.contents(path + ".nn") }
  func expected() throws -> String { try Self.contents(path + ".out") }

  /// All transcripts below a folder of `Tests/Transcripts`.
  static func all(under folder: String) throws -> [Transcript] {
    let root = transcriptsFolder()
    return try names(root, folder).sorted().map { Transcript(name: $0, path: "\(root)/\($0)") }
  }

  private static func transcriptsFolder(_ file: String = #filePath) -> String {
    "/" + file.split(separator: "/").dropLast(2).joined(separator: "/") + "/Transcripts"
  }

  private static func names(_ root: String, _ folder: String) throws -> [String] {
    let stream = try #require(opendir("\(root)/\(folder)"))
    defer { closedir(stream) }
    var all: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix(".") { continue }
      if entry.pointee.d_type == DT_DIR {
        all += try names(root, "\(folder)/\(name)")
      } else if name.hasSuffix(".nn") {
        all.append("\(folder)/\(name.dropLast(3))")
      }
    }
    return all
  }

  private static func contents(_ path: String) throws -> String {
    let stream = try #require(fopen(path, "r"), "cannot read \(path)")
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    while case let next = getc(stream), next != EOF { bytes.append(UInt8(next)) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
