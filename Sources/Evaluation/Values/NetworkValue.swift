import NeuralNetworks

/// A network as a value of the language: one reference, copied before it is written.
public final class NetworkValue {
  public let network: Network
  public init(_ network: Network) { self.network = network }
}
