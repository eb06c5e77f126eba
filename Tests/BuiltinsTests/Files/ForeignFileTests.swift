import CSystem
import DataFiles
import Evaluation
import Testing

/// Files that NumPy 2.4, safetensors and PyTorch wrote, MAT files of version 7.3 laid out as MATLAB does (by
/// h5py), MNIST's format, pictures, and tables with names.
@Suite struct ForeignFileTests {
  static let checks: [(file: String, checks: [String])] = [
    (
      "numpy.npz",
      [
        "isequal(s.a, [0 1 2; 3 4 5])", "isa(s.f, 'single') && isequal(s.f, [0 1 2; 3 4 5])",
        "isa(s.y, 'int64') && isequal(s.y, int64([1; 2; 3]))", "s.s == 2.5",
        "isa(s.h, 'single') && isequal(s.h, [1.5; -2])",
        "islogical(s.b) && isequal(s.b, [1 0] > 0)",
        "isa(s.u, 'uint8') && isequal(size(s.u), [2 3 4]) && s.u(2, 3, 4) == 23 && s.u(1, 2, 1) == 4",
        "strcmp(s.name, 'größe')", "isequal(s.names, {'a'; 'bcd'})", "isequal(s.be, [1; 2])",
        "isequal(size(s.e), [0 3])", "strcmp(s.raw, 'xy')", "s.u64 == intmax('uint64')",
      ]
    ),
    ("numpy-compressed.npz", ["isequal(s.a, [0 1 2; 3 4 5])", "isequal(s.z, zeros(40, 50))"]),
    ("fortran.npy", ["isequal(size(s), [2 3 4])", "s(2, 3, 4) == 23 && s(1, 2, 1) == 4"]),
    (
      "numpy.safetensors",
      [
        "isequal(s.fc1.weight, single([0 1 2; 3 4 5]))", "isequal(s.fc1.bias, single([1; 2]))",
        "isequal(s.x0.weight, single([1 1]))", "islogical(s.mask) && isequal(s.mask, [1; 0] > 0)",
        "isa(s.n, 'int32') && s.n == 7", "isequal(s.d, [1.5 2.5])", "numfields(s) == 5",
      ]
    ),
    ("torch.safetensors", ["isequal(s.w, single([1.5 -2; 3 0.25]))", "isequal(s.b, [1; 2; 3])"]),
    (
      "pictures.idx",
      [
        "isa(s, 'uint8') && isequal(size(s), [2 3 4])",
        "isequal(squeeze(s(2, :, :)), reshape(12:23, 4, 3)')",
      ]
    ),
    ("labels.idx.gz", ["isequal(s, uint8([7; 2; 1]))"]),
    ("shorts.idx", ["isa(s, 'int16') && isequal(s, [1 -2 3; 4 5 -6])"]),
    ("gray.png", ["isa(s, 'uint8') && isequal(s, [0 128 255; 1 2 3])"]),
    ("colour-alpha.png", ["isequal(s, cat(3, [10 40], [20 50], [30 60]))"]),
    ("palette.png", ["isequal(s, cat(3, [1 200], [2 100], [3 50]))"]),
    ("deep.png", ["isa(s, 'uint16') && isequal(s, [258 65535])"]),
    ("colour.ppm", ["isequal(s, cat(3, [1 4], [2 5], [3 6]))"]),
    (
      "layout-v73.mat",
      [
        "isequal(s.a, [1 2 3; 4 5 6.5])", "isequal(s.r, reshape(1:8, 2, 2, 2))",
        "isa(s.s, 'single') && isequal(s.s, [0.5 1.5 2.5; 1 2 3])",
        "isa(s.i8, 'int8') && isequal(s.i8, [-5 7])",
        "isa(s.u16, 'uint16') && isequal(s.u16, [1 2; 3 4])", "s.u64 == intmax('uint64')",
        "isa(s.i64, 'int64') && s.i64 == int64(-9007199254740992) - 1",
        "islogical(s.b) && isequal(s.b, [1 0] > 0)", "strcmp(s.t, 'hello')",
        "isequal(size(s.e), [0 3])", "isequal(s.c, {[1 2 3; 4 5 6.5], 'hello'})",
        "isequal(s.st, struct('Theta1', [1 2 3; 4 5 6.5], 'name', 'hello'))",
        "isequal(s.z, zeros(50, 40))", "numfields(s) == 13",
      ]
    ),
    ("named.csv", ["isequaln(s, [5.1 3.5 1; 4.9 NaN 2])"]),
    ("named.tsv", ["isequal(s, [1 2; 3 4])"]),
  ]

  @Test(arguments: checks.map(\.file))
  func readsWhatOthersWrite(_ file: String) throws {
    let bench = Workbench()
    try bench.run("s = load('\(Workbench.data(file))');")
    for check in ForeignFileTests.checks.first(where: { $0.file == file })?.checks ?? [] {
      #expect(try bench.isTrue(check), "\(file): \(check)")
    }
  }

  @Test func givesTheOpacityOfAPicture() throws {
    let bench = Workbench()
    try bench.run("[a, map, alpha] = imread('\(Workbench.data("colour-alpha.png"))');")
    #expect(try bench.isTrue("isequal(alpha, uint8([255 128])) && isempty(map)"))
  }

  @Test func givesTheNamesOfColumns() throws {
    let bench = Workbench()
    try bench.run("t = importdata('\(Workbench.data("named.tsv"))');")
    #expect(try bench.isTrue("isequal(t.colheaders, {'x', 'y'}) && isequal(t.data, [1 2; 3 4])"))
  }

  /// Of a file of version 7.3 nothing is left out without a word.
  @Test func tellsOfWhatItCannotRead() throws {
    let bench = Workbench()
    try bench.run("s = load('\(Workbench.data("unknown-class-v73.mat"))');")
    #expect(try bench.isTrue("isequal(s, struct('a', [1 2]))"))
    #expect(
      bench.output.messages.contains(
        "warning: load: variable 'b' left out: an unknown class cannot be loaded"))
    let error = try #require(throws: EvaluationError.self) {
      try bench.run("load('\(Workbench.data("damaged-v73.mat"))')")
    }
    #expect(error.message.hasSuffix("': a variable is damaged"))
  }

  /// Whichever thread met the library first.
  @Test func tellsOfDamageOnEveryThread() throws {
    #expect(throws: DataFileError.self) {
      try DataFile.read(Workbench.data("damaged-v73.mat"))
    }
    var isRefused = false
    nnsh_run_on_stack(
      8 << 20,
      { context in
        let answer = context?.assumingMemoryBound(to: Bool.self)
        do {
          _ = try DataFile.read(Workbench.data("damaged-v73.mat"))
        } catch {
          answer?.pointee = true
        }
      }, &isRefused)
    #expect(isRefused)
  }

  /// What `save -hdf5` of Octave and other programs write has no MAT file's first line.
  @Test func refusesOtherHDF5() throws {
    let bench = Workbench()
    let mat = try FileContents.read(Workbench.data("layout-v73.mat"))
    try FileContents.write(Array(mat.dropFirst(512)), to: bench.path("other.h5"))
    let error = try #require(throws: EvaluationError.self) {
      try bench.run("load('\(bench.path("other.h5"))')")
    }
    #expect(error.message.hasSuffix("': an HDF5 file that is no MAT file cannot be loaded"))
  }

  /// Pickled objects would run code: they are refused, and the message says so.
  @Test(arguments: ["objects.npy", "torch.pt"])
  func refusesPickles(_ file: String) throws {
    let bench = Workbench()
    let error = try #require(throws: EvaluationError.self) {
      try bench.run("load('\(Workbench.data(file))')")
    }
    #expect(error.message.contains("pickled: reading it would run code) cannot be loaded"))
  }
}
