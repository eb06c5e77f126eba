% What the engine of nnsh does by its builtins: cost and gradient, training in batches, of the XOR network, of
% a deep network, and by line searches. WORK says which; prints the seconds of one unit and the cost at the end.
1;
function net = start(sizes, varargin)
  net = network(sizes, varargin{:}, init="zeros");
  for l = 1:numel(sizes) - 1
    count = sizes(l) * sizes(l + 1);
    weights = reshape(sin((1:count) * 1.7), sizes(l + 1), sizes(l)) * sqrt(6 / (sizes(l) + sizes(l + 1)));
    net.Theta{l} = cast([zeros(sizes(l + 1), 1) weights], net.class);
  end
end
function [X, y] = examples(m, n)
  i = (1:m)'; y = mod(floor(i .* i / 7), 10);
  X = 0.5 + 0.25 * sin(i * (1:n)) + 0.25 * cos((y + 1) * (1:n));
  y = y + 1;
end

method = getenv("METHOD");
switch getenv("WORK")
  case "gradient"
    m = str2double(getenv("M"));
    passes = max(1, round(10000 / m));
    net = start([400 25 10]);
    [X, y] = examples(m, 400);
    times = zeros(9, 1);
    for k = 1:numel(times)
      tic;
      for pass = 1:passes
        [D, J] = backprop(net, X, y, 1);
      end
      times(k) = toc / passes;
    end
    printf("%.6g %.6g\n", median(times), J);
  case "batches"
    sizes = str2num(getenv("SIZES"));
    m = 128 * str2double(getenv("BATCHES"));
    [X, y] = examples(m, sizes(1));
    [X, y] = deal(single(X), single(y));
    net = start(sizes, "class", "single", "activation", getenv("ACTIVATION"), "output", "softmax");
    rate = str2double(getenv("RATE"));
    [net, history] = train(net, X, y, method=method, rate=rate, batch=128, shuffle=false, epochs=4);
    printf("%.6g %.3g\n", median(diff([0; history.seconds])) / (m / 128), history.final);
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
