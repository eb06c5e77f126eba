import Evaluation
import Matrices
import Syntax

/// What is known of the language and the session while somebody types. Offsets are bytes of the text.
protocol TypingAssistant {
  /// What can stand at the end of `text`, which is what was typed up to the cursor.
  func completions(of text: [UInt8]) -> Completions
  func meaning(of name: String) -> NameMeaning
  /// How the function is called, or what the variable is, in whose parentheses an argument is being typed.
  ///
  /// - Parameter arguments: how many stand before it.
  func signature(of name: String, arguments: Int) -> String?
}

/// The assistant at the prompt of a session.
struct SessionAssistant: TypingAssistant {
  private let session: Session
  private let completer: Completer
  private let names: SessionNames

  init(_ session: Session) {
    self.session = session
    names = SessionNames(session: session)
    completer = Completer(names: names)
  }

  func completions(of text: [UInt8]) -> Completions { completer.completions(of: text) }

  func meaning(of name: String) -> NameMeaning {
    // `Out` holds the results at the prompt, `ans` will hold one.
    if session.variable(named: name) != nil || name == "Out" || name == "ans" { return .variable }
    // The one name of the language with a dot in it.
    if name == "containers" { return .function }
    return session.isFunction(name) ? .function : .nothing
  }

  func signature(of name: String, arguments: Int) -> String? {
    if session.variable(named: name) != nil {
      return names.note(of: name).map { "\(name) is \($0)" }
    }
    if let function = session.userFunction(named: name) {
      let parameters = function.definition.parameters.map { parameter in
        if case .named(let name) = parameter.kind { name } else { "~" }
      }
      return "\(name)(\(parameters.joined(separator: ", ")))"
    }
    guard let builtin = session.builtins[name] else { return nil }
    // The call alone: what it gives is known, or `help` tells.
    let forms = builtin.signature.split(separator: "\n").map { form in
      let equal = form.firstRange(of: "= " + name + "(")
      return String(equal.map { form[$0.lowerBound...].dropFirst(2) } ?? form)
    }
    // The first form that has as many arguments.
    return forms.first { form in
      form.contains("...") || form.drop { $0 != "(" }.count { $0 == "," } >= arguments
    } ?? forms.last
  }
}
