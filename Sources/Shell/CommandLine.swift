import Evaluation
import Builtins
/// Runs nnsh with the arguments of the command line; returns the exit status.
public func runCommandLine() -> Int32 { 0 }
