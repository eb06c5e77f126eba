import Matrices
import Texts

/// The safetensors format: a header in JSON that names arrays and where each lies, then their bytes.
///
/// Source: the format's description in the safetensors repository. Everything it forbids is refused: a
/// header above 100 MB, keys twice, offsets outside of the file, sizes that differ from shape and type,
/// overlaps and gaps.
public enum SafeTensorsFile {
  static let largestHeader = 100_000_000
  /// The key of the header that holds texts; ours says by `nnsh` that they are variables.
  static let metadata = "__metadata__"
  static let mark = "nnsh"

  /// Whether `head`, the first bytes of a file, look like this format.
  static func isRecognised(_ head: [UInt8]) -> Bool {
    head.count > 8 && head[8] == UInt8(ascii: "{") && head[5...7].allSatisfy { $0 == 0 }
  }

  private struct Tensor {
    let name: String
    let type: ElementType
    let layout: ArrayLayout
    let range: Range<Int>
  }

  static func read(_ bytes: [UInt8], path: String) throws -> [DataVariable] {
    func malformed(_ detail: String) -> DataFileError { .malformed(path: path, detail: detail) }
    let reader = ByteReader(bytes: bytes)
    guard let length = reader.number(8, at: 0), length <= largestHeader else {
      throw malformed("its header is longer than \(largestHeader) bytes")
    }
    guard let text = reader.slice(8, length) else {
      throw malformed("its header of \(length) bytes is cut short")
    }
    guard text.first == UInt8(ascii: "{"), let header = try? JSONReader.value(of: text),
      let pairs = header.members
    else { throw malformed("its header is no JSON object") }
    guard header.hasEachKeyOnce else { throw malformed("its header has a key twice") }
    let data = bytes[text.endIndex...]
    let tensors = try pairs.filter { $0.key != metadata }.map {
      try tensor($0.key, $0.value, path)
    }
    try checkPlaces(tensors, data.count, path)
    var entries = try tensors.map { tensor -> FlatNames.Entry in
      let place = data.startIndex + tensor.range.lowerBound
      let item = try ArrayBytes.item(
        data[place..<(place + tensor.range.count)], tensor.type, tensor.layout)
      return (tensor.name, item)
    }
    if let texts = pairs.first(where: { $0.key == metadata })?.value {
      entries += try variables(in: texts, path)
    }
    return try FlatNames.nest(entries, path: path)
  }

  /// The texts among the metadata that this program wrote as variables.
  private static func variables(
    in metadata: JSON, _ path: String
  ) throws -> [FlatNames.Entry] {
    guard let pairs = metadata.members, pairs.allSatisfy({ $0.value.text != nil }) else {
      throw DataFileError.malformed(path: path, detail: "its metadata is no list of texts")
    }
    guard pairs.contains(where: { $0.key == mark }) else { return [] }
    return try pairs.compactMap { pair in
      guard pair.key != mark, let text = pair.value.text else { return nil }
      let bytes = Array(text.utf8)
      return (
        pair.key,
        .text(bytes.isEmpty ? Matrix(empty: .empty) : try Matrix(Shape(1, bytes.count), bytes))
      )
    }
  }

  private static func tensor(
    _ name: String, _ facts: JSON, _ path: String
  ) throws -> Tensor {
    guard facts.hasEachKeyOnce, let type = facts["dtype"]?.text,
      let extents = facts["shape"]?.integers,
      let offsets = facts["data_offsets"]?.integers, offsets.count == 2, offsets[0] >= 0,
      offsets[0] <= offsets[1]
    else {
      throw DataFileError.malformed(path: path, detail: "the header of '\(name)' is damaged")
    }
    guard let element = types.first(where: { $0.name == type })?.type else {
      throw DataFileError.unsupported(path: path, what: "'\(name)', an array of type \(type),")
    }
    guard let layout = ArrayLayout(extents),
      case (let size, let overflow) = layout.count.multipliedReportingOverflow(by: element.size),
      !overflow, size == offsets[1] - offsets[0]
    else {
      throw DataFileError.malformed(
        path: path, detail: "the size of '\(name)' is not what its shape and type make")
    }
    return Tensor(name: name, type: element, layout: layout, range: offsets[0]..<offsets[1])
  }

  /// Together the arrays must fill the data exactly.
  private static func checkPlaces(_ tensors: [Tensor], _ size: Int, _ path: String) throws {
    var end = 0
    for tensor in tensors.sorted(by: {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }) {
      guard tensor.range.lowerBound == end else {
        let what = tensor.range.lowerBound < end ? "overlaps the one before" : "follows a gap"
        throw DataFileError.malformed(path: path, detail: "the array '\(tensor.name)' \(what)")
      }
      end = tensor.range.upperBound
    }
    guard end == size else {
      throw DataFileError.malformed(
        path: path,
        detail: end > size
          ? "the data is cut short: \(end) bytes are told of, \(size) are there"
          : "\(size - end) bytes belong to no array")
    }
  }

  /// The types of the format that are read.
  static let types: [(name: String, type: ElementType)] = [
    ("F64", .float64), ("F32", .float32), ("F16", .float16), ("BF16", .bfloat16),
    ("BOOL", .truth), ("I8", .integer(.int8)), ("I16", .integer(.int16)),
    ("I32", .integer(.int32)), ("I64", .integer(.int64)), ("U8", .integer(.uint8)),
    ("U16", .integer(.uint16)), ("U32", .integer(.uint32)), ("U64", .integer(.uint64)),
  ]
}
