import Glibc
import Testing

@testable import Shell

/// Scripts that run themselves, by name or by way of another: they end at the limit of functions.
struct ScriptRecursionTests {
  private let folder = temporaryFolder()

  @Test func aScriptThatRunsItselfEndsAtTheLimit() {
    write("level = level + 1; again\n", to: folder + "/again.nn")
    let program = "level = 0; try, again, catch err, disp(err.message), end, level"
    let finished = runProgram(["-e", program], folder: folder)
    #expect(finished.output == "max_recursion_depth exceeded\nlevel = 256\n")
    #expect(finished.status == 0)
  }

  @Test func scriptsThatRunEachOtherEndAtTheLimit() {
    write("level = level + 1; run(\"pong.nn\")\n", to: folder + "/ping.nn")
    write("level = level + 1; source(\"ping.nn\")\n", to: folder + "/pong.nn")
    let program = "level = 0; try, ping, catch err, disp(err.message), end, level"
    let finished = runProgram(["-e", program], folder: folder)
    #expect(finished.output == "max_recursion_depth exceeded\nlevel = 256\n")
  }

  @Test func aScriptCalledLikeABuiltinSaysSo() {
    write("format\nx = pi\n", to: folder + "/format.nn")
    let finished = runProgram(["format.nn"], folder: folder)
    #expect(finished.output == "")
    #expect(finished.status == 1)
    #expect(finished.errors.contains("error: max_recursion_depth exceeded\n"))
    #expect(finished.errors.contains("help: format means this script itself"))
    write("builtin(\"format\")\nx = pi\n", to: folder + "/format.nn")
    #expect(runProgram(["format.nn"], folder: folder).output == "x = 3.1416\n")
  }
}
