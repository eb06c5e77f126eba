/// One run of a function, or of a statement of a scope: where its registers are and how it returns.
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
  /// The scope whose variables the registers hold while a statement runs.
  var scope: (any Scope)?
  /// Variables of a function that its code does not name: made by `eval`, `load`, `assignin`.
  var extras: Workspace?
  /// Keeps an anonymous function alive while it runs.
  var owner: AnyObject?
  /// The caller's call, for `inputname` and `isargout`.
  unowned(unsafe) var site: CallSite?
  /// Lists that were open when the frame started.
  var listDepth = 0
  /// Registers bound to global or persistent variables.
  var bindings: [Binding] = []

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
