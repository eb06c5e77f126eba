/// The language in a page, before the functions: what stands here is checked by running the examples.
enum LanguageSummary {
  struct Section {
    let title: String
    let text: String
    /// A transcript: lines after `>> ` are typed, the others are what is printed.
    let example: String
  }

  static let sections: [Section] = [
    Section(
      title: "Statements",
      text: """
        A statement that is an expression shows its value, and keeps it as `ans`; a semicolon keeps it quiet. \
        `%` and `#` begin comments, `%{` and `%}` on lines of their own enclose one. `...` continues a line.
        """,
      example: """
        >> x = 3
        x = 3
        >> x ^ 2;
        >> ans
        ans = 9
        """),
    Section(
      title: "Matrices",
      text: """
        Values are arrays, a number is 1x1. Commas or blanks separate the elements of a row, semicolons or new \
        lines the rows. Indices count from 1; `:` is everything along a dimension, `end` the last.
        """,
      example: """
        >> A = [1 2 3; 4 5 6]
        A =

           1   2   3
           4   5   6

        >> A(2, end)
        ans = 6
        >> A(:, 1)'
        ans =

           1   4

        """),
    Section(
      title: "Operators",
      text: """
        `*`, `/`, `\\` and `^` are those of matrices, `.*`, `./`, `.\\` and `.^` go element by element; so do `+`, `-`, \
        comparisons, `&` and `|`. Where one operand has one row or column, it is repeated for all of the other. \
        `'` transposes, `!` or `~` negates, `&&` and `||` look at the right operand only when it counts.
        """,
      example: """
        >> [1 2 3] .* [2 2 2]
        ans =

           2   4   6

        >> [1; 2] + [10 20]
        ans =

           11   21
           12   22

        """),
    Section(
      title: "Control",
      text: """
        `if`/`elseif`/`else`, `switch`/`case`/`otherwise`, `for`, `while`, `do`/`until`, `break`, `continue`, \
        `try`/`catch`, `unwind_protect`; each ends with `end` or its long form (`endif`, `endfor`, ...).
        """,
      example: """
        >> for k = 1:3, printf("%d ", k^2), end, disp("")
        1 4 9
        >> try, error("too bad"), catch problem, disp(problem.message), end
        too bad
        """),
    Section(
      title: "Functions",
      text: """
        `function [a, b] = name(x, y)` ... `end`, in a file `name.m` or anywhere in a program; `@(x) ...` makes a \
        function of an expression, `@name` a handle. `nargin` and `nargout` count, `varargin` and `varargout` take \
        what there is.
        """,
      example: """
        >> f = @(x, y) x + 10 * y;
        >> f(1, 2)
        ans = 21
        """),
    Section(
      title: "Text, cells and structs",
      text: """
        'text' is taken as it is, "text" knows escapes such as \\n. `{...}` holds values of any kind, `c{k}` is one of \
        them; `s.name` is a field of a struct.
        """,
      example: """
        >> c = {"ab", [1 2]};
        >> c{2}
        ans =

           1   2

        >> s.name = "XOR"; s.cost = 0.5;
        >> s
        s =

          scalar structure containing the fields:

            name = XOR
            cost = 0.5000

        """),
    Section(
      title: "What nnsh adds",
      text: """
        Letters of the lecture are names: `Θ1`, `δ3`; `⊙` is `.*` and `ᵀ` is `'`. Options of functions are written \
        `name=value`. All of it is a syntax error in Octave, so that no program means something else here.
        """,
      example: """
        >> Θ = [1 2]; Θ ⊙ Θ
        ans =

           1   4

        """),
  ]
}
