import Matrices

/// A picture: rows from the top, pixels from the left, samples of each pixel together.
public struct Picture {
  public var rows: Int
  public var columns: Int
  /// 1 grey, 3 red, green and blue; one more with opacity.
  public var channels: Int
  /// Whether samples have 16 bits rather than 8.
  public var isDeep: Bool
  public var samples: [UInt16]

  public init(rows: Int, columns: Int, channels: Int, isDeep: Bool, samples: [UInt16]) {
    self.rows = rows
    self.columns = columns
    self.channels = channels
    self.isDeep = isDeep
    self.samples = samples
  }

  /// The samples without opacity: rows x columns, or rows x columns x 3; uint8 or uint16.
  public func colours() throws -> DataItem {
    let count = channels - (channels % 2 == 0 ? 1 : 0)
    return try array(from: 0, count: count)
  }

  /// The opacity of every pixel, rows x columns; nil when the picture has none.
  public func opacity() throws -> DataItem? {
    channels % 2 == 0 ? try array(from: channels - 1, count: 1) : nil
  }

  private func array(from first: Int, count: Int) throws -> DataItem {
    let m = try Matrix<Int64>(Shape([rows, columns, count])) { target in
      for channel in 0..<count {
        for column in 0..<columns {
          for row in 0..<rows {
            target.initializeElement(
              at: (channel * columns + column) * rows + row,
              to: Int64(samples[(row * columns + column) * channels + first + channel]))
          }
        }
      }
    }
    return .integer(m, isDeep ? .uint16 : .uint8)
  }

  /// Reads a PNG, PGM or PPM file; nil when `bytes` are none.
  public static func read(_ bytes: [UInt8], path: String) throws -> Picture? {
    if PngFile.isRecognised(bytes) { return try PngFile.read(bytes, path: path) }
    if PnmFile.isRecognised(bytes) { return try PnmFile.read(bytes, path: path) }
    return nil
  }

  /// Writes a PNG file.
  public func writePng(to path: String) throws {
    try FileContents.write(try PngFile.bytes(of: self, path: path), to: path)
  }

  /// Writes a PGM file, of colours a PPM file; opacity is left out.
  public func writePnm(to path: String) throws {
    try FileContents.write(PnmFile.bytes(of: self), to: path)
  }
}

extension Picture {
  /// Three bytes a pixel, without opacity; of grey pictures nothing.
  public var redGreenBlue: [UInt8] {
    guard channels >= 3 else { return [] }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rows * columns * 3)
    for pixel in stride(from: 0, to: samples.count, by: channels) {
      for part in 0..<3 {
        let sample = samples[pixel + part]
        bytes.append(UInt8(truncatingIfNeeded: isDeep ? sample >> 8 : sample))
      }
    }
    return bytes
  }
}
