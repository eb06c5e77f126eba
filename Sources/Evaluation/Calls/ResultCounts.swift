/// How many results the functions have that Octave keeps in function files: one more is an error with words of
/// its own there, before the function runs.
let resultCounts: [String: Int] = {
  var counts: [String: Int] = [:]
  for (count, names) in namesByResultCount {
    for name in names.split(whereSeparator: \.isWhitespace) { counts[String(name)] = count }
  }
  return counts
}()

private let namesByResultCount: [Int: String] = [
  1: """
  accumarray acosd acot acoth acsc acsch addtodate asctime asec asech asind atand base2dec
  beta betainc betaln bin2dec bincoeff bitcmp bitget bitset blackman blanks blkdiag cast
  cell2mat center circshift clock compan compare_versions cond conv corr cosd cot cotd
  coth cov cross csc cscd csch cstrcat csvread ctime cumtrapz date datestr dblquad deblank
  dec2base dec2bin dec2hex deg2rad detrend dir endsWith eomday erase etime expint expm
  factorial fieldnames fileread filter2 flip fliplr flipud fullfile gammainc getfield
  hamming hankel hanning hex2dec hilb idivide index inputname int2str integral integral3
  interp1 interp2 invhilb iqr is_leap_year isbanded isdefinite isdiag isequal isequaln
  isfile isfolder ishermitian isletter ismac ispc isprime isstring isstrprop issymmetric
  istril istriu isunix kendall kurtosis lcm legendre list_primes logspace ls mad magic
  mat2str mean meansq median mkpp moment movfun movmad movmax movmean movmedian movmin
  movprod movstd movsum movvar namelengthmax nargchk nargoutchk native2unicode nchoosek
  nextpow2 now nthargout nthroot null num2str odeget odeset optimget optimset orth
  ostrsplit pascal pchip perms poly polyaffine polyarea polyint polyout polyreduce
  polyvalm postpad pow2 powerset ppder ppint ppval prctile prepad primes quantile rad2deg
  randi range rank ranks reallog realpow realsqrt rectint regexptranslate repelem repmat
  rescale rindex roots rosser rot90 rotdim sec secd sech setfield shift sinc sind skewness
  spearman spline startsWith statistics std strcat strjoin strjust strtrim strtrunc substr
  substruct swapbytes tand tempdir toeplitz trace trapz triplequad unicode2native untabify
  validatestring vander var vech vecnorm ver wilkinson xor
  """,
  2: """
  bounds datenum deconv factor histc inpolygon integral2 ismember linsolve logm
  orderfields polyder polyval quadgk quadl quadv rat rref runlength setdiff shiftdim
  sortrows str2num strsplit strtok version weekday
  """,
  3: """
  cart2pol cart2sph computer copyfile fileparts importdata intersect meshgrid mkdir mode movefile
  pol2cart polyfit quad2d setxor sph2cart union unique uniquetol zscore
  """,
  4: """
  corrcoef fminbnd fminsearch fzero lscov
  """,
  5: """
  fsolve unmkpp
  """,
  6: """
  datevec fminunc lsqnonneg
  """,
]
