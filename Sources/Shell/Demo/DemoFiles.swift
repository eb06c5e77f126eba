import Glibc
import Notebook
import Syntax

/// The demos that come with nnsh.
enum DemoFiles {
  /// Their folder: `Scripts/demos` in the project that the program was built in.
  static var folder: String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0 else { return nil }
    var path = String(
      decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    while let slash = path.lastIndex(of: "/") {
      path = String(path[..<slash])
      if access(path + "/Scripts/demos", R_OK) == 0 { return path + "/Scripts/demos" }
    }
    return nil
  }

  /// Names and titles, in the order of the names.
  static var all: [(name: String, title: String)] {
    guard let folder, let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".nn") { names.append(String(name.dropLast(3))) }
    }
    return names.sorted().map { name in
      let bytes = try? FileReading.program(at: "\(folder)/\(name).nn")
      let notebook = bytes.map { Notebook(Source(name: name, bytes: $0)) }
      return (name, notebook?.cells.first?.title ?? "")
    }
  }

  /// The notebook of a demo or a file.
  static func notebook(_ name: String) throws(FileFailure) -> Notebook {
    let isFile = name.contains("/") || name.hasSuffix(".nn")
    let path = isFile ? name : (folder.map { "\($0)/\(name).nn" } ?? name)
    guard isFile || access(path, R_OK) == 0 else {
      throw FileFailure(path: name, reason: "there is no such demo; `nnsh demo` lists them")
    }
    return Notebook(Source(name: path, bytes: try FileReading.program(at: path)))
  }
}
