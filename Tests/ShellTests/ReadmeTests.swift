import Glibc
import Testing

@testable import Shell

/// The README tells the truth: its sessions are typed again and must look the same.
struct ReadmeTests {
  private static let readme: String = {
    let here = String(#filePath)
    let root = here.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    return text(of: root + "/README.md")
  }()

  /// The contents of the fenced blocks of one language.
  private static func blocks(_ language: String) -> [String] {
    var blocks: [String] = []
    var current: String?
    for line in readme.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "```" + language {
        current = ""
      } else if line == "```", let block = current {
        blocks.append(block)
        current = nil
      } else if current != nil {
        current! += line + "\n"
      }
    }
    return blocks
  }

  @Test func thereAreSessions() {
    #expect(Self.blocks("nnsh").count >= 2)
  }

  @Test(arguments: blocks("nnsh"))
  func sessionLooksAsItSays(session: String) {
    var typed: [String] = []
    for line in session.split(separator: "\n") {
      guard let end = line.firstRange(of: "> ")?.upperBound,
        line.hasPrefix("nnsh:") || line.hasPrefix("      > ")
      else { continue }
      typed.append(String(line[end...]))
    }
    let shown = screen(afterTyping: typed)
    #expect(shown == session + "\n")
  }

  /// The Swift of the README stands in `EngineExample.swift`, where it is compiled and run.
  @Test func swiftIsTheExampleThatIsCompiled() throws {
    let here = String(#filePath).split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
    let example = text(of: here + "/EngineExample.swift")
    let swift = try #require(Self.blocks("swift").first)
    for line in swift.split(separator: "\n") where !line.hasPrefix("import ") {
      #expect(example.contains(line.drop { $0 == " " }), "\(line)")
    }
  }
}
