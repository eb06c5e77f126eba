import DataFiles
import Evaluation
import Testing

/// Arrays and networks written and read again in every format; the rules of formats that refuse files.
@Suite struct ArrayFileTests {
  @Test(arguments: [".npz", ".safetensors", ".mat", ".txt"])
  func readsBackArrays(_ ending: String) throws {
    let bench = Workbench()
    let file = bench.path("arrays" + ending)
    try bench.run(
      "a = reshape(1:24, 2, 3, 4) / 7; b = single(pi); c = true; d = int8([-1 2; 3 4]);")
    try bench.run("e = uint64(18446744073709551615); t = \"say \\\"größe\\\"\"; z = zeros(0, 3);")
    try bench.run("s.x = [1 2 3]; s.y.z = -0.1; q = {1:2, 'w'}; l = [true; false];")
    try bench.run("save('\(file)', 'a', 'b', 'c', 'd', 'e', 't', 'z', 's', 'q', 'l');")
    try bench.run("r = load('\(file)');")
    for name in ["a", "b", "c", "d", "e", "t", "z", "s", "q", "l"] {
      let check = "isequal(r.\(name), \(name)) && strcmp(class(r.\(name)), class(\(name)))"
      #expect(try bench.isTrue(check), "\(name) in \(ending)")
    }
  }

  @Test(arguments: [".npz", ".safetensors", ".mat", ".txt"])
  func readsBackNetworks(_ ending: String) throws {
    let bench = Workbench()
    let file = bench.path("net" + ending)
    try bench.run("a = network([3 4 5 2], activation={'tanh', 'relu'}, output='softmax', seed=3);")
    try bench.run("b = network([3 2], output='linear', class='single', seed=4);")
    try bench.run("save('\(file)', 'a', 'b'); r = load('\(file)'); X = rand(7, 3);")
    for name in ["a", "b"] {
      #expect(try bench.isTrue("strcmp(class(r.\(name)), 'network')"))
      for field in ["Theta", "sizes", "activation", "output", "cost", "class"] {
        #expect(try bench.isTrue("isequal(r.\(name).\(field), \(name).\(field))"), "\(field)")
      }
      #expect(try bench.isTrue("isequal(forward(r.\(name), X), forward(\(name), X))"))
    }
  }

  /// A training goes on from a file with the bits of one that never stopped.
  @Test(arguments: [".npz", ".safetensors", ".mat", ".txt"])
  func trainsOnFromAFile(_ ending: String) throws {
    let bench = Workbench()
    let file = bench.path("half" + ending)
    try bench.run("[X, y] = dataset('xor'); o = {'method', 'adam', 'verbose', false, 'seed', 2};")
    try bench.run("n = train(network([2 3 1], seed=1), X, y, 'epochs', 5, o{:});")
    try bench.run("save('\(file)', 'n'); r = load('\(file)');")
    try bench.run("u = train(n, X, y, 'epochs', 5, o{:}); v = train(r.n, X, y, 'epochs', 5, o{:});")
    #expect(try bench.isTrue("isequal(u.Theta, v.Theta) && !isequal(u.Theta, n.Theta)"))
  }

  @Test(arguments: ["uint8([0 1; 254 255])", "uint16([0 65535])", "cat(3, uint8(1), 2, 3)"])
  func readsBackPictures(_ picture: String) throws {
    let bench = Workbench()
    for ending in ["png", "ppm"] {
      let file = bench.path("p." + ending)
      try bench.run("a = \(picture); imwrite(a, '\(file)'); b = imread('\(file)');")
      #expect(try bench.isTrue("isequal(a, b) && strcmp(class(a), class(b))"), "\(ending)")
    }
  }

  /// What the safetensors format forbids, each with the word that must be in the message.
  @Test(arguments: [
    (#"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}"#, 1, "cut short"),
    (#"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}"#, 3, "no array"),
    (#"{"a":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}"#, 3, "gap"),
    (#"{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,2]}}"#, 2, "shape and type"),
    (
      #"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"#
        + #""b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}"#, 3, "overlaps"
    ),
    (
      #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"#
        + #""a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}"#, 2, "twice"
    ),
    (
      #"{"a":{"dtype":"F64","shape":[4611686018427387904,8],"data_offsets":[0,0]}}"#, 0,
      "shape and type"
    ),
    (#"{"a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}}"#, 1, "F8_E4M3"),
    (
      #"{"a":"# + String(repeating: "[", count: 70) + "1" + String(repeating: "]", count: 70) + "}",
      0, "no JSON"
    ),
  ])
  func refusesWhatSafeTensorsForbids(_ header: String, _ size: Int, _ word: String) throws {
    let bench = Workbench()
    let file = bench.path("bad.safetensors")
    let text = Array(header.utf8)
    let length = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
    try FileContents.write(length + text + [UInt8](repeating: 1, count: size), to: file)
    let error = try #require(throws: EvaluationError.self) { try bench.run("load('\(file)')") }
    #expect(error.message.contains(word) && error.message.contains(file), "\(error.message)")
  }

  /// Two bytes that are said to unpack to 4 GB, and a header longer than the file.
  @Test func refusesBombs() throws {
    let bench = Workbench()
    var bytes = try FileContents.read(Workbench.data("numpy-compressed.npz"))
    let entry = try #require(
      bytes.indices.dropLast(4).first { Array(bytes[$0..<($0 + 4)]) == [0x50, 0x4B, 1, 2] })
    for i in 24..<28 { bytes[entry + i] = 0xFE }
    let file = bench.path("bomb.npz")
    try FileContents.write(bytes, to: file)
    let error = try #require(throws: EvaluationError.self) { try bench.run("load('\(file)')") }
    #expect(error.message.contains("cannot hold 4278124286 bytes"), "\(error.message)")
  }
}
