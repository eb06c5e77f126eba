// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target.
let common: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

/// Modules with loops over elements or instructions: run-time exclusivity checks cost there, and their
/// generic code is worth specialising across modules.
let hot: [SwiftSetting] =
  common + [
    .unsafeFlags(
      ["-enforce-exclusivity=unchecked", "-cross-module-optimization"],
      .when(configuration: .release))
  ]

/// C is compiled with -O3 in every configuration, so that tests run at full speed.
let fastC: [CSetting] = [.unsafeFlags(["-O3"])]

/// libxsmm makes code for x86-64 only; it comes as a static library with a stand-in for the BLAS it would
/// fall back to.
#if arch(x86_64)
  let smallProducts: [LinkerSetting] = [
    .linkedLibrary("xsmm"), .linkedLibrary("xsmmnoblas"), .linkedLibrary("dl"),
  ]
#else
  let smallProducts: [LinkerSetting] = []
#endif

let package = Package(
  name: "nnsh",
  products: [
    .library(name: "NeuralNetworks", targets: ["NeuralNetworks", "Matrices"]),
    .executable(name: "nnsh", targets: ["nnsh"]),
  ],
  targets: [
    // C libraries and C code: one target each, imported in one place each.
    .target(name: "COpenBLAS", cSettings: fastC, linkerSettings: [.linkedLibrary("dl")]),
    .target(
      name: "CKernels", cSettings: [.unsafeFlags(["-O3", "-fno-math-errno"])],
      linkerSettings: [.linkedLibrary("dl"), .linkedLibrary("pthread")]),
    .target(name: "CSystem", cSettings: fastC, linkerSettings: [.linkedLibrary("pthread")]),
    .target(name: "CXsmm", cSettings: fastC, linkerSettings: smallProducts),
    .target(
      name: "CReadline", dependencies: ["CSystem"], cSettings: fastC,
      linkerSettings: [.linkedLibrary("readline"), .linkedLibrary("tinfo")]),
    .systemLibrary(name: "CPCRE2", providers: [.apt(["libpcre2-dev"])]),
    .target(name: "CMatio", cSettings: fastC, linkerSettings: [.linkedLibrary("dl")]),
    .target(name: "CZlib", cSettings: fastC, linkerSettings: [.linkedLibrary("dl")]),
    .target(name: "CPNG", cSettings: fastC, linkerSettings: [.linkedLibrary("dl")]),
    .target(name: "CCmark", cSettings: fastC, linkerSettings: [.linkedLibrary("dl")]),
    .target(name: "CChafa", cSettings: fastC, linkerSettings: [.linkedLibrary("dl")]),
    .target(name: "CDatasets", exclude: ["README.md"]),

    .target(name: "Texts", dependencies: ["CSystem"], swiftSettings: common),

    // The engine.
    .target(
      name: "Matrices", dependencies: ["COpenBLAS", "CKernels", "CSystem", "CXsmm"],
      swiftSettings: hot),
    .target(
      name: "NeuralNetworks", dependencies: ["Matrices", "Texts", "CKernels"], swiftSettings: hot),

    // The language.
    .target(name: "Syntax", swiftSettings: common),
    .target(
      name: "Evaluation",
      dependencies: ["Syntax", "Matrices", "NeuralNetworks", "Texts", "CSystem"],
      swiftSettings: hot),
    .target(
      name: "DataFiles",
      dependencies: ["Matrices", "Texts", "CMatio", "CPNG", "CSystem", "CZlib"],
      swiftSettings: common),
    .target(
      name: "Plots", dependencies: ["Matrices", "Texts", "CSystem"], swiftSettings: common),
    .target(
      name: "Builtins",
      dependencies: [
        "Evaluation", "Syntax", "Matrices", "NeuralNetworks", "DataFiles", "Plots", "Texts",
        "CPCRE2", "CSystem", "CDatasets",
      ],
      swiftSettings: hot),

    // Front ends.
    .target(
      name: "Notebook", dependencies: ["Evaluation", "Syntax", "Texts", "CCmark", "CSystem"],
      swiftSettings: common),

    // The program.
    .target(
      name: "Shell",
      dependencies: [
        "Builtins", "Evaluation", "Syntax", "Matrices", "Notebook", "DataFiles", "Plots", "Texts",
        "CChafa", "CReadline", "CSystem",
      ],
      swiftSettings: common),
    .executableTarget(name: "nnsh", dependencies: ["Shell"], swiftSettings: common),

    // Tests.
    .testTarget(
      name: "TextsTests", dependencies: ["Texts"], swiftSettings: common),
    .testTarget(
      name: "SyntaxTests", dependencies: ["Syntax"], swiftSettings: common),
    .testTarget(
      name: "MatricesTests", dependencies: ["Matrices", "COpenBLAS"], swiftSettings: common),
    .testTarget(
      name: "NeuralNetworksTests", dependencies: ["NeuralNetworks", "Matrices"],
      swiftSettings: common),
    .testTarget(
      name: "EvaluationTests",
      dependencies: ["Evaluation", "Builtins", "Syntax", "Matrices"],
      swiftSettings: common),
    .testTarget(
      name: "BuiltinsTests",
      dependencies: [
        "Builtins", "Evaluation", "Syntax", "Matrices", "DataFiles", "Plots", "CSystem",
      ],
      exclude: ["Data"],
      swiftSettings: common),
    .testTarget(
      name: "NotebookTests",
      dependencies: ["Notebook", "Builtins", "Evaluation", "Syntax", "Texts"],
      exclude: ["Pages"],
      swiftSettings: common),
    .testTarget(
      name: "PlotsTests", dependencies: ["Plots"], swiftSettings: common),
    .testTarget(
      name: "ShellTests",
      dependencies: [
        "Shell", "Notebook", "Builtins", "Evaluation", "Syntax", "NeuralNetworks", "Matrices",
        "Plots", "CSystem", "CChafa",
      ],
      swiftSettings: common),
  ]
)

// Each module has a README, which is no source.
for target in package.targets where target.type == .regular || target.type == .executable {
  target.exclude.append("README.md")
}

// Fuzzers: built only where the environment asks for them (`Scripts/fuzz`), with every module watched.
if Context.environment["NNSH_FUZZ"] != nil {
  for target in package.targets where target.type == .regular && !target.name.hasPrefix("C") {
    target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(["-sanitize=fuzzer"])]
  }
  let driver: [LinkerSetting] = [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]
  package.targets += [
    .target(name: "FuzzDriver", path: "Tests/Fuzz/FuzzDriver", swiftSettings: common),
    .executableTarget(
      name: "SyntaxFuzzer", dependencies: ["FuzzDriver", "Syntax"],
      path: "Tests/Fuzz/SyntaxFuzzer", swiftSettings: common, linkerSettings: driver),
    .executableTarget(
      name: "ProgramFuzzer",
      dependencies: ["FuzzDriver", "Builtins", "Evaluation", "Syntax", "Matrices", "CSystem"],
      path: "Tests/Fuzz/ProgramFuzzer", swiftSettings: common, linkerSettings: driver),
  ]
}
