import DataFiles
import Evaluation
import Matrices
import NeuralNetworks
import Plots
import Texts

/// Figures as wholes: making, choosing, closing, and what is known about them.
let figureCommands: [Builtin] =
  [
    Builtin(
      "figure(n)\nfigure(name, value, ...)", "Makes figure n the current one, or a new figure.",
      seeAlso: ["close", "subplot"], many: { try $0.figure() }),
    Builtin(
      "close(n)\nclose all", "Takes away a figure: the current one, the given ones, or all.",
      seeAlso: ["figure", "clf"], many: { try $0.close() }),
    Builtin(
      "clf", "Empties the current figure.", seeAlso: ["close", "cla"],
      many: { call in
        call.board.withFigure {
          $0.axes = []
          $0.current = 0
        }
        return []
      }),
    Builtin(
      "cla", "Empties the current axes.", seeAlso: ["clf"],
      many: { call in
        call.board.withAxes { $0.reset() }
        return []
      }),
    Builtin(
      "subplot(rows, columns, index)",
      "Makes axes in a table of rows x columns the current ones; index counts along the rows from 1, and may be "
        + "several cells.", seeAlso: ["figure", "axes"], many: { try $0.subplot() }),
    Builtin(
      "axes(\"Position\", [left bottom width height])\naxes(h)",
      "Makes new axes, or those of a handle current.",
      seeAlso: ["subplot"], many: { try $0.newAxes() }),
    Builtin(
      "h = gcf()", "The number of the current figure, which is made when there is none.",
      seeAlso: ["gca", "figure"],
      one: { .number(Double($0.board.seenFigure.number)) }),
    Builtin(
      "h = gca()", "The handle of the current axes, which are made when there are none.",
      seeAlso: ["gcf", "set"], one: { .number($0.board.seenAxes.handle) }),
    Builtin(
      "set(h, name, value, ...)", "Sets properties of what has the handle h.",
      examples: """
        >> h = plot(1:3);
        >> set(h, "LineWidth", 2)
        >> get(h, "LineWidth")
        ans = 2

        """, seeAlso: ["get", "gca"], many: { try $0.setProperties() }),
    Builtin(
      "value = get(h, name)", "The value of a property of what has the handle h.", seeAlso: ["set"],
      one: { try $0.property() }),
    Builtin(
      "ishandle(h)",
      "Which numbers are handles of graphics objects: 0, the screen, figures, axes and curves.",
      examples: """
        >> ishandle([0 1])
        ans =

          1  0

        """, seeAlso: ["figure"], one: { try $0.areHandles { $0 == 0 || $1.place(of: $0) != nil } }),
    Builtin(
      "isfigure(h)", "Which numbers are those of figures.", seeAlso: ["ishandle", "figure"],
      one: {
        try $0.areHandles { handle, board in
          if case .figure = board.place(of: handle) { true } else { false }
        }
      }),
    Builtin(
      "drawnow", "Shows the figures that changed now, where figures are shown.",
      seeAlso: ["figure", "pause"],
      many: { call in
        call.board.showChanged(isPassing: true)
        return []
      }),
    Builtin(
      "describe(n)\ntext = describe(n)", "Says in words what figure n (the current one) shows.",
      examples: """
        >> plot(0:3, [1 0.5 0.25 0.125]); xlabel("epoch"); title("cost")
        >> describe
        Figure 1
        Title: cost
        x (epoch) from 0 to 3
        y from 0 to 1
        Line: 4 points from (0, 1) to (3, 0.125), falling

        """, seeAlso: ["plot"], many: { try $0.describeFigure() }),
  ] + silentCommands

/// Commands that make no difference to a picture on paper: accepted, so that programs run.
private let silentCommands: [Builtin] = [
  "refresh", "rotate3d", "zoom", "pan", "waitbar", "graphics_toolkit", "lighting", "camlight",
  "material", "daspect",
].map { name in
  Builtin(
    "\(name)(...)", "Accepted so that programs run; pictures are not changed by it.",
    many: { call in
      call.outputCount > 0 ? [.number(1)] : []
    })
}

extension Call {
  fileprivate func figure() throws -> [Value] {
    var arguments = PlotArguments(self)
    var number: Int?
    if let first = arguments.rest.first, !first.isChar {
      guard let given = first.scalar, let whole = Int(exactly: given), whole > 0 else {
        throw error("N must be a scalar positive integer")
      }
      number = whole
      _ = arguments.next()
    }
    if let number { board.select(number) } else { number = board.addFigure() }
    try setFigure(try arguments.properties())
    return outputCount > 0 ? [.count(number ?? 1)] : []
  }

  fileprivate func setFigure(_ properties: [(name: String, value: Value)]) throws {
    for (name, value) in properties {
      switch name {
      case "name": board.withFigure { $0.name = value.text ?? $0.name }
      case "position":
        guard let place = try value.doubles, place.count == 4 else {
          throw SeriesProperties.wrong(name, value, "[left bottom width height]", self)
        }
        // Shares of the screen are no size on paper.
        guard place[2] >= 50, place[3] >= 50, place[2] <= 4000, place[3] <= 4000 else { continue }
        board.withFigure { $0.size = (Int(place[2]), Int(place[3])) }
      default: break
      }
    }
  }

  fileprivate func close() throws -> [Value] {
    try expect(0...2)
    if count > 1, !["hidden", "force"].contains(self[1].text?.lowercased()) {
      throw error("second argument must be \"hidden\" or \"force\"")
    }
    guard count > 0 else {
      if let number = board.currentNumber { board.close(number) }
      return outputCount > 0 ? [.number(1)] : []
    }
    if let word = self[0].text {
      if word.lowercased() == "all" {
        board.closeAll()
      } else if let named = board.figures.first(where: { $0.value.name == word }) {
        board.close(named.key)
      }
      return outputCount > 0 ? [.number(1)] : []
    }
    let numbers = try self[0].doubles?.elements ?? []
    guard !numbers.isEmpty, numbers.allSatisfy({ $0 > 0 }) else {
      throw error("first argument must be \"all\", a figure handle, or a figure name")
    }
    for number in numbers { if let whole = Int(exactly: number) { board.close(whole) } }
    return outputCount > 0 ? [.number(1)] : []
  }

  fileprivate func subplot() throws -> [Value] {
    try expect(1...)
    var arguments = PlotArguments(self)
    var numbers = try arguments.allNumbers()
    // subplot(231) is subplot(2, 3, 1).
    if numbers.count == 1, numbers[0].isScalar, let code = Int(exactly: numbers[0][0]), code >= 111,
      code <= 999
    {
      numbers = [code / 100, code / 10 % 10, code % 10].map { Matrix(scalar: Double($0)) }
    }
    guard numbers.count == 3, numbers[0].isScalar, numbers[1].isScalar,
      let rows = Int(exactly: numbers[0][0]), let columns = Int(exactly: numbers[1][0]),
      (1...1000).contains(rows), (1...1000).contains(columns)
    else { throw error("expected rows, columns and an index") }
    let cells = try numbers[2].elements.map { index in
      guard let cell = Int(exactly: index), (1...rows * columns).contains(cell) else {
        throw error(
          "INDEX value must be >= 1 and <= ROWS*COLS (\(rows * columns))")
      }
      return cell
    }
    guard !cells.isEmpty else { throw invalidCall }
    let wanted = SubplotCell(rows: rows, columns: columns, cells: cells)
    let board = board
    let handle = board.withFigure { figure -> Double in
      if let index = figure.axes.firstIndex(where: { $0.cell == wanted }) {
        figure.current = index
        return figure.axes[index].handle
      }
      // New axes take the place of those below them.
      figure.axes.removeAll { overlap($0.cell?.position ?? $0.position, wanted.position) }
      var axes = Axes(handle: board.newHandle())
      axes.cell = wanted
      figure.axes.append(axes)
      figure.current = figure.axes.count - 1
      return axes.handle
    }
    return outputCount > 0 ? [.number(handle)] : []
  }

  private func overlap(_ a: [Double], _ b: [Double]) -> Bool {
    let slack = 1e-9
    return a[0] + slack < b[0] + b[2] && b[0] + slack < a[0] + a[2]
      && a[1] + slack < b[1] + b[3] && b[1] + slack < a[1] + a[3]
  }

  fileprivate func newAxes() throws -> [Value] {
    if count == 1, let handle = self[0].scalar {
      guard board.selectAxes(handle) else { throw error("H must be a scalar axes handle") }
      return outputCount > 0 ? [self[0]] : []
    }
    var arguments = PlotArguments(self)
    var axes = Axes(handle: board.newHandle())
    for (name, value) in try arguments.properties() {
      try AxesProperties.set(name, value, of: &axes, self)
    }
    board.withFigure { figure in
      figure.axes.append(axes)
      figure.current = figure.axes.count - 1
    }
    return outputCount > 0 ? [.number(axes.handle)] : []
  }

  fileprivate func setProperties() throws -> [Value] {
    try expect(1...)
    guard let handles = try self[0].doubles, !self[0].isChar else {
      throw error("H must be a graphics handle")
    }
    var arguments = PlotArguments(self)
    if arguments.rest.count == count { _ = arguments.next() }
    let properties = try arguments.properties()
    for handle in handles.elements {
      switch board.place(of: handle) {
      case .figure(let number):
        board.select(number)
        try setFigure(properties)
      case .axes(let number, let index):
        try board.withFigure(number) { figure in
          for (name, value) in properties {
            try AxesProperties.set(name, value, of: &figure.axes[index], self)
          }
        }
      case .series(let number, let axes, let index):
        try board.withFigure(number) { figure in
          for (name, value) in properties {
            try SeriesProperties.set(name, value, of: &figure.axes[axes].series[index], self)
          }
        }
      // The screen, and titles and legends, which are no things of their own here.
      case nil where handle == 0 || handle < 0: break
      case nil: throw error("invalid handle (= \(ShortNumber.text(handle)))")
      }
    }
    return []
  }

  fileprivate func property() throws -> Value {
    try expect(2...2)
    let name = try string(1)
    let handle = try scalar(0)
    let value: Value? =
      switch board.place(of: handle) {
      case .figure(let number):
        switch name.lowercased() {
        case "name": .string(board.figures[number]?.name ?? "")
        case "type": .string("figure")
        case "currentaxes": board.currentAxes.map { .number($0.handle) }
        case "children": try? .column((board.figures[number]?.axes ?? []).map(\.handle))
        case "position":
          try? .row([
            0, 0, Double(board.figures[number]?.size.width ?? 0),
            Double(board.figures[number]?.size.height ?? 0),
          ])
        case "colormap": try board.figures[number]?.colorMap.table
        default: nil
        }
      case .axes(let number, let index):
        board.figures[number].flatMap { AxesProperties.get(name, of: $0.axes[index]) }
      case .series(let number, let axes, let index):
        board.figures[number].flatMap {
          SeriesProperties.get(name, of: $0.axes[axes].series[index])
        }
      case nil:
        switch (handle, name.lowercased()) {
        case (0, "screensize"): try .row([1, 1, 1024, 768])
        case (0, "currentfigure"): board.currentNumber.map { .count($0) } ?? .emptyMatrix
        default: nil
        }
      }
    guard let value else { throw SeriesProperties.unknown(name, self) }
    return value
  }

  fileprivate func areHandles(_ test: (Double, FigureBoard) -> Bool) throws -> Value {
    try expect(1...1)
    guard self[0].isNumeric, let numbers = try self[0].doubles else { return .bool(false) }
    let board = board
    return .truths(try numbers.converted { test($0, board) })
  }

  fileprivate func describeFigure() throws -> [Value] {
    try expect(0...1)
    let number: Int? = count > 0 ? try integer(0) : board.currentNumber
    guard let number, let figure = board.figures[number] else {
      throw error(number.map { "there is no figure \($0)" } ?? "there is no figure")
    }
    let words = Plots.describe(figure)
    if outputCount > 0 { return [.string(words)] }
    session.output.write(words)
    return []
  }
}

/// The nearest of some words, where one is near.
func nearestWord(_ word: String, _ known: [String]) -> String? {
  Spelling.nearest(to: word, in: known)
}
