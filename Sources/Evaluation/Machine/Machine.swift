import CSystem
import Glibc
import Matrices
import Syntax

/// Runs code: a stack of registers, a stack of frames, and the loop in `Machine+Run.swift`.
///
/// Owns the registers: memory of fixed size, taken lazily by the system. Registers above the newest frame
/// hold nothing that must be released. Swift calls itself only where builtins call functions of the
/// language; calls between functions of the language stay in one loop.
final class Machine {
  static let registerLimit = 4 << 20
  static let frameLimit = 4096

  unowned(unsafe) let session: Session
  let registers: Register
  let frames: UnsafeMutablePointer<Frame>
  var frameCount = 0
  /// Frames of functions now running; `max_recursion_depth` limits them.
  var depth = 0
  var recursionLimit = 256
  /// Whether a function or variable of the user's hides a builtin that the loop computes by itself.
  var hasOverrides = false
  /// Open lists of values whose length only the running program knows.
  var lists: [ValueList] = []
  /// For assignments to lists of places: how many each target stands for, innermost assignment last.
  var placeCounts: [[Int]] = []
  /// Results of a frame whose caller is Swift code.
  var results: [Value?] = []
  /// Errors caught by `try` and `unwind_protect` that are still to be looked at, by number.
  var caughtErrors: [Int: EvaluationError] = [:]
  var caughtCount = 0
  /// The error that left the entry frame, on its way out of `run`.
  var pending: EvaluationError?

  struct ValueList {
    var values: [Value] = []
    /// For matrices: where each row ends.
    var rows: [Int] = []
  }

  init(session: Session) throws {
    self.session = session
    let bytes = Machine.registerLimit * MemoryLayout<Value?>.stride
    let memory = mmap(
      nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let memory, memory != MAP_FAILED else {
      throw EvaluationError("out of memory: no room for the machine's registers")
    }
    // Zeroed memory is a stack of numbers 0: nothing to release.
    registers = memory.bindMemory(to: Value?.self, capacity: Machine.registerLimit)
    // Zeroed too: `held` is nil in a frame that was never opened.
    guard let zeroed = calloc(Machine.frameLimit, MemoryLayout<Frame>.stride) else {
      throw EvaluationError("out of memory: no room for the machine's frames")
    }
    frames = zeroed.bindMemory(to: Frame.self, capacity: Machine.frameLimit)
  }

  deinit {
    munmap(registers, Machine.registerLimit * MemoryLayout<Value?>.stride)
    free(frames)
  }

  /// The newest frame. - Precondition: one runs.
  @inline(__always)
  var top: UnsafeMutablePointer<Frame> { frames + (frameCount &- 1) }

  /// The first register above the newest frame.
  var freeRegister: Register {
    frameCount == 0 ? registers : top.pointee.registers + top.pointee.layout.pointee.registerCount
  }

  // MARK: - Frames

  /// Opens a frame whose first registers, `given` of them, already hold arguments; variables and constants are
  /// set, temporaries left as they are.
  @inline(__always)
  func push(_ layout: UnsafeMutablePointer<CodeLayout>, at base: Register, given: Int) throws {
    let code = layout.pointee
    let end = base + code.registerCount
    guard _fastPath(frameCount < Machine.frameLimit), end <= registerEnd else {
      throw recursionError
    }
    // Recursion without loops ends on Ctrl-C too.
    if _slowPath(nnsh_interrupt_requested()) { try session.checkInterrupt() }
    var register = base + given
    let firstNumber = base + code.nameCount
    while register < firstNumber {
      if _slowPath(!register.isTrivial) { register.pointee = nil }
      register.unsetTrivial()
      register += 1
    }
    var number = code.numbers
    let firstTemporary = register + code.numberCount
    while register < firstTemporary {
      if _slowPath(!register.isTrivial) { register.pointee = nil }
      register.setTrivial(number.pointee)
      register += 1
      number += 1
    }
    Frame.open(frames + frameCount, layout, registers: base, listDepth: lists.count)
    frameCount &+= 1
  }

  var registerEnd: Register { registers + Machine.registerLimit }

  /// Closes the newest frame and releases what its registers hold.
  func pop() {
    let frame = top
    if frame.pointee.held != nil {
      writeBindings(frame)
      if let scope = frame.pointee.scope { giveBack(to: scope, frame) }
      frame.pointee.release()
    }
    clearRegisters(frame)
    closeLists(frame)
    if frame.pointee.callee != nil { depth -= 1 }
    frameCount -= 1
  }

  /// Closes the lists that a frame left open.
  func closeLists(_ frame: UnsafeMutablePointer<Frame>) {
    if frame.pointee.holdsObjects, lists.count > frame.pointee.listDepth {
      lists.removeLast(lists.count - frame.pointee.listDepth)
    }
  }

  /// Releases what the registers of a frame hold.
  @inline(__always)
  func clearRegisters(_ frame: UnsafeMutablePointer<Frame>) {
    var register = frame.pointee.registers
    let end = register + frame.pointee.layout.pointee.registerCount
    while register < end {
      if _slowPath(!register.isTrivial) { register.pointee = nil }
      register += 1
    }
  }

  /// Moves the variables of a statement back to the scope they came from.
  private func giveBack(to scope: any Scope, _ frame: UnsafeMutablePointer<Frame>) {
    for (slot, name) in frame.pointee.code.names.enumerated() where !scope.isGlobal(name) {
      scope.set(name, to: (frame.pointee.registers + slot).take())
    }
  }

  var recursionError: EvaluationError {
    EvaluationError("max_recursion_depth exceeded", fact: .recursion(limit: recursionLimit))
  }

  /// Checks that one more call fits: the language's limit, and the thread's own stack for Swift calls.
  func checkDepth() throws {
    if depth >= recursionLimit { throw recursionError }
  }

  // MARK: - Bound variables

  /// Writes variables bound to global or persistent storage back to it.
  func writeBindings(_ frame: UnsafeMutablePointer<Frame>) {
    for binding in frame.pointee.bindings {
      let value = frame.pointee.registers[binding.register]
      switch binding.store {
      case .global: session.globals.values[binding.name] = value
      case .persistent(let function):
        function.persistents[binding.name] = value
        session.tape?.noteWriting(to: function)
      }
    }
  }

  /// Reads them again after other code ran.
  func readBindings(_ frame: UnsafeMutablePointer<Frame>) {
    for binding in frame.pointee.bindings {
      switch binding.store {
      case .global:
        frame.pointee.registers[binding.register] = session.globals.values[binding.name]
      case .persistent(let function):
        frame.pointee.registers[binding.register] = function.persistents[binding.name]
      }
    }
  }
}
