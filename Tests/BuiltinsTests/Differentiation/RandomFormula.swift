import Matrices

/// Random formulas over a vector `x` of eight elements, of every operation that `grad` knows.
struct RandomFormula {
  private var random: RandomStream
  /// The templates that were used, for the count of each.
  private(set) var used: [String: Int] = [:]
  static let parameterCount = 8

  init(seed: UInt64) { random = RandomStream(seed: seed) }

  mutating func below(_ n: Int) -> Int { min(n - 1, Int(random.uniform() * Double(n))) }

  mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }

  /// Functions of every element, with the argument brought to where they are smooth.
  static let elementwise: [String] = {
    let anywhere = """
      sin cos tanh sigmoid softplus gelu atan asinh erf erfc erfcx sigmoidGradient tanhGradient elu relu
      leakyrelu abs deg2rad rad2deg sind cosd tand real conj double expm1 exp sinh cosh uminus uplus sech
      acot
      """
    let positive = """
      log sqrt log2 log10 log1p reallog realsqrt cbrt gamma lgamma gammaln csch coth acsch
      """
    let inside = "asin acos atanh tan sec asind acosd atand erfinv secd"
    let beyond = "acosh asec acsc acoth"
    func list(_ names: String, _ argument: String) -> [String] {
      names.split(whereSeparator: \.isWhitespace).map { "\($0)(\(argument))" }
    }
    return list(anywhere, "1.5 * tanh(E)") + list(positive, "abs(E) ./ (1 + abs(E)) + 0.6")
      + list(inside, "0.8 * tanh(E)") + list(beyond, "1.2 + abs(tanh(E))")
      + list("csc cot asech", "0.4 + 0.5 * sigmoid(E)") + list("cscd cotd", "30 + 20 * sigmoid(E)")
      + list("erfcinv", "0.5 + sigmoid(E)")
      + ["nthroot(abs(E) + 0.5, 3)", "pow2(tanh(E))", "cast(E, \"double\")"]
  }()

  /// Pairs of arrays of one shape, or of a shape that is spread over it.
  static let pairs: [String] = [
    "(E + F)", "(E - F)", "(E .* F)", "(E ./ (2 + tanh(F)))", "((2 + tanh(F)) .\\ E)",
    "((abs(E) + 0.5) .^ tanh(F))", "(tanh(E) .^ 3)", "(E .^ 2)", "(2 .^ tanh(E))",
    "plus(E, F, E)", "minus(E, F)", "times(E, F)", "rdivide(E, 2 + tanh(F))", "max(E, F)",
    "min(E, F)", "atan2(E, 2 + tanh(F))", "hypot(E, F)", "power(abs(E) + 0.5, F / 4)",
    "mod(E, 1.7 + 0.2 * tanh(F))", "rem(E, 1.7 + 0.2 * tanh(F))", "ldivide(2 + tanh(F), E)",
    "realpow(abs(E) + 0.5, 2)", "(E * 3 - F / 2 + 1)", "(-E)", "(+E)",
    "(E - floor(E) .* F)", "(E .* (F > 0))",
  ]

  /// Pairs of arrays of one shape.
  static let equals: [String] = [
    "merge(E > F, E, F .* E)", "ifelse(E > 0.1, E, F)", "bsxfun(@times, E, F)",
    "beta(1 + sigmoid(E), 1 + sigmoid(F))", "betaln(1 + sigmoid(E), 1 + sigmoid(F))",
    "cellfun(@(a, b) a * b, num2cell(E), num2cell(F))",
    "reshape([E(:); F(:)](1:numel(E)), size(E))",
  ]

  /// Rearrangements and scans that keep the shape.
  static let keeping: [String] = [
    "cumsum(E, D)", "cumprod(1 + 0.3 * tanh(E), D)", "cummax(E, D)", "cummin(E, D)", "sort(E, D)",
    "sort(E, D, \"descend\")", "flip(E, D)", "fliplr(E)", "flipud(E)", "circshift(E, 1, D)",
    "shift(E, 1, D)", "triu(E)", "tril(E)", "softmax(E)", "center(E, D)", "(E')'", "transpose(E')",
    "ctranspose(E')", "rot90(E, 2)", "rotdim(E, 2)", "full(E)", "sortrows(E)",
    "resize(E, rows(E), columns(E))",
    "postpad(E, rows(E), 2, 1)", "prepad(E, columns(E), 1, 2)", "squeeze(E)",
    "permute(permute(E, [2 1]), [2 1])",
    "ipermute(permute(E, [2 3 1]), [2 3 1])", "shiftdim(E, 0)", "repmat(E, 1, 1)",
    "reshape(vec(E), rows(E), columns(E))", "cell2mat({E})", "num2cell(E){1} * E",
    "getfield(struct(\"a\", {E}), \"a\")",
    "cellfun(@(t) t ^ 2, num2cell(E))", "arrayfun(@(t) sin(t), E)", "deal(E)",
    "feval(@times, E, E)",
    "reshape(kron(E, [1 2])(:, 1:columns(E)), size(E))", "repelem(E, 2, 1)(1:rows(E), :)",
    "[E; E](1:rows(E), :)", "[E, 2 * E](:, end - columns(E) + 1:end)",
    "vertcat(E, E)(end - rows(E) + 1:end, :)", "horzcat(E, E)(:, 1:columns(E))",
    "cat(1, E, E)(1:rows(E), :)",
    "E(end:-1:1, :)", "E(:, [1 1:columns(E)])(:, 2:end)", "reshape(E(:), size(E))",
    "merge(true, E, 2)",
  ]

  /// Numbers from an array.
  static let numbers: [String] = [
    "sum(sum(E))", "sum(E(:))", "mean(E(:))", "mean(mean(E, 2))", "prod(0.5 + sigmoid(E(:)))",
    "norm(E)",
    "norm(E(:))", "norm(E(:), 1)", "norm(E(:), Inf)", "norm([E(:); 1], 3)", "norm(E, \"fro\")",
    "norm(E, 1)",
    "norm(E, Inf)", "max(E(:))", "min(min(E))", "sumsq(E(:))", "meansq(E(:))", "var(E(:))",
    "std([E(:); 1])",
    "median(E(:))", "range(E(:))", "E(1)", "E(end)", "dot(E(:), E(:))", "sum(dot(E, E))",
    "E(:)' * E(:)",
    "trapz([1; E(:)])", "trapz([1; 3], [E(1); 2])", "sum(diff([0; E(:); 1]))",
    "sum(diff([E(:); 1; 2], 2) .^ 2)",
    "sum(vecnorm([E; E]))", "det([E(1) 2; 1 E(end)])", "trace([E(1) 2; 1 E(end)])",
    "inv([4 + tanh(E(1)) 1; E(end) / 9 3])(2, 1)", "([4 + tanh(E(1)) 1; 0 3] \\ [E(end); 1])(1)",
    "([E(end) 1] / [4 + tanh(E(1)) 1; 0 3])(2)", "([2 + tanh(E(1)); 1; 3] \\ [1; E(end); 2])",
    "([1 2 + tanh(E(1)) 3] \\ E(end))(2)", "pinv([2 + tanh(E(1)) 1; E(end) 1; 1 3])(1, 2)",
    "([tanh(E(1)) 1; 0.5 2] ^ 3)(1, 2)", "([3 + tanh(E(1)) 1; 0.5 2] ^ -2)(2, 1)",
    "sum(kron([E(1) 2], E(:)'))", "expm([tanh(E(1)) 1; tanh(E(end)) 0])(1, 2)",
    "chol([4 + tanh(E(1)) 1; 1 3])(2, 2)", "sum(svd([E(1) 2; 1 3 + tanh(E(end))]))",
    "chol([4 + tanh(E(1)) 7; tanh(E(end)) 3], \"lower\")(2, 1)",
    "lu([4 + tanh(E(1)) 1; E(end) 3])(2, 2)",
    "sum(nthargout(1, 2, @lu, [1 tanh(E(1)); 4 E(end)])(:) .* [1; 2; 3; 4])",
    "sum(sum(nthargout(2, 3, @lu, [1 tanh(E(1)) 2; 4 tanh(E(end)) 1; 2 3 6]) .* magic(3)))",
    "sum(sum(nthargout(1, 2, @qr, [1 E(1); 2 1; E(end) 3], 0) .* [1 2; 3 4; 5 6]))",
    "sum(sum(nthargout(2, 2, @qr, [1 E(1); 2 1; tanh(E(end)) 3]) .* [1 2; 3 4; 5 6]))",
    "sum(sum(qr([1 tanh(E(1)) 3; 2 1 E(end)]) .* [1 2 3; 4 5 6]))",
    "nthargout(1, 2, @qr, [1 E(1) 3; 2 1 tanh(E(end))])(2, 1)",
    "nthargout(2, 3, @qr, [1 tanh(E(1)); 9 tanh(E(end))])(2, 2)",
    "max(eig([tanh(E(1)) 1; 1 3]))", "linsolve([4 1; 1 3], [E(1); 2])(1)",
    "sum(cross([E(1) 2 3], [1 E(end) 2]))", "polyval([1 E(1) 2], tanh(E(end)))",
    "sum(linspace(E(1), E(end), 4) .^ 2)", "log(sum(logspace(tanh(E(1)), 1, 3)))",
    "accumarray([1; 2; 1], [E(1); 2; E(end)])(1)", "sum((1:3) * E(1))", "sum(E(1):E(1) + 2.5)",
    "sum(cumsum(E)(:))", "sum(diag(E)(:))", "sum(sum(diag([E(1) E(end)]) .^ 2))",
    "mtimes(E(:)', E(:))",
    "mrdivide(E(1), 3)", "mldivide(3, E(end))", "mpower(2 + tanh(E(1)), 2)",
    "nthargout(1, @max, E(:))",
    "norm(max(E, [], 1))", "sum(var(E, 1, 2))", "sum(std([E; E + 1], 0, 1))",
    "struct(\"w\", E(1)).w", "{E(1), 2}{1}",
    "sum(structfun(@(t) t ^ 2, struct(\"a\", E(1), \"b\", 2)))",
    "sum(conv(E(:), [1 E(end) 2])(:) .^ 2)", "sum(conv([E(:); 3], [1; E(1)], \"same\") .^ 2)",
    "sum(conv([E(:); 1; 2; 3], [E(1) 2], \"valid\") .^ 2)",
    "sum(filter([1 E(1)], [2 + tanh(E(end)), 0.5], [E(:); 1; 2]) .^ 2)",
    "sum(sum(filter([1; 0.5], [1 0.2 * tanh(E(1))], E, [], 2)))",
    "sum(sum(meshgrid(E(:), [1 2 3]) .^ 2))", "sum(nthargout(2, @meshgrid, 1:2, E(:))(:) .^ 2)",
    "sum(ndgrid(E(:), 1:2)(:) .^ 2)", "cov([E(:); 1; 2], [1; E(:); 3])",
    "cov([E(1) 2; 1 E(end); 3 4])(1, 2)", "corr([E(1); 2; 4], [1; 3 + E(end) ^ 2; 3])",
    "sum(interp1([1 2 3], [E(1) 2 E(end)], [1.3 2.6]))",
    "sum(interp1([0 3 9], [1; E(1); 2], 4 + tanh(E))(:))",
    "sum(interp1([E(1) 2; 3 4], [1.2; 1.7], \"linear\", \"extrap\")(:))",
    "sum(inv([2 E(1); 0 1])(:))", "sum(sum(zeros(size(E)) + E))", "numel(E) * E(1)",
  ]

  private mutating func fill(_ template: String, _ e: String, _ f: String = "", _ d: String = "1")
    -> String
  {
    used[template, default: 0] += 1
    var text = ""
    let characters = Array(template)
    for (place, character) in characters.enumerated() {
      let before = place > 0 ? characters[place - 1] : " "
      let after = place + 1 < characters.count ? characters[place + 1] : " "
      let stands = !before.isLetter && !after.isLetter && before != "\"" && before != "."
      switch character {
      case "E" where stands: text += "(\(e))"
      case "F" where stands: text += "(\(f))"
      case "D" where stands: text += d
      default: text.append(character)
      }
    }
    return text
  }

  /// An array of the given shape.
  mutating func array(_ rows: Int, _ columns: Int, depth: Int) -> String {
    if depth <= 0 { return leaf(rows, columns) }
    let dim = "\(1 + below(2))"
    switch below(10) {
    case 0: return "(\(number(depth: depth - 1)) + \(leaf(rows, columns)))"
    case 1...2:
      return fill(pick(RandomFormula.elementwise), array(rows, columns, depth: depth - 1))
    case 3...5:
      let (r, c) = below(4) == 0 ? (below(2) == 0 ? (1, columns) : (rows, 1)) : (rows, columns)
      return fill(
        pick(RandomFormula.pairs), array(rows, columns, depth: depth - 1),
        array(r, c, depth: depth - 1))
    case 6 where below(3) == 0:
      return fill(
        pick(RandomFormula.equals), array(rows, columns, depth: depth - 1),
        array(rows, columns, depth: depth - 1))
    case 6:
      let inner = 1 + below(3)
      let a = array(rows, inner, depth: depth - 1)
      let b = array(inner, columns, depth: depth - 1)
      let flipped = array(columns, inner, depth: depth - 1)
      used["product", default: 0] += 1
      switch below(4) {
      case 0: return "((\(a)) * (\(flipped))')"
      case 1: return "(-(\(a)) * (\(b)))"
      default: return "((\(a)) * (\(b)))"
      }
    case 7: return "(\(array(columns, rows, depth: depth - 1)))'"
    default:
      return fill(pick(RandomFormula.keeping), array(rows, columns, depth: depth - 1), "", dim)
    }
  }

  /// A number.
  mutating func number(depth: Int) -> String {
    fill(pick(RandomFormula.numbers), array(1 + below(3), 1 + below(3), depth: depth))
  }

  private mutating func leaf(_ rows: Int, _ columns: Int) -> String {
    let count = rows * columns
    if below(4) == 0 || count > RandomFormula.parameterCount {
      let numbers = (0..<count).map { _ in "\(Double(below(40)) / 10 - 1.9)" }
      return
        "reshape([\(numbers.joined(separator: " "))] * x(\(1 + below(8))), \(rows), \(columns))"
    }
    let first = 1 + below(RandomFormula.parameterCount - count + 1)
    return "reshape(x(\(first):\(first + count - 1)), \(rows), \(columns))"
  }

  /// The body of a function of x that sets J, by statements: loops, branches, stores, calls.
  mutating func body() -> String {
    let e = number(depth: 1)
    let f = array(2, 3, depth: 1)
    switch below(8) {
    case 0:
      return """
        z = zeros(1, 3); for k = 1:3, z(k) = x(k) * (\(e)) + k; end
        J = sum(z .^ 2);
        """
    case 1:
      return """
        A = \(f); A(2, :) = A(1, :) .* x(1:3)'; A(:, end + 1) = x(4:5); A(A > 2) = x(2); J = sum(A(:) .^ 2);
        """
    case 2:
      return """
        J = 0; k = 0; while k < 4, k += 1; if x(k) > 0, J += x(k) * (\(e)); else, J -= x(k) ^ 2; end, end
        """
    case 3:
      return """
        s.w = \(f); s.b = {x(1), x(2:3)}; s.w(1, 2) = s.b{2}(1); s.b{1} *= 2; J = sum(s.w(:)) * s.b{1};
        """
    case 4:
      return """
        v = []; for t = x', v(end + 1) = t * 2; end, v(2) = []; v([1 1]) = [x(1) x(2)]; J = v * v' + (\(e));
        """
    case 5:
      return """
        g = @(a, b) a .* b + x(1); h = cellfun(@(c) sum(c(:)), {\(f), x}); J = sum(g(h, 2)(:));
        """
    case 6:
      return """
        A = \(f); A .*= 2; A += 1; A -= x(1); A(1, :) = []; B = A'; B(:) = x(2); J = sum(A(:)) + sum(B(:) .^ 2);
        """
    default:
      return """
        J = 0; for row = (\(f)), J = J + norm(row) * x(3); try, J = J * x(1); catch, J = 0; end, end
        """
    }
  }
}
