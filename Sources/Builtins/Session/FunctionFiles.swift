/// Builtins that Octave keeps in function files: there `exist` answers 2 for their names, and so programs ask.
let functionFileNames = Set(
  namesOfFunctionFiles.split(whereSeparator: \.isWhitespace).map(String.init))

private let namesOfFunctionFiles = """
  accumarray acosd acot acoth acsc acsch addtodate area asctime asec asech asind assert atan2d
  atand axis bar base2dec beta betainc betaln bin2dec bincoeff bitcmp bitget bitset blackman
  blanks blkdiag bounds cart2pol cart2sph cast cell2mat celldisp center circshift clearvars clf
  clock close colorbar colormap common_size compan compare_versions computer cond contour contourf
  conv copyfile corr corrcoef cosd cospi cot cotd coth cov cross csc cscd csch cstrcat csvread
  csvwrite ctime cumtrapz date datenum datestr datevec dblquad deal deblank dec2base dec2bin
  dec2hex deconv deg2rad delete detrend dir dlmwrite endsWith eomday erase errorbar etime expint
  expm factor factorial fail fftshift fieldnames figure fileparts fileread fill filter2 flip
  fliplr flipud fminbnd fminsearch fminunc fplot fsolve fullfile fzero gammainc gca gcf getfield
  gradient gray grid hamming hankel hanning help hex2dec hilb hist histc hold hsv2rgb idivide
  ifftshift im2double image imagesc importdata imshow index inpolygon inputname inputParser
  int2str integral integral2 integral3 interp1 interp2 intersect invhilb iqr is_leap_year isbanded
  isdefinite isdeployed isdiag isdir isequal isequaln isfile isfolder ishandle ishermitian
  isletter ismac ismember ispc isprime isstring isstrprop issymmetric istril istriu isunix kendall
  kurtosis lcm legend legendre license line linsolve list_primes loglog logm logspace lookfor ls
  lscov lsqnonneg mad magic mat2str mean meansq median mesh meshc meshgrid mkdir mkpp mode moment
  movefile movfun movmad movmax movmean movmedian movmin movprod movstd movsum movvar mustBeFinite
  mustBeGreaterThan mustBeGreaterThanOrEqual mustBeInteger mustBeLessThan mustBeLessThanOrEqual
  mustBeMember mustBeNegative mustBeNonempty mustBeNonNan mustBeNonnegative mustBeNonpositive
  mustBeNonzero mustBeNumeric mustBeNumericOrLogical mustBePositive mustBeReal namelengthmax
  nargchk narginchk nargoutchk native2unicode nchoosek ndgrid nextpow2 now nthargout nthroot null
  num2str ode23 ode45 odeget odeset optimget optimset orderfields orth ostrsplit pascal patch
  pchip pcolor perms plot plot3 pol2cart poly polyaffine polyarea polyder polyfit polyint polyout
  polyreduce polyval polyvalm postpad pow2 powerset ppder ppint ppval prctile prepad primes print
  print_usage quad2d quadgk quadl quadv quantile quiver rad2deg randi range rank ranks rat reallog
  realpow realsqrt rectangle rectint refresh regexptranslate repelem repmat rescale rgb2gray
  rgb2hsv rindex rng roots rosser rot90 rotate3d rotdim rref run runlength saveas scatter scatter3
  sec secd sech semilogx semilogy setdiff setfield setxor shading shift shiftdim sinc sind sinpi
  skewness sortrows spearman sph2cart spline startsWith statistics std str2num strcat strchr
  strjoin strjust strmatch strread strsplit strtok strtrim strtrunc structfun subplot substr
  substruct surf surfc swapbytes tand tempdir text textread title toeplitz trace trapz triplequad
  unicode2native union unique uniquetol unmkpp untabify validateattributes validatestring vander
  var vech vecnorm vectorize ver verLessThan version view waitbar weekday which wilkinson xlabel
  xlim xor ylabel ylim zlabel zlim zscore
  """
