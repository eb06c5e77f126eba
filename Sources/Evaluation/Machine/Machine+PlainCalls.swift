import CSystem

/// Calls of the simplest kind and their ends, which the loop does by itself: named parameters and an output, no
/// variables bound to storage outside.
extension Machine {
  /// A call of a function of the language whose arguments already lie where its registers begin: opens the frame
  /// with a few stores and gives its code's place. nil when anything about the call is less simple.
  ///
  /// Calls nothing itself: nothing in the loop has to be kept out of the way.
  @inline(__always)
  func enterSimply(
    _ i: UnsafePointer<Instruction>, _ regs: Register, _ frame: UnsafeMutablePointer<Frame>
  ) -> UnsafeMutablePointer<CodeLayout>? {
    let call = frame.pointee.layout.pointee.sites[Int(i.pointee.d)]
    guard let layout = call.pointee.layout, call.pointee.generation == session.generation,
      i.b(regs).tag == RegisterLayout.unsetTag, !frame.pointee.isBound,
      depth < recursionLimit, frameCount < Machine.frameLimit, !nnsh_interrupt_requested()
    else { return nil }
    let base = i.c(regs)
    let count = call.pointee.argumentCount
    // One by one: a loop would be made into one for many. More than three are rarely all numbers.
    var tags: UInt8 = count > 3 ? RegisterLayout.doubleTag : 0
    if count > 0 {
      tags |= base.objectTag
      if count > 1 {
        tags |= (base + 1).objectTag
        if count > 2 { tags |= (base + 2).objectTag }
      }
    }
    guard base + layout.pointee.registerCount <= registerEnd else { return nil }
    var register = base + count
    let firstNumber = base + layout.pointee.nameCount
    while register < firstNumber {
      guard register.isTrivial else { return nil }
      register.unsetTrivial()
      register += 1
    }
    var number = layout.pointee.numbers
    let firstTemporary = register + layout.pointee.numberCount
    while register < firstTemporary {
      guard register.isTrivial else { return nil }
      register.setTrivial(number.pointee)
      register += 1
      number += 1
    }
    frame.pointee.next = i + 1
    Frame.openPlainly(frame + 1, layout, registers: base, call)
    if tags != 0 { frame[1].noteObjects(lists: lists.count) }
    frameCount &+= 1
    depth &+= 1
    return layout
  }

  /// Ends a frame that was opened plainly and holds numbers alone, when its result is one or a truth value; gives
  /// the caller's frame.
  @inline(__always)
  func returnNumber(
    _ regs: Register, _ frame: UnsafeMutablePointer<Frame>
  ) -> UnsafeMutablePointer<Frame>? {
    guard frame.pointee.plain != nil, !frame.pointee.holdsObjects else { return nil }
    let output = regs + frame.pointee.layout.pointee.firstOutput
    let caller = frame - 1
    let result = (caller.pointee.next - 1).a(caller.pointee.registers)
    guard output.objectTag == 0, result.isTrivial, !caller.pointee.isBound else { return nil }
    result.copyTrivial(from: output)
    depth &-= 1
    frameCount &-= 1
    return caller
  }

  /// The same for any arguments; nil when anything about the call is less plain than that.
  @inline(never)
  func enterPlainly(
    _ i: UnsafePointer<Instruction>, _ regs: Register
  ) throws -> UnsafeMutablePointer<Frame>? {
    let frame = top
    frame.pointee.next = i + 1
    guard i.b(regs).tag == RegisterLayout.unsetTag, !frame.pointee.isBound else { return nil }
    let target = frame.pointee.layout.pointee.sites[Int(i.pointee.d)]
    guard let layout = target.pointee.layout, target.pointee.generation == session.generation,
      depth < recursionLimit
    else { return nil }
    try push(layout, at: i.c(regs), given: target.pointee.argumentCount)
    let opened = frame + 1
    opened.pointee.makePlain(target)
    depth &+= 1
    return opened
  }

  /// Ends any frame that was opened plainly, when it has a result; gives the caller's frame.
  @inline(never)
  func returnPlainly() -> UnsafeMutablePointer<Frame>? {
    let frame = top
    guard frame.pointee.plain != nil, frame.pointee.held == nil else { return nil }
    let output = frame.pointee.registers + frame.pointee.layout.pointee.firstOutput
    let caller = frame - 1
    guard output.tag != RegisterLayout.unsetTag, !caller.pointee.isBound,
      !frame.pointee.holdsObjects || lists.count == frame.pointee.listDepth
    else { return nil }
    caller.pointee.noteObjects(lists: lists.count)
    // The register that waits for the result may lie in the window of the frame.
    let value = output.take()
    clearRegisters(frame)
    (caller.pointee.next - 1).a(caller.pointee.registers).pointee = value
    depth &-= 1
    frameCount &-= 1
    return caller
  }
}
