import DataFiles
import Evaluation
import Glibc
import Matrices

extension Value {
  /// What a file holds, as a value. - Throws: an error that says what has no form here.
  init(_ item: DataItem) throws {
    switch item {
    case .double(let m): self = .matrix(m)
    case .single(let m): self = .single(m)
    case .logical(let m): self = .truths(m)
    case .text(let m): self = .char(m, doubleQuoted: false)
    case .integer(let m, let kind):
      guard let kind = IntegerKind(rawValue: kind.rawValue) else {
        throw EvaluationError("load: unknown class '\(kind.rawValue)'")
      }
      self = .integer(m, kind)
    case .cell(let c): self = .cell(try Matrix(c.shape, c.elements.map { try Value($0) }))
    case .structure(let shape, let names, let columns):
      let values = try columns.map { try Matrix($0.shape, $0.elements.map { try Value($0) }) }
      self = .structure(StructArray(shape: shape, names: names, columns: values))
    case .unsupported(let what): throw EvaluationError("load: \(what) cannot be loaded")
    }
  }

  /// The value as files hold it, networks as structs; nil for what they have no form for: functions, maps.
  func dataItem(depth: Int = 0) throws -> DataItem? {
    guard depth <= 64 else { throw EvaluationError("save: cells and structs nested too deeply") }
    func items(_ m: Matrix<Value>) throws -> Matrix<DataItem>? {
      var all: [DataItem] = []
      for value in m.elements {
        guard let item = try value.dataItem(depth: depth + 1) else { return nil }
        all.append(item)
      }
      return try Matrix(m.shape, all)
    }
    switch self {
    case .number, .double, .range, .diagonal: return try doubles.map { .double($0) }
    case .single(let m): return .single(m)
    case .bool, .logical: return try truths.map { .logical($0) }
    case .char(let m, _): return .text(m)
    case .integer(let m, let kind):
      return DataItem.IntegerClass(rawValue: kind.rawValue).map { .integer(m, $0) }
    case .cell(let c): return try items(c).map { .cell($0) }
    case .structure(let s):
      var columns: [Matrix<DataItem>] = []
      for column in s.columns {
        guard let column = try items(column) else { return nil }
        columns.append(column)
      }
      return .structure(shape: s.shape, names: s.names, columns: columns)
    case .network(let network): return try Value.structure(network.record).dataItem(depth: depth)
    case .function, .map, .tracked: return nil
    }
  }
}

extension Call {
  /// Runs `body`, with what is wrong with a file said in the name of this call.
  func withFileErrors<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let failure as DataFileError {
      throw try translated(failure)
    }
  }

  private func translated(_ failure: DataFileError) throws -> EvaluationError {
    let isReading = !["save", "csvwrite", "dlmwrite", "imwrite"].contains(name)
    switch failure {
    case .system(let path, let code):
      if !isReading { return error("unable to open output file '\(path)'") }
      if code == ENOENT || code == EISDIR { return error("unable to find file \(path)") }
      return error("unable to open input file '\(path)': \(systemMessage(code))")
    case .malformed(let path, let detail):
      return error(
        isReading ? "unable to read '\(path)': \(detail)" : "unable to write '\(path)': \(detail)")
    case .unsupported(let path, let what):
      return error("'\(path)': \(what) cannot be \(isReading ? "loaded" : "saved")")
    case .unknownFormat(let path):
      return error("unable to determine file format of '\(path)'")
    case .libraryUnavailable(let library):
      return error("such files need the library \(library), which is not installed")
    case .interrupted:
      try session.checkInterrupt()
      return error("interrupted", identifier: "nnsh:interrupted")
    }
  }
}
