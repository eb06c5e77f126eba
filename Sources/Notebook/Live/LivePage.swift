/// The page of a notebook that is being edited: it looks as the published one does, marks what is stale, and
/// replaces its contents when there is something new.
public struct LivePage {
  private let page: HTMLPage
  /// Lets the page's own script run and no other.
  private let nonce: String

  /// - Parameter nonce: letters and digits that nobody can guess.
  public init(_ page: HTMLPage, nonce: String) {
    self.page = page
    self.nonce = nonce
  }

  private var policy: String {
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'; "
      + "script-src 'nonce-\(nonce)'; base-uri 'none'; form-action 'none'"
  }

  /// The whole page; it asks its server for `/events` and `/main`.
  public func text(_ notebook: PublishedNotebook) -> String {
    page.text(
      notebook, policy: policy, style: Self.style,
      ending: "<script nonce=\"\(nonce)\">\n\(Self.script)\n</script>\n")
  }

  /// The contents alone: the answer to `/main`.
  public func main(_ notebook: PublishedNotebook) -> String { page.main(notebook) }

  private static let style = """
    section.stale .output,section.stale .message,section.stale .error,section.stale figure,\
    section.running .output,section.running .message,section.running .error,\
    section.running figure{opacity:.45}
    section .state{float:right;font-size:.8rem;color:var(--soft)}
    section.running>.code{border-color:var(--link)}
    body.ended::before{content:"nnsh watch has ended; this page does not change any more";\
    display:block;padding:.5rem 1.25rem;background:var(--noteground);color:var(--note)}
    """

  private static let script = """
    let wanted = 0, shown = 0, busy = false;
    const refresh = async () => {
      if (busy) return;
      busy = true;
      while (shown < wanted) {
        const number = wanted;
        const answer = await fetch("/main");
        document.querySelector("main").outerHTML = await answer.text();
        shown = number;
      }
      busy = false;
    };
    const events = new EventSource("/events");
    events.onopen = () => document.body.classList.remove("ended");
    events.onmessage = () => { wanted += 1; refresh().catch(() => { busy = false; }); };
    events.onerror = () => document.body.classList.add("ended");
    """
}
