/// Runs chains of operations element by element in one pass.
extension Machine {
  /// `.fused`: true when the chain's result is in its register; false, with nothing done, when its operations
  /// must be done one by one.
  func runChain(_ i: Instruction, _ regs: Register) throws -> Bool {
    // The code that runs owns the chain.
    try top.pointee.layout.pointee.chains[Int(i.d)]._withUnsafeGuaranteedRef { chain in
      let prepared = chain.prepared
      guard prepared.read(regs, isReduced: chain.reduction != nil) else {
        return session.tape != nil ? try runFollowed(chain, regs) : false
      }
      guard stillMeansBuiltins(chain, regs) else { return false }
      return try prepared.run(chain, into: regs + Int(chain.target))
    }
  }

  /// The same where `grad` follows operands.
  private func runFollowed(_ chain: FusedChain, _ regs: Register) throws -> Bool {
    guard stillMeansBuiltins(chain, regs) else { return false }
    let operands = chain.leaves.compactMap { (regs + Int($0)).pointee }
    guard operands.count == chain.leaves.count,
      let y = try FollowedChain(chain, operands)?.result()
    else { return false }
    (regs + Int(chain.target)).pointee = y
    return true
  }

  private func stillMeansBuiltins(_ chain: FusedChain, _ regs: Register) -> Bool {
    for register in chain.functionRegisters
    where (regs + Int(register)).tag != RegisterLayout.unsetTag {
      return false
    }
    if chain.generation == session.generation { return true }
    guard
      chain.functions.allSatisfy({ session.meansBuiltin($0, siblings: siblings) })
    else { return false }
    chain.generation = session.generation
    return true
  }
}
