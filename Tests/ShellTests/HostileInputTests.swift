import Glibc
import Testing

/// Whatever is typed, loaded or passed: a clear error, the variables as before, the process alive.
struct HostileInputTests {
  /// Code, and what its error must say.
  private static let cases: [(code: String, message: String)] = [
    ("x = [1 2", "syntax error"), ("(1 + 2", "syntax error"),
    ("x = 'abc", "unterminated character string constant"), ("c{1", "syntax error"),
    ("if 1", "syntax error"), ("end", "syntax error"), ("x = )", ">>> x = );"),
    ("repeated('(')", "nesting too deep"), ("repeated('[')", "nesting too deep"),
    ("repeated('-')", "nesting too deep"), ("repeated('@() ')", "nesting too deep"),
    ("endless(1)", "max_recursion_depth exceeded"),
    ("g = @(g, x) g(g, x + 1); g(g, 1)", "max_recursion_depth exceeded"),
    ("s = 'eval(s)'; eval(s)", "max_stack_depth exceeded"),
    ("zeros(1e7)", "out of memory or dimension too large for Octave's index type"),
    ("ones(1e5, 1e5, 1e5)", "out of memory or dimension too large"),
    ("x = 1; x(1e15) = 2", "out of memory or dimension too large"),
    ("repmat(1, 1e6, 1e6)", "out of memory or dimension too large"),
    ("repmat([1 2], 1e9, 1e9)", "out of memory or dimension too large"),
    ("disp(1:1e18)", "out of memory or dimension too large"), ("sum(1:1e18)", ""),
    ("ones(3)(0)", "index (0): subscripts must be either integers 1 to (2^63)-1 or logicals"),
    ("ones(3)(10)", "index (10): out of bound 9 (dimensions are 3x3)"),
    ("ones(3)(1.5)", "index (1.5): subscripts must be"), ("ones(3)(Inf)", "subscripts must be"),
    ("{1} + 1", "binary operator '+' not implemented for 'cell' by 'scalar' operations"),
    ("[ones(2, 3); ones(2, 4)]", "vertical dimensions mismatch (2x3 vs 2x4)"),
    ("x = ones(2); x(:, 3) = [1 2 3]", "=: nonconformant arguments (op1 is 2x1, op2 is 1x3)"),
    ("ones(2, 3) ^ 2", "for x^y, only square matrix arguments are permitted"),
    ("nothing_of_this_name", "'nothing_of_this_name' undefined"),
    ("regexprep('a', '(', 'b')", "missing )"),
    ("load('/no/such/file.mat')", "unable to find file /no/such/file.mat"),
  ]

  /// Operators, each with shapes that do not fit.
  private static let operators = [
    "+", "-", ".*", "./", ".\\", ".^", "==", "~=", "<", "<=", ">", ">=", "&", "|", "*", "/", "\\",
  ]

  private static let prelude = """
    1;
    function r = endless(x), r = endless(x + 1); end
    function repeated(text), eval([repmat(text, 1, 10000) '1']); end
    function attempt(code)
      try
        eval([code ";"]);
        printf("no error\\n");
      catch err
        printf("%s\\n", strrep(err.message, "\\n", " "));
      end
    end

    """

  /// Runs each code in one process and gives the message of each.
  private func messages(_ codes: [String], prelude more: String = "") throws -> [String] {
    let folder = temporaryFolder()
    let calls = codes.map { code in
      "attempt('\(code.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))')\n"
    }
    write(Self.prelude + more + calls.joined() + "disp alive\n", to: folder + "/hostile.nn")
    let finished = runProgram([folder + "/hostile.nn"])
    #expect(finished.status == 0, "\(finished.errors)")
    var lines = finished.output.split(separator: "\n").map(String.init)
    #expect(lines.popLast() == "alive")
    try #require(lines.count == codes.count, "\(lines)")
    return lines
  }

  @Test func errorsNameWhatIsWrong() throws {
    for (message, expected) in zip(try messages(Self.cases.map(\.code)), Self.cases) {
      #expect(
        expected.message.isEmpty || message.contains(expected.message),
        "\(expected.code): \(message)")
    }
  }

  @Test func everyOperatorNamesBothShapes() throws {
    let codes = Self.operators.map { "ones(2, 3) \($0) ones(\($0 == "/" ? "4, 4" : "4, 5"))" }
    for (message, code) in zip(try messages(codes), codes) {
      #expect(message.contains("nonconformant arguments (op1 is "), "\(code): \(message)")
    }
  }

  @Test func networkBuiltinsNameTheArgument() throws {
    let data = """
      global X y net
      X = cos([1 2; 3 4; 5 6]); y = [3; 1; 2]; net = network([2 4 3], "seed", 1);

      """
    let calls: [(String, String)] = [
      ("cost(net, X, [0; 1; 2])", "y(1) is 0, expected whole labels 1..3"),
      ("cost(net, X', y)", "X is 2x3, expected 2 columns"),
      ("backprop(net, [ones(3, 1) X], y)", "the network adds the bias itself"),
      ("train(net, X(1:2, :), y)", "X has 2 examples, y has 3"),
      ("cost(net, X, y, -1)", "lambda is -1"), ("forward(net, X')", "X is 2x3"),
      ("predict(net, X')", "X is 2x3"), ("gradcheck(net, X', y)", "X is 2x3"),
      ("accuracy(net, X, y(1:2))", "X is 3x2 and y is 2x1"),
      ("confusion(net, X, [1; 2; 7])", "y(3) is 7"),
      ("train(net, X, y, rat=3)", "unknown option \"rat\""),
      ("train(net, X, y, batch=0)", "batch is 0"),
      ("train(net, zeros(0, 2), zeros(0, 1))", "X has no examples"),
      ("net.Theta{1} = ones(3)", "Theta{1} must be 4x3"),
      ("network([2 1e9 1e9])", "sizes must be"), ("network([2 NaN 3])", "sizes must be"),
      ("onehot([0; 1], 3)", "y(1) is 0"),
      ("Z = X; Z(2, 1) = NaN; cost(net, Z, y)", "X has NaN in row 2, column 1"),
      ("dataset('nope')", "unknown data set \"nope\""),
    ]
    let codes = calls.map { "global X y net; " + $0.0 }
    for (message, call) in zip(try messages(codes, prelude: data), calls) {
      #expect(message.contains(call.1), "\(call.0): \(message)")
    }
  }

  /// There is room for the array and not for a second one.
  @Test(arguments: [
    "x = ones(1e4, 7e3); y = movmean(x, 3);", "x = ones(1e4, 7e3); y = filter([1 2], 1, x);",
    "x = ones(1e4, 7e3); y = rref(x);", "c = cell(1, 3e7); d = c; d{1}(2) = 1;",
    "c = cell(1, 3e7); d = c; d{1}.a = 1;",
    "s = repmat(struct('a', 1), 1, 3e7); t = s; t(1).a(2) = 1;",
    "s = repmat(struct('a', 1), 1, 3e7); t = s; [t(1:2).a] = deal(1);",
  ])
  func aCopyThatDoesNotFitIsAnError(_ code: String) {
    let finished = runProgram(["-e", code], memory: 1_500_000)
    #expect(finished.errors.hasPrefix("error: out of memory"), "\(finished.errors)")
    #expect(finished.status == 1)
  }

  @Test func aLongChainIsNoNesting() {
    let finished = runProgram(
      ["-e", "x = eval(['1' repmat('+1', 1, 100000)])"])
    #expect(finished.output == "x = 100001\n")
  }

  @Test func rangesOfAnyLengthCostNothing() {
    #expect(runProgram(["-e", "x = 1:1e15; printf('%g', numel(x))"]).output == "1e+15")
  }

  @Test func damagedFilesCostAnError() throws {
    let folder = temporaryFolder()
    write("A = magic(20); save('-v6', '\(folder)/good.mat', 'A')\n", to: folder + "/save.nn")
    #expect(runProgram([folder + "/save.nn"]).status == 0)
    let good = try bytes(of: folder + "/good.mat")
    var codes: [String] = []
    var random = RepeatableRandom(state: 7)
    for n in 0..<60 {
      var damaged = n % 3 == 0 ? Array(good.prefix(random.below(good.count))) : good
      for _ in 0..<8 where damaged.count > 130 {
        damaged[126 + random.below(min(damaged.count - 126, 200))] = UInt8(random.below(256))
      }
      write(damaged, to: "\(folder)/damaged\(n).mat")
      codes.append("s = load('\(folder)/damaged\(n).mat')")
    }
    let messages = try messages(codes)
    #expect(messages.filter { $0.hasPrefix("load: ") }.count > 20)
  }

  @Test func filesThatAreNoPrograms() throws {
    let folder = temporaryFolder()
    #expect(runProgram([folder]).errors == "nnsh: \(folder): is a directory\n")
    #expect(runProgram([folder + "/none"]).errors.contains("no such file or directory"))
    write(try bytes(of: programPath).prefix(20000).map { $0 }, to: folder + "/rubbish.nn")
    let rubbish = runProgram([folder + "/rubbish.nn"])
    #expect(rubbish.status == 1)
    #expect(rubbish.errors.contains("is not a program text"))
    write((0..<4000).map { UInt8(0x80 + $0 % 128) }, to: folder + "/letters.nn")
    #expect(runProgram([folder + "/letters.nn"]).status == 1)
    if geteuid() != 0 {
      write("x = 1\n", to: folder + "/secret.nn")
      chmod(folder + "/secret.nn", 0)
      #expect(runProgram([folder + "/secret.nn"]).errors.contains("permission denied"))
    }
  }

  @Test func aClosedPipeEndsQuietly() {
    let finished = runProgram(["-e", "for i = 1:1e6, disp(i), end"], readBy: "head -n 2")
    #expect(finished.output == "1\n2\n")
    #expect(finished.errors == "141\n")
  }

  @Test func uncaughtErrorsAndExitGiveAStatus() {
    #expect(runProgram(["-e", "error('a:b', 'told')"]).errors.hasPrefix("error: told\n"))
    #expect(runProgram(["-e", "error('told')"]).status == 1)
    #expect(runProgram(["-e", "try, exit(4), catch, end"]).status == 4)
    #expect(runProgram(["-"], input: "x = 3\nexit(5)").status == 5)
    #expect(runProgram(["-", "a", "b"], input: "printf('%s,', argv(){:})").output == "a,b,")
  }
}

/// The bytes of a file.
private func bytes(of path: String) throws -> [UInt8] {
  let file = try #require(fopen(path, "r"))
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 4096)
  while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
    bytes += chunk[..<count]
  }
  return bytes
}

private func write(_ bytes: [UInt8], to path: String) {
  let file = fopen(path, "w")
  fwrite(bytes, 1, bytes.count, file)
  fclose(file)
}

/// Numbers that are the same in every run.
private struct RepeatableRandom {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % max(1, limit)
  }
}
