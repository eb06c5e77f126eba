/// One run of a function, or of a statement of a scope: where its registers are and how it returns.
///
/// Plain data, so that opening and closing a frame is a few stores; what only some frames have is in
/// `details`.
struct Frame {
  var layout: UnsafeMutablePointer<CodeLayout>
  var registers: Register
  /// The next instruction, kept up to date while anything but the loop may look at it.
  var next: UnsafePointer<Instruction>
  var argumentCount: Int
  /// How many results the caller wants.
  var outputCount: Int
  /// The register of the caller that takes the first result.
  var resultRegister: Int
  /// Opened by `Machine.enterPlainly`: the simplest kind of call.
  var isPlain: Bool
  /// Whether a register may hold something to release: false until anything but the loop writes to one.
  var holdsObjects: Bool
  /// The caller is Swift code: results go to `Machine.results`.
  var isEntry: Bool
  /// The function that runs; nil for a statement of a scope.
  var callee: Unmanaged<UserFunction>?
  /// The caller's call.
  var caller: Unmanaged<CallSite>?
  /// Lists that were open when the frame started.
  var listDepth: Int
  /// Whether variables are bound to storage outside the frame, which calls may change.
  private(set) var isBound: Bool
  /// Released by `Machine.pop`.
  private(set) var held: Unmanaged<FrameDetails>?

  /// Makes a frame where it lies, field by field: copied there as a whole it would be read back, in wider
  /// words than it was just written in, which processors wait for.
  @inline(__always)
  static func open(
    _ frame: UnsafeMutablePointer<Frame>, _ layout: UnsafeMutablePointer<CodeLayout>,
    registers: Register, listDepth: Int
  ) {
    frame.pointee.layout = layout
    frame.pointee.registers = registers
    frame.pointee.next = layout.pointee.instructions
    frame.pointee.argumentCount = 0
    frame.pointee.outputCount = 0
    frame.pointee.resultRegister = 0
    frame.pointee.isPlain = false
    frame.pointee.holdsObjects = true
    frame.pointee.isEntry = false
    frame.pointee.callee = nil
    frame.pointee.caller = nil
    frame.pointee.listDepth = listDepth
    frame.pointee.isBound = false
    frame.pointee.held = nil
  }

  var code: Code { layout.pointee.code.takeUnretainedValue() }

  var function: UserFunction? { callee?.takeUnretainedValue() }

  /// The caller's call, for `inputname` and `isargout`.
  var site: CallSite? { caller?.takeUnretainedValue() }

  var details: FrameDetails? { held?.takeUnretainedValue() }

  /// The number of the next instruction.
  var pc: Int { next - layout.pointee.instructions }

  /// The scope whose variables the registers hold while a statement runs.
  var scope: (any Scope)? {
    get { details?.scope }
    set { needDetails().scope = newValue }
  }

  /// Variables of a function that its code does not name: made by `eval`, `load`, `assignin`.
  var extras: Workspace? {
    get { details?.extras }
    set { needDetails().extras = newValue }
  }

  /// Registers bound to global or persistent variables.
  var bindings: [Binding] {
    get { details?.bindings ?? [] }
    set {
      needDetails().bindings = newValue
      isBound = true
    }
  }

  mutating func needDetails() -> FrameDetails {
    if let details { return details }
    let made = FrameDetails()
    held = Unmanaged.passRetained(made)
    return made
  }

  /// Lets go of what only this frame had.
  mutating func release() {
    held?.release()
    held = nil
  }

  struct Binding {
    enum Store {
      case global
      case persistent(UserFunction)
    }
    var register: Int
    var name: String
    var store: Store
  }
}

/// What few frames have: a scope they run in, bound variables, an anonymous function kept alive.
final class FrameDetails {
  var scope: (any Scope)?
  var extras: Workspace?
  var bindings: [Frame.Binding] = []
  /// Keeps an anonymous function alive while it runs.
  var owner: AnyObject?
}
