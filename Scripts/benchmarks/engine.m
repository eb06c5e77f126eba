% What the engine of nnsh does by its builtins: cost and gradient, training in batches, of the XOR network, of
% a deep network, and by line searches; and the exact gradient of a cost written in the language. WORK says
% which; prints the seconds of one unit and a cost.
1;
function net = start(sizes, varargin)
  net = network(sizes, varargin{:}, init="zeros");
  for l = 1:numel(sizes) - 1
    count = sizes(l) * sizes(l + 1);
    weights = reshape(sin((1:count) .^ 2 * 1.7), sizes(l + 1), sizes(l)) * sqrt(6 / (sizes(l) + sizes(l + 1)));
    net.Theta{l} = cast([zeros(sizes(l + 1), 1) weights], net.class);
  end
end
function [X, y] = examples(m, n, class="double")
  i = (1:m)'; y = mod(floor(i .* i / 7), 10) + 1;
  X = zeros(m, n, class);
  for first = 1:128:m
    k = first:min(first + 127, m);
    X(k, :) = 0.5 + 0.25 * sin(i(k) * (1:n)) + 0.25 * cos(y(k) * (1:n));
  end
end
% The cost of the 400-25-10 network as the lecture writes it, for grad.
function J = course_cost(p, X, Y, lambda)
  m = rows(X);
  Theta1 = reshape(p(1:25 * 401), 25, 401);
  Theta2 = reshape(p(25 * 401 + 1:end), 10, 26);
  a2 = 1 ./ (1 + exp(-[ones(m, 1) X] * Theta1'));
  h = 1 ./ (1 + exp(-[ones(m, 1) a2] * Theta2'));
  penalty = sum(sum(Theta1(:, 2:end) .^ 2)) + sum(sum(Theta2(:, 2:end) .^ 2));
  J = sum(sum(-Y .* log(h) - (1 - Y) .* log(1 - h))) / m + lambda / (2 * m) * penalty;
end

method = getenv("METHOD");
switch getenv("WORK")
  case {"gradient", "grad"}
    m = str2double(getenv("M"));
    passes = max(10, round(10000 / m));
    net = start([400 25 10]);
    [X, y] = examples(m, 400);
    [p, Y] = deal(unroll(net), double(y == 1:10));
    written = strcmp(getenv("WORK"), "grad");
    times = zeros(9, 1);
    for k = 1:numel(times)
      tic;
      for pass = 1:passes
        if written
          [D, J] = grad(@(p) course_cost(p, X, Y, 1), p);
        else
          [D, J] = backprop(net, X, y, 1);
        end
      end
      times(k) = toc / passes;
    end
    printf("%.6g %.6g\n", median(times), J);
  case "batches"
    sizes = str2num(getenv("SIZES"));
    [X, y] = examples(59904, sizes(1), "single");
    net = start(sizes, "class", "single", "activation", getenv("ACTIVATION"), "output", "softmax");
    options = {"method", method, "rate", str2double(getenv("RATE")), "batch", 128, "shuffle", false};
    net = train(net, X(1:2560, :), y(1:2560), "epochs", 1, options{:});
    J = cost(net, X(1:1280, :), y(1:1280));
    [net, history] = train(net, X, y, "epochs", str2double(getenv("EPOCHS")), options{:});
    printf("%.6g %.3g\n", median(diff([0; history.seconds])), J);
  case "xor"
    epochs = str2double(getenv("SIZE"));
    net = network([2 2 1], seed=1);
    net.Theta = {[0.1 0.5 -0.4; -0.2 -0.3 0.6], [0.3 -0.7 0.8]};
    tic;
    [net, history] = train(net, [0 0; 0 1; 1 0; 1 1], [0; 1; 1; 0], rate=1, epochs=epochs);
    printf("%.6g %.6g\n", toc / epochs, history.final);
  case "deep"
    [X, y] = examples(1797, 64);
    net = start([64 40 30 20 10], "activation", "tanh", "output", "softmax");
    [net, history] = train(net, X, y, rate=0.1, epochs=200);
    printf("%.6g %.4g\n", median(diff([0; history.seconds])), history.final);
  case "search"
    % The cost goes to standard error: searches differ, so that there is no sum to compare.
    [X, y] = examples(1797, 64);
    net = start([64 40 10], "activation", "tanh", "output", "softmax");
    tic;
    [net, history] = train(net, X, y, method=method, epochs=100, lambda=1);
    printf("%.6g 0\n", toc);
    fprintf(stderr, "nnsh %s: cost %.5f after 100 iterations\n", method, history.final);
end
