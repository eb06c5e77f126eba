import Testing

@testable import Notebook

/// Pictures as parts of pages.
struct FigureMarkupTests {
  private func html(_ inside: String) -> String? {
    FigureMarkup.html(
      "<?xml version=\"1.0\"?><!-- a --><svg viewBox='0 0 4 3' width=\"4\">\(inside)</svg>\n",
      description: "what\n\"it\" <shows>", prefix: "f")
  }

  private let start = "<svg role=\"img\" aria-label=\"what&#10;&quot;it&quot; &lt;shows&gt;\""

  @Test func wordsStayWordsAndEmptyGroupsGo() {
    #expect(
      html("\n<title>t</title><g><g/></g><g fill='none'> <text>a &lt;b&gt; &amp;\nc</text></g>")
        == "\(start) viewBox=\"0 0 4 3\" width=\"4\"><g fill=\"none\"><text>a &lt;b&gt; &amp; c</text></g></svg>"
    )
  }

  @Test func namesGetAPrefix() {
    let drawn = html(
      "<defs><path id='p' d='M0,0\n  L1,1'/></defs><use xlink:href='#p'/><g id='q'><g/></g>")
    #expect(
      drawn?.contains(
        "><defs><path id=\"fp\" d=\"M0,0 L1,1\"/></defs><use href=\"#fp\"/></svg>") == true,
      "\(drawn ?? "")")
  }

  /// Nothing that acts, is fetched or leads away is taken over.
  @Test(arguments: [
    "<script>alert(1)</script>", "<a href='http://x'><text>b</text></a>",
    "<style>*{display:none}</style>", "<foreignObject><b/></foreignObject>",
    "<path onload='alert(1)' d='M0,0'/>", "<path style='fill:url(http://x)' d='M0,0'/>",
    "<path fill='url(http://x)' d='M0,0'/>", "<path stroke='url(#a)' d='M0,0'/>",
    "<path d='M0,0' transform='url(x)'/>", "<use href='http://x#a'/>", "<use href='x.svg#a'/>",
    "<image href='http://x/a.png'/>", "<image xlink:href='data:image/svg+xml;base64,AA'/>",
    "<animate attributeName='href' to='http://x'/>", "<set attributeName='onload' to='alert(1)'/>",
    "<path d='M0,0' class='error'/>", "<text font-family='&quot; onload=&quot;alert(1)'>b</text>",
    "<filter id='a'><feImage href='http://x'/></filter>",
  ])
  func whatActsIsLeftOut(_ inside: String) {
    let drawn = html(inside) ?? "none"
    for part in [
      "alert", "http", "url", "style", "script", "<a", "svg+xml", "foreign", "class", "\" on",
      "x.svg",
    ] { #expect(!drawn.contains(part), "\(drawn)") }
    #expect(drawn.hasPrefix(start))
  }

  @Test(arguments: [
    "", "text", "<svg/>", "<html viewBox='0'></html>", "<svg viewBox='0'>", "<svg viewBox='0'></g>",
    "<svg viewBox='0'><g></svg>", "<svg viewBox='0'>&nbsp;</svg>", "<svg viewBox=0></svg>",
    "<svg viewBox='0'/><svg viewBox='0'/>", "<svg viewBox='0", "<svg viewBox='0' viewBox='1'/>",
    "<!DOCTYPE svg><svg viewBox='0'/>", "<svg viewBox='0'><![CDATA[<script>]]></svg>",
    "<svg viewBox='0'>" + String(repeating: "<g>", count: 100_000),
  ])
  func otherTextIsNoPicture(_ text: String) {
    #expect(FigureMarkup.html(text, description: "", prefix: "f") == nil)
  }

  @Test func inkAndPaperAreThePages() {
    #expect(
      html("<rect fill='#ffffff' width='4'/><path stroke='black'/><polygon fill = '#FFFFFF'/>")?
        .hasSuffix("><path stroke=\"currentColor\"/><polygon fill=\"var(--ground,#fff)\"/></svg>")
        == true)
    // What somebody drew in black is ink, black areas stay black, dark colours get lighter ones for dark pages.
    let drawn =
      html(
        "<path stroke='rgb(  0,   0, 0)'/><polygon fill='rgb(0,0,0)'/><path stroke='rgb(0,0,255)'/>"
          + "<path stroke='rgb(255, 0, 255)'/>") ?? ""
    #expect(drawn.contains("<path stroke=\"currentColor\"/><polygon fill=\"#000000\"/>"))
    #expect(drawn.contains("<path stroke=\"#0000ff\" style=\"stroke:light-dark(#0000ff,#"))
    #expect(drawn.hasSuffix("<path stroke=\"#ff00ff\"/></svg>"))
  }

  @Test func coloursOverImagesStay() {
    let image = "<image href='data:image/png;base64,AA=='/>"
    let drawn =
      html(
        "<path stroke='black'/><g id='gnuplot_plot_1a'>\(image)</g><polygon fill='#ffffff'/>"
          + "<g id='gnuplot_plot_2a'><path stroke='rgb(0,0,0)'/><text fill='black'>a</text></g>"
          + "<g id='gnuplot_plot_1b'><path stroke='rgb(0,0,255)'/></g>"
          + "<g fill='rgb(0,0,0)'><text>b</text></g>") ?? ""
    #expect(
      drawn.contains(
        "<path stroke=\"currentColor\"/><g><image href=\"data:image/png;base64,AA==\"/></g>"
          + "<polygon fill=\"#fff\"/><g><path stroke=\"#000000\"/><text fill=\"#000\">a</text></g>"
          + "<g><path stroke=\"#0000ff\" style="), "\(drawn)")
    #expect(drawn.contains("<g fill=\"#000000\"><text>b</text></g>"), "\(drawn)")
  }
}
