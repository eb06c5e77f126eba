import Glibc

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
  /// The file is not written but compared with.
  let isCheck: Bool

  /// A request that cannot be met, with what to tell the user.
  struct Mistake: Error, Equatable {
    let message: String
  }

  /// - Parameters:
  ///   - arguments: what follows `publish`.
  ///   - exists: whether there is a file; to find a page beside the notebook.
  init(_ arguments: [String], exists: (String) -> Bool = isFile) throws(Mistake) {
    var files: [String] = []
    var output: String?
    var isCheck = false
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "-o", "--output":
        guard let path = rest.popFirst() else {
          throw Mistake(message: "\(argument) takes the name of the file to write")
        }
        output = path
      case "--check": isCheck = true
      case "--": (files, rest) = (files + rest, [])
      case _ where argument.hasPrefix("-"):
        throw Mistake(message: "publish has no option '\(argument)'")
      default: files.append(argument)
      }
    }
    guard files.count == 1 else {
      throw Mistake(message: "publish takes one file: nnsh publish FILE.nn [-o PAGE.html]")
    }
    let input = files[0]
    let (stem, ending) = Self.parts(of: input)
    let written = [".html", ".ipynb", ".md"].map { stem + $0 }
    let beside = isCheck ? written.first { $0 != input && exists($0) } : nil
    let path = output ?? beside ?? stem + (ending == "ipynb" && !isCheck ? ".nn" : ".html")
    guard let format = Format(rawValue: Self.parts(of: path).ending) else {
      throw Mistake(
        message: "'\(path)' says by its ending what to write: .html, .md, .ipynb or .nn")
    }
    if path == input { throw Mistake(message: "'\(input)' would be overwritten") }
    if format == .program, ending != "ipynb" {
      throw Mistake(message: "only a Jupyter notebook (.ipynb) can be written as a .nn file")
    }
    self.input = input
    self.output = path
    self.format = format
    self.isCheck = isCheck
  }

  /// The page of a session, at `path`.
  init(session path: String) throws(Mistake) {
    guard let format = Format(rawValue: Self.parts(of: path).ending), format != .program else {
      throw Mistake(message: ":publish takes a file that ends in .html, .md or .ipynb")
    }
    input = ""
    output = path
    self.format = format
    isCheck = false
  }

  /// A path without its ending, and the ending.
  private static func parts(of path: String) -> (stem: String, ending: String) {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return (path, "") }
    let ending = String(name[name.index(after: dot)...])
    return (String(path.dropLast(ending.count + 1)), ending.lowercased())
  }
}

private func isFile(_ path: String) -> Bool { access(path, F_OK) == 0 }
