import Evaluation
import Matrices

/// The drawing commands of course scripts. They take any arguments and draw nothing; the first of a session
/// says so, so that programs run through and nobody waits for a window.
let plotCommands: [Builtin] =
  plotCommandNames.map { name in
    Builtin(
      "\(name)(...)", "Accepted so that programs run through; plots are not drawn yet.",
      many: ignorePlot)
  } + [
    Builtin(
      "ishandle(h)", "Which numbers are handles of graphics objects: 0, the screen, alone",
      examples: """
        >> ishandle([0 1])
        ans =

          1  0

        """,
      seeAlso: ["figure"],
      one: { call in
        try call.expect(1...1)
        guard call[0].isNumeric, let numbers = try call[0].doubles else { return .bool(false) }
        return .truths(try numbers.converted { $0 == 0 })
      })
  ]

private let plotCommandNames = [
  "figure", "plot", "hold", "axis", "xlabel", "ylabel", "zlabel", "title", "legend", "imagesc",
  "imshow", "image", "colormap", "colorbar", "drawnow", "surf", "mesh", "contour", "plot3",
  "scatter", "scatter3", "subplot", "line", "grid", "close", "clf", "bar", "area", "text", "loglog",
  "semilogx", "semilogy", "errorbar", "fplot", "patch", "rectangle", "xlim", "ylim", "zlim",
  "view", "shading", "refresh", "print", "saveas", "rotate3d", "gca", "gcf", "set", "surfc",
  "meshc", "contourf", "quiver", "fill", "pcolor", "hist3", "waitbar",
]

/// Commands that only tidy up: nothing is missing when they do nothing.
private let quietCommands: Set<String> = ["close", "clf", "hold", "drawnow", "refresh"]

/// Refuses what no figure can be called and words that `close` does not know.
private func checkClose(_ call: Call) throws {
  try call.expect(0...2)
  if call.count > 0, call[0].text == nil {
    let isFigure =
      try call[0].doubles.map { !$0.isEmpty && $0.elements.allSatisfy { $0 > 0 } } ?? false
    guard isFigure else {
      throw call.error(
        "first argument must be \"all\", a figure handle, or a figure name")
    }
  }
  if call.count > 1, !["hidden", "force"].contains(call[1].text?.lowercased()) {
    throw call.error("second argument must be \"hidden\" or \"force\"")
  }
}

private func ignorePlot(_ call: Call) throws -> [Value] {
  if call.name == "close" { try checkClose(call) }
  let notice = "plots are not drawn yet"
  if !quietCommands.contains(call.name), call.session.noticesShown.insert(notice).inserted {
    call.session.warn(notice, identifier: "nnsh:no-plots")
  }
  // A handle that later calls may hand back (h = figure; set(h, ...)).
  return call.outputCount > 0 ? [.number(1)] : []
}
