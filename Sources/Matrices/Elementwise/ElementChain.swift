/// Several operations element by element, done block by block without arrays between them.
///
/// The operations are a tree in postfix order: operands are numbers, arrays of one shape, and results of
/// earlier steps, each used once. A block stays in the first cache from the first step to the last; the bits
/// are those of one whole-array operation after the other. Arrays are known by number, so that a chain built
/// once runs on any of one shape; one thread at a time may run it.
public final class ElementChain<Element: RealElement> {
  /// Where the elements of the chain's arrays begin, by their numbers.
  public typealias Arrays = UnsafePointer<UnsafePointer<Element>>

  public enum Operand {
    case constant(Element)
    /// The array of this number.
    case array(Int)
    /// The result of an earlier step.
    case step
  }

  enum Operation {
    case arithmetic(ArithmeticOperation)
    case comparison(ComparisonOperation)
    case map(MathFunction)
    case square
  }

  /// Where a step finds an operand.
  enum Source {
    case constant(Int)
    case array(Int)
    case slot(Int)
  }

  struct Step {
    var operation: Operation
    var a: Source
    var b: Source
    /// Its result: a block of scratch memory, numbered as on a stack.
    var slot: Int
    /// Numbers of `a` below this leave the reals.
    var lowest: Element?
  }

  /// Elements of a block, and of the parts in which long lines are added up.
  static var block: Int { 1024 }
  /// Elements that a thread takes at a time.
  static var piece: Int { 4 * block }
  /// Arrays of fewer elements are faster one operation at a time.
  public static var leastCount: Int { 64 }

  private(set) var steps: [Step] = []
  private(set) var constants: [Element] = []
  private var depth = 0
  private(set) var slotCount = 1
  /// How many elements pay for a second thread.
  private(set) var sharedFrom = 1 << 16
  /// Whether numbers may end the work half way: those that leave the reals.
  public private(set) var mayLeaveReals = false
  /// The memory in which the calling thread evaluates few elements, kept for the next time.
  private var memory: Scratch<Element>?
  /// The chain for vector registers, where it can run there; made by the first run.
  private var program: ChainProgram??

  public init() {}

  deinit {
    memory?.release()
    if case .some(.some(let program)) = program { program.release() }
  }

  // MARK: - Building

  public func append(_ op: ArithmeticOperation, _ a: Operand, _ b: Operand) {
    append(.arithmetic(op), a, b)
    if op == .divide { joinLogistic() }
    if op == .power { sharedFrom = 4096 }
  }

  public func append(_ op: ComparisonOperation, _ a: Operand, _ b: Operand) {
    append(.comparison(op), a, b)
  }

  /// - Parameter lowest: smaller numbers leave the reals.
  public func append(_ f: MathFunction, _ a: Operand, lowest: Element? = nil) {
    append(.map(f), a, .constant(0), lowest: lowest)
    sharedFrom = min(sharedFrom, f.sharedFrom)
  }

  public func appendSquare(_ a: Operand) { append(.square, a, .constant(0)) }

  /// `a .^ exponent`.
  public func appendPower(_ a: Operand, _ exponent: Element) {
    let isWhole = exponent == exponent.rounded()
    append(.arithmetic(.power), a, .constant(exponent), lowest: isWhole ? nil : 0)
    sharedFrom = min(sharedFrom, 4096)
  }

  /// - Precondition: the chain has not run yet.
  private func append(
    _ operation: Operation, _ a: Operand, _ b: Operand, lowest: Element? = nil
  ) {
    // The right operand lies on top of the stack.
    let right = source(b)
    let left = source(a)
    steps.append(Step(operation: operation, a: left, b: right, slot: depth, lowest: lowest))
    if lowest != nil { mayLeaveReals = true }
    depth += 1
    slotCount = max(slotCount, depth)
  }

  /// Makes one step of 1 / (1 + exp(-a)), whose bits are those of the four.
  private func joinLogistic() {
    guard steps.count >= 4 else { return }
    let (negate, exponential) = (steps[steps.count - 4], steps[steps.count - 3])
    let (sum, quotient) = (steps[steps.count - 2], steps[steps.count - 1])
    guard case .map(.negate) = negate.operation,
      case .map(.exp) = exponential.operation, case .slot = exponential.a,
      case .arithmetic(.add) = sum.operation, hasOneAndStep(sum.a, sum.b),
      hasOneAndStep(quotient.a, quotient.b)
    else { return }
    steps.removeLast(4)
    steps.append(
      Step(
        operation: .map(.sigmoid), a: negate.a, b: negate.b, slot: quotient.slot, lowest: nil))
  }

  /// Whether the operands are 1 and the step before.
  private func hasOneAndStep(_ a: Source, _ b: Source) -> Bool {
    if case .constant(let index) = a, case .slot = b { constants[index] == 1 } else { false }
  }

  private func source(_ operand: Operand) -> Source {
    switch operand {
    case .constant(let x):
      constants.append(x)
      return .constant(constants.count - 1)
    case .array(let number): return .array(number)
    case .step:
      depth -= 1
      return .slot(depth)
    }
  }

  // MARK: - Running

  /// The program of a chain of doubles, with its arrays and a place for results as it takes them; nil where
  /// there is none.
  @inline(__always)
  func programmed() -> ChainProgram? {
    guard Element.isDouble else { return nil }
    if let program { return program }
    let made = (self as? ElementChain<Double>).flatMap { ChainProgram($0) }
    program = .some(made)
    return made
  }

  @inline(__always)
  static func asDouble(_ arrays: Arrays) -> ElementChain<Double>.Arrays {
    UnsafeRawPointer(arrays).assumingMemoryBound(to: UnsafePointer<Double>.self)
  }

  @inline(__always)
  static func asDouble(_ target: UnsafeMutablePointer<Element>) -> UnsafeMutablePointer<Double> {
    UnsafeMutableRawPointer(target).assumingMemoryBound(to: Double.self)
  }

  /// The result as an array; nil when a number left the reals on the way.
  ///
  /// - Parameter arrays: as many elements each as `shape` has.
  /// - Throws: `MatrixError.tooLarge`, `.interrupted`.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public func array(_ shape: Shape, _ arrays: Arrays) throws -> Matrix<Element>? {
    var isReal = true
    let result = try Matrix<Element>(shape) { y in
      guard let target = y.baseAddress else { return }
      isReal = try evaluate(y.count, arrays, into: target)
    }
    return isReal ? result : nil
  }

  /// The result of a chain whose last step is a comparison.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public func truths(_ shape: Shape, _ arrays: Arrays) throws -> Matrix<Bool>? {
    var isReal = true
    let result = try Matrix<Bool>(shape) { y in
      guard let target = y.baseAddress else { return }
      isReal = try run(y.count, arrays) { scratch, range in
        evaluate(range, scratch, truths: target + range.lowerBound)
      }
    }
    return isReal ? result : nil
  }

  /// Writes the result to `target`, memory of the caller's that is none of the arrays; false when a number left the reals on the way.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  public func evaluate(
    _ count: Int, _ arrays: Arrays, into target: UnsafeMutablePointer<Element>
  ) throws -> Bool {
    guard let program = programmed() else {
      return try run(count, arrays) { scratch, range in
        evaluate(range, scratch, into: target + range.lowerBound)
      }
    }
    let (arrays, target) = (Self.asDouble(arrays), Self.asDouble(target))
    if count <= Self.piece { return program.run(arrays, 0..<count, into: target) }
    return try shared(count) { program.run(arrays, $0, into: target + $0.lowerBound) }
  }

  /// Runs `body` for pieces of 0..<count, on all threads when there are many; false when it gave false once.
  @inline(__always)
  func shared(_ count: Int, _ body: (Range<Int>) -> Bool) throws -> Bool {
    let failure = FailureFlag()
    try Blocks.forEach(count: count, size: Self.piece, threshold: sharedFrom) { range in
      if !failure.isSet, !body(range) { failure.set() }
    }
    return !failure.isSet
  }

  /// Runs `body` for the blocks of 0..<count with scratch memory of its own; false when it gave false once.
  @inline(__always)
  func run(
    _ count: Int, _ arrays: Arrays, _ body: (Scratch<Element>, Range<Int>) -> Bool
  ) throws -> Bool {
    if count <= Self.piece { return forEachBlock(0..<count, ownScratch(arrays), body) }
    return try shared(count) { range in
      var isReal = true
      withScratch(arrays) { isReal = forEachBlock(range, $0, body) }
      return isReal
    }
  }

  @inline(__always)
  private func forEachBlock(
    _ range: Range<Int>, _ scratch: Scratch<Element>,
    _ body: (Scratch<Element>, Range<Int>) -> Bool
  ) -> Bool {
    var start = range.lowerBound
    while start < range.upperBound {
      let end = min(start &+ Self.block, range.upperBound)
      if !body(scratch, start..<end) { return false }
      start = end
    }
    return true
  }

  /// The memory that the chain keeps, for the thread that called it.
  func ownScratch(_ arrays: Arrays) -> Scratch<Element> {
    var scratch = memory ?? Scratch(slots: slotCount, constants, block: Self.block, arrays)
    scratch.arrays = arrays
    memory = scratch
    return scratch
  }

  func withScratch(
    _ arrays: Arrays, lines: Int = 0, _ body: (Scratch<Element>) -> Void
  ) {
    var scratch = Scratch(slots: slotCount + lines, constants, block: Self.block, arrays)
    scratch.lines = scratch.slots + slotCount * Self.block
    body(scratch)
    scratch.release()
  }

  /// One block, its result in `target`; false when a number leaves the reals.
  @inline(__always)
  func evaluate(
    _ range: Range<Int>, _ scratch: Scratch<Element>, into target: UnsafeMutablePointer<Element>
  ) -> Bool {
    if let program = programmed() {
      return program.run(Self.asDouble(scratch.arrays), range, into: Self.asDouble(target))
    }
    return steps.withUnsafeBufferPointer { steps in
      for (index, step) in steps.enumerated() {
        let isLast = index == steps.count - 1
        let y = isLast ? target : scratch.slots + step.slot * Self.block
        if !perform(step, range, scratch, y) { return false }
      }
      return true
    }
  }

  @inline(__always)
  func evaluate(
    _ range: Range<Int>, _ scratch: Scratch<Element>, truths target: UnsafeMutablePointer<Bool>
  ) -> Bool {
    for step in steps.dropLast() {
      if !perform(step, range, scratch, scratch.slots + step.slot * Self.block) { return false }
    }
    guard let step = steps.last, case .comparison(let op) = step.operation else { return false }
    let (a, strideA) = place(step.a, range, scratch)
    let (b, strideB) = place(step.b, range, scratch)
    Element.compare(op, a, strideA, b, strideB, target, range.count)
    return true
  }

  private func perform(
    _ step: Step, _ range: Range<Int>, _ scratch: Scratch<Element>,
    _ y: UnsafeMutablePointer<Element>
  ) -> Bool {
    let count = range.count
    let (a, strideA) = place(step.a, range, scratch)
    if let lowest = step.lowest, Element.anyBelow(lowest, a, strideA == 0 ? 1 : count) {
      return false
    }
    switch step.operation {
    case .arithmetic(let op):
      let (b, strideB) = place(step.b, range, scratch)
      Element.arithmetic(op, a, strideA, b, strideB, y, count)
    case .square: Element.arithmetic(.multiply, a, strideA, a, strideA, y, count)
    case .map(let f): Element.map(f, a, y, count)
    case .comparison(let op):
      let (b, strideB) = place(step.b, range, scratch)
      Element.compare(op, a, strideA, b, strideB, scratch.truths, count)
      Element.numbers(scratch.truths, y, count)
    }
    return true
  }

  @inline(__always)
  private func place(
    _ source: Source, _ range: Range<Int>, _ scratch: Scratch<Element>
  ) -> (UnsafePointer<Element>, stride: Int) {
    switch source {
    case .constant(let index): (scratch.constants + index, 0)
    case .array(let number): (scratch.arrays[number] + range.lowerBound, 1)
    case .slot(let slot): (UnsafePointer(scratch.slots + slot * Self.block), 1)
    }
  }
}
