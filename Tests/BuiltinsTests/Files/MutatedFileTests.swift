import CSystem
import DataFiles
import Glibc
import Matrices
import Testing

/// Thousands of damaged files of each kind: an error or a value, soon, in little memory, and no crash.
///
/// `Scripts/fuzz files` runs these alone and with more files (`NNSH_MUTATIONS` of each kind).
@Suite(.serialized) struct MutatedFileTests {
  private static let count: Int? = getenv("NNSH_MUTATIONS").flatMap { Int(String(cString: $0)) }

  @Test(arguments: [
    ["fortran.npy", "objects.npy"], ["numpy.npz", "numpy-compressed.npz", "torch.pt"],
    ["numpy.safetensors", "torch.safetensors"], ["pictures.idx", "shorts.idx"],
    ["labels.idx.gz"], ["gray.png", "colour-alpha.png", "palette.png", "deep.png"],
    ["colour.ppm"], ["named.csv", "named.tsv"], ["every-kind.txt"],
  ])
  func survive(_ files: [String]) throws {
    let originals = try files.map { try FileContents.read(Workbench.data($0)) }
    let limit = MutatedFileTests.memoryLimit
    defer { limit?.lift() }
    let before = MutatedFileTests.peakMemory
    var read = 0
    for i in 0..<(MutatedFileTests.count ?? 1000) {
      var mutation = FileMutation(seed: UInt64(i))
      let bytes = try mutation.applied(to: originals[i % originals.count])
      let start = MutatedFileTests.seconds
      if try MutatedFileTests.succeeds({ _ = try DataFile.contents(of: bytes, path: "file") }) {
        read += 1
      }
      #expect(MutatedFileTests.seconds - start < 2, "file \(i) of \(files)")
    }
    if MutatedFileTests.count != nil {
      let grown = MutatedFileTests.peakMemory - before
      print("\(files): \(read) read, the others refused; \(grown >> 10) MB more memory at the peak")
    }
  }

  /// These are read in a process of their own, which takes a millisecond or more.
  @Test(arguments: [
    "every-kind-v7.mat", "some-kinds-v6.mat", "v4.mat", "layout-v73.mat",
  ])
  func surviveInTheLibrary(_ file: String) throws {
    let bench = Workbench()
    let original = try FileContents.read(Workbench.data(file))
    let path = bench.path("damaged.mat")
    var read = 0
    var longest = 0.0
    for i in 0..<(MutatedFileTests.count ?? 20) {
      var mutation = FileMutation(seed: UInt64(i))
      try FileContents.write(try mutation.applied(to: original), to: path)
      nnsh_buffers_clear()
      let limit = MutatedFileTests.memoryLimit
      defer { limit?.lift() }
      let start = MutatedFileTests.seconds
      if try MutatedFileTests.succeeds({ _ = try DataFile.read(path) }) { read += 1 }
      longest = max(longest, MutatedFileTests.seconds - start)
      // The library may stumble for the seconds it is given.
      #expect(MutatedFileTests.seconds - start < 15, "file \(i) of \(file)")
    }
    if MutatedFileTests.count != nil {
      print("\(file): \(read) read, the others refused; the longest took \(longest) s")
    }
  }

  /// The files have some kilobytes, and packed ones stand for a thousand times as much. Beside other tests,
  /// which may need more, there is no limit.
  private static var memoryLimit: MemoryLimit? { count == nil ? nil : MemoryLimit(100 << 20) }

  /// Whether reading gives a value; errors other than those about files and sizes are passed on.
  private static func succeeds(_ read: () throws -> Void) throws -> Bool {
    do {
      try read()
      return true
    } catch is DataFileError {
      return false
    } catch is MatrixError {
      return false
    }
  }

  private static var seconds: Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
  }

  /// The most memory this process ever had, in KB.
  private static var peakMemory: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss
  }
}

/// A limit on the memory that this process may take from now on, whether it uses it or not: beyond it
/// nothing can be allocated, which ends the process where a size was not checked before.
private struct MemoryLimit {
  private var before = rlimit()

  init(_ bytes: Int) {
    getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &before)
    var new = before
    new.rlim_cur = rlim_t(MemoryLimit.addressSpace + bytes)
    setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &new)
  }

  func lift() {
    var before = before
    setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &before)
  }

  private static var addressSpace: Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 1 << 46 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 128)
    guard fgets(&line, 128, file) != nil else { return 1 << 46 }
    return strtol(line, nil, 10) * sysconf(Int32(_SC_PAGESIZE))
  }
}
