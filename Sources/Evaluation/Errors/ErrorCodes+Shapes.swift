extension ErrorCode {
  static let shapeCodes = [
    ErrorCode(
      "NN101", "the shapes of a matrix product or division do not fit",
      [
        "operator *: nonconformant", "operator /: nonconformant",
        "operator \\: nonconformant",
      ],
      """
      A * B needs as many columns in A as there are rows in B: (m x k) * (k x n) is
      m x n. A \\ b needs equal numbers of rows, A / B equal numbers of columns.

      What helps most often, in this order:
        - transpose one of them: Theta * X' or X * Theta';
        - add the bias: [ones(m, 1) X] has one column more, as Theta does;
        - take it away: Theta(:, 2:end) has one column less;
        - mean each element by itself: A .* B.
      Write the shape behind each name on paper, (25 x 401) * (401 x m), and let the
      inner two agree. size(A) tells the shape, shapes(net, X, y) those of a network.
      """),
    ErrorCode(
      "NN102", "the shapes of an operation element by element do not fit",
      ["operator +", "operator -", "operator .^", "product: nonc", "quotient: nonc", "mx_el_"],
      """
      +, -, .*, ./, .^ and comparisons work on arrays of equal shape. A dimension of 1
      is repeated as often as needed (broadcasting): X - mean(X) takes a 1 x n row from
      every row of X. A column and a row together give a whole matrix: (m x 1) - (1 x m)
      is m x m, hardly ever what was meant.

      In backpropagation two arrays often differ by the bias: delta' * Theta has its
      column, z has not. Drop it, as in Theta(:, 2:end), before .* joins them.
      """),
    ErrorCode(
      "NN103", "parts of a matrix do not fit together",
      ["horizontal dimensions mismatch", "vertical dimensions mismatch", "cat: dimension"],
      """
      [A, B] puts parts side by side: they need equal numbers of rows. [A; B] puts one
      below the other: equal numbers of columns. Rows of different length cannot be one
      matrix.

      The column of ones has as many rows as X: [ones(size(X, 1), 1), X]. A blank
      separates columns: [a -b] has two of them, [a - b] one. Unlike parts can be kept
      in a cell, {A, B}, texts of different length in one as well.
      """),
    ErrorCode(
      "NN104", "the value does not fit the place it is assigned to",
      ["=: nonconformant", "Invalid resizing", "A(I) = X", "A(I,J,...) = X"],
      """
      A(i, :) = v needs a v with as many elements as A has columns; A(i, :) = 5 sets
      them all. What counts is the number of elements on both sides, and that their
      shapes agree but for dimensions of 1.

      A(1:2) = [1 2 3] names two places and has three values. Growing works one step at
      a time: x(end + 1) = v, A(end + 1, :) = row.
      """),
    ErrorCode(
      "NN105", "reshape keeps the number of elements", ["reshape:"],
      """
      reshape(x, m, n) reads x column by column into m x n, so numel(x) must be m * n.
      One of the two may be left to it: reshape(x, m, []).

      Weights of a layer from s to t units are t x (s + 1), with the bias. Unrolled
      parameters are cut so:
        n1 = hidden * (input + 1);
        Theta1 = reshape(nn_params(1:n1), hidden, input + 1);
        Theta2 = reshape(nn_params(n1 + 1:end), labels, hidden + 1);
      """),
    ErrorCode(
      "NN106", "a power of a matrix that is not square", ["for x^y", "can't do A ^ B"],
      """
      A ^ 2 is the matrix product A * A, for square matrices only. Squares of the
      elements are A .^ 2. In costs it is nearly always the second:
        J = sum((h - y) .^ 2) / (2 * m)
      """),
    ErrorCode(
      "NN107", "an operation that needs a square matrix", ["...must be a square matrix"],
      """
      inv, det, chol and eig are defined for square matrices. To solve A x = b in the
      sense of least squares write A \\ b, or pinv(A) * b: both take any shape.
      """),
  ]

  static let indexCodes = [
    ErrorCode(
      "NN201", "an index lies outside the array", ["...: out of bound "],
      """
      Indexes run from 1 to the size: A(i, j) with i up to size(A, 1), j up to
      size(A, 2). One index counts down the columns: A(k), k up to numel(A). The last
      one is called end: x(end), A(end, :), x(end - 1).

      Reading outside is an error; assigning outside makes the array larger. A loop that
      looks at x(i + 1) has to end at numel(x) - 1. Rows come first: A(row, column).
      """),
    ErrorCode(
      "NN202", "an index that is no positive whole number", ["...subscripts must be either"],
      """
      The first element is x(1): there is no x(0). From the end one counts with end:
      x(end), x(end - 1). A fraction comes from a division: round it, or use
      floor(n / 2). Labels that start at 0 become indexes by y + 1; the digit 0 of the
      course has the label 10.

      A logical array as index picks the true ones: x(x > 0).
      """),
    ErrorCode(
      "NN203", "only whole rows or columns can be deleted",
      ["a null assignment", "A(I) = []", "A(..,I,..) = []", "...) = []: index out of bounds"],
      """
      A(2, :) = [] removes a row, A(:, 2) = [] a column, x(3) = [] an element of a
      vector. A single element of a matrix cannot go: what remains is no matrix. What is
      deleted must be there.
      """),
  ]
}
