import Glibc

/// Where a demo stands, told from the terminal that presents to the one that shows the speaker's notes.
struct DemoPosition {
  private let path: String

  /// - Parameter name: of the demo.
  init(_ name: String) {
    let plain = name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    let folder = getenv("XDG_RUNTIME_DIR").map { String(cString: $0) } ?? "/tmp"
    path = "\(folder)/nnsh-demo-\(getuid())-\(String(plain).suffix(60))"
  }

  /// Where it stands is no reason to stop a presentation: what cannot be written is not.
  func tell(_ cell: Int) { try? FileWriting.write("\(cell)\n", to: path) }

  /// The cell that is presented; nil when none is.
  var cell: Int? {
    guard let bytes = try? FileReading.bytes(of: path) else { return nil }
    return Int(String(decoding: bytes.dropLast(), as: UTF8.self))
  }

  func end() { unlink(path) }
}
