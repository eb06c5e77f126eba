import Testing
import Texts

@Suite struct VisibleTextTests {
  @Test(arguments: [
    ("a\u{1B}[31mb\u{7}", "a␛[31mb␇"), ("10%\r20%\r\nend", "20%\nend"), ("a\r", "a"),
    ("a\r\n\r\nb", "a\n\nb"), ("\r\r\n", "\n"), ("\u{9B}x\u{202E}", "⟨U+009B⟩x⟨U+202E⟩"),
    ("\n\n", "\n\n"), ("", ""), ("tab\there", "tab\there"), ("é\u{301}", "é\u{301}"),
  ])
  func controlCharactersAreShown(text: String, expected: String) {
    #expect(VisibleText.plain(text) == expected)
  }

  @Test func markupSaysWhatTheTextSays() {
    #expect(Markup.escaped("a<b> & \"c\"'\u{1B}\n") == "a&lt;b&gt; &amp; &quot;c&quot;&#39;␛\n")
    #expect(Markup.entities("\u{1B}<") == "\u{1B}&lt;")
  }
}
