import Builtins
import CSystem
import Evaluation
import Syntax
import Testing

/// What a user is told about arguments that do not fit.
@Suite struct NetworkMessageTests {
  struct Case: CustomTestStringConvertible {
    let code: String
    let message: String
    let help: String?
    var testDescription: String { code }

    init(_ code: String, _ message: String, _ help: String? = nil) {
      (self.code, self.message, self.help) = (code, message, help)
    }
  }

  static let start = """
    net = network([3 4 5], seed=1); X = reshape((1:24)/24, 8, 3); y = [1 2 3 4 5 1 2 3]';
    bin = network([3 1], seed=1);

    """

  static let cases = [
    Case(
      "forward(net, X')",
      "forward: X is 3x8, expected 3 columns, one for each input (examples are rows): its columns seem to be the examples",
      "X' is 8x3 and fits"),
    Case(
      "forward(net, [ones(8,1) X])",
      "forward: X is 8x4, expected 3 columns, one for each input (examples are rows): it begins with a column of ones, but the network adds the bias itself",
      "X(:, 2:end) leaves the ones out"),
    Case(
      "forward(net, X(:,1:2))",
      "forward: X is 8x2, expected 3 columns, one for each input (examples are rows): the bias seems to be counted as an input, but the network adds it itself",
      "make the network with 2 inputs"),
    Case(
      "forward(net, X(:,1))",
      "forward: X is 8x1, expected 3 columns, one for each input (examples are rows)"),
    Case(
      "forward(net, zeros(0,3))", "forward: X has no examples: a mean over nothing has no value"),
    Case("forward(net, {1})", "forward: X must be a matrix, not a cell array"),
    Case(
      "forward(net)", "Invalid call to forward",
      "it is called as [h, a, z] = forward(net, X)"),
    Case(
      "forward(5, X)",
      "forward: the network must be a network or a cell {Theta1, Theta2, ...}, not a scalar"),
    Case("forward({}, X)", "forward: the cell holds no Theta: a network needs at least {Theta1}"),
    Case(
      "forward({1, \"a\"}, X)",
      "forward: Theta{1} is 1x1, expected a matrix with a row for each unit and a bias column before the weights"
    ),
    Case(
      "forward({ones(4,3), ones(2,4)}, X(:,1:2))",
      "forward: Theta{2} is 2x4, expected 5 columns: 4 units of the layer below and the bias"),
    Case(
      "Xn = X; Xn(3,2) = NaN; forward(net, Xn)",
      "forward: X has NaN in row 3, column 2: the cost would be NaN",
      "X(any(isnan(X), 2), :) shows the rows that have NaN"),
    Case(
      "Xn = X; Xn(3,2) = NaN; cost(net, Xn, y)",
      "cost: X has NaN in row 3, column 2: the cost would be NaN",
      "X(any(isnan(X), 2), :) shows the rows that have NaN"),
    Case(
      "Xn = X; Xn(3,2) = NaN; train(net, Xn, y)",
      "train: X has NaN in row 3, column 2: the cost would be NaN",
      "X(any(isnan(X), 2), :) shows the rows that have NaN"),
    Case(
      "cost(net, X, y')", "cost: X is 8x3 and y is 1x8: X has 8 examples, y has 1",
      "y' has a row for each example"),
    Case("cost(net, X, y(1:7))", "cost: X is 8x3 and y is 7x1: X has 8 examples, y has 7"),
    Case(
      "cost(net, X, y - 1)", "cost: y(1) is 0, expected whole labels 1..5, one for each output",
      "use 10 for the digit 0 (y(y == 0) = 10), or y + 1 for labels 0..4"),
    Case("cost(net, X, y + 1)", "cost: y(5) is 6, expected whole labels 1..5, one for each output"),
    Case(
      "cost(net, X, y + 0.5)", "cost: y(1) is 1.5, expected whole labels 1..5, one for each output"),
    Case("cost(net, X, ones(8, 2))", "cost: y is 8x2, expected 8x1 labels 1..5 or 8x5 targets"),
    Case("cost(net, X, y, -1)", "cost: lambda is -1, expected a number of at least 0"),
    Case("cost(net, X, y, [1 2])", "cost: lambda must be one number, not a 1x2 double"),
    Case("cost(net, X, y, NaN)", "cost: lambda is NaN, expected a number of at least 0"),
    Case(
      "cost(bin, X, y)",
      "cost: y(2) is 2, expected 0 or 1: the network has one output, the probability of 1",
      "y == 2 gives 0 and 1; labels 1..2 want two outputs"),
    Case(
      "loss(net, X, y, 1)", "Invalid call to loss", "it is called as v = loss(net, X, y)"),
    Case("train(net, X, y, rat=0.1)", "train: unknown option \"rat\"", "did you mean rate=...?"),
    Case("train(net, X, y, rate=-1)", "train: rate is -1, expected a number greater than 0"),
    Case("train(net, X, y, \"rate\")", "train: option \"rate\" has no value"),
    Case(
      "train(net, X, y, method=\"sgd\")",
      "train: unknown method \"sgd\"; known are gd, momentum, nesterov, rmsprop, "
        + "adam, cg, lbfgs", "\"gd\" is its name here"),
    Case(
      "train(net, X, y, batch=0)",
      "train: batch is 0, expected at least 1 example: a batch must not be empty"),
    Case("train(net, X, y, epochs=1.5)", "train: option epochs must be a whole number, not 1.5"),
    Case(
      "train(net, X, y, patience=3)",
      "train: patience waits for a better cost on validation examples, and there are none",
      "validation=0.2 sets a fifth of the examples aside"),
    Case(
      "train(net, X, y, validation=2)",
      "train: validation is 2, expected {Xv, yv}, or a fraction between 0 and 1 that leaves examples on both sides"
    ),
    Case(
      "train(net, X, y, validation={1})",
      "train: option validation must be {Xv, yv} or a fraction between 0 and 1"),
    Case("train(net, X, y, 5)", "train: argument 4 must be the name of an option, not a scalar"),
    Case(
      "network([3])",
      "network: sizes must be at least two positive whole numbers, inputs first and outputs last, such as [400 25 10]; they are [3]"
    ),
    Case(
      "network([3 0 1])",
      "network: sizes must be at least two positive whole numbers, inputs first and outputs last, such as [400 25 10]; they are [3 0 1]"
    ),
    Case("network([3 2.5 1])", "network: sizes must be whole numbers, not 2.5"),
    Case(
      "network([1e6 1e12])",
      "network: sizes must be at least two positive whole numbers, inputs first and outputs last, such as [400 25 10]; they are [1000000 1000000000000]"
    ),
    Case(
      "network([3 1], output=\"softmax\")",
      "network: softmax needs two outputs or more: the softmax of one output is always 1",
      "output=\"sigmoid\" fits one output, or give each class an output"),
    Case(
      "network([3 4 1], activation=\"sigmoyd\")",
      "network: unknown activation \"sigmoyd\"; known are sigmoid, tanh, relu, leakyrelu, elu, gelu, softplus, linear",
      "did you mean \"sigmoid\"?"),
    Case(
      "network([3 4 4 1], activation={\"relu\", \"tanh\", \"elu\"})",
      "network: activation has 3 entries for 2 hidden layers: give one for all of them or one for each"
    ),
    Case(
      "network([3 4 1], cost=\"mse\")",
      "network: unknown cost \"mse\"; known are crossentropy, squared",
      "\"squared\" is its name here"),
    Case(
      "network([3 4 1], init=\"xavier\")",
      "network: unknown init \"xavier\"; known are uniform, glorot, he, normal, zeros",
      "\"glorot\" is its name here"),
    Case(
      "network([3 4 1], class=\"int8\")",
      "network: unknown class \"int8\"; known are double, single"),
    Case(
      "network(\"abc\")",
      "network: sizes must be a row of numbers, inputs first, such as [400 25 10]"),
    Case(
      "net.Theta{1} = ones(4,3);",
      "Theta{1} must be 4x4 (units above x units below + bias), the new one is 4x3: it lacks the bias column",
      "[zeros(4, 1) Theta] adds biases of 0"),
    Case(
      "net.Theta{1} = ones(3,4);",
      "Theta{1} must be 4x4 (units above x units below + bias), the new one is 3x4"),
    Case(
      "net.Theta{3} = 1;",
      "net.Theta has 2 entries, one for each layer above the input; the new one has 3"),
    Case(
      "net.sizes = 3;", "net.sizes cannot be changed: only the weights of a network can",
      "make another one with network(sizes, ...)"),
    Case(
      "net.thetta", "invalid use of a network: it has no field 'thetta'", "did you mean net.Theta?"),
    Case(
      "net.Theta{1}(5,1) = 1;",
      "Theta{1} must be 4x4 (units above x units below + bias), the new one is 5x4"),
    Case("roll(net, 1:3)", "roll: expected 41 parameters, all Thetas one after the other, found 3"),
    Case(
      "onehot([1 2 9], 3)", "onehot: y(3) is 9, expected whole labels 1..3, one for each output"),
    Case(
      "accuracy(network([3 1], output=\"linear\"), X, y)",
      "accuracy: the network has one linear output, a quantity: there are no classes to count"),
    Case("gradcheck(net, X, y, 0, {1,2})", "gradcheck: D{1} is 1x1, expected 4x4 like Theta{1}"),
    Case(
      "gradcheck(net, X, y, 0, {ones(4,4), ones(5,4)})",
      "gradcheck: D{2} is 5x4, expected 5x5 like Theta{2}"),
    Case(
      "gradcheck(net, X, y, 0, 1:3)",
      "gradcheck: expected 41 parameters, all Thetas one after the other, found 3"),
    Case(
      "gradcheck(@(t) t, 1)",
      "gradcheck: the function must return the cost and its gradient: [J, grad] = f(theta)"),
    Case(
      "gradcheck(@(t) deal(1,[1 2]), 1)",
      "gradcheck: the gradient is 1x2, expected 1x1 like theta: one entry for each"),
    Case(
      "explain(net, X, y, unit=[2 1])",
      "explain: x is 8x3, expected 1x3: a unit has one story an example",
      "X(1, :) is the first of them, y(1, :) its target"),
    Case(
      "explain(net, X(1,:), 7)",
      "explain: y(1) is 7, expected whole labels 1..5, one for each output"),
    Case(
      "dataset(\"moon\")",
      "dataset: unknown data set \"moon\"; known are xor, iris, digits, moons, circles, spirals",
      "did you mean \"moons\"?"),
    Case("dataset(\"xor\", count=3)", "dataset: \"xor\" has no options: its examples are given"),
    Case(
      "dataset(\"moons\", count=1)",
      "dataset: option count is 1, expected a whole number from 2 to 10000000"),
    Case("fmincg(@(t) t.^2, 3)", "@<anonymous>: function called with too many outputs"),
    Case(
      "fmincg(@(t) deal([1 2],1), 3)",
      "fmincg: the function must return the cost as one number, it returned a 1x2 double"),
    Case(
      "fminunc(@(t) [], 3)",
      "fminunc: the function must return the cost as one number, it returned a 0x0 double"),
    Case("fminsearch(@(t) norm(t), [])", "fminsearch: x0 is empty"),
    Case("optimset(\"foo\")", "optimset: no defaults for function 'foo'"),
    Case("net(2)", "network cannot be indexed with (); its fields are read with ."),
    Case(
      "[net net]", "concatenation operator not implemented for 'network' by 'matrix' operations"),
    Case("backprop(net, X, y, \"a\")", "backprop: lambda must be one number, not a 1x1 char"),
    Case("softmax(ones(2,2,2))", "softmax: Z is 2x2x2, expected a matrix whose rows are examples"),
    Case("sigmoid({1})", "sigmoid: wrong type argument 'cell array'"),
    Case(
      "shapes(net, X', y)",
      "shapes: X is 3x8, expected 3 columns, one for each input (examples are rows): its columns seem to be the examples",
      "X' is 8x3 and fits"),
    Case(
      "network([3 4 1], method=\"adam\")", "network: unknown option \"method\"",
      "the options are activation, output, cost, init, seed, class"),
    Case("train(net, X, y, rate=\"fast\")", "train: option rate must be a number, not a string"),
    Case("train(net, X, y, shuffle=\"maybe\")", "train: option shuffle must be true or false"),
    Case("train(net, X, y, method=3)", "train: option method must be a string, not a scalar"),
    Case("onehot(y, 0)", "onehot: K is 0, expected a whole number of at least 1"),
    Case("unroll(3)", "unroll: the argument must be a network or a cell of matrices, not a scalar"),
    Case(
      "gradcheck(net, X, y, 0, {1})", "gradcheck: D has 1 entries, expected 2, one for each Theta"),
    Case("cost(net, X, y(:, [1 1]))", "cost: y is 8x2, expected 8x1 labels 1..5 or 8x5 targets"),
    Case(
      "forward(net, ones(2, 3, 2))",
      "forward: X is 2x3x2, expected a matrix whose rows are examples"),
    Case(
      "fmincg(@(t) deal(1, [1 2]), 3)",
      "fmincg: the gradient is 1x2, expected 1x1 like theta: one entry for each"),
    Case("fmincg(@(t) deal(1, 1), 3, 5)", "fmincg: options must be a struct as optimset makes it"),
    Case(
      "dataset(\"moons\", noise=-1)", "dataset: option noise is -1, expected a number of at least 0"
    ),
    Case("optimget(3, \"MaxIter\")", "optimget: options must be a struct as optimset makes it"),
  ]

  @Test(arguments: cases)
  func saysWhatIsWrong(_ wrong: Case) throws {
    let session = Session(output: BufferOutput(), host: BareHost(), builtins: allBuiltins)
    let error = #expect(throws: EvaluationError.self) {
      try session.run(parse(Source(name: "test", text: Self.start + wrong.code + "\n")))
    }
    #expect(error?.message == wrong.message)
    #expect(error?.help == wrong.help)
  }
}
