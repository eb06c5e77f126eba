import Matrices
import NeuralNetworks

/// A network as a value of the language, in double or single precision.
public final class NetworkValue {
  /// The two number types a network can have.
  public enum Content {
    case double(Network<Double>)
    case single(Network<Float>)
  }
  public let content: Content

  public init(_ content: Content) { self.content = content }
  public convenience init(_ network: Network<Double>) { self.init(.double(network)) }
  public convenience init(_ network: Network<Float>) { self.init(.single(network)) }
}
