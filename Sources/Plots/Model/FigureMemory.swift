extension Figure {
  /// The arrays of numbers that it keeps: where they are, and how many bytes that takes. Copies share them.
  public var memory: [(block: UInt, bytes: Int)] {
    axes.flatMap { $0.series.flatMap(\.numbers) }.map { numbers in
      let start = numbers.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
      return (start, numbers.capacity * MemoryLayout<Double>.stride)
    }
  }
}

extension Series {
  fileprivate var numbers: [[Double]] {
    switch content {
    case .line(let x, let y, let z): [x, y, z]
    case .scatter(let x, let y, let z, let sizes, .mapped(let colours)): [x, y, z, sizes, colours]
    case .scatter(let x, let y, let z, let sizes, _): [x, y, z, sizes]
    case .bars(let x, let y, _, let base, _): [x, y, base]
    case .errorBars(let x, let y, let below, let above): [x, y, below, above]
    case .polygon(let x, let y, _, _): [x, y]
    case .contour(let x, let y, let z, let levels, _):
      [x.values, y.values, z.values, levels]
    case .surface(let x, let y, let z, _): [x.values, y.values, z.values]
    case .image(let values, _, _, _): [values.values]
    case .picture(let red, let green, let blue, _, _): [red.values, green.values, blue.values]
    case .text: []
    case .arrows(let x, let y, let dx, let dy): [x, y, dx, dy]
    }
  }
}
