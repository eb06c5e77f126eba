import Matrices
import Texts

extension SafeTensorsFile {
  /// Writes variables: arrays as they are, texts among the metadata.
  public static func write(_ variables: [DataVariable], to path: String) throws {
    try FileContents.write(try bytes(of: variables, path: path), to: path)
  }

  static func bytes(of variables: [DataVariable], path: String) throws -> [UInt8] {
    let entries = try FlatNames.flatten(variables, path: path)
    var texts = ["\(JSON.quoted(mark)): \(JSON.quoted("1"))"]
    var facts: [String] = []
    var data: [UInt8] = []
    // The largest elements come first, so that each array begins at a multiple of its element's size.
    for entry in entries.sorted(by: { width($0.item) > width($1.item) }) {
      if case .text(let text) = entry.item {
        guard text.isEmpty || text.shape.isMatrix && text.rows == 1 else {
          throw DataFileError.unsupported(path: path, what: "'\(entry.name)', text of many rows,")
        }
        let words = String(decoding: text.elements, as: UTF8.self)
        texts.append("\(JSON.quoted(entry.name)): \(JSON.quoted(words))")
      } else if let type = ElementType(entry.item), let bytes = ArrayBytes.bytes(of: entry.item),
        let name = types.first(where: { $0.type == type })?.name
      {
        let extents = ArrayLayout(of: entry.item.shape).extents
        facts.append(
          "\(JSON.quoted(entry.name)): {\"dtype\": \"\(name)\", \"shape\": \(extents), "
            + "\"data_offsets\": [\(data.count), \(data.count + bytes.count)]}")
        data += bytes
      }
    }
    let all = ["\(JSON.quoted(metadata)): {\(texts.joined(separator: ", "))}"] + facts
    var header = Array("{\(all.joined(separator: ", "))}".utf8)
    while header.count % 8 != 0 { header.append(32) }
    guard header.count <= largestHeader else {
      throw DataFileError.unsupported(path: path, what: "more names than the format allows")
    }
    var bytes: [UInt8] = []
    bytes.append(header.count, size: 8)
    return bytes + header + data
  }

  private static func width(_ item: DataItem) -> Int { ElementType(item)?.size ?? 0 }
}
