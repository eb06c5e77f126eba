/// What the command line asks for.
enum Invocation: Equatable {
  case prompt
  case script(path: String, arguments: [String])
  case code(String, arguments: [String])
  /// The program comes through standard input.
  case standardInput(arguments: [String])
  case help
  /// The page of one function.
  case helpAbout(String)
  /// The page of the whole language.
  case manual(asHTML: Bool)
  case version
  /// A notebook is run and written as a page.
  case publish(PublishRequest)
  /// A notebook is presented.
  case demo(DemoRequest)
  /// A notebook's outputs are kept up to date while it is edited.
  case watch(WatchRequest)
  case wrong(String)

  /// - Parameters:
  ///   - arguments: what stands after the program's name.
  ///   - inputIsTerminal: whether somebody sits before standard input; a pipe is read as a script.
  init(_ arguments: [String], inputIsTerminal: Bool) {
    guard let first = arguments.first else {
      self = inputIsTerminal ? .prompt : .standardInput(arguments: [])
      return
    }
    let rest = Array(arguments.dropFirst())
    switch first {
    case "-h", "--help": self = .help
    case "-v", "--version": self = .version
    case "help": self = Invocation(help: rest)
    case "publish": self = Invocation(publish: rest)
    case "demo":
      do throws(DemoRequest.Mistake) {
        self = .demo(try DemoRequest(rest))
      } catch {
        self = .wrong(error.message)
      }
    case "watch": self = Invocation(watch: rest)
    case "-": self = .standardInput(arguments: rest)
    case "-e", "--eval":
      guard let code = rest.first else {
        self = .wrong("\(first) takes the code to run")
        return
      }
      self = .code(code, arguments: Array(rest.dropFirst()))
    case "--":
      guard let path = rest.first else {
        self = inputIsTerminal ? .prompt : .standardInput(arguments: [])
        return
      }
      self = .script(path: path, arguments: Array(rest.dropFirst()))
    default:
      self =
        first.hasPrefix("-")
        ? .wrong("unknown option '\(first)'") : .script(path: first, arguments: rest)
    }
  }

  /// `help`, `help NAME`, `help --all [--html]`.
  private init(help arguments: [String]) {
    switch arguments {
    case []: self = .help
    case ["--all"]: self = .manual(asHTML: false)
    case ["--all", "--html"], ["--html", "--all"]: self = .manual(asHTML: true)
    default:
      self =
        arguments.count == 1 && !arguments[0].hasPrefix("-")
        ? .helpAbout(arguments[0]) : .wrong("help takes the name of a function, or --all")
    }
  }

  private init(publish arguments: [String]) {
    do throws(PublishRequest.Mistake) {
      self = .publish(try PublishRequest(arguments))
    } catch {
      self = .wrong(error.message)
    }
  }

  private init(watch arguments: [String]) {
    do throws(WatchRequest.Mistake) {
      self = .watch(try WatchRequest(arguments))
    } catch {
      self = .wrong(error.message)
    }
  }

  /// What `--help` prints.
  static let usage = """
    nnsh: a notebook shell for neural networks, in the language of GNU Octave

      nnsh                     the prompt (`help` there lists the functions, `:help` the commands)
      nnsh FILE [ARGUMENTS]    runs a script; it sees the arguments as argv()
      nnsh -e CODE             runs CODE
      nnsh -                   runs the program that comes through standard input
      nnsh publish FILE.nn [-o PAGE.html]
                               runs the cells of a notebook and writes a page with what they give;
                               the ending decides: .html, .md, .ipynb
      nnsh publish --check FILE.nn [-o PAGE]
                               runs them again and tells which outputs differ from a page written
                               before (FILE.html, FILE.ipynb or FILE.md unless -o names one)
      nnsh publish FILE.ipynb [-o FILE.nn]
                               turns a Jupyter notebook into a program with cells
      nnsh demo [NAME|FILE]    presents a notebook: a key, and the next cell is typed and run; without a name the list.
                               --notes shows its speaker's notes in another terminal, --pace N types N letters a second
      nnsh watch FILE.nn [--no-page]
                               shows the page of a notebook on this machine and keeps it up to date
                               while the file is edited (--no-page: prints the outputs instead)
      nnsh help NAME           explains a function
      nnsh help --all          the language and all functions on one page, as Markdown (or --html)
      nnsh --help, --version

    An error that nothing catches ends a script with status 1, Ctrl-C with 130, exit(n) with n.

    """
}
