import DataFiles
import Evaluation
import Glibc
import Matrices
import Testing

/// Damaged files cost an error at most: no trap, no endless loop, no huge allocation.
@Suite struct DamagedFileTests {
  private static func read(_ bytes: [UInt8], _ bench: Workbench) throws -> Bool {
    let path = bench.path("damaged")
    try FileContents.write(bytes, to: path)
    do {
      _ = try DataFile.read(path)
      return true
    } catch is DataFileError {
      return false
    } catch is MatrixError {
      return false
    }
  }

  @Test(arguments: ["every-kind-v7.mat", "some-kinds-v6.mat", "v4.mat", "every-kind.txt"])
  func survivesMutations(_ file: String) throws {
    let bench = Workbench()
    let original = try FileContents.read(Workbench.data(file))
    var random = RandomStream(seed: 7)
    for _ in 0..<150 {
      var bytes = original
      for _ in 0...random.below(4) {
        bytes[random.below(bytes.count)] = UInt8(random.below(256))
      }
      _ = try DamagedFileTests.read(bytes, bench)
    }
    #expect(try DamagedFileTests.read(original, bench))
  }

  @Test(arguments: ["every-kind-v7.mat", "some-kinds-v6.mat"])
  func refusesTruncatedFiles(_ file: String) throws {
    let bench = Workbench()
    let original = try FileContents.read(Workbench.data(file))
    // Cut between two variables, a file is a sound one with fewer of them.
    var ends: Set<Int> = [128]
    var position = 128
    while position < original.count {
      position += 8 + (0..<4).reduce(0) { $0 | Int(original[position + 4 + $1]) << (8 * $1) }
      ends.insert(position)
    }
    for length in stride(from: 0, to: original.count - 1, by: 29) where !ends.contains(length) {
      #expect(try !DamagedFileTests.read(Array(original[..<length]), bench), "\(length) bytes")
    }
  }

  /// A cell said to have a million parts in a file of 1440 bytes: the library makes them up.
  @Test func doesNotBelieveCellsOfAMillionParts() throws {
    let bench = Workbench()
    var bytes = try FileContents.read(Workbench.data("some-kinds-v6.mat"))
    // Its columns were 2: 0x80002 now.
    bytes[0x186] = 8
    #expect(try !DamagedFileTests.read(bytes, bench))
  }

  /// A matrix said to be 2^31-1 x 2^31-1 in a file of 200 bytes.
  @Test func doesNotBelieveHugeDimensions() throws {
    let bench = Workbench()
    var bytes = Array("MATLAB 5.0 MAT-file".utf8)
    bytes += [UInt8](repeating: 32, count: 124 - bytes.count)
    bytes += [0x00, 0x01, UInt8(ascii: "I"), UInt8(ascii: "M")]
    func word(_ x: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: x >> (8 * $0)) } }
    let body =
      word(6) + word(8) + word(6) + word(0) + word(5) + word(8) + word(0x7FFF_FFFF)
      + word(0x7FFF_FFFF) + word(1 | 1 << 16) + [120, 0, 0, 0] + word(9) + word(8)
      + [UInt8](repeating: 0, count: 8)
    bytes += word(14) + word(UInt32(body.count)) + body
    #expect(try !DamagedFileTests.read(bytes, bench))
    let text = "# name: x\n# type: matrix\n# rows: 2000000000\n# columns: 2000000000\n 1 2\n"
    #expect(try !DamagedFileTests.read(Array(text.utf8), bench))
    let cell = "# name: x\n# type: cell\n# rows: 4611686018427387904\n# columns: 4\n"
    #expect(try !DamagedFileTests.read(Array(cell.utf8), bench))
  }

  @Test func survivesDeepNesting() throws {
    let bench = Workbench()
    var text = ""
    for _ in 0..<100_000 { text += "# name: x\n# type: cell\n# rows: 1\n# columns: 1\n" }
    #expect(try !DamagedFileTests.read(Array(text.utf8), bench))
  }

  @Test func survivesRubbish() throws {
    let bench = Workbench()
    var random = RandomStream(seed: 11)
    for length in [0, 1, 19, 20, 127, 128, 136, 1000, 5000] {
      let bytes = (0..<length).map { _ in UInt8(random.below(256)) }
      _ = try DamagedFileTests.read(bytes, bench)
      _ = try DamagedFileTests.read(Array("MATLAB 5.0".utf8) + bytes, bench)
      _ = try DamagedFileTests.read(Array("# name: ".utf8) + bytes, bench)
    }
  }
}
