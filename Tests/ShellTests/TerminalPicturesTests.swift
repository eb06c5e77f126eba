import CChafa
import Glibc
import Testing

/// Pictures on their way to a terminal, decoded back to pixels.
@Suite struct TerminalPicturesTests {
  /// Widths of which the last is odd: its rows of three bytes a pixel end anywhere.
  static let sides = [40, 39]

  /// Four squares of pure colours.
  private func pixels(_ side: Int) -> [UInt8] {
    let colours: [[UInt8]] = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]]
    return (0..<side * side).flatMap { colours[$0 / side / 20 * 2 + $0 % side / 20] }
  }

  private func shown(
    _ kind: nnsh_chafa_kind, _ side: Int, colours: Int32 = 1 << 24
  ) throws -> String {
    var length = 0
    // Cells of 10 by 20 or 13 by 13 pixels.
    let (columns, rows, width, height): (Int32, Int32, Int32, Int32) =
      side == 40 ? (4, 2, 10, 20) : (3, 3, 13, 13)
    let text = try #require(
      nnsh_chafa_show(
        pixels(side), Int32(side), Int32(side), columns, rows, width, height, kind, colours,
        &length))
    defer { free(text) }
    return String(decoding: UnsafeRawBufferPointer(start: text, count: length), as: UTF8.self)
  }

  @Test(arguments: sides) func kittyGetsThePixels(_ side: Int) throws {
    let text = try shown(NNSH_CHAFA_KITTY, side)
    let cells = side == 40 ? "c=4,r=2" : "c=3,r=3"
    #expect(text.hasPrefix("\u{1B}_Ga=T,f=32,s=\(side),v=\(side),\(cells),m=1\u{1B}\\"))
    let data = text.split(separator: "\u{1B}_G").compactMap { chunk -> Substring? in
      guard let start = chunk.firstIndex(of: ";"), let end = chunk.firstIndex(of: "\u{1B}") else {
        return nil
      }
      return chunk[chunk.index(after: start)..<end]
    }
    let bytes = data.flatMap { decoded($0) }
    #expect(bytes.count == side * side * 4)
    #expect(bytes.indices.allSatisfy { $0 % 4 != 3 || bytes[$0] == 255 }, "all of it is opaque")
    // A comparison that fails would list thousands of numbers.
    let isSame = withoutOpacity(bytes) == pixels(side)
    #expect(isSame)
  }

  @Test(arguments: sides) func itermGetsThePixels(_ side: Int) throws {
    let text = try shown(NNSH_CHAFA_ITERM2, side)
    let start = try #require(text.firstIndex(of: ":"))
    let tiff = decoded(text[text.index(after: start)...].prefix { $0 != "\u{7}" })
    // A TIFF file in little-endian order, whose pixels begin after its head.
    #expect(tiff.starts(with: [0x49, 0x49, 42, 0]))
    let isSame = withoutOpacity(Array(tiff.dropFirst(8).prefix(side * side * 4))) == pixels(side)
    #expect(isSame)
  }

  /// Sixels come in bands of six rows, each colour in shares of 100; what is left of the last band is not drawn.
  @Test(arguments: sides) func sixelsAreThePixels(_ side: Int) throws {
    let text = try shown(NNSH_CHAFA_SIXELS, side)
    let picture = try #require(Sixels(text))
    #expect(picture.width == side && picture.height >= side - 6)
    let pixels = pixels(side)
    var wrong = 0
    for y in 0..<min(side, picture.height) {
      // The border between squares moves where the height is no whole number of bands.
      if (16..<24).contains(y) { continue }
      for x in 0..<side {
        for part in 0..<3 {
          let wanted = Int(pixels[(y * side + x) * 3 + part])
          if abs(wanted - picture[x, y][part] * 255 / 100) > 8 { wrong += 1 }
        }
      }
    }
    #expect(wrong == 0)
  }

  @Test func blocksKeepWithinTheirLines() throws {
    for colours in [2, 256, 1 << 24] as [Int32] {
      let lines = try shown(NNSH_CHAFA_SYMBOLS, 40, colours: colours).split(separator: "\n")
      #expect(lines.count == 2)
    }
  }

  private func withoutOpacity(_ bytes: [UInt8]) -> [UInt8] {
    bytes.indices.filter { $0 % 4 != 3 }.map { bytes[$0] }
  }

  private func decoded(_ text: Substring) -> [UInt8] {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    let values = Dictionary(uniqueKeysWithValues: letters.utf8.enumerated().map { ($1, $0) })
    var (bits, count) = (0, 0)
    var bytes: [UInt8] = []
    for letter in text.utf8 {
      guard let value = values[letter] else { continue }
      bits = bits << 6 | value
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> count))
        bits &= 1 << count - 1
      }
    }
    return bytes
  }
}

/// A picture in sixels (DEC's VT340 manual), decoded.
private struct Sixels {
  private(set) var width = 0
  private(set) var height = 0
  /// Shares of 100 of red, green and blue.
  private var colours: [Int: [Int]] = [:]
  private var pixels: [Int: [Int]] = [:]

  subscript(x: Int, y: Int) -> [Int] { pixels[y << 16 | x] ?? [0, 0, 0] }

  init?(_ text: String) {
    guard let start = text.firstIndex(of: "q") else { return nil }
    var rest = text[text.index(after: start)...].utf8[...]
    var (x, band, colour) = (0, 0, 0)
    func numbers() -> [Int] {
      let list = rest.prefix { $0 >= 0x30 && $0 <= 0x3B }
      rest = rest[list.endIndex...]
      return String(decoding: list, as: UTF8.self).split(separator: ";").compactMap { Int($0) }
    }
    while let byte = rest.popFirst(), byte != 0x1B {
      switch byte {
      case UInt8(ascii: "\""):
        let raster = numbers()
        if raster.count == 4 { (width, height) = (raster[2], raster[3]) }
      case UInt8(ascii: "#"):
        let list = numbers()
        colour = list.first ?? 0
        if list.count == 5 { colours[colour] = Array(list[2...]) }
      case UInt8(ascii: "$"): x = 0
      case UInt8(ascii: "-"): (x, band) = (0, band + 1)
      case UInt8(ascii: "!"):
        let count = numbers().first ?? 1
        guard let sixel = rest.popFirst() else { return nil }
        for _ in 0..<count { draw(sixel, &x, band, colour) }
      default: draw(byte, &x, band, colour)
      }
    }
  }

  private mutating func draw(_ sixel: UInt8, _ x: inout Int, _ band: Int, _ colour: Int) {
    defer { x += 1 }
    guard sixel >= 0x3F else { return }
    for bit in 0..<6 where (sixel - 0x3F) >> UInt8(bit) & 1 == 1 {
      pixels[(band * 6 + bit) << 16 | x] = colours[colour]
    }
  }
}
