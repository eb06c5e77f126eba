"""The reasons why a program may print something else here than in Octave 7.3, each with a narrow test.

A test sees the statement at which the outputs part, and the first line that differs in the output of that
statement: `o` of Octave, `n` of nnsh, without "error: ", which `o_fails` and `n_fails` tell.
"""

import re

import compare

MARK = "####"
EMPTY = re.compile(r"(\[\]|\{\})\(\d+(x\d+)+\)")
NO_STRUCT = re.compile(
    r"cannot be indexed with \.|invalid dot name structure|in computed assignment|part that does not exist|"
    r"structure has no member|fieldnames: Invalid input|cannot be further indexed")
CONCATENATION = re.compile(
    r"octave_base_value::cell_value|dimensions? mismatch|concatenation operator not implemented|field names mismatch|concatenation of structure|"
    r"cat: dimension mismatch|wrong type elements or mixed cells")


class Difference:
    """The first statement of a program on which the outputs differ."""

    def __init__(self, program, statement, expected, actual):
        self.program = "\n".join(program)
        self.s = statement
        self.expected, self.actual = expected, actual
        left, right = expected.rstrip("\n").split("\n"), actual.rstrip("\n").split("\n")
        k = next((i for i, (a, b) in enumerate(zip(left, right)) if a != b and not compare.close(a, b)),
                 min(len(left), len(right)))
        o, n = left[k] if k < len(left) else "", right[k] if k < len(right) else ""
        caught = re.search(r"lasterr|\.message|catch", statement) is not None
        self.o_fails, self.n_fails = o.startswith("error: ") or caught, n.startswith("error: ") or caught
        self.o, self.n = o.replace("error: ", "", 1), n.replace("error: ", "", 1)

    def both_match(self, pattern):
        return re.search(pattern, self.o) is not None and re.search(pattern, self.n) is not None

    def calls(self, *names):
        return any(re.search(r"\b%s\(" % name, self.s) for name in names)


def marked(program):
    """The program with a mark before every statement."""
    lines = []
    for k, statement in enumerate(program):
        lines += ["printf('\\n%s %d\\n');" % (MARK, k), statement]
    return lines


def pieces(text):
    """The outputs of a marked program by statement."""
    parts = re.split(r"\n%s (\d+)\n" % MARK, text)
    return {int(parts[i]): parts[i + 1] for i in range(1, len(parts) - 1, 2)}


def difference(program, expected, actual):
    """Where the outputs of the marked program part; None if they do not."""
    if "<<" in expected or "<<" in actual:
        return Difference(program, "\n".join(program), expected, actual)
    left, right = pieces(expected), pieces(actual)
    for k, statement in enumerate(program):
        a, b = left.get(k, ""), right.get(k, "")
        if a != b and not compare.close(a, b):
            return Difference(program, statement, a, b)
    return None


def squeezed(text):
    return re.sub(r"\s+", " ", text).strip()


def numbers(text):
    return [float(x) for x in compare.NUMBER.findall(text)]


def span(values):
    """How far the sizes of numbers are apart."""
    sizes = [abs(x) for x in values if x]
    return max(sizes) / min(sizes) if sizes else 1


def nearly(d, tolerance):
    """The same numbers up to rounding that is small beside the largest."""
    a, b = numbers(d.expected), numbers(d.actual)
    if len(a) != len(b) or not a or d.o_fails or d.n_fails:
        return False
    largest = max(map(abs, a + b))
    return all(abs(x - y) <= tolerance * largest for x, y in zip(a, b))


def is_refusal_of_truths(d):
    return re.match(
        r"(mod|rem|atan2|hypot|xnorm|cumsum|cumprod): wrong type argument '(bool|bool matrix|s?q?_?string)'|"
        r"dot: X and Y must be numeric|polyval: [XP] must be a? ?numeric floating point", d.o) is not None


def printable(text):
    return re.sub(r"[^\x21-\x7e]", "", text)


REASONS = [
    ("setfield of struct arrays", "7.3 ends in octave_map::setfield: internal error; nnsh says what is missing.",
     lambda d: d.o.startswith("octave_map::setfield: internal error")),
    ("truths and texts as numbers", "7.3 refuses logicals or texts in some functions of numbers; nnsh computes, as of 1 and 0.",
     is_refusal_of_truths),
    ("functions of texts", "7.3 refuses log('') and its like; nnsh computes with the codes.",
     lambda d: "argument must be numeric" in d.expected and "argument must" not in d.actual),
    ("permutation matrices", "nnsh has no permutation matrices: it prints the full matrix.",
     lambda d: "Permutation Matrix" in d.expected),
    ("diagonal matrices", "7.3 keeps some results diagonal (expm, single, columns of eye in for) and makes others full; nnsh decides by the class and by the indices.",
     lambda d: d.expected.count("Diagonal Matrix") != d.actual.count("Diagonal Matrix") and re.search(r"eye\(|expm\(|inv\(|diag\(", d.program)),
    ("diagonal matrices", "7.3 turns a diagonal matrix that is not square back as it turns: rot90(eye(4, 2)) is 4x2.",
     lambda d: re.search(r"rot90\(eye\(", d.program)),
    ("diagonal matrices", "Both refuse to broadcast a diagonal matrix; 7.3 counts pages as columns.",
     lambda d: d.o_fails and d.n_fails and re.match(r"operator [-+]: nonconformant", d.o) and re.search(r"eye\(|expm\(|diag\(", d.program)),
    ("sort along the third dimension", "7.3 refuses [s, i] = sort(A, 3) of a matrix; nnsh gives A and ones.",
     lambda d: d.o.startswith("sort: invalid dimension") and d.calls("sort")),
    ("growing what does not exist", "7.3 refuses x(end + 1) and x.f{end + 1} of what has no value yet; nnsh begins it.",
     lambda d: re.match(r"structure has no member|error evaluating partial expression for END|invalid use of 'end'|matrix cannot be indexed with \.", d.o)
     and "end" in d.s and not d.n_fails),
    ("growing what does not exist", "7.3 refuses x(end + 1) and x.f{end + 1} of what has no value yet; nnsh begins it.",
     lambda d: d.o.startswith("structure has no member 'list'") and d.n.startswith("a cs-list")),
    ("handles in brackets", "7.3 fails on [f] and on cells of handles that grow; nnsh gives the handle.",
     lambda d: re.search(r"octave_base_value::resize \(\): wrong type argument '(function handle|object)'", d.o)),
    ("any and all of a cell", "7.3 answers [](0x0); nnsh refuses a cell.",
     lambda d: re.match(r"(any|all): wrong type argument 'cell'", d.n)
     or "any({1})" in d.s or "all({1})" in d.s),
    ("print_usage outside functions", "7.3 names the script file; nnsh says where print_usage belongs.",
     lambda d: d.o.startswith("print_usage: 'batch' not found")),
    ("bytes above 127", "Codes above 127 are parts of UTF-8 in 7.3, whose text functions differ on them; nnsh keeps to bytes of ASCII.",
     lambda d: any(ord(c) > 127 for c in d.expected + d.actual) or "invalid UTF-8" in d.o),
    ("codes that are no letters", "Characters below blank and the byte 0 print as themselves or not at all.",
     lambda d: d.o != d.n and printable(d.o) == printable(d.n)
     and (re.search(r"[\x00-\x08\x0b-\x1f]", d.expected + d.actual) or re.search(r"char\(|%[\d.]*s", d.s))),
    ("internal names in messages", "7.3 names a function of its source (octave_base_value::...); nnsh names the called one, or converts.",
     lambda d: re.search(r"octave_base_value::(?!resize)", d.o)),
    ("handle beside an empty cell", "7.3 lets a blank and {}(0x0) follow the handle on its line.",
     lambda d: re.match(r"@\(.*\)\s+\{\}\(0x0\)", d.o)),
    ("end in an index of a literal", "7.3 does not parse end in the index of a number: 2893(1:end).",
     lambda d: "<<does not parse>>" in d.expected and re.search(r"[\d.\])']\([^()]*\bend\b", d.program)),
    ("inputname outside functions", "7.3 answers '' in a script; nnsh says that there is no such argument.",
     lambda d: "inputname(1)" in d.s),
    ("two faults in one assignment", "Both refuse it; which fault comes first differs.",
     lambda d: d.o.startswith("invalid dot name structure assignment because the structure array is empty") and d.n_fails),
    ("two faults in one concatenation", "Both refuse it; which fault comes first differs.",
     lambda d: d.o_fails and d.n_fails and d.both_match(CONCATENATION)),
    ("cells as numbers", "nthargout(1:2, ...) is a cell; both refuse it as a number, with other words or, where 7.3's own code takes it, not.",
     lambda d: "nthargout(1:2" in d.program and (d.o_fails or d.n_fails)),
    ("text of parse errors", "Both say parse error, each with its own words and place.",
     lambda d: "parse error" in d.expected and "parse error" in d.actual),
    ("nargout through {:}", "7.3 hands the number of targets to the function before {:} takes its one result apart.",
     lambda d: re.match(r"\[\w+, \w+\] = (cellfun|arrayfun)\(.*\)\{:\}$", d.s)),
    ("nargout through {:}", "7.3 hands the number of targets to the function before {:} takes its one result apart.",
     lambda d: re.match(r"(cellfun|arrayfun): function returned fewer than nargout values|size: nargout > 1|\w+: function called with too many outputs", d.o) and "{:}" in d.s),
    ("diagonal matrices", "kron leaves the zeros of a diagonal matrix zero beside Inf in 7.3; nnsh multiplies.",
     lambda d: "kron(eye(" in d.program and "NaN" in d.actual and "Inf" in d.expected),
    ("NA", "7.3 keeps the bits of NA in some functions and not in others; both are NaN.",
     lambda d: "NA" in d.program and squeezed(re.sub(r"\bNA\b", "NaN", d.o)) == squeezed(re.sub(r"\bNA\b", "NaN", d.n))),
    ("rounding where 0 is meant", "Sums in another order leave another rest, which changes the scale of the display.",
     lambda d: d.calls("polyfit", "inv", "zscore", "center", "std", "var", "det", "expm", "rescale", "cov") and nearly(d, 1e-9)),
    ("rounding where 0 is meant", "Sums in another order leave another rest, which changes the scale of the display.",
     lambda d: (d.calls("polyfit") or "] * [" in d.s) and re.search(r"e-1[5-9]\b", d.expected + d.actual) and nearly(d, 1e-4)),
    ("last bit of single precision", "Sums of single precision in another order differ in the last bit, those of thousands in more.",
     lambda d: "single" in d.program and nearly(d, 1e-4 if d.calls("sum", "mean") else 3e-7)),
    ("products of three dimensions", "7.3 counts the pages as columns before it refuses, or computes so; nnsh refuses with the true sizes.",
     lambda d: re.match(r"operator [*/\\]: nonconformant arguments \(op1 is .*\d+x\d+x\d+|kron: not defined for N-D", d.n)),
    ("empty names", "7.3 refuses '' as a key of containers.Map and as a field; nnsh takes it.",
     lambda d: d.o.startswith("cell2struct: FIELDS must be a cell array")),
    ("deal into fields", "Both refuse; 7.3 counts the targets in a struct array that is empty first.",
     lambda d: d.o.startswith("deal: nargin > 1 and nargin != nargout") and re.match(r"\[\w+\.\w+, \w+\.\w+\]", d.s)),
    ("$0 in a replacement", "7.3 gives its last bytes or nothing; nnsh gives the whole match, as in other languages.",
     lambda d: "'$0'" in d.program and "regexprep" in d.program),
    ("identifier of a missing function", "cellfun gives the error of an unknown function without identifier in 7.3.",
     lambda d: d.o == "" and d.n == "Octave:undefined-function"),
    ("the sign of NaN", "7.3 writes -nan in messages where the processor set the sign.",
     lambda d: d.o_fails and d.n_fails and d.o.replace("-nan", "nan") == d.n),
    ("two undefined names", "Both name one of several names without a value; 7.3 the one further to the left.",
     lambda d: d.both_match(r"^'\w+' undefined") and all(re.search(r"\b%s\b" % text.split("'")[1], d.s) for text in (d.o, d.n))),
    ("truths and texts as numbers", "7.3 refuses logicals in merge with an array of conditions.",
     lambda d: d.o.startswith("merge: cannot merge logical")),
    ("variables in functions without a name", "7.3 refuses new variables in evalc inside @(x) ...; nnsh lets them pass with the call.",
     lambda d: d.o.startswith("can not add variable")),
    ("nothing into nothing", "7.3 stores a variable that is [] into a page of an array without elements, and refuses it as an expression.",
     lambda d: re.match(r"=: nonconformant arguments \(op1 is 0x\d+, op2 is 0x0\)", d.n) and not d.o_fails),
    ("beyond the limit of time", "7.3 is ended by the limit of time of these runs; nnsh says at once that there is no memory.",
     lambda d: d.expected.startswith("<<process ended: -9") and "out of memory" in d.actual),
    ("conditions on structs", "7.3 takes if struct() for false; nnsh refuses it.",
     lambda d: "if struct()" in d.s),
    ("words of x op= y", "7.3 computes arrays in place by another way, which names the assignment and does not broadcast.",
     lambda d: re.match(r"(\.\*|[-+*/])=: nonconformant", d.o)),
    ("words of bsxfun", "Both name the sizes, or 7.3 goes on with an empty operand.",
     lambda d: d.n.startswith("bsxfun: nonconformant dimensions")),
    ("cells of cells in strcat", "7.3 joins cells of cells to something; nnsh refuses them.",
     lambda d: d.n.startswith("strcat: inputs must be strings")),
    ("containers.Map as a value", "7.3 fails on the map as a value of functions that take a struct or text.",
     lambda d: "containers.Map()" in d.program and re.match(r"containers.Map: properties are read-only|disp: function called with too many|only '\(\)' indexing", d.o)),
    ("faults inside interp1", "Both refuse the sizes, 7.3 at an operator of its own code.",
     lambda d: d.o_fails and d.n_fails and d.calls("interp1")),
    ("null_string", "7.3 shows the class of the literal '' in a struct as null_sq_string.",
     lambda d: "null_" in d.o),
    ("the stack of a caught error", "7.3 leaves err.stack empty at the top level for errors of builtins; nnsh has the place there.",
     lambda d: "isempty(q.stack)" in d.s and (d.o, d.n) == ("1", "0")),
    ("the stack of a caught error", "In 7.3 it has the functions of its own files too.",
     lambda d: "stack =" in d.expected and "stack =" in d.actual),
    ("field of what is no struct", "Both refuse it with one of the words for that.",
     lambda d: d.o_fails and d.n_fails and d.both_match(NO_STRUCT)),
    ("setfield of struct arrays", "7.3 makes one struct of an array of them that has no fields where a field of a field is set; nnsh asks for a subscript.",
     lambda d: "rmfield(" in d.program and re.match(r"invalid dot name structure|a cs-list cannot be", d.n) and not d.o_fails),
    ("setfield of struct arrays", "7.3 sets a field of an array without elements or fields; nnsh asks for a subscript.",
     lambda d: d.calls("setfield") and d.n.startswith("invalid dot name structure")),
    ("numel of a map", "7.3 counts a containers.Map as one value in some calls; nnsh counts its keys.",
     lambda d: re.search(r"(numel|length|numfields|size|size_equal|ndims|rows|columns)\((containers.Map\(\)|x\))|size_equal\(", d.program) and "containers.Map()" in d.program),
    ("display of a map", "fdisp shows the fields of the object in 7.3.",
     lambda d: "containers.Map()" in d.program and "Count" in d.expected and "Count" in d.actual),
    ("field names that are no names", "Their column is as wide as the name in 7.3 only if it has no blanks.",
     lambda d: d.calls("cell2struct") and squeezed(d.o) == squeezed(d.n)),
    ("printing handles", "7.3 ends printf of a handle in octave_base_value::array_value.",
     lambda d: "octave_base_value::array_value(): wrong type argument 'function handle'" in d.expected),
    ("lazy_index", "7.3 names its class of the results of find and sort.",
     lambda d: "lazy_index" in d.o),
    ("places from lookup", "7.3 ignores an assignment to what lookup gave where the sizes differ; nnsh refuses it.",
     lambda d: "lookup(" in d.program and d.n.startswith("=: nonconformant arguments") and not d.o_fails),
    ("odd single numbers", "7.3 takes odd whole numbers of single precision beyond 2^23 for fractions.",
     lambda d: "single(" in d.program and re.search(r"\d\.\d+e\+0[67]$", d.o)
     and re.search(r"\b(8[4-9]|9|1[0-6])\d{5,6}\b", d.n) and not d.n_fails),
    ("zero as a character", "num2str of 0 by %s is the character 0 in 7.3 and empty in nnsh.",
     lambda d: "num2str(" in d.s and re.search(r"'%-?[\d.]*[sc]'", d.s)),
    ("cstrcat of an empty row", "7.3 leaves a 1x0 text out; nnsh refuses it beside a text of several rows.",
     lambda d: d.calls("cstrcat") and d.n.startswith("horizontal dimensions mismatch")),
    ("rescale of nothing", "7.3 fails on arrays without elements at an operator of its own code; nnsh gives them back.",
     lambda d: "rescale(" in d.program and (re.match(r"operator [-+*]: nonconformant", d.o) or EMPTY.search(d.o + d.n))),
    ("%c of huge numbers", "7.3 prints numbers beyond all codes as numbers; nnsh prints nothing.",
     lambda d: "%c" in d.s and not d.o_fails and not d.n_fails
     and (re.search(r"e\+\d+", d.expected) or any(abs(x) >= 2 ** 31 for x in numbers(d.s)))),
    ("vecnorm of nothing", "vecnorm([]) is 0 in 7.3, and an empty row here.",
     lambda d: "vecnorm(" in d.program and re.search(r"0x0|x0", d.o + d.n)),
    ("primes and NaN", "7.3 says that NaN and Inf are no primes; nnsh refuses what is not whole.",
     lambda d: d.n.startswith("isprime: X contains non-integer")),
    ("linspace of nothing", "7.3 counts an empty end as a column of none; nnsh refuses it.",
     lambda d: d.n.startswith("linspace: START, END must be")),
    ("bytes above 127", "7.3 orders characters above 127 below 0.",
     lambda d: d.calls("max", "min", "sort", "range") and re.search(r"char\(", d.s)),
    ("diagonal matrices", "zscore of a diagonal matrix ends in the subtraction of its own code in 7.3.",
     lambda d: re.search(r"zscore\((eye|diag|expm)\(", d.s) and d.o.startswith("operator -: nonconformant")),
    ("two minus signs", "7.3 reads --(x) as a decrement and refuses it; nnsh negates twice.",
     lambda d: re.search(r"--(\w*\(|\[)", d.s)),
    ("Inf and NaN in solving, deconv, det, inv, norm, mode and polyfit", "Inf - Inf inside 7.3's way of computing leaves NaN, or another value.",
     lambda d: re.search(r"\b(deconv|det|inv|norm|mode|polyfit)\(|\\ ", d.program) and not d.o_fails and not d.n_fails
     and (re.search(r"Inf|NaN", d.expected + d.actual) or re.search(r"\./ \[[^\]]*\b0\b", d.s))),
    ("polyfit of NaN", "7.3 computes the norm of the residuals NaN; nnsh has no fit and 0.",
     lambda d: d.calls("polyfit") and "normr" in d.o),
    ("unique of an empty text", "7.3 ends in zeros: invalid class name.",
     lambda d: d.o.startswith("zeros: invalid class name")),
    ("mode of nothing", "7.3 ends in xs(1,_): out of bound.",
     lambda d: d.o.startswith("xs(1,_): out of bound 0") and "mode" in d.program),
    ("words of a refusal", "Both refuse the arguments of the same function.",
     lambda d: d.o_fails and d.n_fails and d.calls("cross", "sortrows", "xor", "meshgrid", "ndgrid", "validatestring", "interp1", "cell2mat", "ismember")
     and re.match(r"(cross|sortrows|xor|meshgrid|ndgrid|validatestring|interp1|cell2mat|isprime|ismember): ", d.n)),
    ("words of bsxfun", "7.3 calls the function column by column, which its words about an element tell.",
     lambda d: d.calls("bsxfun") and d.both_match(r"binary operator '.+' not implemented for '.*cell.*' by")),
    ("interp1 of one row", "7.3 takes a row of values for one function of several points; nnsh asks for two.",
     lambda d: "interp1: minimum of 2 points" in d.actual),
    ("cells of other values as sets", "7.3 takes cells of matrices as sets of texts in some calls and refuses them in others.",
     lambda d: re.search(r"cell array of strings cannot be combined|must be an array or cell array of strings|each element of CELLSTR", d.o + d.n)
     and not (d.o_fails and d.n_fails)),
    ("handles from cellfun", "7.3 refuses handles as uniform results; nnsh gives them back.",
     lambda d: re.match(r"(arrayfun|cellfun): all values must be scalars when UniformOutput = true", d.o) and not d.n_fails),
    ("structs from cellfun", "Both refuse results that are not all structs, 7.3 at the assignment inside.",
     lambda d: d.calls("cellfun", "arrayfun") and re.match(r"invalid structure assignment|incompatible fields in struct|operator =: no conversion for assignment of 'scalar struct'", d.o) and d.n_fails),
    ("faults inside vander and deal", "max(zeros(0, 3), [], 1) and its like have no row in 7.3.",
     lambda d: d.calls("vander") and d.o_fails),
    ("end inside a call", "7.3 lets end in the arguments of a function mean the value around it.",
     lambda d: "invalid use of 'end'" in d.n and re.search(r"\w\([^()]*, -?end|\[\d \d\], \d, end", d.s)),
    ("colon as an argument", "Both refuse pi(1, :); the words differ.",
     lambda d: d.o.startswith("invalid use of colon in function argument list")),
    ("3-D arrays by rows", "7.3 ends in __sort_rows_idx__; nnsh looks at the pages as columns.",
     lambda d: d.o.startswith("__sort_rows_idx__")),
    ("diagonal matrices", "7.3 mixes up the rows and columns of diagonal matrices that are not square in num2str and permute.",
     lambda d: re.search(r"(num2str|permute)\(eye\((\d+), ?(?!\2\))", d.program)),
    ("empty results of arrayfun", "7.3 has no value to index where arrayfun called nothing.",
     lambda d: d.o == "indexing undefined value" and d.calls("arrayfun", "cellfun")),
    ("NaN into text", "7.3 refuses NaN as a character; nnsh stores the byte 0.",
     lambda d: d.o.startswith("invalid conversion from NaN to character")),
    ("lists from a function", "Both refuse a function that gives several values or none, at another place.",
     lambda d: "'cs-list'" in d.o and d.n_fails),
    ("ans after fflush", "puts, fputs and fflush, which stands before every program, set ans to 0 in 7.3; nnsh leaves ans alone.",
     lambda d: d.o.startswith("ans = 0") and "'ans' undefined" in d.n),
    ("ans after str2func", "str2func of a function without a name sets ans in 7.3.",
     lambda d: "str2func('@" in d.program and re.match(r"ans =|@\(", d.o) and "'ans' undefined" in d.n),
    ("empty texts beside numbers", "[5; 'a':' '] is a text in 7.3; nnsh leaves the empty part out.",
     lambda d: "['a':" in d.s),
    ("java names", "fieldnames of a text asks Java in 7.3.", lambda d: "java" in d.o),
    ("texts of several rows", "strrep reads them column by column in 7.3 where it finds the pattern; nnsh leaves them.",
     lambda d: re.search(r"strrep\(char\(", d.s)),
    ("fields of no structs", "7.3 shows no fields where [s.f] joins nothing but structs without elements.",
     lambda d: "0x0 struct array containing the fields" in d.expected and d.actual.startswith(d.expected.rstrip())),
    ("texts of several rows in cells", "strrep reads them column by column in 7.3; nnsh refuses them.",
     lambda d: d.n.startswith("strrep: each element of S must be a string") and not d.o_fails),
    ("texts of several rows in cells", "7.3 sorts a cell by the first row of each text, and drops the others.",
     lambda d: re.search(r"sort: only cell arrays of character strings", d.n) and not d.o_fails),
    ("rows of other cells", "7.3 sorts the rows of cells of numbers, and loses those that hold nothing; nnsh refuses them.",
     lambda d: d.n.startswith("sortrows: only cell arrays of character strings")),
    ("places of deletion", "7.3 names x(_,0) in x(:, 0) = [] as x0.",
     lambda d: re.match(r"\w+?-?[\d.]+: subscripts must be", d.o) and "= []" in d.s),
    ("whole literals beyond flintmax", "7.3 keeps a literal of sixteen digits and more exactly until it is stored or computed with.",
     lambda d: re.search(r"\d{16}", d.program) and re.search(r"\d{16}", d.expected) and not d.o_fails and not d.n_fails),
    ("empty parts beside cells and structs", "7.3 checks the sizes of empty parts, or leaves '' and other empties out of a cell.",
     lambda d: (re.search(r"(horizontal|vertical) dimensions mismatch \((0x[1-9]|\d+x\d+ vs 0x[1-9]|\d+x0|\d+x\d+ vs \d+x0)", d.o) and not d.n_fails)
     or (re.match(r"\[\w+, |vertcat\(\w+\{:\}\)|\[\w+; ", d.s) and len(d.actual) > len(d.expected) and "{" in d.actual)),
    ("ranges of integers times nothing", "7.3 multiplies the range with the empty matrix; nnsh refuses the bound.",
     lambda d: d.n.startswith("colon operator upper bound invalid")),
    ("parentheses in the text of a handle", "7.3 drops parentheses around a matrix that it folds.",
     lambda d: re.match(r"(\w+ = )?@\(", d.o) and re.sub(r"[ ()]", "", d.o) == re.sub(r"[ ()]", "", d.n)),
    ("strcat of truths", "7.3 takes logicals as characters in strcat, regexprep and strjust in its own way.",
     lambda d: re.search(r"(strcat|regexprep|strjust)\((char\()?(strncmp|strcmp|strfind)", d.program)),
    ("a colon in brackets", "[:] ends in an error of octave_base_value::resize when it runs in 7.3, in a parse error here.",
     lambda d: "[:]" in d.program and "<<does not parse>>" in d.actual),
    ("ranges of 64-bit integers", "nnsh counts the range in doubles, which hold integers up to flintmax only.",
     lambda d: "int64" in d.program and re.search(r"\w\(1\):\w\(1\)", d.s) and re.search(r"\d{16}", d.actual)),
    ("single precision as whole numbers", "The last bit of single precision decides whether a number is shown as a whole one.",
     lambda d: "single(" in d.program and ("e+" in d.expected) != ("e+" in d.actual) and nearly(d, 6e-5)),
    ("rows of a range", "sortrows gives no rows for a range in 7.3; nnsh sorts it.",
     lambda d: d.calls("sortrows") and re.search(r"sortrows\(\(?[-\d.]+:", d.s) and EMPTY.search(d.o) is not None),
    ("integers into one number", "7.3 cannot store arrays of integers into a variable that holds one number.",
     lambda d: re.match(r"operator =: no conversion for assignment of 'u?int\d+ matrix' to indexed '(float )?scalar'", d.o)),
    ("max of empty truths", "max and min of logicals without elements keep their size in 7.3.",
     lambda d: d.calls("max", "min") and EMPTY.search(d.o) is not None and EMPTY.search(d.n) is not None),
    ("messages inside evalc", "7.3 tells where a warning was given, with the lines of the program.",
     lambda d: d.calls("evalc") and "warning: called from" in d.expected),
    ("products summed in another order", "The last bit of a product of matrices decides whether %d has a whole number.",
     lambda d: re.search(r"%[-+ #]?[\d.]*[diuoxX]", d.s) and "] * [" in d.s and nearly(d, 1e-5)),
    ("whole numbers above flintmax in structs", "7.3 names its class of such a literal.",
     lambda d: "magic_int" in d.expected),
    ("last bit of tanh", "The vector function differs in the last bit, which changes the scale of the display where 1 is taken away.",
     lambda d: "tanh(" in d.program and nearly(d, 1e-14)),
    ("products summed in another order", "format long shows the last bits of a product of matrices.",
     lambda d: "format long" in d.program and re.search(r"\] ?[*^]", d.s) and nearly(d, 4e-16)),
    ("products summed in another order", "Numbers of single precision as text are as long as their last bit makes them.",
     lambda d: re.search(r"(mat2str|num2str|disp)\((.*single\(.*\] ?\) ?\* ?|norm\()single\(", d.program)),
    ("ill-conditioned systems", "What is left of the solution is rounding, of products that are summed in another order.",
     lambda d: re.search(r"\] ?(\* ?\[.*|\+ ?10\*eye\(\d\)\)) \\ ", d.s) and span(numbers(d.s)) > 1e14 and not d.o_fails and not d.n_fails),
    ("ill-conditioned systems", "What is left of the solution is rounding, of powers that are many orders of magnitude apart.",
     lambda d: re.search(r"\(2 \.\^ \[.*\\ ", d.s) and not d.o_fails and not d.n_fails),
    ("systems of zeros", "A matrix of zeros of which some are negative counts as triangular in 7.3, whose solutions are NaN.",
     lambda d: "\\ " in d.program and set(d.expected.split()) <= {"NaN", "=", "ans"} | {d.s.split()[0]} and not any(numbers(d.actual))),
    ("order of what is equal", "The last bit of an inverse or a covariance decides the order of what is equal but for it.",
     lambda d: d.calls("sort", "sortrows") and "inv(" in d.s and sorted(numbers(d.expected)) == sorted(numbers(d.actual))
     or d.calls("max", "min") and "cov(" in d.s and not d.o_fails and not d.n_fails),
    ("output beyond the limit", "Both print more than fits into the file of outputs.",
     lambda d: d.expected.startswith("<<process ended") and d.actual.startswith("<<process ended")),
    ("ill-conditioned remainders", "The remainder of a large product depends on its last bits.",
     lambda d: d.calls("mod", "rem") and re.search(r"\]\)? \* (single\()?\[", d.s) and nearly(d, 1e-2)),
    ("growing a diagonal matrix", "Both refuse y(end + 1) = x where y has two dimensions; 7.3 names ind2sub for a diagonal one.",
     lambda d: d.o.startswith("ind2sub: index out of range") and d.n_fails and re.search(r"eye\(|diag\(", d.program)),
    ("truths as characters", "char of false is an empty text in 7.3, and the code 0 here as for the number 0.",
     lambda d: re.search(r"char\((strn?cmpi?|strfind|is\w+|any|all|false)\(", d.program)
     and (d.o_fails or EMPTY.search(d.o) is not None or printable(d.o) == printable(d.n))),
    ("fractions as dimensions", "7.3 tells a dimension that is none without its fraction.",
     lambda d: d.both_match(r"^\w+: invalid dimension (DIM|argument) = ")),
    ("products of three dimensions", "7.3 multiplies with the transpose in one step, which counts the pages as columns.",
     lambda d: d.n.startswith("transpose not defined for N-D") and re.search(r"\* ?\w+'", d.s)),
    ("texts of several rows in cells", "strtrim and deblank of a cell keep the first row of each text in 7.3.",
     lambda d: re.search(r"(strtrim|deblank)\(", d.program) and re.search(r"num2str\((\[|bit)", d.program) and "{" in d.expected + d.s and len(d.actual) > len(d.expected)),
    ("whole numbers beyond flintmax", "7.3 prints digits that a double does not hold exactly as its integer conversion gives them.",
     lambda d: re.search(r"\d{16}", d.o) and re.search(r"\d{16}", d.n) and squeezed(d.o)[:15] == squeezed(d.n)[:15]),
]


def reason(d):
    """The name of the first reason that fits; None where there is none."""
    return next((name for name, _, test in REASONS if test(d)), None)
