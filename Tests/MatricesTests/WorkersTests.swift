import Matrices
import Testing

@Suite struct WorkersTests {
  @Test func everyBlockRunsOnce() {
    for blocks in [0, 1, 2, 3, 17, 1000] {
      for _ in 0..<200 {
        let counts = UnsafeMutablePointer<Int>.allocate(capacity: max(1, blocks))
        defer { counts.deallocate() }
        counts.initialize(repeating: 0, count: max(1, blocks))
        Workers.run(blocks) { counts[$0] += $0 + 1 }
        for i in 0..<blocks where counts[i] != i + 1 { Issue.record("block \(i) of \(blocks)") }
      }
    }
  }

  @Test func nestedJobsFinish() {
    let sums = UnsafeMutablePointer<Int>.allocate(capacity: 8)
    defer { sums.deallocate() }
    sums.initialize(repeating: 0, count: 8)
    Workers.run(8) { outer in Workers.run(10) { sums[outer] += $0 } }
    #expect((0..<8).allSatisfy { sums[$0] == 45 })
    Workers.park()
    Workers.run(8) { sums[$0] = 1 }
    #expect((0..<8).allSatisfy { sums[$0] == 1 })
  }
}
