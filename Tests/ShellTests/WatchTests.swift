import Glibc
import Testing

@testable import Shell

/// `nnsh watch` while a file is edited.
@Suite(.serialized) struct WatchTests {
  private let file: String

  init() { file = temporaryFolder() + "/a.nn" }

  private func edit(_ text: String) { write(text, to: file) }

  /// As editors do: a new file, renamed.
  private func replace(_ text: String) {
    write(text, to: file + "~")
    rename(file + "~", file)
  }

  @Test func printsWhatChanges() throws {
    edit("%% One\nx = 1\n%% Two\ny = x + 1\n%% Three\nz = 3\n")
    let user = try Keyboard(["watch", "--no-page", file])
    #expect(user.see("%% One (line 2)\r\nx = 1\r\n%% Two (line 4)\r\ny = 2\r\n") != nil)
    #expect(user.see("z = 3\r\n\(file): cells 1 to 3 ran\r\n") != nil, "\(user.unseen)")
    edit("%% One\nx = 1\n%% Two\ny = x + 10\n%% Three\nz = 3\n")
    // The third cell gives what it gave.
    #expect(user.see("%% Two (line 4)\r\ny = 11\r\n\(file): cells 2 to 3 ran\r\n") != nil)
    replace("%% One\nx = 1\n%% Two\ny = nothing\n%% Three\nz = x\n")
    #expect(user.see("error: 'nothing' undefined") != nil, "\(user.unseen)")
    #expect(user.see("z = 1\r\n\(file): cells 2 to 3 ran; errors in cell 2\r\n") != nil)
    // A title runs nothing; the next edit shows that nothing was printed.
    replace("%% New\nx = 1\n%% Two\ny = nothing\n%% Three\nz = x\n")
    usleep(300_000)
    replace("%% New\nx = 1\n%% Two\ny = 5\n%% Three\nz = x\n")
    #expect(user.see("%% Two") == "")
    #expect(user.see("y = 5\r\n\(file): cells 2 to 3 ran\r\n") != nil, "\(user.unseen)")
    user.type("\u{3}")
    #expect(user.exitStatus() == 0)
  }

  /// An edit ends the run of a cell that it makes worthless.
  @Test func anEditEndsALongRun() throws {
    edit("%% One\nx = 1\n%% Long\nwhile true, end\n")
    let user = try Keyboard(["watch", "--no-page", file])
    #expect(user.see("x = 1\r\n") != nil)
    usleep(200_000)
    edit("%% One\nx = 1\n%% Long\ny = 2\n")
    #expect(user.see("y = 2\r\n") != nil, "\(user.unseen)")
    edit("%% One\nx = 1\n%% Long\nwhile true, end\n")
    usleep(500_000)
    user.type("\u{3}")
    #expect(user.exitStatus() == 0)
  }

  @Test func servesThePageToThisMachine() throws {
    edit("%% One\nx = 1\n")
    let user = try Keyboard(["watch", file])
    let head = try #require(user.see(" shows \(file)"))
    let port = try #require(head.split(separator: ":").last.flatMap { UInt16($0.dropLast()) })
    #expect(user.see("cell 1 ran\r\n") != nil, "\(user.unseen)")
    let page = Client(port).get("/")
    #expect(page.contains("HTTP/1.1 200 OK\r\n"))
    #expect(page.contains("x = 1</pre>"))
    #expect(page.contains("script-src 'nonce-"))
    #expect(Client(port).get("/", host: "example.org").contains("403 Forbidden"))
    #expect(Client(port).get("/../../etc/passwd").contains("404 Not Found"))
    #expect(Client(port).get("/favicon.ico").contains("204 No Content"))
    #expect(Client(port).get("/", method: "POST").contains("405"))
    #expect(Client(port).get("/", host: "localhost:\(port)").contains("200 OK"))

    let events = Client(port)
    events.send("GET /events HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n")
    #expect(events.see("data: "))
    edit("%% One\nx = 2\n")
    #expect(events.see("data: "))
    #expect(user.see("cell 1 ran\r\n") != nil)
    let main = Client(port).get("/main")
    #expect(main.contains("x = 2</pre>"))
    #expect(!main.contains("<html"))
    user.type("\u{3}")
    #expect(user.exitStatus() == 0)
  }

  @Test func whatCannotBeWatched() {
    let finished = runProgram(["watch", "/no/such.nn"])
    #expect(finished.status == 1)
    #expect(finished.errors.contains("/no/such.nn: no such file"))
    #expect(runProgram(["watch"]).errors.contains("watch takes one file"))
  }

  @Test func requests() throws {
    #expect(try WatchRequest(["a.nn"]).hasPage)
    #expect(try !WatchRequest(["--no-page", "a.nn"]).hasPage)
    for wrong in [[], ["a", "b"], ["-x", "a"]] {
      #expect(throws: WatchRequest.Mistake.self) { try WatchRequest(wrong) }
    }
  }
}

/// A connection to this machine.
private final class Client {
  private let descriptor: Int32
  private let port: UInt16
  private var pending: [UInt8] = []

  init(_ port: UInt16) {
    self.port = port
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  deinit { close(descriptor) }

  func send(_ text: String) {
    var text = text
    text.withUTF8 { _ = Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }

  /// The whole answer.
  func get(_ path: String, host: String? = nil, method: String = "GET") -> String {
    send("\(method) \(path) HTTP/1.1\r\nHost: \(host ?? "127.0.0.1:\(port)")\r\n\r\n")
    while readMore() {}
    return String(decoding: pending, as: UTF8.self)
  }

  /// Whether `text` comes within some seconds.
  func see(_ text: String) -> Bool {
    for _ in 0..<200 {
      if let start = pending.firstOccurrence(of: Array(text.utf8)) {
        pending.removeSubrange(..<(start + text.utf8.count))
        return true
      }
      var file = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      if poll(&file, 1, 100) > 0, !readMore() { return false }
    }
    return false
  }

  private func readMore() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 65536)
    let count = read(descriptor, &chunk, chunk.count)
    if count > 0 { pending += chunk[..<count] }
    return count > 0
  }
}
