import Evaluation
import Texts

/// The manual as one page of HTML that needs nothing else.
enum HTMLManual {
  static var page: String {
    var text = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>The language of nnsh</title>
      <style>
      :root { color-scheme: light dark }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
      pre { background: color-mix(in srgb, currentColor 7%, transparent); padding: .6rem; overflow-x: auto }
      h3 { margin-top: 2rem }
      dt { font-weight: bold }
      </style>
      </head>
      <body>
      <h1>The language of nnsh</h1>
      <p>\(Markup.entities(Manual.introduction))</p>
      <nav><ul>
      <li><a href="#the-language">The language</a></li>

      """
    for topic in builtinTopics {
      text +=
        "<li><a href=\"#\(Manual.anchor(topic.title))\">\(Markup.entities(topic.title))</a></li>\n"
    }
    text += "</ul></nav>\n<h2 id=\"the-language\">The language</h2>\n"
    for section in LanguageSummary.sections {
      text += "<h3>\(Markup.entities(section.title))</h3>\n<p>\(prose(section.text))</p>\n"
      text += block(section.example)
    }
    for topic in builtinTopics {
      text += "<h2 id=\"\(Manual.anchor(topic.title))\">\(Markup.entities(topic.title))</h2>\n"
      for builtin in topic.builtins { text += entry(builtin) }
    }
    return text + "</body>\n</html>\n"
  }

  private static func entry(_ builtin: Builtin) -> String {
    var text =
      "<h3 id=\"\(identifier(builtin.name))\"><code>\(Markup.entities(builtin.name))</code></h3>\n"
    text += block(builtin.signature) + "<p>\(prose(builtin.summary))</p>\n"
    let facts = Manual.facts(builtin)
    if !facts.isEmpty {
      let rows = facts.map {
        "<dt>\($0.label)</dt><dd><code>\(Markup.entities($0.text))</code></dd>\n"
      }
      text += "<dl>\n\(rows.joined())</dl>\n"
    }
    if !builtin.examples.isEmpty { text += block(builtin.examples) }
    if !builtin.seeAlso.isEmpty {
      let links = builtin.seeAlso.map {
        "<a href=\"#\(identifier($0))\"><code>\(Markup.entities($0))</code></a>"
      }
      text += "<p>See also: \(links.joined(separator: ", "))</p>\n"
    }
    return text
  }

  private static func identifier(_ name: String) -> String { "f-" + Markup.entities(name) }

  private static func block(_ text: String) -> String {
    "<pre>\(Markup.entities(text.hasSuffix("\n") ? String(text.dropLast()) : text))</pre>\n"
  }

  /// Text in which backquotes enclose code.
  private static func prose(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().map { index, part in
      index % 2 == 1
        ? "<code>\(Markup.entities(String(part)))</code>" : Markup.entities(String(part))
    }.joined()
  }
}
