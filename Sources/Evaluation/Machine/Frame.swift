/// One run of a function, or of a statement of a scope: where its registers are and how it returns.
///
/// Plain data, so that opening and closing a frame is a few stores; what only some frames have is in
/// `details`.
struct Frame {
  var layout: UnsafeMutablePointer<CodeLayout>
  var registers: Register
  /// The next instruction, kept up to date while anything but the loop may look at it.
  var next: UnsafePointer<Instruction>
  /// The call that opened the frame, when it was one of the simplest kind; nil for all others.
  private(set) var plain: UnsafeMutablePointer<CallTarget>?
  /// Whether a register may hold something to release: false until anything but the loop writes to one.
  private(set) var holdsObjects: Bool
  /// The caller is Swift code: results go to `Machine.results`.
  var isEntry: Bool
  /// Whether variables are bound to storage outside the frame, which calls may change.
  private(set) var isBound: Bool
  /// Lists that were open when the frame started. - Precondition: `holdsObjects`.
  private(set) var listDepth: Int
  /// What a plain frame's call says itself.
  private var own: Own

  private struct Own {
    var argumentCount = 0
    var outputCount = 0
    var callee: Unmanaged<UserFunction>?
    var caller: Unmanaged<CallSite>?
  }

  /// The register of the caller that takes the first result, in frames that are not plain.
  var resultRegister: Int
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
    frame.pointee.plain = nil
    frame.pointee.holdsObjects = true
    frame.pointee.isEntry = false
    frame.pointee.isBound = false
    frame.pointee.listDepth = listDepth
    frame.pointee.own = Own()
    frame.pointee.resultRegister = 0
    frame.pointee.held = nil
  }

  /// The same for a call of the simplest kind. What the loop does not read in such a frame stays as it is:
  /// without objects that is all but what is written here.
  @inline(__always)
  static func openPlainly(
    _ frame: UnsafeMutablePointer<Frame>, _ layout: UnsafeMutablePointer<CodeLayout>,
    registers: Register, _ call: UnsafeMutablePointer<CallTarget>
  ) {
    frame.pointee.layout = layout
    frame.pointee.registers = registers
    frame.pointee.plain = call
    frame.pointee.holdsObjects = false
    frame.pointee.isEntry = false
    frame.pointee.isBound = false
  }

  /// Notes that what is not a number may come into its registers. - Parameter lists: those that are open.
  @inline(__always)
  mutating func noteObjects(lists: Int) {
    if holdsObjects { return }
    holdsObjects = true
    listDepth = lists
  }

  /// Makes a frame that was just opened one of a call of the simplest kind.
  mutating func makePlain(_ call: UnsafeMutablePointer<CallTarget>) { plain = call }

  var argumentCount: Int {
    get { plain?.pointee.argumentCount ?? own.argumentCount }
    set { own.argumentCount = newValue }
  }

  /// How many results the caller wants.
  var outputCount: Int {
    get { plain?.pointee.outputCount ?? own.outputCount }
    set { own.outputCount = newValue }
  }

  /// The function that runs; nil for a statement of a scope.
  var callee: Unmanaged<UserFunction>? {
    get { plain == nil ? own.callee : plain?.pointee.function }
    set { own.callee = newValue }
  }

  /// The caller's call.
  var caller: Unmanaged<CallSite>? {
    get { plain == nil ? own.caller : plain?.pointee.site }
    set { own.caller = newValue }
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
