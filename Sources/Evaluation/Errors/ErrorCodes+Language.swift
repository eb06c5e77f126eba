extension ErrorCode {
  static let nameCodes = [
    ErrorCode(
      "NN301", "a name that means nothing here",
      ["...' undefined", "invalid function handle", "feval: function '"],
      """
      It is no variable with a value, no function of yours and no builtin. Names
      distinguish capitals: Theta1 and theta1 are two. `who` lists the variables,
      `lookfor WORD` finds functions, `which NAME` tells what a name is.

      A function sees its parameters and what it assigns itself, not the variables of
      the prompt or of its caller: hand them over, or capture them in an anonymous
      function, @(p) costFunction(p, X, y, lambda). Its file stands on the path under the
      name of the function. An output needs a value on every way through the function.
      """),
    ErrorCode(
      "NN302", "a call with too many arguments or outputs",
      ["...: function called with too many", "Invalid call to "],
      """
      A function takes at most the parameters of its first line, and gives at most the
      outputs there. `help NAME` shows how it is called. A function of yours takes any
      number with varargin as last parameter; nargin tells how many there were.

      With too few arguments the call begins, and fails where the parameter without a
      value is used.
      """),
    ErrorCode(
      "NN303", "a list of values stands where one is wanted",
      ["some elements undefined", "indexing produces no results", "a cs-list"],
      """
      c{:} and s.f of a struct array stand for as many values as there are elements. In
      [c{:}], {c{:}} and f(c{:}) each becomes a part or an argument; an operator wants
      exactly one. Join them, [c{:}], or take one, c{1}.
      """),
  ]

  static let classCodes = [
    ErrorCode(
      "NN401", "an operator that these classes have not",
      ["binary operator '", "unary operator '", "...operator not implemented for"],
      """
      Arithmetic is for numbers, truth values and characters. A cell holds values of any
      kind: c{k} takes one out (c(k) is a smaller cell), cellfun works on each. Of a
      struct a field is meant: s.name. A function is called: f(x). Integers of two
      classes do not mix: convert one, double(a) + double(b).
      """),
    ErrorCode(
      "NN402", "braces or a dot on a value that has no such parts",
      ["...cannot be indexed with", "...'{' undefined", "matrix cannot be indexed"],
      """
      A(i) indexes arrays, c{i} takes what is in a cell, s.name is a field of a struct.
      Often the variable is not what it was: `class(x)` and `size(x)` tell. Another
      assignment to the same name may have made it a number.
      """),
    ErrorCode(
      "NN403", "a field that the struct has not",
      ["structure has no member", "invalid use of undefined value"],
      """
      fieldnames(s) lists the fields, isfield(s, "name") asks for one. Names distinguish
      capitals. A field comes into being by assignment: s.name = value. What stands in a
      variable goes in parentheses: s.(name).
      """),
    ErrorCode(
      "NN404", "results that are no scalars", ["...UniformOutput = true"],
      """
      cellfun and arrayfun put the results into an array, so each has to be one number
      or truth value. For anything else ask for a cell:
        c = cellfun(@(x) x', parts, "UniformOutput", false);
      """),
  ]

  static let syntaxCodes = [
    ErrorCode(
      "NN501", "a block without its end, or an end without its block",
      ["...has no '", "parse error: unexpected 'end", "...command matched by"],
      """
      if, for, while, switch, try, unwind_protect and function each need an end, do needs
      until. The message names the block that was opened last and not closed; the end may
      be missing earlier, inside. Indent each block, and the place shows itself. else if
      opens a second block, elseif does not.
      """),
    ErrorCode(
      "NN502", "a bracket without its partner",
      ["...is never closed", "...does not close '"],
      """
      ( ) group and call, [ ] make matrices, { } make cells: each closes with its own
      kind. A line ends an open parenthesis unless ... continues it; inside [ ] and { } a
      new line begins a new row.
      """),
    ErrorCode(
      "NN503", "a string without its end", ["...unterminated character string"],
      """
      A string ends on its line, with the quote it began with. A quote inside is doubled:
      'it''s', "a ""b"" c", or the other kind is used outside: "it's". Directly behind a
      name, a number or a closing bracket ' is the transpose: A' * B.
      """),
    ErrorCode(
      "NN504", "text that is no program", ["parse error"],
      """
      The marked place is the first that fits nothing; what is missing often stands right
      before it: an operator, a comma, a bracket. = assigns, == compares. Not-equal is !=
      or ~=, powers are ^, comments begin with % or #.
      """),
  ]

  static let limitCodes = [
    ErrorCode(
      "NN601", "an array that does not fit into memory", ["out of memory"],
      """
      A number takes 8 bytes, as single 4: 10000 x 10000 are 800 MB. A column and a row
      joined by an operator give a whole matrix: (m x 1) - (1 x m) is m x m; a transpose
      is missing then. Large data are worked on in batches.
      """),
    ErrorCode(
      "NN602", "a function that calls itself without end", ["max_recursion_depth"],
      """
      Each function that calls itself needs a case in which it does not, and calls have to
      come nearer to it. max_recursion_depth(n) allows for n levels.
      """),
  ]
}
