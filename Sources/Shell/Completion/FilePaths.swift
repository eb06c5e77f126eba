import CReadline
import Glibc

/// The paths of files that begin with `path`, sorted; those of folders end with a slash.
func filePaths(beginningWith path: String) -> [String] {
  guard let list = nnsh_readline_files(path) else { return [] }
  defer { free(list) }
  var paths: [String] = []
  var index = 0
  while let name = list[index] {
    let path = String(cString: name)
    free(name)
    var status = stat()
    let isFolder = stat(expandedPath(path), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    paths.append(isFolder && !path.hasSuffix("/") ? path + "/" : path)
    index += 1
  }
  return paths.sorted()
}
