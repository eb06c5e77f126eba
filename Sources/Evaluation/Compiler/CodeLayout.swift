/// The part of a `Code` that opening a frame and the loop need, in plain data: nothing in it is counted.
///
/// The `Code` owns it.
struct CodeLayout {
  let code: Unmanaged<Code>
  let instructions: UnsafePointer<Instruction>
  let numbers: UnsafePointer<Double>
  let sites: UnsafeMutablePointer<UnsafeMutablePointer<CallTarget>>
  let chains: UnsafeMutablePointer<Unmanaged<FusedChain>>
  let nameCount: Int
  let numberCount: Int
  let registerCount: Int
  /// A function that can be called by moving the register window alone: named parameters, an output.
  let isPlain: Bool
  let firstOutput: Int

  init(_ code: Code) {
    self.code = Unmanaged.passUnretained(code)
    instructions = UnsafePointer(code.instructions)
    numbers = UnsafePointer(code.numbers)
    sites = UnsafeMutablePointer.allocate(capacity: max(1, code.sites.count))
    sites.initialize(from: code.sites.map(\.target), count: code.sites.count)
    chains = UnsafeMutablePointer.allocate(capacity: max(1, code.chains.count))
    chains.initialize(
      from: code.chains.map { Unmanaged.passUnretained($0) }, count: code.chains.count)
    nameCount = code.nameCount
    numberCount = code.numberCount
    registerCount = code.registerCount
    let signature = code.signature
    isPlain =
      signature.varargin == nil && signature.varargout == nil
      && signature.ignoredParameters.isEmpty && signature.outputs.count >= 1
    firstOutput = signature.outputs.first ?? -1
  }
}
