/// What `nnsh watch` is asked for.
struct WatchRequest: Equatable {
  let file: String
  /// Whether a page is served; else outputs are printed.
  let hasPage: Bool

  /// A request that cannot be met, with what to tell the user.
  struct Mistake: Error, Equatable {
    let message: String
  }

  /// - Parameter arguments: what follows `watch`.
  init(_ arguments: [String]) throws(Mistake) {
    var files: [String] = []
    var hasPage = true
    for argument in arguments {
      switch argument {
      case "--no-page": hasPage = false
      case _ where argument.hasPrefix("-"):
        throw Mistake(message: "watch has no option '\(argument)'")
      default: files.append(argument)
      }
    }
    guard files.count == 1 else {
      throw Mistake(message: "watch takes one file: nnsh watch FILE.nn [--no-page]")
    }
    file = files[0]
    self.hasPage = hasPage
  }
}
