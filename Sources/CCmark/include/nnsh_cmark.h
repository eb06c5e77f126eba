// Markdown to HTML through cmark, which is loaded at first use.
#ifndef NNSH_CMARK_H
#define NNSH_CMARK_H

#include <stdbool.h>
#include <stddef.h>

/// Loads the library; false when it is not installed.
bool nnsh_cmark_available(void);

/// What stands for a formula in a text: `NNSH_CMARK_OPEN`, its number in decimal digits, `NNSH_CMARK_CLOSE`
/// (characters of the private use area, in UTF-8).
#define NNSH_CMARK_OPEN "\xEE\x80\x80"
#define NNSH_CMARK_CLOSE "\xEE\x80\x81"

/// A formula: its HTML, and its source, which is shown where formulas mean nothing (in code).
struct nnsh_cmark_formula {
  const char *html;
  const char *source;
};

/// A text and what it needs.
struct nnsh_cmark_text {
  const char *markdown;  // UTF-8
  size_t length;
  const struct nnsh_cmark_formula *formulas;
  size_t formula_count;
  /// The picture at `url` as a `data:` address, to be freed with `free`; NULL for none.
  char *(*picture)(void *context, const char *url);
  void *context;
};

/// The text as HTML, to be freed with `free`; NULL without the library or memory.
///
/// HTML in the text is shown and not obeyed, links to scripts are dropped, and pictures that `picture` does
/// not give become links: the page asks nobody for anything.
char *nnsh_cmark_html(const struct nnsh_cmark_text *text);

#endif
