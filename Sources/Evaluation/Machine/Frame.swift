/// One run of a function, or of a statement of a scope: where its registers are and how it returns.
///
/// Plain data, so that opening and closing a frame is a few stores; what only some frames have is in
/// `details`.
struct Frame {
  unowned(unsafe) var code: Code
  var registers: Register
  /// The next instruction, kept while another frame runs.
  var pc = 0
  var argumentCount = 0
  /// How many results the caller wants.
  var outputCount = 0
  /// The register of the caller that takes the first result.
  var resultRegister = 0
  /// The caller is Swift code: results go to `Machine.results`.
  var isEntry = false
  /// The function that runs; nil for a statement of a scope.
  unowned(unsafe) var function: UserFunction?
  /// The caller's call, for `inputname` and `isargout`.
  unowned(unsafe) var site: CallSite?
  /// Lists that were open when the frame started.
  var listDepth = 0
  var details: FrameDetails?

  init(code: Code, registers: Register, listDepth: Int) {
    self.code = code
    self.registers = registers
    self.listDepth = listDepth
  }

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
    set { needDetails().bindings = newValue }
  }

  mutating func needDetails() -> FrameDetails {
    if let details { return details }
    let made = FrameDetails()
    details = made
    return made
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
