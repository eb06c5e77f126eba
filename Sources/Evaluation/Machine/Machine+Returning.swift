import Matrices

/// The ends of functions: results go to the registers that wait for them.
extension Machine {
  /// Ends the newest frame: its results go to the caller's registers, or to `results`.
  func returnFromTop(_ i: UnsafePointer<Instruction>) throws {
    let frame = top
    frame.pointee.next = i + 1
    let signature = frame.pointee.code.signature
    let wanted = max(1, frame.pointee.outputCount)
    if frame.pointee.isEntry || wanted > 1 || signature.varargout != nil {
      try returnSeveral(wanted)
      return
    }
    let register = frame.pointee.registers
    let value = signature.outputs.first.flatMap { (register + $0).take() }
    let target = resultRegister(frame)
    let isWanted = frame.pointee.outputCount == 1
    let name = signature.outputs.first.map { frame.pointee.code.names[$0] }
    pop()
    afterReturn()
    (top.pointee.registers + target).pointee = value
    if isWanted, value == nil, let name { throw Messages.undefined(name) }
  }

  /// The register of the caller that takes the first result of a frame.
  private func resultRegister(_ frame: UnsafeMutablePointer<Frame>) -> Int {
    frame.pointee.plain == nil
      ? frame.pointee.resultRegister : Int((frame - 1).pointee.next[-1].a)
  }

  func afterReturn() {
    if frameCount > 0 { top.pointee.noteObjects(lists: lists.count) }
    if frameCount > 0, top.pointee.isBound { readBindings(top) }
    if session.maps.hasReleased { session.runReleasedCleanups() }
  }

  /// Whether the caller of a frame takes its result number `index` (0-based) for `~`; what the body of an
  /// anonymous function hands on is used as its own caller says.
  func isIgnored(_ index: Int, ofFrame number: Int) -> Bool {
    var number = number
    while number > 0, frames[number].site?.outputCount == CallSite.asManyAsWanted,
      frames[number - 1].function?.isAnonymous == true
    {
      number -= 1
    }
    return frames[number].site?.ignored.contains(index) ?? false
  }

  private func returnSeveral(_ wanted: Int) throws {
    let frame = top
    let signature = frame.pointee.code.signature
    var values: [Value?] = []
    for output in signature.outputs.prefix(wanted) {
      values.append((frame.pointee.registers + output).take())
    }
    if let varargout = signature.varargout, values.count < wanted,
      case .cell(let rest) = frame.pointee.registers[varargout]
    {
      values += rest.elements.prefix(wanted - values.count).map { $0 }
    }
    let isEntry = frame.pointee.isEntry
    let target = resultRegister(frame)
    let isWanted = frame.pointee.outputCount >= 1
    let names = frame.pointee.code.names
    // Asked only where a result is missing, which is rare.
    let hasGaps = values.count < wanted || values.contains { $0 == nil }
    let isUnused = hasGaps ? (0..<wanted).map { isIgnored($0, ofFrame: frameCount - 1) } : []
    let function = frame.pointee.function
    let name = signature.outputs.first.map { frame.pointee.code.names[$0] }
    pop()
    afterReturn()
    if isWanted, (values.first ?? nil) == nil, hasGaps, !isUnused[0] {
      if let name { throw Messages.undefined(name) }
      throw Messages.noValue(of: function?.name ?? "")
    }
    if isEntry {
      // What nobody looks at stands for a value, so that those after it keep their places.
      results =
        hasGaps ? values.enumerated().map { $1 ?? (isUnused[$0] ? .emptyMatrix : nil) } : values
      return
    }
    for (index, value) in values.enumerated().dropFirst()
    where value == nil && index < signature.outputs.count
      && !isUnused[index]
    {
      throw Messages.undefined(names[signature.outputs[index]])
    }
    let registers = top.pointee.registers + target
    for index in 0..<wanted {
      (registers + index).pointee = index < values.count ? values[index] : nil
    }
  }
}
