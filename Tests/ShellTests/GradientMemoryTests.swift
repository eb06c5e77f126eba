import Testing

/// The memory of exact gradients, in a process of its own.
@Suite struct GradientMemoryTests {
  @Test(arguments: [
    "g = grad(@(p) sum(([ones(1000, 1) X] * [1; p]) .^ 2), p);",
    "try, g = grad(@(p) sum(abs(X * p)) * NaN.no, p); end",
    "D = jacobian(@(p) sum(reshape(X * p, 500, 2))', p);",
  ])
  func `a gradient leaves nothing behind`(call: String) throws {
    let run = runProgram(
      ["-"],
      input: """
        function kilobytes = memory()
          found = regexp(fileread("/proc/self/status"), "VmRSS:[^0-9]*([0-9]+)", "tokens");
          kilobytes = str2double(found{1}{1});
        end
        X = rand(1000, 100); p = rand(100, 1);
        for k = 1:20, \(call), end
        before = memory();
        for k = 1:100, \(call), end
        printf("%d", memory() - before);
        """)
    // A hundred times the 8 kB of one result alone would be more than a quarter of this.
    #expect(try #require(Int(run.output), "\(run)") < 3_000)
  }
}
