import Glibc
import Synchronization
import Testing

@testable import Shell

/// Files are put on the disk behind the back of whoever writes them.
struct DiskWriterTests {
  /// What was in a file whenever it was put on a disk that takes its time.
  private final class Disk: Sendable {
    let seen = Mutex<[Int]>([])

    func put(_ descriptor: Int32) -> Int32 {
      var status = stat()
      fstat(descriptor, &status)
      seen.withLock { $0.append(Int(status.st_size)) }
      usleep(20_000)
      return 0
    }
  }

  @Test func everythingGetsThereInFewRounds() {
    let disk = Disk()
    let writer = DiskWriter { disk.put($0) }
    let path = temporaryFolder() + "/file"
    let descriptor = open(path, O_CREAT | O_WRONLY | O_APPEND, 0o600)
    for _ in 0..<1000 {
      HistoryFile.write("x", to: descriptor)
      writer.sync(descriptor, path: path)
    }
    close(descriptor)
    var rounds: [Int] = []
    for _ in 0..<1000 where rounds.last != 1000 {
      usleep(10_000)
      rounds = disk.seen.withLock { $0 }
    }
    #expect(rounds.last == 1000)
    #expect(rounds.count < 500)
  }

  @Test func filesAreKeptApart() {
    let disk = Disk()
    let writer = DiskWriter { disk.put($0) }
    let folder = temporaryFolder()
    for size in 1...3 {
      let path = "\(folder)/\(size)"
      let descriptor = open(path, O_CREAT | O_WRONLY, 0o600)
      HistoryFile.write(String(repeating: "x", count: size), to: descriptor)
      writer.sync(descriptor, path: path)
      close(descriptor)
    }
    var seen: Set<Int> = []
    for _ in 0..<1000 where seen.count < 3 {
      usleep(10_000)
      seen = Set(disk.seen.withLock { $0 })
    }
    #expect(seen == [1, 2, 3])
  }
}
