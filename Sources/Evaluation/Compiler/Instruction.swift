/// What one instruction does. Operands `a`, `b`, `c`, `d` are registers unless said otherwise; `R[x]`
/// is the register's value, and a register without a value (an unset variable) is `nil`.
///
/// The comment beside each opcode is its meaning. "fast" marks what runs without leaving the loop when
/// the operands are real scalars; everything else goes through one general path.
enum Opcode: UInt8 {
  // Values
  /// R[a] = R[b]; an unset variable is a call of that name without arguments
  case move
  /// R[a] = constants[b]
  case constant
  /// R[a] = nil
  case clear

  // Arithmetic: R[a] = R[b] op R[c], fast
  case add, subtract, multiply, divide, power
  case elementMultiply, elementDivide, elementPower
  case leftDivide, elementLeftDivide
  /// R[a] = R[b] + R[c] * R[d] and R[b] - R[c] * R[d], two operations in one instruction, fast; the product is
  /// the matrix product. The next instruction, `.site`, holds the place of the product.
  case addProduct, subtractProduct
  /// R[a] = the matrix product of R[b] and R[c], transposed and negated by n (`ProductFlags`), fast. The next
  /// instructions, `.site`, hold the places of the sign and of the transposes.
  case product
  /// R[a] = floor(R[b] / R[c]), fast; else call site d. The next instruction holds the place of the quotient.
  case floorQuotient
  /// R[a] = R[b] / R[c] (d == 0) or R[b] ./ R[c] (d == 1), where R[c] is the number 2^n, fast
  case divideByPower
  /// does chain d, or nothing, and jumps to a when it did; R[b] and R[c] are among its leaves, and when both are
  /// numbers it is not tried, fast; n is 1 when a sum or mean ends it
  case fused
  // Comparison: R[a] = R[b] op R[c], fast
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  case and, or
  /// R[a] = -R[b], fast
  case negate
  case plus
  case not
  case transpose
  /// R[a] = function c (a `ScalarFunction`) of R[b], fast; else call site d
  case scalarFunction
  /// R[a] = function n (a `ScalarFunction2`) of R[b] and R[c], fast; else call site d
  case scalarFunction2
  /// the same for mod, fast for whole numbers
  case modulo

  // Jumps: the target is an instruction number
  /// to a
  case jump
  /// to a, and looks whether Ctrl-C was pressed
  case jumpBack
  /// to a unless R[b] is true
  case jumpUnless
  /// to a if R[b] is true, and looks whether Ctrl-C was pressed
  case jumpIf
  /// to a unless R[b] op R[c], fast
  case jumpUnlessEqual, jumpUnlessNotEqual, jumpUnlessLess, jumpUnlessLessOrEqual
  case jumpUnlessGreater, jumpUnlessGreaterOrEqual
  /// to a if R[b] op R[c], and looks whether Ctrl-C was pressed, fast
  case jumpIfEqual, jumpIfNotEqual, jumpIfLess, jumpIfLessOrEqual
  case jumpIfGreater, jumpIfGreaterOrEqual
  /// R[a] = the truth of R[b]
  case truth
  /// to a unless R[b] is 1x1 (for `|` and `&` in conditions, which then look at one operand at a time)
  case jumpUnlessScalar
  /// warns that `|` (n == 0) or `&` (n == 1) in a condition did not look at its right operand
  case shortCircuited

  // Loops. R[a...a+3] are hidden: what to iterate over, step, count, position
  /// prepares to go through the columns of R[b]
  case forValues
  /// R[a] = a cell with a column for each field of the struct R[b]: its value (of a struct array a cell of its
  /// values), its name
  case fieldPairs
  /// prepares to go through R[b] : R[d] : R[c] without making a range
  case forRange
  /// R[b] = the next column or number, or jumps to c when there is none, fast for ranges
  case forNext
  /// R[b] = the next column or number and jumps to c, or goes on when there is none: the loop's end, which
  /// looks whether Ctrl-C was pressed
  case forRepeat

  // Making values
  /// R[a] = R[b] : R[b+1] (n == 2) or R[b] : R[b+1] : R[b+2] (n == 3)
  case range
  /// R[a] = concatenation of the rows described by layouts[b] from R[c...]; n: 0 matrix, 1 cell
  case matrix
  /// R[a] = handle of anonymous function b, with its captured variables
  case closure
  /// R[a] = handle of the function named by site b
  case handle

  // Reading elements, fields and results of calls
  /// R[a] = R[b](R[c]), fast for a number as index; site d
  case index1
  /// R[a] = R[b](R[c], R[d]), fast for numbers as indices; the next instruction holds the site
  case index2
  /// site a of the instruction before
  case site
  /// R[a...] = R[b](R[c]...) by site d, which holds the counts; R[b] unset is a call of that name
  case index
  /// R[a...] = call by site d of its name with R[c]...
  case call
  /// R[a] = R[b]{R[c]...} with n arguments, one value wanted
  case brace
  /// R[a] = R[b].name, one value wanted; the name is site d's
  case field
  /// R[a] = R[b].(R[c])
  case dynamicField
  /// R[a] = `end` for one of the candidates in ends[b]
  case end

  // Lists of values whose length is only known when the program runs
  /// opens a list
  case listBegin
  /// adds R[a]
  case listPush
  /// adds all values of R[b]{...}; the indices are the innermost list, which is closed
  case listExpandBrace
  /// adds the values of field (the name is site d's) of all elements of R[b]
  case listExpandField
  /// adds the values of field R[c] of all elements of R[b]
  case listExpandDynamicField
  /// adds the results of a call by site d of R[b] with the innermost list, which is closed
  case listExpandCall
  /// R[a...] = call or index of R[b] with the innermost list, which is closed; site d
  case listCall
  /// R[a] = the one value that R[b]{...} gives; the indices are the innermost list, which is closed
  case listBrace
  /// R[a] = matrix (n == 0) or cell (n == 1) of the rows in the innermost list, or a cell with all of
  /// its values (n == 2); the list is closed
  case listMatrix
  /// R[a]... = the first n values of the innermost list, which is closed
  case listSpread
  /// shows (n == 1) each value of the innermost list as `ans` and sets R[a] to the last; closes it
  case listAnswer
  /// ends a row in the innermost list
  case listRow

  // Storing
  /// R[a](R[b]) = R[c], fast for numbers
  case store1
  /// R[a](R[b], R[c]) = R[d], fast for numbers
  case store2
  /// R[a] path = R[b]: path descriptor d with its arguments from R[c]
  case storePath
  /// R[a] path = R[b], an empty literal: deletes; path descriptor d with its arguments from R[c]
  case deletePath
  /// R[a] = value at path descriptor d (arguments from R[c]) of R[b]
  case peekPath
  /// R[a] = R[b]; R[b] = nil
  case take
  /// notes how many places path descriptor d (arguments from R[c]) of R[a] stands for: `[c{:}] = ...`
  case countPlaces
  /// stores as many values of the innermost list, from its front, into those places; b == 1: the list is a
  /// constant, which fits one place only
  case storePlaces
  /// closes the innermost list
  case listEnd
  /// throws unless R[a] has a value: output b (0-based) of a call with several; n == 1: the value is a constant,
  /// which is only one
  case checkOutput
  /// shows R[a] under the name names[b]
  case show
  /// sets `ans` (R[a]) from R[b] if it has a value, and shows it when n == 1
  case answer

  // Functions and errors
  case returnFromFunction
  /// the script whose statement this is ends with the `returnFromFunction` that follows
  case endScript
  /// R[a] = nargin (n == 0) or nargout (n == 1)
  case argumentCount
  /// binds R[a] to the global variable names[b]; R[c] (n == 1) is its initial value
  case global
  case persistent
  /// R[a] = the caught error as a struct; the error register is hidden
  case caught
  /// throws the error kept in hidden register a
  case rethrow
  /// gives the parameter in R[a] its default: jumps to b if it has a value
  case jumpIfSet
  /// defines function b of the program
  case define
  /// R[a] = whether the switch value R[b] matches the label R[c]
  case matchCase
}

/// 16 bytes: opcode, a small number, and four operands, `d` half as wide as the others.
///
/// Registers and instructions are 16 bytes apart too, so that `a`, `b` and `c` are kept times 16: the loop
/// adds them to an address as they are.
struct Instruction {
  var op: Opcode
  var n: UInt8
  var d: UInt16
  private(set) var aOffset: Int32
  private(set) var bOffset: Int32
  private(set) var cOffset: Int32

  /// Operands from here on do not fit.
  static let operandLimit = 1 << 27

  var a: Int32 {
    get { aOffset >> 4 }
    set { aOffset = newValue << 4 }
  }

  var b: Int32 {
    get { bOffset >> 4 }
    set { bOffset = newValue << 4 }
  }

  var c: Int32 {
    get { cOffset >> 4 }
    set { cOffset = newValue << 4 }
  }

  init(_ op: Opcode, a: Int = 0, b: Int = 0, c: Int = 0, d: Int = 0, n: Int = 0) {
    self.op = op
    self.n = UInt8(truncatingIfNeeded: n)
    self.d = UInt16(truncatingIfNeeded: d)
    aOffset = Int32(truncatingIfNeeded: a) << 4
    bOffset = Int32(truncatingIfNeeded: b) << 4
    cOffset = Int32(truncatingIfNeeded: c) << 4
  }
}

extension UnsafePointer where Pointee == Instruction {
  @inline(__always)
  func a(_ registers: Register) -> Register { registers.at(pointee.aOffset) }

  @inline(__always)
  func b(_ registers: Register) -> Register { registers.at(pointee.bOffset) }

  @inline(__always)
  func c(_ registers: Register) -> Register { registers.at(pointee.cOffset) }

  @inline(__always)
  func d(_ registers: Register) -> Register { registers + Int(pointee.d) }

  /// The instruction that many times 16 bytes further on.
  @inline(__always)
  func at(_ offset: Int32) -> Self {
    UnsafeRawPointer(self).advanced(by: Int(offset)).assumingMemoryBound(to: Instruction.self)
  }
}
