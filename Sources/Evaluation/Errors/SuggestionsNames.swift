/// Help for names that mean nothing.
public enum NameSuggestions {
  /// A help line for an undefined name: what it is called here, or the one name that is close to it.
  ///
  /// - Parameters:
  ///   - variables: names in scope, which come first.
  ///   - functions: names of builtins and of the user's own functions.
  public static func help(
    undefined name: String, variables: some Sequence<String>, functions: some Sequence<String>
  ) -> String? {
    if let meant = outOfScope[name] ?? otherLanguages[name] { return meant }
    if let close = closest(to: name, among: variables) ?? closest(to: name, among: functions) {
      return "did you mean '\(close)'?"
    }
    return nil
  }

  /// The one of `candidates` that is nearest to `name`, when it is near enough and no other is as near.
  public static func closest(
    to name: String, among candidates: some Sequence<String>
  ) -> String? {
    let limit = name.count <= 2 ? 0 : name.count <= 4 ? 1 : 2
    let folded = name.lowercased()
    var best: String?
    var least = limit + 1
    var isTie = false
    for candidate in candidates where candidate != name {
      // A difference in case alone is the smallest there is.
      let distance =
        candidate.lowercased() == folded ? 0 : editDistance(folded, candidate, limit: limit)
      guard distance <= limit || distance == 0 else { continue }
      if distance < least {
        (best, least, isTie) = (candidate, distance, false)
      } else if distance == least, candidate != best {
        isTie = true
      }
    }
    return isTie ? nil : best
  }

  /// Insertions, deletions, replacements and swaps of neighbours between two names, or more than `limit`.
  static func editDistance(_ a: String, _ b: String, limit: Int) -> Int {
    let a = Array(a.unicodeScalars)
    let b = Array(b.lowercased().unicodeScalars)
    guard abs(a.count - b.count) <= limit, a.count <= 64, b.count <= 64 else { return limit + 1 }
    var before = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var least = min(row[j], previous[j + 1]) + 1
        least = min(least, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          least = min(least, before[j - 1] + 1)
        }
        row.append(least)
      }
      before = previous
      previous = row
    }
    return previous[b.count]
  }

  /// What nnsh leaves out, and the nearest thing that works.
  private static let outOfScope: [String: String] = {
    var table: [String: String] = [:]
    for name in ["i", "j", "I", "J"] {
      table[name] =
        "complex numbers are out of scope: '\(name)' is no imaginary unit; give it a value"
    }
    for name in ["complex", "imag", "conj", "angle", "arg"] {
      table[name] = "complex numbers are out of scope: keep real and imaginary part in two arrays"
    }
    for name in ["sparse", "spones", "speye", "sprand", "spdiags", "nzmax"] {
      table[name] = "sparse matrices are out of scope: full matrices do the same"
    }
    for name in ["uicontrol", "uimenu", "guidata", "msgbox", "inputdlg", "waitbar", "gui"] {
      table[name] = "windows are out of scope: input() asks and printf() tells at the prompt"
    }
    for name in ["classdef", "methods", "properties"] {
      table[name] = "classdef is out of scope: functions with structs do most of what a class does"
    }
    return table
  }()

  /// What other languages call it.
  private static let otherLanguages: [String: String] = [
    "then": "no 'then' is needed after a condition",
    "elif": "it is written 'elseif'",
    "elsif": "it is written 'elseif'",
    "def": "functions are written: function r = f(x) ... end",
    "None": "the empty array is []",
    "null": "the empty array is []",
    "nil": "the empty array is []",
    "np": "no prefix is needed: zeros(2, 3), exp(x), ...",
    "len": "the number of elements is numel(x), the longest side length(x)",
    "println": "disp(x) prints with a line end",
    "range": "ranges are written 0:n-1",
    "append": "x(end+1) = v appends to x",
    "concat": "[a, b] joins side by side, [a; b] one below the other",
    "concatenate": "[a, b] joins side by side, [a; b] one below the other",
    "matmul": "the matrix product is A * B",
    "arange": "ranges are written start:step:stop",
    "array": "arrays are written [1 2; 3 4]",
    "import": "nothing is imported: functions are found by their names",
    "from": "nothing is imported: functions are found by their names",
    "include": "a function file on the path is found by its name",
    "require": "a function file on the path is found by its name",
    "let": "variables need no declaration: x = 1",
    "var": "variables need no declaration: x = 1",
    "const": "variables need no declaration: x = 1",
  ]
}
