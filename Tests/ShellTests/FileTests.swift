import Glibc
import Testing

@testable import Shell

/// Files of the shell: programs, the history, what `:save` writes.
struct FileTests {
  private let folder: String

  init() {
    var template = Array("/tmp/nnsh-files-XXXXXX".utf8CString)
    folder = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
  }

  @Test func historyKeepsEntriesOfSeveralLines() {
    let history = HistoryFile(path: folder + "/history")
    history.append("x = 1")
    history.append("for i=1:3\n  x\nend")
    history.append("  y = 2")
    #expect(history.entries() == ["x = 1", "for i=1:3\n  x\nend", "y = 2"])
    #expect(history.entries(limit: 1) == ["y = 2"])
  }

  @Test func historyThatCannotBeWrittenIsNoError() {
    let history = HistoryFile(path: "/no/such/folder/history")
    history.append("x")
    #expect(history.entries() == [])
  }

  @Test func writingReplacesTheFile() throws {
    let path = folder + "/saved.nn"
    try FileWriting.write("one\n", to: path)
    try FileWriting.write("two\n", to: path)
    #expect(try FileReading.bytes(of: path) == Array("two\n".utf8))
    #expect(throws: FileFailure.self) { try FileWriting.write("x", to: "/no/such/folder/f") }
  }

  @Test func whatIsNoProgram() throws {
    #expect(reason("/") == "is a directory")
    #expect(reason("/no/such/file") == "no such file or directory")
    let path = folder + "/rubbish"
    try FileWriting.write("abc\u{0}\u{1}\u{2}", to: path)
    #expect(reason(path) == "is not a program text (control character 0 at byte 4)")
  }

  private func reason(_ path: String) -> String? {
    do {
      _ = try FileReading.program(at: path)
      return nil
    } catch {
      return error.reason
    }
  }

  @Test func functionFilesAreReadAgainAfterAChange() throws {
    let host = SystemHost()
    host.path = [folder]
    #expect(host.functionFile(named: "shell_test_f") == nil)
    try FileWriting.write("function f, end\n", to: folder + "/shell_test_f.m")
    let first = try #require(host.functionFile(named: "shell_test_f"))
    #expect(host.functionFile(named: "shell_test_f") === first)
    try FileWriting.write("function f, 1, end\n", to: folder + "/shell_test_f.m")
    let second = try #require(host.functionFile(named: "shell_test_f"))
    #expect(second !== first)
    #expect(host.functionFile(named: "../" + "shell_test_f") == nil)
  }
}
