"""The productions of random programs: templates by kind of value.

A template holds placeholders <kind a b ...>; the arguments are sizes: numbers, names bound by the goal
(r and c of a matrix), sums such as r+1, or new names, which get a random size and keep it for the rest
of the template. A template may carry a condition on the goal's sizes after a bar: "magic(<=r>)|r==c>2".
"""

# s: a real scalar
SCALAR = [
    (30, "<lit>"), (25, "<var s>"),
    (8, "(<s> <+-> <s>)"), (4, "<s> * <s>"), (3, "<s> / <s>"), (2, "(<s>)^2"), (1, "2^<small>"), (2, "-(<s>)"),
    (2, "sum(<M 1 n>)"), (1, "sum(<M n 1>)"), (1, "prod(<M 1 n>)"), (2, "max(<M 1 n>)"), (2, "min(<M n 1>)"),
    (2, "mean(<M 1 n>)"), (1, "median(<M 1 n>)"), (1, "mode(<M 1 n>)"), (1, "std(<M 1 n>)"), (1, "var(<M n 1>)"),
    (2, "numel(<any>)"), (1, "length(<any>)"), (1, "ndims(<any>)"), (1, "rows(<any>)"), (1, "columns(<any>)"),
    (3, "<M r c>(<i r>,<i c>)"), (2, "<M 1 n>(<i n>)"), (1, "<M 1 n>(end)"), (1, "size(<any>, <dim>)"),
    (1, "norm(<M 1 n>)"), (1, "norm(<M n 1>, 1)"), (1, "norm(<M 1 n>, Inf)"), (1, "trace(<M n n>)"), (1, "dot(<M 1 n>, <M 1 n>)"),
    (1, "det(<M 2 2>)"), (1, "rank(<M n n>)"),
    (2, "mod(<s>, <s>)"), (2, "rem(<s>, <s>)"), (1, "floor(<s>)"), (1, "round(<s>)"), (1, "fix(<s>)"), (1, "ceil(<s>)"), (1, "abs(<s>)"), (1, "sign(<s>)"),
    (1, "idivide(int32(<whole>), int32(<pos>), '<idiv>')"), (1, "nnz(<M r c>)"), (1, "hypot(<s>, <s>)"), (1, "atan2(<s>, <s>)"),
    (1, "gcd(<whole>, <whole>)"), (1, "lcm(<pos>, <pos>)"), (1, "factorial(<small>)"), (1, "nchoosek(<small>+4, <small>)"), (1, "bitand(<pos>, <pos>)"),
    (1, "bitor(<pos>, <pos>)"), (1, "bitxor(<pos>, <pos>)"), (1, "bitshift(<pos>, <small>)"),
    (1, "polyval(<M 1 n>, <s>)"), (1, "trapz(<M 1 n>)"), (1, "str2double(<numstr>)"), (1, "str2num(<numstr>)"), (1, "double('<letter>')"), (1, "numel(find(<M r c>))"),
    (1, "abs(<s>)^0.5"), (1, "sqrt(abs(<s>))"), (1, "log(abs(<s>)+1)"), (1, "exp(<small>)"), (1, "sin(<s>)"), (1, "cos(<s>)"), (1, "tanh(<s>)"),
    (1, "1 / (1 + exp(-(<s>)))"), (1, "(@(x) x.^2 + 1)(<s>)"), (1, "feval(@plus, <s>, <s>)"), (1, "feval('max', <M 1 n>)"), (1, "(<s> > <s>) * 3"), (1, "ifelse_(<cond>, <s>, <s>)"),
    (1, "cellfun(@numel, <T 1>)"), (1, "str2func('@(x) x + 1')(<s>)"), (1, "sum(<M r c>(:))"), (1, "max(max(<M r c>))"), (1, "any(<M 1 n> > <s>)"), (1, "all(<M n 1> > <s>)"),
    (1, "sumsq(<M 1 n>)"), (1, "meansq(<M 1 n>)"), (1, "range(<M 1 n>)"), (1, "cond([2 1;1 <pos>])"), (1, "primes(20)(<small>+1)"), (1, "isprime(<pos>)"), (1, "nthargout(2, @max, <M 1 n>)"),
    (1, "bin2dec('1<bits>')"), (1, "hex2dec('<letterhex>F')"), (1, "fix(clock()(1) / 1e4)"), (1, "sub2ind([3 4], <i 3>, <i 4>)"), (1, "realmax('single')"), (1, "intmax('int16') - <pos>"),
    (1, "cross_(<s>)"), (1, "sum(primes(<pos>))"), (1, "gamma(<small>+1)"), (1, "erf(<dec>)"), (1, "cbrt(<s>)"), (1, "nthroot(<whole>, 3)"), (1, "log2(<pos>)"), (1, "log10(<pos>)"), (1, "sec(<dec>)"), (1, "sinh(<dec>)"), (1, "deg2rad(<s>)"), (1, "nextpow2(<pos>)"), (1, "sign(-(<s>))"), (1, "flintmax"), (1, "eps(<s>)"),
]

# M r c: a real double matrix
MATRIX = [
    (60, "<lit M r c>"), (40, "<var M r c>"),
    (8, "<M r c> <+-> <M r c>"), (5, "<M r c> .* <M r c>"), (3, "<M r c> ./ <M r c>"), (6, "<M r c> <+-> <s>"), (5, "<M r c> * <s>"), (3, "<s> ./ <M r c>"), (2, "<M r c> .^ 2"), (1, "2 .^ <M r c>"),
    (6, "<M r 1> <+-> <M 1 c>"), (3, "<M r 1> .* <M r c>"), (3, "<M r c> <+-> <M 1 c>"), (5, "<M r k> * <M k c>"), (5, "<M c r>'"), (3, "-(<M r c>)"), (2, "(<M r c>)"), (1, "<M c r>.'"),
    (2, "abs(<M r c>)"), (2, "floor(<M r c>)"), (2, "ceil(<M r c>)"), (2, "round(<M r c>)"), (2, "fix(<M r c>)"), (1, "sign(<M r c>)"), (1, "sin(<M r c>)"), (1, "cos(<M r c>)"), (1, "tanh(<M r c>)"), (1, "exp(-abs(<M r c>))"), (1, "sqrt(abs(<M r c>))"), (1, "log(abs(<M r c>)+1)"), (2, "1 ./ (1 + exp(-<M r c>))"),
    (2, "zeros(<=r>,<=c>)"), (2, "ones(<=r>,<=c>)"), (2, "eye(<=r>,<=c>)"), (1, "eye(<=r>)|r==c"), (1, "magic(<=r>)|r==c>2"), (1, "hilb(<=r>)|r==c>0"), (1, "vander(<M 1 r>)|r==c>0"), (1, "toeplitz(<M 1 r>)|r==c>0"), (1, "pascal_(<=r>)|r==c>0"), (1, "diag(<M 1 r>)|r==c>1"), (1, "diag(<M r r>)|c==1<r"),
    (4, "reshape(<M 1 r*c>, <=r>, <=c>)"), (1, "reshape(<M r*c 1>, [], <=c>)|c>0<r"), (2, "repmat(<M 1 c>, <=r>, 1)"), (2, "repmat(<M r 1>, 1, <=c>)"), (1, "repmat(<s>, [<=r> <=c>])"),
    (3, "cumsum(<M r c>)"), (2, "cumsum(<M r c>, <dim>)"), (1, "cumprod(<M r c>, <dim>)"), (1, "cummax(<M r c>)"), (1, "cummin(<M r c>, <dim>)"),
    (2, "sort(<M r c>)"), (2, "sort(<M r c>, <dim>)"), (2, "sort(<M r c>, <dim>, <mode>)"), (2, "sort(<M r c>, <mode>)"), (1, "sortrows(<M r c>)|r>0<c"), (1, "sortrows(<M r c>, -<i c>)|c>0"),
    (2, "fliplr(<M r c>)"), (2, "flipud(<M r c>)"), (1, "flip(<M r c>, <dim>)"), (1, "rot90(<M c r>)"), (1, "rot90(<M r c>, 2)"), (2, "circshift(<M r c>, <int>)"), (1, "circshift(<M r c>, <int>, <dim>)"),
    (6, "[<M r a>, <M r c-a>]"), (5, "[<M a c>; <M r-a c>]"), (3, "<M R C>(<I R r>, <I C c>)"), (2, "<M r C>(:, <I C c>)"), (2, "<M R c>(<I R r>, :)"), (2, "<M 1 n>(<I n c>)|r==1"), (2, "<M n 1>(<I n r>)|c==1"), (1, "<M n m>(:)(<I n r>)|c==1"),
    (2, "min(<M r c>, <s>)"), (2, "max(<M r c>, <M r c>)"), (2, "mod(<M r c>, <pos>)"), (1, "rem(<M r c>, <pos>)"), (1, "mod(<s>, <M r c>)"), (1, "tril(<M r c>)"), (1, "triu(<M r c>, <int>)"), (1, "bsxfun(@plus, <M r 1>, <M 1 c>)"), (1, "bsxfun(@max, <M r c>, <M 1 c>)"), (1, "bsxfun(@(a,b) a.*b, <M r c>, <M r 1>)"),
    (3, "arrayfun(@(x) <fx>, <M r c>)"), (1, "arrayfun(@(x, y) x - y, <M r c>, <M r c>)"), (2, "cellfun(@numel, <C r c>)"), (1, "cellfun(@(x) numel(x) + 1, <C r c>)"), (1, "cellfun('length', <C r c>)"), (1, "cellfun(@ndims, <C r c>)"), (1, "cell2mat(num2cell(<M r c>))|r>0<c"),
    (2, "permute(<M c r>, [2 1])"), (1, "squeeze(<N r c 2>(:,:,<i 2>))|r>1<c"), (2, "sum(<N r c k>, 3)"), (1, "max(<N r c 2>, [], 3)"), (1, "mean(<N r c 2>, 3)"),
    (3, "sum(<M k c>, 1)|r==1"), (3, "sum(<M r k>, 2)|c==1"), (2, "mean(<M k c>, 1)|r==1"), (2, "mean(<M r k>, 2)|c==1"), (1, "prod(<M k c>, 1)|r==1"), (2, "max(<M k c>, [], 1)|r==1"), (2, "min(<M r k>, [], 2)|c==1"), (1, "median(<M k c>, 1)|r==1"), (1, "std(<M k c>, 0, 1)|r==1"), (1, "var(<M r k>, 0, 2)|c==1"), (1, "mode(<M k c>, 1)|r==1"), (1, "sumsq(<M k c>, 1)|r==1"), (1, "range(<M k c>)|r==1"),
    (2, "diff(<M r+1 c>)"), (1, "diff(<M r c+1>, 1, 2)"), (2, "linspace(<s>, <s>, <=c>)|r==1<c"), (4, "<range c>|r==1"), (2, "(<range r>)'|c==1"), (1, "logspace(0, <small>, <=c>)|r==1<c"), (2, "double(<K r c>)"), (2, "double(<S r*c>)|r==1"), (2, "<L r c> + <s>"), (2, "<L r c> .* <M r c>"), (1, "kron(<M r 1>, <M 1 c>)"), (1, "conv(<M 1 c>, [1 <whole>])(1:<=c>)|r==1"), (1, "filter(1, [1 0.5], <M r c>)|r>0<c"), (1, "accumarray([<I 3 c>]', <M c 1>)'(1:min(end,<=c>))|r==1<c"), (1, "cross(<M r c>, <M r c>)|r*c==3"), (1, "nchoosek(1:<=c>, 2)"), (1, "perms(1:<=r>)|r<4"), (1, "cov(<M 3 r>)|r==c>0"), (1, "inv(<M r r> + 10*eye(<=r>))|r==c>0"), (1, "(<M r r> + 10*eye(<=r>)) \\ <M r c>|r>0"), (1, "<M r c>^2|r==c"), (1, "expm(zeros(<=r>))|r==c"), (1, "interp1([1 2 3], <M 1 3>, <dec> + 1)"), (1, "histc(<M 1 n>, 1:<=c>)|r==1<c"), (1, "cumtrapz(<M r c>)"), (1, "triu(ones(<=r>,<=c>)) .* <M r c>"), (1, "bitand(<pos>, abs(round(<M r c>)))"), (1, "horzcat(<M r a>, <M r c-a>)"), (1, "vertcat(<M a c>, <M r-a c>)"), (1, "cat(<dimc>, <M r c>, <M r c>)"), (1, "nan(<=r>,<=c>)"), (1, "resize(<M n m>, <=r>, <=c>)"), (1, "postpad(<M 1 n>, <=c>)|r==1"), (1, "prepad(<M 1 n>, <=c>, <s>)|r==1"), (1, "vec(<M r c>)|c==1"), (1, "merge(<L r c>, <M r c>, <M r c>)"), (1, "center(<M r c>)"), (1, "dot(<M k c>, <M k c>, 1)|r==1"), (1, "unique(<M 1 n>)"), (1, "union(<M 1 n>, <M 1 m>)"), (1, "intersect(<M 1 n>, <M 1 m>)"), (1, "setdiff(<M 1 n>, <M 1 m>)"), (1, "find(<M r c>)"), (1, "find(<M 1 n> > <s>, <small>)"), (1, "size(<any>)"), (1, "lookup([1 2 3 4], <M r c>)"), (1, "sum(<M r c>)"), (1, "mean(<M r c>)"), (1, "max(<M r c>)"), (1, "min(<M r c>)"), (1, "all(<M r c>)"), (1, "any(<M r c>)"), (1, "polyder(<M 1 n>)"), (1, "polyint(<M 1 n>)"), (1, "deconv([1 5 6], [1 2])"), (1, "meshgrid(<M 1 c>, <M 1 r>)|r>0<c"), (1, "ndgrid(<M 1 r>, <M 1 c>)|r>1<c"), (1, "idx_(<M r c>)"), (1, "quantile(<M n 1>, [0.25 0.5 0.75])"), (1, "zscore(<M r c>)"), (1, "vecnorm(<M r c>)"), (1, "str2num('[1 2; 3 4]')"), (1, "hankel(<M 1 r>)|r==c>0"), (1, "sub2ind([4 5], [1 2 3], [2 3 4])"), (1, "rescale(<M r c>)"), (1, "triu(<M r c>)"), (1, "floor(<M r c> / 2)"), (1, "nthargout(2, @sort, <M r c>)"), (1, "nthargout(1:2, @max, <M r c>)"), (1, "factor(<pos>)"), (1, "primes(<pos>)"),
]

# N r c k: a double array of three dimensions
ARRAY = [
    (10, "<var N r c k>"), (10, "reshape(<M 1 r*c*k>, <=r>, <=c>, <=k>)"), (4, "reshape(1:<=r*c*k>, [<=r> <=c> <=k>])"), (5, "zeros(<=r>, <=c>, <=k>)"), (4, "ones(<=r>, <=c>, <=k>) * <s>"), (5, "cat(3, <M r c>, <M r c>)|k==2"), (4, "repmat(<M r c>, [1 1 <=k>])"),
    (3, "<N r c k> + <N r c k>"), (3, "<N r c k> .* <M r c>"), (2, "<N r c k> + <M r 1>"), (2, "<N r c k> - <s>"), (2, "permute(<N c r k>, [2 1 3])"), (1, "permute(<N k r c>, [2 3 1])"), (2, "cumsum(<N r c k>, <dim3>)"), (2, "sort(<N r c k>, <dim3>, <mode>)"), (1, "flip(<N r c k>, <dim3>)"), (1, "circshift(<N r c k>, 1, <dim3>)"), (1, "abs(<N r c k>)"), (1, "sum(<N r c k>, <dim3>)"), (1, "max(<N r c k>, [], <dim3>)"), (1, "mean(<N r c k>, <dim3>)"), (1, "any(<N r c k> > <s>, <dim3>)"), (1, "size(<N r c k>)"), (1, "squeeze(<N 1 c k>)"), (1, "<N r c k>(:, <i c>, :)"), (1, "<N r c k>(<i r>, :, :)"), (1, "<N r c k>(:, :)"), (1, "<N r c k>(:)'"), (1, "<N r c k>(:, :, end)"), (1, "diff(<N r c k>, 1, <dim3>)"), (1, "prod(<N r c k>, <dim3>)"), (1, "int32(<N r c k>)"), (1, "<N r c k> > <s>"), (1, "single(<N r c k>)"), (1, "cat(<dim3>, <N r c k>, <N r c k>)"), (1, "num2cell(<N 2 1 2>)"), (1, "median(<N r c k>, <dim3>)"), (1, "std(<N r c k>, 0, <dim3>)"), (1, "shiftdim(<N r c k>, 1)"), (1, "cell(<=r>, <=c>, <=k>)"), (1, "ipermute(<N r c k>, [3 1 2])"), (1, "dot(<N r c k>, <N r c k>)"), (1, "bsxfun(@plus, <N r c k>, <M 1 c>)"), (1, "mat2str(<M r c>)"), (1, "ndims(<N r c k>)"), (1, "numel(<N r c k>)"), (1, "vec(<N r c k>)'"), (1, "all(<N r c k>)"), (1, "min(<N r c k>)"), (1, "squeeze(sum(<N r c k>))"), (1, "isequal(<N r c k>, <N r c k>)"), (1, "linspace(<M n 1>, <M n 1>, 3)"), (1, "char(<N 2 2 2> + 70)"),
]

# K r c: an array of an integer class; Z r c: one of class single
INTEGER = [
    (20, "<int class>(<M r c>)"), (15, "<var K r c>"), (3, "int32(<M r c>) + int32(<M r c>)"), (3, "uint8(<M r c>) + <s>"), (3, "<K r c> * <s>"), (2, "<K r c> - <s>"), (2, "<K r c> / <pos>"), (2, "<K r c> .* <M r c>"), (1, "-<K r c>"), (1, "abs(<K r c>)"), (1, "bitand(uint8(<M r c>), uint8(<pos>))"), (1, "idivide(abs(int32(<M r c>)), int32(<pos>))"), (1, "idivide(int32(<M r c>), int32(<pos>), '<idiv>')"), (1, "mod(int8(<M r c>), int8(<pos>))"), (1, "[int8(<M r a>), <M r c-a>]"), (1, "[<M r a>, int16(<M r c-a>)]"), (1, "cumsum(int8(<M r c>))"), (1, "sum(uint8(<M r c>))"), (1, "prod(int16(<M r c>))"), (1, "sort(int16(<M r c>), 'descend')"), (1, "max(int8(<M r c>), <s>)"), (1, "min(uint8(<M r c>), [], <dim>)"), (1, "mean(int32(<M r c>))"), (1, "zeros(<=r>, <=c>, 'uint16')"), (1, "ones(<=r>, <=c>, 'int8') * <s>"), (1, "cast(<M r c>, '<int class>')"), (1, "bitshift(uint8(<M r c>), <int>)"), (1, "<K c r>'"), (1, "intmax('<int class>')"), (1, "intmin('<int class>')"), (1, "<K r c> .^ 2"), (1, "2 .^ <K r c>"), (1, "int32(5):int32(<pos>)"), (1, "diff(int16(<M r c>))"), (1, "unique(uint8(<M 1 n>))"), (1, "bitxor(uint16(<M r c>), uint16(<M r c>))"), (1, "typecast(single(<s>), 'uint32')"), (1, "typecast(uint8([1 2 3 4]), 'uint16')"), (1, "int8(<M r c>) * int8(<s>)"), (1, "int8(<M r c>) == <s>"), (1, "double(<K r c>) / 2"), (1, "uint8(<S n>)"), (1, "dot(int32(<M 1 n>), int32(<M 1 n>))"), (1, "any(<K r c>)"), (1, "<K r c>(<I r 2>, :)|r>0"), (1, "accumarray([1;2;1], int32([1;2;3]))"), (1, "mod(<K r c>, 3)"), (1, "floor(<K r c>)"), (1, "repmat(<K r c>, 1, 2)"), (1, "int32(7) / int32(<pos>)"), (1, "swapbytes(uint16(<M 1 n>))"), (1, "rem(int16(<M r c>), int16(<pos>))"),
]
SINGLE = [
    (20, "single(<M r c>)"), (10, "<var Z r c>"), (4, "<Z r c> + <M r c>"), (3, "<Z r c> * <s>"), (2, "<Z r c> ./ <M r c>"), (1, "sum(<Z r c>)"), (1, "mean(<Z r c>)"), (1, "cumsum(<Z r c>)"), (1, "sqrt(abs(<Z r c>))"), (1, "exp(-abs(<Z r c>))"), (1, "[<Z r a>, <M r c-a>]"), (1, "zeros(<=r>, <=c>, 'single')"), (1, "<Z c r>'"), (1, "single(<small>):single(<dec>)+3"), (1, "double(<Z r c>)"), (1, "floor(<Z r c>)"), (1, "max(<Z r c>)"), (1, "sort(<Z r c>)"), (1, "<Z r k> * <Z k c>"), (1, "single(<s>) ^ 2"), (1, "eps('single')"), (1, "class(<Z r c> .* <M r c>)"), (1, "std(<Z r c>)"), (1, "linspace(single(<s>), <s>, 4)"), (1, "int8(<Z r c>)"), (1, "norm(<Z 1 n>)"), (1, "abs(<Z r c>)"), (1, "prod(<Z r c>)"), (1, "mod(<Z r c>, 3)"), (1, "median(<Z r c>)"), (1, "single(pi) * <M r c>"), (1, "single(<s>) == <s>"), (1, "num2str(single(<s>))"), (1, "mat2str(<Z r c>)"), (1, "single('<letter>')"), (1, "round(<Z r c>)"),
]

# L r c: logical array; cond: a condition of if and while
LOGICAL = [
    (12, "<M r c> <cmp> <s>"), (8, "<M r c> <cmp> <M r c>"), (8, "<var L r c>"), (3, "~<L r c>"), (3, "!(<L r c>)"), (4, "<L r c> & <L r c>"), (4, "<L r c> | <L r c>"), (1, "xor(<L r c>, <L r c>)"), (2, "isnan(<M r c>)"), (1, "isinf(<M r c>)"), (2, "ismember(<M r c>, <M 1 n>)"), (2, "logical(<small M r c>)"), (1, "true(<=r>, <=c>)"), (1, "false(<=r>, <=c>)"), (1, "[<L r a>, <L r c-a>]"), (1, "<L c r>'"), (1, "<K r c> <cmp> <s>"), (1, "<S c> == '<letter>'|r==1"), (1, "isspace(<S c>)|r==1"), (1, "isletter(<S c>)|r==1"), (1, "isupper(<S c>)|r==1"), (1, "isdigit(<S c>)|r==1"), (1, "cellfun(@isempty, <C r c>)"), (1, "cellfun(@ischar, <C r c>)"), (1, "cellfun('isclass', <C r c>, 'char')"), (1, "arrayfun(@(x) x > 1, <M r c>)"), (1, "strcmp(<T c>, <str>)|r==1"), (1, "all(<L r c>, <dim>)"), (1, "any(<L r c>, <dim>)"), (1, "isprime(mod(abs(round(<M r c>)), 50))"), (1, "<M r 1> <cmp> <M 1 c>"), (1, "not(<L r c>)"), (1, "bsxfun(@ge, <M r 1>, <M 1 c>)"), (1, "isfinite(<M r c>)"), (1, "signbit(<M r c>) != 0"), (1, "ismember(<str>, <T n>)"), (1, "ismember(<T n>, <T m>)"), (1, "eye(<=r>, <=c>) == 1"), (1, "isrow(<any>)"),
]
CONDITION = [
    (6, "<s> <cmp> <s>"), (2, "<M 1 n> <cmp> <s>"), (2, "isempty(<any>)"), (2, "<cond> && <cond>"), (2, "<cond> || <cond>"), (1, "~(<cond>)"), (1, "any(<M 1 n>)"), (1, "ischar(<any>)"), (1, "isfield(<struct>, '<field>')"), (1, "strcmp(<str>, <str>)"), (1, "isequal(<any>, <any>)"), (1, "numel(<any>) > 2"), (1, "<L 1 1>"), (1, "true"), (1, "false"), (1, "isnumeric(<any>)"), (1, "iscell(<any>)"), (1, "is_function_handle(<any>)"), (1, "isa(<any>, '<class>')"), (1, "exist('x', 'var')"), (1, "mod(<whole>, 2) == 0"), (1, "isvector(<any>)"), (1, "isscalar(<any>)"), (1, "ismatrix(<any>)"), (1, "issquare(<any>)"), (1, "isreal(<any>)"), (1, "islogical(<any>)"), (1, "isstruct(<any>)"), (1, "iscellstr(<any>)"), (1, "isfloat(<any>)"), (1, "isinteger(<any>)"), (1, "iscolumn(<any>)"), (1, "any(strcmp(<str>, <T n>))"), (1, "issorted(<M 1 n>)"), (1, "isdiag(<M r c>)"), (1, "issymmetric(<M n n>)"), (1, "size_equal(<any>, <any>)"), (1, "isspace(' ')"), (1, "validatestring('r', {'red', 'green'})"), (1, "isnumeric(<any>) && isreal(<any>)"),
]

# str: a string of any length
STRING = [
    (25, "<strlit>"), (12, "<var str>"), (4, "[<str> <str>]"), (2, "[<str>, '<letter>', <str>]"), (3, "upper(<str>)"), (2, "lower(<str>)"), (2, "strtrim(<str>)"), (1, "fliplr(<str>)"), (3, "strrep(<str>, <strlit>, <strlit>)"), (2, "regexprep(<str>, <pattern>, <replacement>)"), (5, "num2str(<s>)"), (3, "num2str(<M r c>)"), (2, "num2str(<s>, <small>+1)"), (2, "num2str(<M 1 n>, '<fmt>')"), (4, "mat2str(<M r c>)"), (2, "mat2str(<M r c>, <small>+1)"), (1, "mat2str(<L r c>)"), (1, "mat2str(<K r c>)"), (1, "mat2str(<Z r c>)"), (6, "sprintf('<fmts>', <M r c>)"), (3, "sprintf('<fmts>', <s>, <s>)"), (3, "sprintf('<fmts>', <str>)"), (2, "sprintf('%s|', <T n>{:})"), (1, "sprintf('%d%s', <s>, <str>)"), (2, "strjoin(<T n>, <strlit>)"), (1, "strjoin(cellfun(@(x) num2str(x), num2cell(<M 1 n>), 'UniformOutput', false), ', ')"), (1, "substr_(<str>)"), (1, "class(<any>)"), (1, "dec2bin(<pos>)"), (1, "dec2bin(<pos>, 8)"), (1, "dec2hex(<pos>)"), (1, "dec2base(<pos>, 7)"), (2, "int2str(<M r c>)"), (1, "int2str(<s>)"), (1, "char([<pos> <pos>] + 60)"), (1, "char(<T n>)"), (1, "char(<str>, <str>)"), (1, "blanks(<small>)"), (1, "repmat(<str>, 1, <small>)"), (2, "strcat(<str>, <str>)"), (1, "strvcat(<str>, <str>)"), (1, "func2str(<handle>)"), (1, "disp(<any>)"), (1, "evalc('<assign1>')"), (1, "strtok(<str>)"), (1, "strtok(<str>, '<letter>')"), (1, "deblank(<str>)"), (1, "<str>(end:-1:1)"), (1, "<str>(1:min(end,3))"), (1, "<T n>{<i n>}"), (1, "toupper(<str>)"), (1, "strjust(char(<T 2>), 'right')"), (1, "regexp(<str>, <pattern>, 'match', 'once')"), (1, "substr(<strlit>, 1, 1)"), (1, "strtrim(sprintf(' %g ', <M 1 n>))"), (1, "num2str(<L r c>)"), (1, "num2str(<K r c>)"), (1, "num2str(<str>)"), (1, "cstrcat(<str>, <str>)"), (1, "untabify(<strlit>)"), (1, "do_string_escapes('a\\tb\\n')"), (1, "undo_string_escapes(<str>)"), (1, "regexptranslate('escape', <strlit>)"), (1, "merge(<cond>, <str>, <str>)"), (1, "typecast(uint8([72 105]), 'char')"), (1, "strsplit(<str>, ' '){1}"), (1, "fieldnames(<struct>){1}"), (1, "ostrsplit('a:b', ':'){2}"), (1, "mat2str(<str>)"), (1, "strtrim(char(<T 2>))"), (1, "fileparts('/a/b.<letter>')"), (1, "fullfile('a', '<letter>', 'c.m')"), (1, "[<M 1 n> <str>]"), (1, "['a':'<letter>']"), (1, "sprintf(<str>)"), (1, "sprintf('%s', <M 1 n>)"), (1, "sprintf('%5s|%-5s|', <str>, <str>)"), (1, "sprintf('%*d', <small>+1, <whole>)"), (1, "sprintf('%c', <str>)"), (1, "sprintf('%x %o', <pos>, <pos>)"),
]

# T n: a row of n strings in a cell; C r c: any cell
STRINGS = [
    (20, "<lit T n>"), (10, "<var T n>"), (2, "sort(<T n>)"), (1, "unique(<T n>)"), (2, "upper(<T n>)"), (1, "strrep(<T n>, <strlit>, <strlit>)"), (1, "strtrim(<T n>)"), (1, "strcat(<T n>, <strlit>)"), (1, "fliplr(<T n>)"), (1, "[<T n>(1:end-1), {<str>}]|n>0"), (1, "cellfun(@(x) [x '!'], <T n>, 'UniformOutput', false)"), (1, "cellfun(@upper, <T n>, 'UniformOutput', false)"), (1, "arrayfun(@(x) num2str(x), <M 1 n>, 'UniformOutput', false)"), (1, "strsplit(<str>, '<letter>')"), (1, "regexp(<str>, <pattern>, 'match')"), (1, "regexp(<str>, <pattern>, 'split')"), (1, "fieldnames(<struct>)'"), (1, "regexprep(<T n>, <pattern>, <replacement>)"), (1, "cellstr(char(<T n>))'"), (1, "lower(<T n>)"), (1, "repmat({<str>}, 1, <=n>)"), (1, "num2cell(<S n>)"), (1, "strsplit('a,b;c', {',', ';'})"), (1, "ostrsplit('x-y', '-')"), (1, "circshift(<T n>, 1)"), (1, "setdiff(<T n>, <T m>)"), (1, "union(<T n>, <T m>)"), (1, "intersect(<T n>, <T m>)"), (1, "mat2cell(<S 4>, 1, [2 2])"), (1, "deblank(<T n>)"), (1, "strncmp(<T n>, <strlit>, 2)"), (1, "strfind(<T n>, '<letter>')"), (1, "regexp(<T n>, <pattern>)"), (1, "substr_(<T n>)"), (1, "strjust(<S 3>, 'left')"), (1, "num2str(<T n>)"), (1, "validatestring(<strlit>, <T n>)"),
]
CELL = [
    (25, "<lit C r c>"), (12, "<var C r c>"), (3, "num2cell(<M r c>)"), (2, "cell(<=r>, <=c>)"), (2, "<C c r>'"), (2, "[<C r a>, <C r c-a>]"), (1, "reshape(<C 1 r*c>, <=r>, <=c>)"), (1, "cellfun(@(x) {x}, <C r c>)"), (1, "cellfun(@(x) class(x), <C r c>, 'UniformOutput', false)"), (1, "arrayfun(@(x) x * (1:2), <M r c>, 'UniformOutput', false)"), (1, "struct2cell(<struct>)"), (1, "mat2cell(<M 2 4>, 2, [1 3])"), (1, "<C r c>(<I r 2>, :)|r>0"), (1, "repmat(<C r 1>, 1, <=c>)"), (1, "cellfun(@size, <C r c>, 'UniformOutput', false)"), (1, "cellfun(@(x) size(x, 1), <C r c>)"), (1, "{<any>, <any>}"), (1, "{<C r c>}"), (1, "{<handle>, <str>}"), (1, "permute(<C c r>, [2 1])"), (1, "cellslices([1 2 3 4], [1 3], [2 4])"), (1, "vertcat(<C 1 c>, <C 1 c>)"), (1, "cellfun(@(x, y) {x, y}, <C r c>, <C r c>, 'UniformOutput', false)"), (1, "cellfun(@upper, <C r c>, 'ErrorHandler', @(e, x) e.message, 'UniformOutput', false)"), (1, "fliplr(<C r c>)"), (1, "nthargout(1:2, @size, <M r c>)"), (1, "num2cell([<M 1 n>; <M 1 n>], 1)"), (1, "sortrows(<T n>')"), (1, "iscellstr(<C r c>)"),
]

STRUCT = [
    (15, "<lit struct>"), (12, "<var struct>"), (2, "setfield(<struct>, '<field>', <any>)"), (1, "orderfields(<struct>)"), (1, "struct('a', {{<any>, <any>}})"), (2, "struct('a', {<any>, <any>})"), (1, "cell2struct({<any>; <any>}, {'p'; 'q'}, 1)"), (1, "rmfield(<struct>, '<field>')"), (1, "[<struct>, <struct>]"), (1, "struct()"), (1, "struct('x', {})"), (1, "getfield(<struct>, '<field>')"), (1, "structfun(@(x) numel(x), <struct>)"), (1, "structfun(@(x) class(x), <struct>, 'UniformOutput', false)"), (1, "arrayfun(@(k) struct('k', k), 1:2)"), (1, "isfield(<struct>, {'a', 'b', 1})"), (1, "isrow(<struct>)"), (1, "numfields(<struct>)"), (1, "struct2cell(<struct>)"), (1, "struct('m', <M r c>, 's', <struct>)"), (1, "repmat(struct('a', <s>), 1, 2)"),
]
HANDLE = [
    (8, "@(x) <fx>"), (3, "@<fn>"), (2, "@(x, y) <fxy>"), (1, "@() <s>"), (2, "<var handle>"), (1, "str2func('<fn>')"), (1, "@(varargin) numel(varargin)"), (1, "@(x) <M 1 2> * x"), (1, "@(s) [s '<letter>']"), (1, "@(x) x(end)"), (1, "@(x) {x, <str>}"), (1, "@(x) ifelse_(x > 0, x, -x)"), (1, "@(x) x'"), (1, "@(x) !x"), (1, "@(x) x(:, 1)"), (1, "@(a) a.b"), (1, "@(a) a{1}"), (1, "@(x) [x; <M 1 2>]"), (1, "@(x, varargin) varargin{:}"), (1, "@(~, y) y"), (1, "@(x) (x + 1) .^ 2"), (1, "@(x) -x .^ 2'"), (1, '@(x) "a\\n"'), (1, "@(x) {}"), (1, "@(x) []"), (1, "@(x) x == 1 && x != 2 || ~x"), (1, "@(x) @(y) x + y"), (1, "@(x) x.y(1).z"), (1, "@(x) 1e10 + 0.1 + 1e-5"),
]
FX = ["x + <whole>", "x .* 2", "x .^ 2", "x - <whole>", "2 * x + 1", "max(x, <whole>)", "floor(x)", "-x", "abs(x)", "x", "mod(x, 3)", "x / 2", "(x > 1) + 1", "round(x * 10) / 10", "sum([x, <whole>])"]
FXY = ["x + y", "x .* y", "x - 2 * y", "max(x, y)", "[x, y]", "x == y", "x .^ y", "(x + y) / 2", "hypot(x, y)"]
FUNCTION_NAMES = ["sin", "abs", "numel", "max", "sum", "upper", "size", "plus", "isempty", "floor", "numel", "tanh", "class"]

ANY = [(20, "<s>"), (20, "<M r c>"), (12, "<str>"), (6, "<T n>"), (8, "<C r c>"), (8, "<struct>"), (4, "<handle>"), (6, "<L r c>"), (7, "<K r c>"), (4, "<Z r c>"), (3, "<N r c k>"), (1, "[]"), (1, "{}"), (1, "''"), (1, "zeros(0, 3)"), (1, "true"), (1, "<range c>"), (1, '""'), (1, "cell(0, 2)"), (1, "ones(2, 0, 3)"), (1, "containers.Map()"), (1, "eye(<pos>)"), (1, "1:0"), (1, "char(<T n>)"), (1, "struct('a', {})")]

KINDS = {
    "s": SCALAR, "M": MATRIX, "N": ARRAY, "K": INTEGER, "Z": SINGLE, "L": LOGICAL, "cond": CONDITION, "str": STRING,
    "T": STRINGS, "C": CELL, "struct": STRUCT, "handle": HANDLE, "any": ANY,
}
PARAMETERS = {"M": "rc", "N": "rck", "K": "rc", "Z": "rc", "L": "rc", "T": "n", "C": "rc"}

# Calls with several outputs; each output is shown.
SEVERAL = [
    "[<new>, <new>] = max(<M r c>)", "[<new>, <new>] = min(<M r c>, [], <dim>)", "[<new>, <new>] = sort(<M r c>, <mode>)", "[<new>, <new>] = sort(<M r c>, <dim>)", "[<new>, <new>] = sort(<T n>)", "[<new>, <new>, <new>] = unique(<M 1 n>)", "[<new>, <new>, <new>] = unique(<M r c>, 'rows')", "[<new>, <new>, <new>] = unique(<T n>)", "[<new>, <new>] = ismember(<M r c>, <M 1 n>)", "[<new>, <new>] = ismember(<T n>, <T m>)", "[<new>, <new>] = find(<M r c>)", "[<new>, <new>, <new>] = find(<M r c>)", "[<new>, <new>] = size(<any>)", "[<new>, <new>, <new>] = size(<any>)", "[<new>, <new>] = strtok(<str>)", "[<new>, <new>] = strtok(<str>, '<letter>')", "[<new>, <new>] = deal(<any>, <any>)", "[<new>, <new>] = deal(<any>)", "[<new>, <new>, <new>, <new>] = regexp(<str>, <pattern>)", "[<new>, <new>] = regexp(<str>, <pattern>, 'tokens', 'match')", "[<new>, <new>] = regexp(<str>, '(?<x>\\w)(?<y>\\d)', 'names', 'start')", "[<new>, <new>] = meshgrid(<M 1 n>, <M 1 m>)", "[<new>, <new>] = ind2sub([3 4], <M 1 n>)", "[<new>, <new>] = cummax(<M r c>)", "[<new>, <new>] = fileparts('/x/y.z')", "[<new>, <new>] = cellfun(@max, {<M 1 n>, <M 1 m>})", "[<new>, <new>] = arrayfun(@(x) deal(x, -x), <M 1 n>)", "[<new>, <new>] = intersect(<M 1 n>, <M 1 m>)", "[<new>, <new>, <new>] = union(<M 1 n>, <M 1 m>)", "[<new>, <new>] = setdiff(<M 1 n>, <M 1 m>)", "[<new>, <new>] = <C 1 2>{:}", "[<new>, ~] = max(<M r c>)", "[~, <new>] = sort(<M r c>)", "[<new>, <new>] = bounds(<M 1 n>)", "[<new>, <new>] = polyfit([1 2 3], <M 1 3>, 1)", "[<new>, <new>] = deconv(<M 1 3>, [1 2])", "[<new>, <new>] = mode(<M 1 n>)", "[<new>, <new>] = lu(<M 2 2> + 3*eye(2))", "[<new>, <new>] = gcd(<pos>, <pos>)", "[<new>, <new>] = log2(<s>)", "[<new>, <new>] = histc(<M 1 n>, 0:2)", "[<new>, <new>] = two_(<any>)", "[<new>, <new>] = two_(<s>, <s>)", "[<new>, <new>, <new>] = two_(<s>)", "[<new>, <new>] = sortrows(<M r c>)", "[<new>, <new>] = str2num('[1 2]')", "[<new>, <new>] = ndgrid(1:2, <M 1 n>)", "[<new>, <new>] = min(<N r c k>, [], <dim3>)", "[<new>, <new>] = max(<K r c>)", "[<new>, <new>] = strsplit('a b', ' ')", "[<new>(1), <new>(2)] = deal(<s>, <s>)", "[<new>{1:2}] = deal(<any>)", "[<new>.a, <new>.b] = deal(<any>, <any>)",
]

# User functions that programs may call; they stand before every batch.
FUNCTIONS = '''
function r = ifelse_(c, a, b)
  if c
    r = a;
  else
    r = b;
  end
end
function [a, b] = two_(x, y)
  a = x;
  if nargin > 1
    b = y;
  else
    b = nargout;
  end
end
function r = cross_(x, varargin)
  r = x;
  for k = 1:numel(varargin)
    r = [r, varargin{k}];
  end
  r(end + 1) = numel(varargin);
end
function r = substr_(s)
  n = numel(s);
  r = s(1:floor(n / 2));
end
function r = pascal_(n)
  r = ones(n);
  for i = 2:n
    for j = 2:n
      r(i, j) = r(i - 1, j) + r(i, j - 1);
    end
  end
end
function r = idx_(A)
  r = [];
  for k = 1:numel(A)
    if A(k) > 1
      r(end + 1) = k;
    end
  end
end
function varargout = many_(n)
  for k = 1:n
    varargout{k} = k * 10;
  end
end
function noreturn_(x)
  printf('%s ', class(x)); disp(size(x));
end
function r = fact_(n)
  if n <= 1
    r = 1;
    return;
  end
  r = n * fact_(n - 1);
end
function r = count_()
  persistent n;
  if isempty(n)
    n = 0;
  end
  n++;
  r = n > 0;
end
'''
