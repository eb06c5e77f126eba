/// Thrown by `exit` and `quit`: ends the program, past every `catch`, after the cleanup blocks have run.
public struct ExitRequest: Error {
  public let status: Int32
  public init(status: Int32) { self.status = status }
}
