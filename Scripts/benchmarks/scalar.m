% Numbers one by one: WORK is loop, collatz, calls, fib, fill or xor, SIZE how much of it. Prints the seconds
% of one pass, step or call and a checksum. For nnsh and Octave.
1;
function s = sumloop(n)
  s = 0;
  for i = 1:n
    s = s + i*i - floor(i/3);
  end
end

function steps = collatz(n)
  steps = 0;
  for start = 1:n
    x = start;
    while x != 1
      if mod(x, 2) == 0
        x = x / 2;
      else
        x = 3*x + 1;
      end
      steps = steps + 1;
    end
  end
end

function z = line(x, y)
  z = 0.5*x + y;
end

function s = calls(n)
  s = 0;
  for i = 1:n
    s = line(s, i);
  end
end

function r = fib(n)
  if n < 2
    r = n;
  else
    r = fib(n - 1) + fib(n - 2);
  end
end

function A = fill(n)
  A = zeros(n, n);
  for i = 1:n
    for j = 1:n
      A(i, j) = i * j;
    end
  end
end

function J = xor_steps(n)
  X = [0 0; 0 1; 1 0; 1 1];
  y = [0; 1; 1; 0];
  Theta1 = [0.1 0.5 -0.4; -0.2 0.3 0.6];
  Theta2 = [0.2 -0.7 0.4];
  for step = 1:n
    a1 = [ones(4, 1) X];
    a2 = [ones(4, 1) 1 ./ (1 + exp(-a1 * Theta1'))];
    h = 1 ./ (1 + exp(-a2 * Theta2'));
    d3 = h - y;
    d2 = (d3 * Theta2(:, 2:end)) .* a2(:, 2:end) .* (1 - a2(:, 2:end));
    Theta1 = Theta1 - 0.5 / 4 * (d2' * a1);
    Theta2 = Theta2 - 0.5 / 4 * (d3' * a2);
  end
  J = sum(-y .* log(h) - (1 - y) .* log(1 - h)) / 4;
end

function [units, check] = work(name, n)
  units = n;
  switch name
    case "loop"
      check = sumloop(n);
    case "collatz"
      check = collatz(n);
      units = check;
    case "calls"
      check = calls(n);
    case "fib"
      check = fib(n);
      units = round(2 * ((1 + sqrt(5)) / 2) ^ (n + 1) / sqrt(5)) - 1;
    case "fill"
      A = fill(n);
      check = sum(A(:));
      units = n * n;
    case "xor"
      check = xor_steps(n);
  end
end

name = getenv("WORK");
[units, check] = work(name, 20);
n = str2double(getenv("SIZE"));
tic;
units = work(name, n);
seconds = toc;
printf("%.6g %.6g\n", seconds / units, check);
