% Cost and gradient of the 400-25-10 network over M examples, vectorised. Prints the seconds of one evaluation,
% the median of nine rounds, and the cost. For nnsh and Octave.
1;
function [J, grad] = cost_and_gradient(Theta1, Theta2, X, Y, lambda)
  m = rows(X);
  a1 = [ones(m, 1) X];
  a2 = [ones(m, 1) 1 ./ (1 + exp(-a1 * Theta1'))];
  h = 1 ./ (1 + exp(-a2 * Theta2'));
  penalty = sum(sum(Theta1(:, 2:end) .^ 2)) + sum(sum(Theta2(:, 2:end) .^ 2));
  J = sum(sum(-Y .* log(h) - (1 - Y) .* log(1 - h))) / m + lambda / (2 * m) * penalty;
  d3 = h - Y;
  d2 = (d3 * Theta2(:, 2:end)) .* a2(:, 2:end) .* (1 - a2(:, 2:end));
  grad1 = (d2' * a1 + lambda * [zeros(rows(Theta1), 1) Theta1(:, 2:end)]) / m;
  grad2 = (d3' * a2 + lambda * [zeros(rows(Theta2), 1) Theta2(:, 2:end)]) / m;
  grad = [grad1(:); grad2(:)];
end

m = str2double(getenv("M"));
passes = max(1, round(2000 / m));
X = reshape(sin(1:m*400), m, 400);
y = mod((0:m-1)', 10) + 1;
Y = double(y == 1:10);
Theta1 = reshape(cos(1:25*401), 25, 401) / 10;
Theta2 = reshape(cos(1:10*26), 10, 26) / 10;
times = zeros(9, 1);
for k = 1:numel(times)
  tic;
  for pass = 1:passes
    [J, grad] = cost_and_gradient(Theta1, Theta2, X, Y, 1);
  end
  times(k) = toc / passes;
end
printf("%.6g %.6g\n", median(times), J);
