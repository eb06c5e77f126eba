% One chain of operations element by element, CHAIN (1 to 3), over N elements. Prints the seconds of the
% median of seven rounds, an element, and a checksum. For nnsh and Octave.
1;
function x = chain(which, z, a, d, y)
  switch which
    case 1
      x = 1 ./ (1 + exp(-z));
    case 2
      x = a .* (1 - a) .* d;
    case 3
      x = sum(-y .* log(a) - (1 - y) .* log(1 - a));
  end
end

n = str2double(getenv("N"));
which = str2double(getenv("CHAIN"));
z = linspace(-6, 6, n)';
a = 1 ./ (1 + exp(-z));
d = cos(z);
y = mod((0:n-1)', 2);
passes = max(1, round(3e6 / n));
times = zeros(7, 1);
for k = 1:numel(times)
  tic;
  for pass = 1:passes
    x = chain(which, z, a, d, y);
  end
  times(k) = toc / passes / n;
end
printf("%.6g %.6g\n", median(times), sum(x));
