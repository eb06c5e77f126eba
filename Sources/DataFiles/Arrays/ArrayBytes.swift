import Matrices

/// Arrays as the bytes that files hold, and back.
enum ArrayBytes {
  /// The array in `bytes`, which must be exactly as many as the layout and the type say.
  static func item(
    _ bytes: ArraySlice<UInt8>, _ type: ElementType, _ layout: ArrayLayout,
    isBigEndian: Bool = false
  ) throws -> DataItem {
    precondition(bytes.count == layout.count * type.size)
    let reader = Reader(layout: layout, isBigEndian: isBigEndian)
    return try bytes.withUnsafeBytes { raw in
      switch type {
      case .float64:
        return .double(try reader.array(raw) { (w: UInt64) in Double(bitPattern: w) })
      case .float32:
        return .single(try reader.array(raw) { (w: UInt32) in Float(bitPattern: w) })
      case .float16:
        return .single(try reader.array(raw) { (w: UInt16) in Float(Float16(bitPattern: w)) })
      case .bfloat16:
        return .single(try reader.array(raw) { (w: UInt16) in Float(bitPattern: UInt32(w) << 16) })
      case .truth: return .logical(try reader.array(raw) { (w: UInt8) in w != 0 })
      case .integer(let kind): return .integer(try reader.integers(raw, kind), kind)
      }
    }
  }

  private struct Reader {
    let layout: ArrayLayout
    let isBigEndian: Bool

    @inline(__always)
    func array<Word: FixedWidthInteger, Element>(
      _ raw: UnsafeRawBufferPointer, _ element: (Word) -> Element
    ) throws -> Matrix<Element> {
      let width = MemoryLayout<Word>.size
      return try Matrix(layout.shape) { target in
        layout.forEachPlace { here, there in
          let word = raw.loadUnaligned(fromByteOffset: there * width, as: Word.self)
          target.initializeElement(
            at: here, to: element(isBigEndian ? Word(bigEndian: word) : Word(littleEndian: word)))
        }
      }
    }

    func integers(
      _ raw: UnsafeRawBufferPointer, _ kind: DataItem.IntegerClass
    ) throws -> Matrix<Int64> {
      switch kind {
      case .int8: try array(raw) { (w: Int8) in Int64(w) }
      case .int16: try array(raw) { (w: Int16) in Int64(w) }
      case .int32: try array(raw) { (w: Int32) in Int64(w) }
      case .int64, .uint64: try array(raw) { (w: Int64) in w }
      case .uint8: try array(raw) { (w: UInt8) in Int64(w) }
      case .uint16: try array(raw) { (w: UInt16) in Int64(w) }
      case .uint32: try array(raw) { (w: UInt32) in Int64(w) }
      }
    }
  }

  /// The elements of an array row by row, little-endian; nil for text, cells and structs.
  static func bytes(of item: DataItem) -> [UInt8]? {
    switch item {
    case .double(let m): bytes(m, \.bitPattern)
    case .single(let m): bytes(m, \.bitPattern)
    case .logical(let m): bytes(m) { UInt8($0 ? 1 : 0) }
    case .integer(let m, let kind):
      switch kind.size {
      case 1: bytes(m) { UInt8(truncatingIfNeeded: $0) }
      case 2: bytes(m) { UInt16(truncatingIfNeeded: $0) }
      case 4: bytes(m) { UInt32(truncatingIfNeeded: $0) }
      default: bytes(m) { $0 }
      }
    case .text, .cell, .structure, .unsupported: nil
    }
  }

  private static func bytes<Element, Word: FixedWidthInteger>(
    _ m: Matrix<Element>, _ word: (Element) -> Word
  ) -> [UInt8] {
    let width = MemoryLayout<Word>.size
    return [UInt8](unsafeUninitializedCapacity: m.count * width) { target, count in
      let raw = UnsafeMutableRawBufferPointer(target)
      m.withUnsafeElements { source in
        ArrayLayout(of: m.shape).forEachPlace { here, there in
          raw.storeBytes(
            of: word(source[here]).littleEndian, toByteOffset: there * width, as: Word.self)
        }
      }
      count = m.count * width
    }
  }
}
