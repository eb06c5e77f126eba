import Syntax

/// One place in the code that calls a function or indexes: counts, names and the cached callee.
final class CallSite {
  /// The name called; empty when the callee is a computed value.
  let name: String
  let argumentCount: Int
  /// How many results are wanted; 0 for a statement.
  let outputCount: Int
  /// Counts of results that only the running program knows.
  static let asManyAsWanted = -1
  static let asManyAsPlaces = -2
  /// The argument expressions, for `inputname` and messages.
  let arguments: [Expr]
  /// Results that stand for `~`, for `isargout`.
  let ignored: [Int]
  /// The callee that the name had in `generation`.
  private(set) var callee: Callee?
  private(set) var generation = -1
  /// What the loop looks at, reached without counting references.
  let target: UnsafeMutablePointer<CallTarget>

  init(
    name: String, argumentCount: Int, outputCount: Int, arguments: [Expr] = [], ignored: [Int] = []
  ) {
    self.name = name
    self.argumentCount = argumentCount
    self.outputCount = outputCount
    self.arguments = arguments
    self.ignored = ignored
    target = UnsafeMutablePointer.allocate(capacity: 1)
    target.initialize(
      to: CallTarget(
        site: Unmanaged.passUnretained(self), argumentCount: argumentCount,
        outputCount: outputCount))
  }

  deinit { target.deallocate() }

  /// Keeps what the name means now.
  func cache(_ callee: Callee, generation: Int) {
    self.callee = callee
    self.generation = generation
    target.pointee.layout = nil
  }

  /// Lets the loop call the cached callee, whose code is `code`, by moving the register window alone, if it
  /// is as simple as that.
  func prepare(_ function: UserFunction, _ code: Code) {
    guard outputCount == 0 || outputCount == 1, code.layout.pointee.isPlain,
      argumentCount <= code.signature.parameterCount
    else { return }
    target.pointee.generation = generation
    target.pointee.layout = code.layout
    target.pointee.function = Unmanaged.passUnretained(function)
  }
}

/// A call site in plain data, with the code of its callee when that is a simple function of the language.
///
/// The site's cached callee owns the function, and it the code: valid while the generation is the session's.
struct CallTarget {
  let site: Unmanaged<CallSite>
  var generation = -1
  var layout: UnsafeMutablePointer<CodeLayout>?
  var function: Unmanaged<UserFunction>?
  let argumentCount: Int
  let outputCount: Int

  init(site: Unmanaged<CallSite>, argumentCount: Int, outputCount: Int) {
    self.site = site
    self.argumentCount = argumentCount
    self.outputCount = outputCount
  }
}
