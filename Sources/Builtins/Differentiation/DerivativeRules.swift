import Evaluation

/// The derivatives of the builtins, by name: what is not here cannot be differentiated.
enum DerivativeRules {
  static let all: [String: DerivativeRule] = {
    var rules: [String: DerivativeRule] = [:]
    for name in constants { rules[name] = .constant }
    for name in carriers { rules[name] = .carries }
    let tables = [
      ElementSlopes.rules, PairRules.rules, ReductionRules.rules, ArrangementRules.rules,
      LinearAlgebraRules.rules, FactorRules.rules, SignalRules.rules, NetworkRules.rules,
    ]
    for table in tables { rules.merge(table) { _, new in new } }
    return rules
  }()

  /// Sizes, classes, tests, rounding and text: a small change of the argument changes nothing, or it is only
  /// looked at.
  private static let constants = words(
    """
    size numel ndims rows columns length isempty isnull size_equal isvector isscalar ismatrix issquare
    isrow iscolumn isnumeric isreal isfloat islogical isbool ischar iscell isstruct isa class iscellstr
    iscomplex isinteger isfield isargout is_function_handle isequal isequaln isnan isinf isfinite isna
    fieldnames numfields nnz zeros ones eye rand randn randi cell true false nan NaN Inf inf NA
    eq ne lt le gt ge and or not xor any all ismember lookup issorted issymmetric ishermitian isdiag
    istril istriu isbanded isdefinite floor ceil round fix sign signbit reluGradient logical char
    int8 int16 int32 int64 uint8 uint16 uint32 uint64 num2str mat2str int2str disp display printf fprintf
    sprintf puts fputs fdisp error warning assert print_usage num2words validateattributes validatestring
    inputname nargin nargout exist isvarname func2str isKey keys sub2ind ind2sub rank predict accuracy
    confusion onehot colon nextpow2 imag arg angle histc tic toc rats rat func2str whos who celldisp
    assignin isprime nargchk narginchk nargoutchk isspace typecast common_size fflush bitand bitor bitxor
    bitshift idivide gcd lcm iscolumn plot rethrow save
    """)

  /// Functions that move whole values, or call functions with them.
  private static let carriers = words(
    """
    cellfun arrayfun structfun num2cell mat2cell cell2mat cellslices struct struct2cell cell2struct
    getfield setfield rmfield orderfields deal feval builtin nthargout subsref subsasgn substruct
    containers.Map values remove eval evalc evalin isargout optimset optimget swapfields
    """)

  private static func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
