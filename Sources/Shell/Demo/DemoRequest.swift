/// What `nnsh demo` is asked for.
struct DemoRequest: Equatable {
  /// A demo's name or a file; nil asks which there are.
  var name: String?
  /// Show the speaker's notes of the demo that runs in another terminal.
  var showsNotes = false
  /// Characters typed a second; 0 types at once.
  var pace = 50

  /// A request that cannot be met, with what to tell the user.
  struct Mistake: Error, Equatable {
    let message: String
  }

  init() {}

  /// - Parameter arguments: what follows `demo`.
  init(_ arguments: [String]) throws(Mistake) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--notes": showsNotes = true
      case "--pace":
        guard let pace = rest.popFirst().flatMap({ Int($0) }), (0...1000).contains(pace) else {
          throw Mistake(message: "--pace takes how many characters are typed a second, 0 to 1000")
        }
        self.pace = pace
      case _ where argument.hasPrefix("-"):
        throw Mistake(message: "demo has no option '\(argument)'")
      default:
        guard name == nil else { throw Mistake(message: "demo takes one name or file") }
        name = argument
      }
    }
    if showsNotes, name == nil { throw Mistake(message: "--notes takes the demo's name too") }
  }
}
