import Glibc

/// A small HTTP server on this machine alone, for one page: `/`, its contents `/main`, and `/events`, which
/// tells of every change (server-sent events). One thread, no blocking call but `poll`.
struct PageServer {
  /// What to answer.
  struct Page {
    let whole: String
    let main: String
    /// Grows with every change.
    let number: Int
  }

  private let listener: Int32
  let port: UInt16
  private var visitors: [Visitor] = []
  private static let mostVisitors = 64

  /// Nil when no port is to be had.
  init?() {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard listener >= 0 else { return nil }
    keepToOurselves(listener)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian  // loopback; the system picks the port
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isOpen = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(listener, pointer, size) == 0 && listen(listener, 16) == 0
          && getsockname(listener, pointer, &size) == 0
      }
    }
    guard isOpen else {
      close(listener)
      return nil
    }
    self.listener = listener
    port = UInt16(bigEndian: address.sin_port)
  }

  var address: String { "http://127.0.0.1:\(port)/" }

  /// What to wait for.
  var waits: [pollfd] {
    [pollfd(fd: listener, events: Int16(POLLIN), revents: 0)]
      + visitors.map { visitor in
        let events = visitor.pending.isEmpty ? POLLIN : POLLIN | POLLOUT
        return pollfd(fd: visitor.descriptor, events: Int16(events), revents: 0)
      }
  }

  /// Does what can be done without waiting.
  mutating func serve(_ page: Page) {
    accept()
    for index in visitors.indices { visitors[index].advance(page, hosts: hosts) }
    for visitor in visitors where visitor.isGone { close(visitor.descriptor) }
    visitors.removeAll { $0.isGone }
  }

  /// Names under which a browser of this machine asks: another name may lead here from a foreign page.
  private var hosts: [String] { ["127.0.0.1:\(port)", "localhost:\(port)"] }

  private mutating func accept() {
    while true {
      let descriptor = Glibc.accept(listener, nil, nil)
      guard descriptor >= 0 else { return }
      keepToOurselves(descriptor)
      if visitors.count < Self.mostVisitors {
        visitors.append(Visitor(descriptor: descriptor))
      } else {
        close(descriptor)
      }
    }
  }
}

/// Makes calls on `descriptor` return at once, and programs that are started not inherit it.
func keepToOurselves(_ descriptor: Int32) {
  _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
  _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
}
