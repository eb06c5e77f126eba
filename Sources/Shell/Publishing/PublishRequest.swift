/// What `nnsh publish` is asked for.
struct PublishRequest: Equatable {
  /// What is written, by the ending of the file's name.
  enum Format: String, CaseIterable {
    case html
    case markdown = "md"
    case jupyter = "ipynb"
    case program = "nn"
  }

  let input: String
  let output: String
  let format: Format

  /// A request that cannot be met, with what to tell the user.
  struct Mistake: Error, Equatable {
    let message: String
  }

  /// - Parameter arguments: what follows `publish`.
  init(_ arguments: [String]) throws(Mistake) {
    var files: [String] = []
    var output: String?
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "-o", "--output":
        guard let path = rest.popFirst() else {
          throw Mistake(message: "\(argument) takes the name of the file to write")
        }
        output = path
      case "--": (files, rest) = (files + rest, [])
      case _ where argument.hasPrefix("-"):
        throw Mistake(message: "publish has no option '\(argument)'")
      default: files.append(argument)
      }
    }
    guard files.count == 1 else {
      throw Mistake(message: "publish takes one file: nnsh publish FILE.nn [-o PAGE.html]")
    }
    input = files[0]
    let (stem, ending) = Self.parts(of: input)
    self.output = output ?? stem + (ending == "ipynb" ? ".nn" : ".html")
    guard let format = Format(rawValue: Self.parts(of: self.output).ending) else {
      throw Mistake(
        message: "'\(self.output)' says by its ending what to write: .html, .md, .ipynb or .nn")
    }
    self.format = format
    if self.output == input { throw Mistake(message: "'\(input)' would be overwritten") }
    if format == .program, ending != "ipynb" {
      throw Mistake(message: "only a Jupyter notebook (.ipynb) can be written as a .nn file")
    }
  }

  /// A path without its ending, and the ending.
  private static func parts(of path: String) -> (stem: String, ending: String) {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return (path, "") }
    let ending = String(name[name.index(after: dot)...])
    return (String(path.dropLast(ending.count + 1)), ending.lowercased())
  }
}
