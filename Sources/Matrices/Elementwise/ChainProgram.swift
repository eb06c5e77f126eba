import CKernels

/// A chain as steps on vector registers, for processors with AVX-512: the values of few elements at a time go
/// through all operations before they reach memory.
///
/// The bits are those of one operation after the other. Only operands that are computed themselves wait in
/// memory, in slots.
struct ChainProgram {
  private let program: UnsafeMutablePointer<nnsh_chain>

  /// nil for chains with operations that do not run so, or too many.
  init?(_ chain: ElementChain<Double>) {
    guard nnsh_chain_can_run(), !chain.steps.isEmpty,
      chain.steps.count <= Int(nnsh_chain_most_steps)
    else { return nil }
    var writer = Writer(chain)
    guard writer.write(chain.steps.count - 1),
      writer.steps.count <= Int(nnsh_chain_most_steps),
      writer.constants.count <= Int(nnsh_chain_most_constants)
    else { return nil }
    let steps = UnsafeMutablePointer<nnsh_chain_step>.allocate(capacity: writer.steps.count)
    let constants = UnsafeMutablePointer<Double>.allocate(capacity: max(1, writer.constants.count))
    for (place, step) in writer.steps.enumerated() { (steps + place).initialize(to: step) }
    for (place, x) in writer.constants.enumerated() { (constants + place).initialize(to: x) }
    program = .allocate(capacity: 1)
    program.initialize(
      to: nnsh_chain(steps: steps, step_count: writer.steps.count, constants: constants))
  }

  /// Gives the memory back; nothing may use it any more.
  func release() {
    program.pointee.steps.deallocate()
    program.pointee.constants.deallocate()
    program.deallocate()
  }

  typealias Arrays = UnsafePointer<UnsafePointer<Double>?>

  private static func optional(_ arrays: ElementChain<Double>.Arrays) -> Arrays {
    // A pointer and one that may be nil are laid out alike.
    UnsafeRawPointer(arrays).assumingMemoryBound(to: UnsafePointer<Double>?.self)
  }

  /// The values of the elements in `range` to `target`; false when a number left the reals.
  func run(
    _ arrays: ElementChain<Double>.Arrays, _ range: Range<Int>,
    into target: UnsafeMutablePointer<Double>
  ) -> Bool {
    nnsh_chain_run(program, Self.optional(arrays), range.lowerBound, range.count, target)
  }

  /// Adds them to `total`, one after the other.
  func add(
    _ arrays: ElementChain<Double>.Arrays, _ range: Range<Int>, to total: inout Double
  ) -> Bool {
    nnsh_chain_add(program, Self.optional(arrays), range.lowerBound, range.count, &total)
  }

  /// Their sum with the bits of `Matrix.sumOfPart`.
  func sum(
    _ arrays: ElementChain<Double>.Arrays, _ range: Range<Int>,
    to sum: UnsafeMutablePointer<Double>
  ) -> Bool {
    nnsh_chain_sum(program, Self.optional(arrays), range.lowerBound, range.count, sum)
  }
}

extension ChainProgram {
  /// Writes the steps of a tree of operations, from the leaves to the root.
  private struct Writer {
    private typealias Source = ElementChain<Double>.Source

    private let chain: ElementChain<Double>
    /// The step that computes each operand, by the number of the step that uses it.
    private var sources: [(a: Int?, b: Int?)] = []
    var steps: [nnsh_chain_step] = []
    var constants: [Double] = []
    private var slotsInUse = 0

    init(_ chain: ElementChain<Double>) {
      self.chain = chain
      var newest: [Int: Int] = [:]
      func step(_ source: Source) -> Int? {
        if case .slot(let slot) = source { newest[slot] } else { nil }
      }
      for (number, each) in chain.steps.enumerated() {
        sources.append((step(each.a), step(each.b)))
        newest[each.slot] = number
      }
    }

    /// The value of step `number`; false where it cannot be had.
    mutating func write(_ number: Int) -> Bool {
      let step = chain.steps[number]
      switch step.operation {
      case .square:
        guard value(of: step.a, sources[number].a) else { return false }
        steps.append(nnsh_chain_step(NNSH_CHAIN_SQUARE))
        return true
      case .map(let f):
        guard value(of: step.a, sources[number].a) else { return false }
        appendMap(f, lowest: step.lowest)
        return true
      case .comparison(let op):
        return writeBinary(number, Self.comparison(op), Self.comparison(op.mirrored))
      case .arithmetic(let op):
        switch op {
        case .add: return writeBinary(number, NNSH_CHAIN_ADD, NNSH_CHAIN_ADD)
        case .multiply:
          return writeComplementProduct(number)
            ?? writeBinary(number, NNSH_CHAIN_MULTIPLY, NNSH_CHAIN_MULTIPLY)
        case .subtract:
          if let complement = complement(number) {
            append(NNSH_CHAIN_COMPLEMENT, complement)
            return true
          }
          return writeBinary(number, NNSH_CHAIN_SUBTRACT, NNSH_CHAIN_SUBTRACT_FROM)
        case .divide: return writeBinary(number, NNSH_CHAIN_DIVIDE, NNSH_CHAIN_DIVIDE_INTO)
        case .leftDivide: return writeBinary(number, NNSH_CHAIN_DIVIDE_INTO, NNSH_CHAIN_DIVIDE)
        case .power: return false
        }
      }
    }

    private static func comparison(_ op: ComparisonOperation) -> nnsh_chain_operation {
      nnsh_chain_operation(NNSH_CHAIN_EQUAL.rawValue + op.rawValue)
    }

    private mutating func appendMap(_ f: MathFunction, lowest: Double?) {
      if f == .log, lowest == 0 {
        steps.append(nnsh_chain_step(NNSH_CHAIN_REAL_LOG))
        return
      }
      if let lowest {
        steps.append(
          nnsh_chain_step(NNSH_CHAIN_DEMAND, NNSH_CHAIN_CONSTANT, number(of: lowest)))
      }
      steps.append(nnsh_chain_step(NNSH_CHAIN_MAP, NNSH_CHAIN_CONSTANT, Int(f.rawValue)))
    }

    /// - Parameters:
    ///   - forwards: what to do when the chain carries the left operand.
    ///   - backwards: the same when it carries the right one.
    private mutating func writeBinary(
      _ number: Int, _ forwards: nnsh_chain_operation, _ backwards: nnsh_chain_operation
    ) -> Bool {
      let step = chain.steps[number]
      let (left, right) = sources[number]
      guard let right else {
        guard value(of: step.a, left) else { return false }
        appendOperation(forwards, step.b)
        return true
      }
      guard let left else {
        guard write(right) else { return false }
        appendOperation(backwards, step.a)
        return true
      }
      // The sign of a product or quotient can come last: nothing has to wait for it.
      if forwards == NNSH_CHAIN_MULTIPLY || forwards == NNSH_CHAIN_DIVIDE,
        case .map(.negate) = chain.steps[left].operation, sources[left].a == nil
      {
        guard write(right) else { return false }
        appendOperation(backwards, chain.steps[left].a)
        appendMap(.negate, lowest: nil)
        return true
      }
      guard write(left), slotsInUse < Int(nnsh_chain_most_slots) else { return false }
      var backwards = backwards
      if backwards == NNSH_CHAIN_SUBTRACT_FROM, let last = steps.last, last.negates {
        steps.removeLast()
        backwards = NNSH_CHAIN_SUBTRACT_FROM_NEGATED
      }
      let slot = slotsInUse
      slotsInUse += 1
      steps.append(nnsh_chain_step(NNSH_CHAIN_SAVE, NNSH_CHAIN_SLOT, slot))
      guard write(right) else { return false }
      steps.append(nnsh_chain_step(backwards, NNSH_CHAIN_SLOT, slot))
      slotsInUse -= 1
      return true
    }

    /// The array x and the constant k of a step that is k - x.
    private func complement(_ number: Int) -> (array: Int, constant: Int)? {
      let step = chain.steps[number]
      guard case .arithmetic(.subtract) = step.operation, case .constant(let constant) = step.a,
        case .array(let array) = step.b
      else { return nil }
      return (array, constant)
    }

    private mutating func append(
      _ operation: nnsh_chain_operation, _ complement: (array: Int, constant: Int)
    ) {
      let constant = number(of: chain.constants[complement.constant])
      steps.append(
        nnsh_chain_step(operation, NNSH_CHAIN_ARRAY, complement.array, constant: constant))
    }

    /// A product with k - x in fewer steps; nil when there is none, false where a value cannot be had.
    private mutating func writeComplementProduct(_ number: Int) -> Bool? {
      let step = chain.steps[number]
      guard case .arithmetic(.multiply) = step.operation else { return nil }
      let factors = [(step.a, sources[number].a), (step.b, sources[number].b)]
      for (place, (_, factor)) in factors.enumerated() {
        guard let complement = factor.flatMap(complement) else { continue }
        let (other, computed) = factors[1 - place]
        if computed == nil, case .array(complement.array) = other {
          append(NNSH_CHAIN_SLOPE, complement)
          return true
        }
        guard value(of: other, computed) else { return false }
        append(NNSH_CHAIN_TIMES_COMPLEMENT, complement)
        return true
      }
      return nil
    }

    /// Makes an operand what the chain carries.
    private mutating func value(of source: Source, _ step: Int?) -> Bool {
      if let step { return write(step) }
      appendOperation(NNSH_CHAIN_LOAD, source)
      return true
    }

    /// - Parameter source: a constant or an array.
    private mutating func appendOperation(_ operation: nnsh_chain_operation, _ source: Source) {
      switch source {
      case .array(let number):
        steps.append(nnsh_chain_step(operation, NNSH_CHAIN_ARRAY, number))
      case .constant(let index), .slot(let index):
        var x = chain.constants[index]
        var operation = operation
        // Multiplying by the reciprocal of a power of two gives the same bits, faster.
        if operation == NNSH_CHAIN_DIVIDE, x.significand == 1, abs(x.exponent) < 1000 {
          (x, operation) = (1 / x, NNSH_CHAIN_MULTIPLY)
        }
        steps.append(nnsh_chain_step(operation, NNSH_CHAIN_CONSTANT, number(of: x)))
      }
    }

    private mutating func number(of x: Double) -> Int {
      if let place = constants.firstIndex(where: { $0.bitPattern == x.bitPattern }) {
        return place
      }
      constants.append(x)
      return constants.count - 1
    }
  }
}

extension nnsh_chain_step {
  fileprivate init(
    _ operation: nnsh_chain_operation, _ place: nnsh_chain_place = NNSH_CHAIN_CONSTANT,
    _ number: Int = 0, constant: Int = 0
  ) {
    self.init(
      operation: UInt8(operation.rawValue), place: UInt8(place.rawValue), number: UInt16(number),
      constant: UInt16(constant))
  }

  fileprivate var negates: Bool {
    UInt32(operation) == NNSH_CHAIN_MAP.rawValue && number == MathFunction.negate.rawValue
  }
}

extension ComparisonOperation {
  /// The same with the operands exchanged.
  fileprivate var mirrored: ComparisonOperation {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}
