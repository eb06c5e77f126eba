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
      #expect(grown < 100 << 10)
    }
  }

  /// These are read in a process of their own, which takes a millisecond or more.
  @Test(arguments: ["every-kind-v7.mat", "some-kinds-v6.mat", "v4.mat"])
  func surviveInTheLibrary(_ file: String) throws {
    let bench = Workbench()
    let original = try FileContents.read(Workbench.data(file))
    let path = bench.path("damaged.mat")
    for i in 0..<((MutatedFileTests.count ?? 60) / 3) {
      var mutation = FileMutation(seed: UInt64(i))
      try FileContents.write(try mutation.applied(to: original), to: path)
      _ = try MutatedFileTests.succeeds { _ = try DataFile.read(path) }
    }
  }

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
