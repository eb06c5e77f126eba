/// How many arguments the functions take that Octave keeps in function files: one more is an error with words
/// of its own there, whatever the function checks.
let parameterCounts: [String: Int] = {
  var counts: [String: Int] = [:]
  for (count, names) in namesByParameterCount {
    for name in names.split(whereSeparator: \.isWhitespace) { counts[String(name)] = count }
  }
  return counts
}()

private let namesByParameterCount: [Int: String] = [
  0: """
  clock date gca gcf isdeployed ismac ispc isunix namelengthmax now tempdir
  """,
  1: """
  acosd acot acoth acsc acsch asec asech asind atand bin2dec blanks cell2mat computer cosd
  cospi cot cotd coth csc cscd csch deblank deg2rad expm factor factorial fieldnames
  fileparts fileread fliplr flipud gray help hex2dec hilb int2str invhilb is_leap_year
  isdiag isdir isfile isfolder isletter isprime isstring istril istriu list_primes magic
  mustBeFinite mustBeInteger mustBeNegative mustBeNonempty mustBeNonNan mustBeNonnegative
  mustBeNonpositive mustBeNonzero mustBeNumeric mustBeNumericOrLogical mustBePositive
  mustBeReal nextpow2 perms poly polyreduce primes print_usage rad2deg reallog realsqrt
  refresh roots run sec secd sech sind sinpi str2num strtrim swapbytes tand trace ver
  version
  """,
  2: """
  atan2d base2dec beta betaln bincoeff bitcmp bitget celldisp center close cond corr dec2bin
  dec2hex deconv eomday etime fftshift flip hankel ifftshift inputname iqr isdefinite
  isstrprop lookfor meansq median mkdir mode mustBeGreaterThan mustBeGreaterThanOrEqual
  mustBeLessThan mustBeLessThanOrEqual mustBeMember narginchk native2unicode nchoosek
  nthroot null num2str orderfields orth pascal polyaffine polyder polyint polyout pow2 range
  rank realpow regexptranslate rindex rot90 rotate3d rref shiftdim sortrows strjoin strjust
  strtok strtrunc toeplitz unicode2native vander verLessThan weekday
  """,
  3: """
  bitset bounds cast circshift compare_versions conv cov cross cumtrapz datestr datevec
  dec2base fail filter2 fminunc histc idivide importdata index isbanded ishermitian
  issymmetric kurtosis license linsolve logspace mad mat2str meshgrid optimget ostrsplit
  polyfit prctile rotdim saveas shift skewness strmatch substr trapz untabify var vecnorm
  zscore
  """,
  4: """
  endsWith lscov nargchk nargoutchk polyval postpad prepad quantile startsWith
  """,
  6: """
  accumarray datenum
  """,
]
