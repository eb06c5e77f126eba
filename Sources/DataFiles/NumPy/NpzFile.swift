import Matrices

/// Archives of NumPy's arrays, as `np.savez` and `np.savez_compressed` write them.
public enum NpzFile {
  /// The arrays of an archive; entries that are no arrays are left out.
  static func read(_ bytes: [UInt8], path: String) throws -> [DataVariable] {
    let archive = try ZipArchive(bytes, path: path)
    let arrays = archive.entries.filter { $0.name.hasSuffix(".npy") }
    if arrays.isEmpty, archive.entries.contains(where: { $0.name.hasSuffix(".pkl") }) {
      throw DataFileError.unsupported(path: path, what: DataFile.pickled)
    }
    if arrays.isEmpty, !archive.entries.isEmpty {
      throw DataFileError.unsupported(path: path, what: "an archive without arrays of NumPy's")
    }
    return try FlatNames.nest(
      arrays.map { entry in
        let name = String(entry.name.dropLast(4))
        return (name, try NpyFile.read(try archive.contents(entry), path: "\(path):\(name)"))
      }, path: path)
  }

  /// Writes variables as an archive; `compressed` asks for deflate.
  public static func write(
    _ variables: [DataVariable], to path: String, compressed: Bool
  ) throws {
    let entries = try FlatNames.flatten(variables, path: path).map { entry in
      (name: entry.name + ".npy", contents: try NpyFile.bytes(of: entry.item, path: path))
    }
    try FileContents.write(
      try ZipArchive.bytes(of: entries, compressed: compressed, path: path), to: path)
  }
}

extension DataFile {
  /// Writes one array in NumPy's format.
  public static func writeNpy(_ item: DataItem, to path: String) throws {
    try FileContents.write(try NpyFile.bytes(of: item, path: path), to: path)
  }
}
