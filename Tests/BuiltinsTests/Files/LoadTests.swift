import Evaluation
import Testing

/// Files that Octave 7.3 wrote (`save -v7`, `-v6`, `-V4`, `-text`), and files of our own.
@Suite struct LoadTests {
  /// What the variables of `every-kind` hold, by the script that made them.
  static let everyKind = [
    "isequal(s.a, 1.5)", "isequal(s.b, [1 2; 3 4.25])", "isequal(s.c, 'hello')",
    "isequal(s.d, ['ab'; 'cd'])", "isequal(s.e, {1, 'x'; [], {2}})",
    "isequal(s.f, struct('p', 1, 'q', 'z'))", "isequal(s.g, struct('p', {1, 2}))",
    "isequal(s.h, true) && islogical(s.h)", "islogical(s.i) && isequal(s.i, [true false])",
    "isa(s.j, 'int8') && s.j == 5", "isa(s.k, 'uint16') && isequal(s.k, [1 2; 3 4])",
    "isa(s.l, 'single') && s.l == 2.5", "isa(s.m, 'single') && isequal(s.m, [1 2])",
    "isequal(s.n, 1:5)", "isequal(size(s.o), [0 0])", "ischar(s.p) && isempty(s.p)",
    "iscell(s.q) && isempty(s.q)", "isequal(s.r, ones(2, 2, 2))",
    "isequal(double(s.t), [100 113 10])",
    "isnan(s.u)", "isequaln(s.v, [Inf -Inf NaN])", "isequal(size(s.x), [0 3])",
    "isstruct(s.z) && numfields(s.z) == 0", "s.aa == 0.1",
    "iscell(s.bb) && isequal(size(s.bb), [2 0])", "s.hh == intmax('uint64')",
    "isequal(double(s.ut), [195 164 195 182])", "numfields(s) == 27",
  ]

  @Test(arguments: ["every-kind-v7.mat", "every-kind.txt"])
  func readsEveryKindOfOctave(_ file: String) throws {
    let bench = Workbench()
    try bench.run("s = load('\(Workbench.data(file))');")
    for check in LoadTests.everyKind { #expect(try bench.isTrue(check), "\(check)") }
  }

  @Test func readsUncompressedAndOldFiles() throws {
    let bench = Workbench()
    try bench.run("load('\(Workbench.data("some-kinds-v6.mat"))')")
    #expect(try bench.isTrue("isequal(e, {1, 'x'; [], {2}}) && isequal(k, uint16([1 2; 3 4]))"))
    try bench.run("v = load('\(Workbench.data("v4.mat"))');")
    #expect(try bench.isTrue("isequal(v.b, [1 2; 3 4.25]) && strcmp(v.c, 'hello')"))
    try bench.run("load('\(Workbench.data("letters-v6.mat"))')")
    #expect(try bench.isTrue("strcmp(letters, ['ab'; 'cd'])"))
  }

  @Test(arguments: ["-v7", "-v6", "-text"])
  func readsBackWhatItWrites(_ format: String) throws {
    let bench = Workbench()
    let file = bench.path("round.dat")
    try bench.run("s = load('\(Workbench.data("every-kind-v7.mat"))');")
    try bench.run("save('\(format)', '\(file)', '-struct', 's'); r = load('\(file)');")
    for check in LoadTests.everyKind {
      let own = check.withVariable("s", renamed: "r")
      #expect(try bench.isTrue(own), "\(own)")
    }
  }

  @Test func appendsVariables() throws {
    let bench = Workbench()
    for format in ["-text", "-v7"] {
      let file = bench.path("more" + format)
      try bench.run("a = 1; b = 2; save('\(format)', '\(file)', 'a');")
      try bench.run("save('\(format)', '-append', '\(file)', 'b'); s = load('\(file)');")
      #expect(try bench.isTrue("isequal(s, struct('a', 1, 'b', 2))"))
    }
  }

  @Test func takesChosenVariables() throws {
    let bench = Workbench()
    let file = bench.path("some.mat")
    try bench.run("x1 = 1; x2 = 2; y = 3; save('-v7', '\(file)', 'x*', 'y');")
    #expect(try bench.isTrue("isequal(load('\(file)', 'x*'), struct('x1', 1, 'x2', 2))"))
    #expect(throws: EvaluationError.self) { try bench.run("load('\(file)', 'nothing')") }
  }

  @Test func namesATableByItsFile() throws {
    let bench = Workbench()
    let file = bench.path("my data.csv")
    try bench.run("csvwrite('\(file)', [1 2; 3 4]); load('\(file)');")
    #expect(try bench.isTrue("isequal(my_data, [1 2; 3 4])"))
  }

  /// Messages are Octave's.
  @Test(arguments: [
    ("load('/no such/file')", "load: unable to find file /no such/file"),
    ("load('/tmp')", "load: unable to find file /tmp"),
    ("save('/no such/folder/f', 'a')", "save: unable to open output file '/no such/folder/f'"),
    ("load(1)", "load: all arguments must be strings"),
  ])
  func complainsAsOctaveDoes(_ text: String, _ message: String) throws {
    let bench = Workbench()
    try bench.run("a = 1;")
    let error = try #require(throws: EvaluationError.self) { try bench.run(text) }
    #expect(error.message == message)
  }
}

extension String {
  /// The text with the one-letter variable `old` called `new`.
  fileprivate func withVariable(_ old: Character, renamed new: Character) -> String {
    var result = ""
    var previous: Character = " "
    for (letter, next) in zip(self, dropFirst() + " ") {
      let isAlone = !previous.isLetter && previous != "'" && !next.isLetter && next != "'"
      result.append(letter == old && isAlone ? new : letter)
      previous = letter
    }
    return result
  }
}
