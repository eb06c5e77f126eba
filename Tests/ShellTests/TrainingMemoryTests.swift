import Testing

/// The memory that trainings take, each in a process of its own.
@Suite struct TrainingMemoryTests {
  /// Trains the network of the course with 5000 examples and prints by how many kilobytes the data, and then
  /// the training, raised the largest memory of the process.
  static func script(_ method: String, _ epochs: Int, _ batch: String) -> String {
    """
    function kilobytes = memory(name)
      found = regexp(fileread("/proc/self/status"), [name ":[^0-9]*([0-9]+)"], "tokens");
      kilobytes = str2double(found{1}{1});
    end
    start = memory("VmRSS");
    X = rand(5000, 400); y = mod((1:5000)', 10) + 1;
    before = memory("VmHWM");
    net = network([400 25 10], seed=1);
    net = train(net, X, y, method="\(method)", epochs=\(epochs), seed=1\(batch));
    printf("%d %d", before - start, memory("VmHWM") - before);
    """
  }

  /// Kilobytes beyond the data: the work's own memory, with some of the examples in the order of the batches.
  @Test(arguments: [
    ("gd", ""), ("adam", ""), ("cg", ""), ("lbfgs", ""), ("adam", ", batch=100"),
    ("gd", ", batch=100"), ("gd", ", batch=100, shuffle=false"), ("gd", ", batch=1000"),
    ("gd", ", batch=1000, shuffle=false"),
  ])
  func `training takes little beyond the data, however long`(
    method: String, batch: String
  ) throws {
    func grown(_ epochs: Int) throws -> Int {
      let run = runProgram(["-"], input: Self.script(method, epochs, batch))
      let sizes = run.output.split(separator: " ").compactMap { Int($0) }
      try #require(sizes.count == 2, "\(run)")
      #expect(sizes[0] > 15_000)
      return sizes[1]
    }
    let few = try grown(2)
    // 20 MB; how much of it the allocator's and the threads' own memory takes is not the same in every run.
    #expect(few << 10 < 20_000_000)
    // Not one matrix of the size of the activations, 1 MB, more.
    #expect(try grown(12) < few + 900)
  }
}
