import Glibc
import Testing

@testable import DataFiles

/// Numbers read without the C library against those read with it.
@Suite struct PlainDecimalTests {
  /// What `strtod` makes of the start of a text, and where it stops.
  private func library(_ text: [UInt8]) -> (value: Double, end: Int) {
    (text + [0]).withUnsafeBytes { raw in
      let start = raw.bindMemory(to: CChar.self).baseAddress!
      var end: UnsafeMutablePointer<CChar>?
      let value = strtod(start, &end)
      return (value, UnsafePointer(end!) - start)
    }
  }

  /// Whether the number was read; it must then be the library's to the last bit.
  private func isRead(_ text: [UInt8]) -> Bool {
    guard let plain = text.withUnsafeBufferPointer({ PlainDecimal.read($0) }) else { return false }
    let expected = library(text)
    #expect(plain.value.bitPattern == expected.value.bitPattern, "\(text)")
    #expect(plain.end == expected.end, "\(text)")
    return true
  }

  @Test func numbersOfFewDigitsAreRead() {
    for text in [
      "0", "-0", "12", "+7", " 3.25", "\t-.5", "1.", "1e5", "2.5E-3", "123456789012345", "1e22",
      "12,3", "1..2",
      "7 8", "0.1", "6.02e+22",
    ] {
      #expect(isRead(Array(text.utf8)), "\(text)")
    }
  }

  @Test func theRestIsTheLibrarys() {
    for text in [
      "", ".", "-", "e5", "0x10", "1e", "1e+", "nan", "Inf", "1e23", "9007199254740993", "1e-30",
      "3i", "1d5",
      "12345678901234567890", "1e999999999999999999999",
    ] {
      #expect(!isRead(Array(text.utf8)), "\(text)")
    }
  }

  @Test func randomTextsAreReadAsTheLibraryDoes() {
    var random = SystemRandomNumberGenerator()
    let alphabet = Array("0123456789.-+eE 0123456789".utf8)
    var read = 0
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0..<12, using: &random)).map { _ in alphabet.randomElement()! }
      if isRead(text) { read += 1 }
    }
    #expect(read > 1000)
  }
}
