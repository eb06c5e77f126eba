import Matrices

/// What a data file holds: arrays, text, cells and structs, without any knowledge of the language.
public indirect enum DataItem {
  case double(Matrix<Double>)
  case single(Matrix<Float>)
  /// Integers of any width; `uint64` as bit patterns.
  case integer(Matrix<Int64>, IntegerClass)
  case logical(Matrix<Bool>)
  /// One byte a character.
  case text(Matrix<UInt8>)
  case cell(Matrix<DataItem>)
  /// For each field an array of the common shape.
  case structure(shape: Shape, names: [String], columns: [Matrix<DataItem>])
  /// Something this program has no form for, in words.
  case unsupported(String)

  /// The integer classes that files know.
  public enum IntegerClass: String, CaseIterable, Sendable {
    case int8, int16, int32, int64, uint8, uint16, uint32, uint64
  }
}

extension DataItem {
  /// About how many floating-point operations writing it to a file is worth.
  public var work: Double {
    switch self {
    case .double(let m): 8 * FileContents.workOfByte * Double(m.count)
    case .single(let m): 8 * FileContents.workOfByte * Double(m.count)
    case .integer(let m, _): 8 * FileContents.workOfByte * Double(m.count)
    case .logical(let m): FileContents.workOfByte * Double(m.count)
    case .text(let m): FileContents.workOfByte * Double(m.count)
    case .cell(let m): m.withUnsafeElements { $0.reduce(0) { $0 + $1.work } }
    case .structure(_, _, let columns):
      columns.reduce(0) { $0 + $1.withUnsafeElements { $0.reduce(0) { $0 + $1.work } } }
    case .unsupported: 0
    }
  }
}

/// A named item of a file.
public struct DataVariable {
  public var name: String
  public var item: DataItem

  public init(name: String, item: DataItem) {
    self.name = name
    self.item = item
  }
}

/// Why a file could not be read or written: facts, no words for the user.
public enum DataFileError: Error, Equatable {
  /// The system's reason (`errno`).
  case system(path: String, code: Int32)
  /// The file is no such file, or is cut short or damaged; `detail` says what was wrong.
  case malformed(path: String, detail: String)
  /// A format or a kind of data that is known and not supported.
  case unsupported(path: String, what: String)
  /// The format is none of those known.
  case unknownFormat(path: String)
  case libraryUnavailable(String)
  case interrupted
}
