import CSystem
import Glibc
import Matrices

/// Why a figure could not be drawn.
public enum DrawingError: Error, Equatable, Sendable {
  /// gnuplot is not installed.
  case missing
  case interrupted
  /// What gnuplot said.
  case failed(String)
}

/// One gnuplot process that is started at the first figure and kept.
///
/// Pictures come back through a file in memory that both share; gnuplot is not given the terminal, and knows
/// no name of any file.
public final class Gnuplot {
  private var process: Process?
  /// Where programs are looked for; nil stands for `PATH`.
  private let searchPath: String?
  /// How long a figure may take.
  private static let patience = 60.0
  /// The descriptor by which gnuplot knows the shared file.
  private static let sharedDescriptor: Int32 = 3

  public init(searchPath: String? = nil) { self.searchPath = searchPath }

  deinit { process?.end() }

  /// Starts it, where it is installed, without waiting for it.
  public func start() { _ = try? running() }

  /// Draws a figure; the picture as a file of its format.
  public func draw(_ figure: Figure, as format: PictureFormat) throws(DrawingError) -> [UInt8] {
    let process = try running()
    let script = FigureScript(figure, as: format, output: "/dev/fd/\(Self.sharedDescriptor)")
    do {
      let picture = try process.run(script.bytes, patience: Self.patience)
      if case .svg = format { return SvgWords.added(to: picture, of: figure) }
      return picture
    } catch {
      // What it does next is not known.
      process.end()
      self.process = nil
      throw error
    }
  }

  private func running() throws(DrawingError) -> Process {
    if let process, process.isAlive { return process }
    process?.end()
    guard let program = find("gnuplot"), let started = Process(program) else {
      throw .missing
    }
    process = started
    return started
  }

  private func find(_ name: String) -> String? {
    let path = searchPath ?? getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    for folder in path.split(separator: ":") where folder.hasPrefix("/") {
      let file = "\(folder)/\(name)"
      if access(file, X_OK) == 0 { return file }
    }
    return nil
  }

  // MARK: - The process

  private final class Process {
    private var tool: nnsh_tool
    private var count = 0

    init?(_ program: String) {
      // Without files of the user's that run at its start.
      let arguments = ["gnuplot", "-d"].map { (word: String) in strdup(word) }
      defer { for argument in arguments { free(argument) } }
      var tool = nnsh_tool()
      let list = arguments.map { UnsafePointer<CChar>($0) } + [nil]
      guard nnsh_tool_start(&tool, program, list) else { return nil }
      self.tool = tool
    }

    var isAlive: Bool { withUnsafePointer(to: tool) { nnsh_tool_is_alive($0) } }

    func end() { nnsh_tool_end(&tool) }

    /// Sends commands, waits until they are done, and gives what was written into the shared file.
    func run(_ script: [UInt8], patience: Double) throws(DrawingError) -> [UInt8] {
      count += 1
      let mark = "nnsh figure \(count) done"
      guard ftruncate(tool.shared, 0) == 0 else {
        throw .failed("there is no room for the picture")
      }
      let all = script + Array("print \"\(mark)\"\n".utf8)
      var sent = 0
      var heard: [UInt8] = []
      let deadline = Self.now + patience
      while true {
        if Interrupt.isRequested { throw .interrupted }
        if Self.now > deadline { throw .failed("gnuplot takes too long") }
        var files = [
          pollfd(fd: tool.messages, events: Int16(POLLIN), revents: 0),
          pollfd(fd: sent < all.count ? tool.input : -1, events: Int16(POLLOUT), revents: 0),
        ]
        poll(&files, 2, 50)
        if files[1].revents != 0 {
          let count = all.withUnsafeBytes { bytes in
            bytes.baseAddress.map { Glibc.write(tool.input, $0 + sent, bytes.count - sent) } ?? 0
          }
          if count > 0 {
            sent += count
          } else if errno != EAGAIN, errno != EINTR {
            // It has ended: what it said tells why.
            sent = all.count
          }
        }
        guard files[0].revents != 0 else { continue }
        var chunk = [UInt8](repeating: 0, count: 4096)
        let count = read(tool.messages, &chunk, chunk.count)
        if count == 0 { throw .failed(Self.complaint(heard, until: nil) ?? "gnuplot ended") }
        if count > 0 { heard += chunk[..<count] }
        if heard.count > 1 << 20 { throw .failed("gnuplot says too much") }
        let text = String(decoding: heard, as: UTF8.self)
        if text.contains(mark) {
          if let complaint = Self.complaint(heard, until: mark) { throw .failed(complaint) }
          return contents
        }
      }
    }

    private var contents: [UInt8] {
      let size = lseek(tool.shared, 0, SEEK_END)
      guard size > 0 else { return [] }
      var bytes = [UInt8](repeating: 0, count: Int(size))
      let count = pread(tool.shared, &bytes, bytes.count, 0)
      return Array(bytes.prefix(max(0, count)))
    }

    private static var now: Double {
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// The error among what gnuplot said; warnings are none.
    private static func complaint(_ heard: [UInt8], until mark: String?) -> String? {
      let lines = String(decoding: heard, as: UTF8.self).split(separator: "\n").map(String.init)
      let said = lines.filter { $0 != mark && !$0.isEmpty }
      guard
        let error = said.first(where: {
          $0.contains("line ") && !$0.lowercased().contains("warning")
        })
      else { return nil }
      return error.drop { $0 == " " }.description
    }
  }
}
