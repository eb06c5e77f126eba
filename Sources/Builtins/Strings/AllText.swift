import Evaluation

/// The builtins about text.
let textBuiltins: [Builtin] = [
  comparing, letterCases, characterClasses, joining, splitting, trimming, findingText, escapes,
  regularExpressions, numberBases, numbersInText, scanning, recoding, validNames, jsonText, erasing,
].flatMap { $0 }
