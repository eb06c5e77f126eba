import Matrices
import Syntax

/// The operands of a chain, and the operations built for them: kept from one run to the next.
///
/// The operations stand as long as the same leaves are arrays and the others the same numbers, which those
/// written in the text always are.
final class PreparedChain {
  enum Leaf {
    case number(Double)
    case array
  }

  /// Operations on arrays of one class of numbers. Owned here, and no reference is counted while they run.
  private struct Built<Element: RealElement> {
    let chain: Unmanaged<ElementChain<Element>>
    let isTruth: Bool
  }

  private let registers: [Int32]
  private let leaves: UnsafeMutableBufferPointer<Leaf>
  /// Where the arrays begin; at the leaves that are numbers, nothing of worth.
  private let arrays: UnsafeMutablePointer<UnsafeRawPointer>
  private var shape = Shape.scalar
  private var isSingle = false
  private var doubles: Built<Double>?
  private var singles: Built<Float>?

  init(_ registers: [Int32]) {
    self.registers = registers
    leaves = .allocate(capacity: registers.count)
    leaves.initialize(repeating: .array)
    arrays = .allocate(capacity: max(1, registers.count))
    arrays.initialize(repeating: UnsafeRawPointer(arrays), count: registers.count)
  }

  deinit {
    forget()
    leaves.deallocate()
    arrays.deallocate()
  }

  // MARK: - Operands

  /// Takes the operands from their registers; false when they are not numbers and arrays of one class and shape,
  /// or so small that the operations one by one are faster.
  ///
  /// - Parameter isReduced: a call less pays for small arrays, but building the operations anew does not.
  func read(_ regs: Register, isReduced: Bool) -> Bool {
    var isSame = true
    let wasSingle = isSingle
    var hasArray = false
    isSingle = false
    for place in leaves.indices {
      let register = regs + Int(registers[place])
      if register.isNumber {
        isSame = keep(register.number, at: place) && isSame
        continue
      }
      if case .array = leaves[place] {} else { isSame = false }
      leaves[place] = .array
      guard let base = array(register, &hasArray) else {
        forget()
        return false
      }
      arrays[place] = base
    }
    let isNew = !isSame || isSingle != wasSingle
    if isNew { forget() }
    return hasArray
      && (isReduced && !isNew || shape.count >= ElementChain<Double>.leastCount)
  }

  private func forget() {
    doubles?.chain.release()
    singles?.chain.release()
    (doubles, singles) = (nil, nil)
  }

  /// Whether the number at `place` is the one of the run before.
  private func keep(_ x: Double, at place: Int) -> Bool {
    if case .number(let before) = leaves[place], before.bitPattern == x.bitPattern { return true }
    leaves[place] = .number(x)
    return false
  }

  /// Where an array begins that may stand with those before it.
  private func array(_ register: Register, _ hasArray: inout Bool) -> UnsafeRawPointer? {
    if let held = register.doubles {
      return held._withUnsafeGuaranteedRef { m in
        if hasArray, isSingle || m.shape != shape { return nil }
        shape = m.shape
        hasArray = true
        return UnsafeRawPointer(m.base)
      }
    }
    guard case .single(let m)? = register.pointee else { return nil }
    if m.isScalar || hasArray, !isSingle || m.shape != shape { return nil }
    (shape, isSingle, hasArray) = (m.shape, true, true)
    return UnsafeRawPointer(m.storage.base)
  }

  // MARK: - Running

  /// Puts the chain's result in the register; false when it is not one of operations element by element after
  /// all, or leaves the reals.
  func run(_ chain: FusedChain, into register: Register) throws -> Bool {
    if isSingle {
      if singles == nil { singles = build(chain, Float.self) }
      guard let built = singles else { return false }
      guard let value = try value(built, chain.reduction) else { return false }
      register.pointee = value
      return true
    }
    if doubles == nil { doubles = build(chain, Double.self) }
    guard let built = doubles else { return false }
    if chain.reduction == nil, !built.isTruth, shape.count <= SmallArrays.mostInChains,
      shape.isMatrix
    {
      return try built.chain._withUnsafeGuaranteedRef { try runSmall($0, into: register) }
    }
    guard let value = try value(built, chain.reduction) else { return false }
    register.pointee = value
    return true
  }

  private func build<Element: RealElement>(
    _ chain: FusedChain, _: Element.Type
  ) -> Built<Element>? {
    var builder = ChainBuilder<Element>(UnsafeBufferPointer(leaves))
    for (index, step) in chain.steps.enumerated() {
      let isLast = index == chain.steps.count - 1 && chain.reduction == nil
      guard builder.append(step, isLast: isLast) else { return nil }
    }
    return Built(chain: .passRetained(builder.chain), isTruth: builder.isTruth)
  }

  private func pointers<Element>(_: Element.Type) -> UnsafePointer<UnsafePointer<Element>> {
    // A pointer to raw memory and one to numbers are laid out alike.
    UnsafeRawPointer(arrays).assumingMemoryBound(to: UnsafePointer<Element>.self)
  }

  private func value<Element: RealElement>(
    _ built: Built<Element>, _ reduction: FusedChain.Reduction?
  ) throws -> Value? {
    let arrays = pointers(Element.self)
    return try built.chain._withUnsafeGuaranteedRef { chain in
      if let reduction {
        let axis = shape.firstNonSingleton
        if shape.isLine(along: axis) {
          return try chain.total(shape.count, arrays).map {
            Value(real: reduction == .mean ? $0 / Element(shape.count) : $0)
          }
        }
        guard var sums = try chain.sum(shape, arrays, axis: axis) else { return nil }
        if reduction == .mean { try sums.apply(.divide, Element(shape[axis])) }
        return Value(real: sums)
      }
      if built.isTruth { return try chain.truths(shape, arrays).map(Value.truths) }
      return try chain.array(shape, arrays).flatMap { Value(real: $0) }
    }
  }

  /// Over the array that the register held where nobody else refers to it and nothing can go wrong.
  private func runSmall(_ chain: ElementChain<Double>, into register: Register) throws -> Bool {
    let mayReuse = !chain.mayLeaveReals && !isOperand(register)
    guard let target = SmallArrays.Target(register, count: shape.count, mayReuse: mayReuse) else {
      return false
    }
    guard try chain.evaluate(shape.count, pointers(Double.self), into: target.base) else {
      target.discard()
      return false
    }
    target.put(in: register, shape.rows, shape.columns)
    return true
  }

  private func isOperand(_ register: Register) -> Bool {
    guard let held = register.doubles else { return false }
    let base = held._withUnsafeGuaranteedRef { UnsafeRawPointer($0.base) }
    return leaves.indices.contains { arrays[$0] == base }
  }
}

extension Value {
  /// A number of either class of real numbers.
  fileprivate init<Element: RealElement>(real x: Element) {
    if let x = x as? Double {
      self = .number(x)
    } else {
      self = .single(Matrix(scalar: Float(x)))
    }
  }

  /// An array of either class of real numbers.
  fileprivate init?<Element: RealElement>(real m: Matrix<Element>) {
    if let m = m as? Matrix<Double> {
      self = .matrix(m)
    } else if let m = m as? Matrix<Float> {
      self = .single(m)
    } else {
      return nil
    }
  }
}
