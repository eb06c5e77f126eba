import Matrices

/// A feed-forward network: the weights of each layer and what the layers compute.
public struct Network {
  public var sizes: [Int] = []
}
