/// Runs chains of operations element by element in one pass.
extension Machine {
  /// `.fused`: true when the chain's result is in its register; false, with nothing done, when its operations
  /// must be done one by one.
  func runChain(_ i: Instruction, _ regs: Register) throws -> Bool {
    let chain = top.pointee.code.chains[Int(i.d)]
    guard chain.prepared.read(regs), stillMeansBuiltins(chain, regs) else { return false }
    return try chain.prepared.run(chain, into: regs + Int(chain.target))
  }

  private func stillMeansBuiltins(_ chain: FusedChain, _ regs: Register) -> Bool {
    for function in chain.functions
    where (regs + Int(function.register)).tag != RegisterLayout.unsetTag {
      return false
    }
    if chain.generation == session.generation { return true }
    guard
      chain.functions.allSatisfy({ session.meansBuiltin($0.name, siblings: siblings) })
    else { return false }
    chain.generation = session.generation
    return true
  }
}
