import Glibc
import Notebook

/// The pictures that stand beside a notebook, for pages that carry them along.
struct PictureFiles {
  private let folder: String
  /// A larger picture stays a link.
  private static let largest = 10 << 20

  init(beside path: String) { folder = Shell.folder(of: path).map { $0 + "/" } ?? "" }

  /// The picture at `address` as a `data:` address; nil for what is no picture in a file beside the notebook
  /// or below it.
  func dataAddress(_ address: String) -> String? {
    let isOutside =
      address.hasPrefix("/") || address.contains(":")
      || address.split(separator: "/").contains("..")
    guard !isOutside, let path = address.percentDecoded,
      let bytes = try? FileReading.bytes(of: folder + path), bytes.count <= Self.largest,
      let kind = Self.kind(of: bytes)
    else { return nil }
    return "data:image/\(kind);base64,\(Base64.encoded(bytes))"
  }

  /// By its first bytes, not by its name.
  private static func kind(of bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "png" }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "jpeg" }
    if bytes.starts(with: "GIF8".utf8) { return "gif" }
    if bytes.count > 12, bytes.starts(with: "RIFF".utf8), bytes[8..<12].elementsEqual("WEBP".utf8) {
      return "webp"
    }
    return nil
  }
}

extension String {
  /// With `%20` and the like as the bytes they stand for; nil where that is no text.
  fileprivate var percentDecoded: String? {
    var bytes: [UInt8] = []
    var rest = Array(utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), value != 0
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
