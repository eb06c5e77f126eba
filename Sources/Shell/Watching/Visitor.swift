import Glibc

/// One connection to the page's server: what it asked, and what is still to be sent.
struct Visitor {
  let descriptor: Int32
  private var request: [UInt8] = []
  private(set) var pending: ArraySlice<UInt8> = []
  /// The number of the page that it was told of; nil for one that asked for something else.
  private var told: Int?
  private var isAnswered = false
  private(set) var isGone = false
  private static let longestRequest = 16 << 10

  init(descriptor: Int32) { self.descriptor = descriptor }

  mutating func advance(_ page: PageServer.Page, hosts: [String]) {
    readMore()
    if !isAnswered, let head = requestHead { answer(head, page, hosts) }
    if let number = told, number < page.number, pending.isEmpty {
      told = page.number
      pending = Array("data: \(page.number)\n\n".utf8)[...]
    }
    send()
    if isAnswered, told == nil, pending.isEmpty { isGone = true }
  }

  private mutating func readMore() {
    var chunk = [UInt8](repeating: 0, count: 4096)
    while !isGone {
      let count = read(descriptor, &chunk, chunk.count)
      if count > 0, !isAnswered { request += chunk[..<count] }
      if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) { isGone = true }
      if count <= 0 { return }
      if request.count > Self.longestRequest { isGone = true }
    }
  }

  /// The lines of the request, once all are there.
  private var requestHead: [Substring]? {
    let text = String(decoding: request, as: UTF8.self)
    guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
    return text[..<end.lowerBound].split(separator: "\r\n")
  }

  private mutating func answer(_ head: [Substring], _ page: PageServer.Page, _ hosts: [String]) {
    isAnswered = true
    let words = head.first?.split(separator: " ") ?? []
    let host = head.dropFirst().first { $0.lowercased().hasPrefix("host:") }?.dropFirst(5)
    let name = host.map { String($0.drop { $0 == " " }).lowercased() }
    guard words.count == 3, let name, hosts.contains(name) else {
      return reply("403 Forbidden", "text/plain", "This page is for this machine alone.\n")
    }
    guard words[0] == "GET" else {
      return reply("405 Method Not Allowed", "text/plain", "Only GET.\n")
    }
    switch words[1] {
    case "/": reply("200 OK", "text/html; charset=utf-8", page.whole)
    case "/main": reply("200 OK", "text/html; charset=utf-8", page.main)
    case "/favicon.ico": reply("204 No Content", "text/plain", "")
    case "/events":
      told = 0
      let head = "HTTP/1.1 200 OK\r\n\(Self.common)Content-Type: text/event-stream\r\n\r\n"
      pending = Array((head + "retry: 1000\n\n").utf8)[...]
    default: reply("404 Not Found", "text/plain", "There is nothing here.\n")
    }
  }

  private static let common = """
    Cache-Control: no-store\r
    Connection: close\r
    X-Content-Type-Options: nosniff\r
    Referrer-Policy: no-referrer\r
    Cross-Origin-Resource-Policy: same-origin\r

    """

  private mutating func reply(_ status: String, _ type: String, _ body: String) {
    let head =
      "HTTP/1.1 \(status)\r\n\(Self.common)Content-Type: \(type)\r\n"
      + "Content-Length: \(body.utf8.count)\r\n\r\n"
    pending = (Array(head.utf8) + Array(body.utf8))[...]
  }

  private mutating func send() {
    while !pending.isEmpty, !isGone {
      let count = pending.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count > 0 {
        pending = pending.dropFirst(count)
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        isGone = true
      }
    }
  }
}
