import Builtins
import Evaluation
import Glibc
import Syntax

/// A session for tests of builtins, and a folder of its own that goes away with it.
final class Workbench {
  let output = BufferOutput()
  let session: Session
  let folder: String

  init() {
    session = Session(output: output, host: BareHost(), builtins: allBuiltins)
    var template = Array("/tmp/nnsh-tests-XXXXXX".utf8CString)
    _ = mkdtemp(&template)
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    if let entries = opendir(folder) {
      while let entry = readdir(entries) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        unlink(folder + "/" + name)
      }
      closedir(entries)
    }
    rmdir(folder)
  }

  func path(_ name: String) -> String { folder + "/" + name }

  func run(_ text: String) throws {
    let source = Source(name: "test", text: text + "\n")
    try session.run(parse(source, isVariable: { self.session.variable(named: $0) != nil }))
  }

  /// The value of an expression.
  func value(_ text: String) throws -> Value {
    try run("result__ = \(text);")
    return session.variable(named: "result__") ?? .emptyMatrix
  }

  func isTrue(_ text: String) throws -> Bool { try value(text).scalar == 1 }

  /// The path of a file in the tests' data folder.
  static func data(_ name: String) -> String {
    let here = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    return here.joined(separator: "/") + "/Data/" + name
  }
}
