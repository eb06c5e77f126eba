import Matrices
import Texts

/// What stands before the elements of an array of NumPy's.
struct NpyHeader {
  /// What the elements are.
  enum Kind {
    case element(ElementType)
    /// Text of so many bytes, padded with zeros.
    case bytes(Int)
    /// Text of so many characters of four bytes, padded with zeros.
    case characters(Int)

    var size: Int {
      switch self {
      case .element(let type): type.size
      case .bytes(let count): count
      case .characters(let count): 4 * count
      }
    }
  }

  let type: Kind
  let isBigEndian: Bool
  let layout: ArrayLayout
  /// Where the elements begin.
  let end: Int

  init(_ bytes: [UInt8], path: String) throws {
    func malformed(_ detail: String) -> DataFileError { .malformed(path: path, detail: detail) }
    let reader = ByteReader(bytes: bytes)
    guard bytes.starts(with: NpyFile.magic), let version = reader.number(1, at: 6) else {
      throw malformed("it is no array of NumPy's")
    }
    guard (1...3).contains(version) else {
      throw DataFileError.unsupported(path: path, what: "version \(version) of the npy format")
    }
    let start = version == 1 ? 10 : 12
    guard let length = reader.number(start - 8, at: 8), length <= 1 << 16,
      let text = reader.slice(start, length)
    else { throw malformed("its header is cut short") }
    let facts = try? JSONReader.value(of: text, in: .python)
    guard let type = facts?["descr"]?.text, let isFortran = facts?["fortran_order"]?.truth,
      let extents = facts?["shape"]?.integers
    else {
      if facts?["descr"]?.list != nil {
        throw DataFileError.unsupported(path: path, what: "an array of records")
      }
      throw malformed("its header is damaged")
    }
    guard let layout = ArrayLayout(extents, isRowMajor: !isFortran) else {
      throw malformed("its shape is impossible")
    }
    self.type = try NpyHeader.kind(type, path: path)
    isBigEndian = type.hasPrefix(">")
    self.layout = layout
    end = start + length
  }

  private static func kind(_ description: String, path: String) throws -> Kind {
    let word = description.drop { "<>|=".contains($0) }
    switch word {
    case "f8": return .element(.float64)
    case "f4": return .element(.float32)
    case "f2": return .element(.float16)
    case "b1", "?": return .element(.truth)
    case "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8":
      let bits = (word.dropFirst().first?.wholeNumberValue ?? 1) * 8
      let name = (word.hasPrefix("i") ? "int" : "uint") + String(bits)
      if let kind = DataItem.IntegerClass(rawValue: name) { return .element(.integer(kind)) }
    default: break
    }
    if let width = Int(word.dropFirst()), (0...1 << 24).contains(width) {
      if word.hasPrefix("S") { return .bytes(width) }
      if word.hasPrefix("U") { return .characters(width) }
    }
    throw DataFileError.unsupported(path: path, what: words(for: word, description))
  }

  private static func words(for word: Substring, _ description: String) -> String {
    switch word.first {
    case "O": "an array of Python objects (it is pickled: reading it would run code)"
    case "c": "an array of complex numbers"
    case "M", "m": "an array of dates"
    case "V": "an array of records"
    default: "an array of the type '\(description)'"
    }
  }

  /// What a header calls a type, little-endian.
  static func description(of type: ElementType) -> String {
    switch type {
    case .float64: "<f8"
    case .float32: "<f4"
    case .float16: "<f2"
    case .bfloat16: "<u2"
    case .truth: "|b1"
    case .integer(let kind):
      (kind.size == 1 ? "|" : "<") + (kind.rawValue.hasPrefix("u") ? "u" : "i") + "\(kind.size)"
    }
  }

  /// A header of version 1, padded so that the elements begin at a multiple of 64.
  static func bytes(_ description: String, _ layout: ArrayLayout) -> [UInt8] {
    var shape = layout.extents.map { String($0) }.joined(separator: ", ")
    if layout.extents.count == 1 { shape += "," }
    var text = Array(
      "{'descr': '\(description)', 'fortran_order': False, 'shape': (\(shape)), }".utf8)
    while (10 + text.count + 1) % 64 != 0 { text.append(32) }
    text.append(10)
    var bytes = NpyFile.magic + [1, 0]
    bytes.append(text.count, size: 2)
    return bytes + text
  }
}
