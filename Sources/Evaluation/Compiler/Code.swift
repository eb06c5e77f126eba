import Syntax

/// The compiled form of one function, one anonymous function or one top-level statement.
///
/// A frame of `registerCount` registers belongs to each run: first the named variables (parameters first),
/// then the numbers that the code uses as constants, then temporaries.
final class Code {
  /// The function's name; empty for a statement of a script or the prompt.
  let name: String
  let program: Program
  let instructions: UnsafeMutablePointer<Instruction>
  let instructionCount: Int
  /// For each instruction the expression it was made from (-1 for none): places and labels of errors.
  let expressions: [Int32]
  /// The variables, by register.
  let names: [String]
  let slots: [String: Int]
  let nameCount: Int
  let numbers: UnsafeMutablePointer<Double>
  let numberCount: Int
  let constants: [Value]
  let registerCount: Int
  let sites: [CallSite]
  /// What the loop looks at, reached without counting references.
  let layout: UnsafeMutablePointer<CodeLayout>
  let paths: [PathDescriptor]
  let handlers: [Handler]
  let layouts: [[Int]]
  let ends: [[EndCandidate]]
  let closures: [Closure]
  let chains: [FusedChain]
  let signature: Signature
  /// Whether variables may be bound to storage outside the frame (`global`, `persistent`).
  let hasBoundVariables: Bool
  /// For functions: their file's or script's own functions, tried first when a name is looked up.
  unowned(unsafe) let owner: UserFunction?

  struct Signature {
    /// Registers 0..<parameterCount are the parameters.
    var parameterCount = 0
    var varargin: Int?
    var outputs: [Int] = []
    var varargout: Int?
    var ignoredParameters: Set<Int> = []
  }

  /// What may be thrown between two instructions is caught at `target`, the error kept in `register`.
  struct Handler {
    var start: Int
    var end: Int
    var target: Int
    var register: Int
  }

  /// An object whose size `end` may mean, innermost first.
  struct EndCandidate {
    /// The register of the object; nil is skipped (the name is a function).
    var register: Int
    var position: Int
    var count: Int
    /// For `end` in the indices of an assignment: the part of the object at this path.
    var path: Int?
    var pathArguments: Int
  }

  /// An anonymous function in the text.
  struct Closure {
    var parameters: [Parameter]
    var body: Expr
    var text: String

    /// Negative when the last parameter is `varargin`.
    var parameterCount: Int {
      if case .named(let name)? = parameters.last?.kind, name == "varargin" {
        return -parameters.count
      }
      return parameters.count
    }
  }

  init(_ parts: Parts) {
    name = parts.name
    program = parts.program
    instructionCount = parts.instructions.count
    instructions = UnsafeMutablePointer.allocate(capacity: max(1, instructionCount))
    instructions.initialize(from: parts.instructions, count: instructionCount)
    expressions = parts.expressions
    names = parts.names
    slots = parts.slots
    nameCount = parts.names.count
    numberCount = parts.numbers.count
    numbers = UnsafeMutablePointer.allocate(capacity: max(1, numberCount))
    numbers.initialize(from: parts.numbers, count: numberCount)
    constants = parts.constants
    registerCount = parts.registerCount
    sites = parts.sites
    paths = parts.paths
    handlers = parts.handlers
    layouts = parts.layouts
    ends = parts.ends
    closures = parts.closures
    chains = parts.chains
    signature = parts.signature
    hasBoundVariables = parts.hasBoundVariables
    owner = parts.owner
    layout = UnsafeMutablePointer.allocate(capacity: 1)
    layout.initialize(to: CodeLayout(self))
  }

  deinit {
    instructions.deallocate()
    numbers.deallocate()
    layout.pointee.sites.deallocate()
    layout.pointee.chains.deallocate()
    layout.deallocate()
  }

  /// What the compiler hands over.
  struct Parts {
    var name: String
    var program: Program
    var owner: UserFunction?
    var instructions: [Instruction] = []
    var expressions: [Int32] = []
    var names: [String] = []
    var slots: [String: Int] = [:]
    var numbers: [Double] = []
    var constants: [Value] = []
    var registerCount = 0
    var sites: [CallSite] = []
    var paths: [PathDescriptor] = []
    var handlers: [Handler] = []
    var layouts: [[Int]] = []
    var ends: [[EndCandidate]] = []
    var closures: [Closure] = []
    var chains: [FusedChain] = []
    var signature = Signature()
    var hasBoundVariables = false
  }
}

/// What a name means as a function.
enum Callee {
  case builtin(Builtin)
  case user(UserFunction)
  /// A script file: its statements run in the caller's scope.
  case script(Program)
}

/// The way from a variable to the place that is assigned: `s.a(2).b{3}`.
struct PathDescriptor {
  enum Step {
    case field(String)
    /// The name is the next argument.
    case dynamicField
    /// `(...)` with this many arguments.
    case paren(Int)
    case brace(Int)

    var isField: Bool {
      switch self {
      case .field, .dynamicField: true
      case .paren, .brace: false
      }
    }

    var isIndex: Bool { !isField }
  }
  var steps: [Step]
  /// The number of arguments is only known when the program runs: they are the innermost list.
  var isList = false
}
