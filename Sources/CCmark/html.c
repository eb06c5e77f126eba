#include <stdlib.h>
#include <string.h>

#include "library.h"
#include "nnsh_cmark.h"

enum { mark_length = 3 };

/// The formula that begins at `from`; NULL when none does. `after` is set behind it.
static const struct nnsh_cmark_formula *formula_at(const struct nnsh_cmark_text *text,
                                                   const char *from, const char **after) {
  if (strncmp(from, NNSH_CMARK_OPEN, mark_length) != 0) return NULL;
  char *end = NULL;
  unsigned long number = strtoul(from + mark_length, &end, 10);
  if (end == from + mark_length || strncmp(end, NNSH_CMARK_CLOSE, mark_length) != 0) return NULL;
  if (number >= text->formula_count) return NULL;
  *after = end + mark_length;
  return &text->formulas[number];
}

static const char *next_mark(const char *from) { return strstr(from, NNSH_CMARK_OPEN); }

/// `string` with the sources of its formulas in their place, to be freed; NULL when it holds none.
static char *with_sources(const struct nnsh_cmark_text *text, const char *string) {
  if (string == NULL || next_mark(string) == NULL) return NULL;
  size_t length = strlen(string) + 1;
  for (const char *mark = next_mark(string); mark != NULL;) {
    const char *after = mark + mark_length;
    const struct nnsh_cmark_formula *formula = formula_at(text, mark, &after);
    if (formula != NULL) length += strlen(formula->source);
    mark = next_mark(after);
  }
  char *result = malloc(length);
  if (result == NULL) return NULL;
  char *to = result;
  while (*string != 0) {
    const char *after = NULL;
    const struct nnsh_cmark_formula *formula = formula_at(text, string, &after);
    if (formula != NULL) {
      to = stpcpy(to, formula->source);
      string = after;
    } else {
      *to++ = *string++;
    }
  }
  *to = 0;
  return result;
}

/// Gives a node the sources of formulas in its literal, address, title and fence.
static void put_sources(const struct nnsh_cmark_library *lib, const struct nnsh_cmark_text *text,
                        cmark_node *node) {
  struct {
    const char *(*get)(cmark_node *);
    int (*set)(cmark_node *, const char *);
  } fields[] = {{lib->node_get_literal, lib->node_set_literal},
                {lib->node_get_url, lib->node_set_url},
                {lib->node_get_title, lib->node_set_title},
                {lib->node_get_fence_info, lib->node_set_fence_info}};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    char *changed = with_sources(text, fields[i].get(node));
    if (changed != NULL) fields[i].set(node, changed);
    free(changed);
  }
}

static void insert_text(const struct nnsh_cmark_library *lib, cmark_node *before,
                        const char *from, const char *to) {
  char *piece = from < to ? strndup(from, (size_t)(to - from)) : NULL;
  cmark_node *node = piece == NULL ? NULL : lib->node_new(CMARK_NODE_TEXT);
  if (node != NULL) {
    lib->node_set_literal(node, piece);
    lib->node_insert_before(before, node);
  }
  free(piece);
}

/// Cuts a text at its formulas, which become nodes of their own.
static void set_formulas(const struct nnsh_cmark_library *lib, const struct nnsh_cmark_text *text,
                         cmark_node *node) {
  const char *from = lib->node_get_literal(node);
  const char *mark = from == NULL ? NULL : next_mark(from);
  if (mark == NULL) return;
  while (mark != NULL) {
    const char *after = mark + mark_length;
    const struct nnsh_cmark_formula *formula = formula_at(text, mark, &after);
    if (formula != NULL) {
      insert_text(lib, node, from, mark);
      cmark_node *inserted = lib->node_new(CMARK_NODE_CUSTOM_INLINE);
      lib->node_set_on_enter(inserted, formula->html);
      lib->node_insert_before(node, inserted);
      from = after;
    }
    mark = next_mark(after);
  }
  insert_text(lib, node, from, from + strlen(from));
  lib->node_free(node);
}

/// HTML becomes the text that it is.
static void show_html(const struct nnsh_cmark_library *lib, cmark_node *node) {
  bool is_block = lib->node_get_type(node) == CMARK_NODE_HTML_BLOCK;
  cmark_node *words = lib->node_new(CMARK_NODE_TEXT);
  lib->node_set_literal(words, lib->node_get_literal(node));
  if (is_block) {
    cmark_node *paragraph = lib->node_new(CMARK_NODE_PARAGRAPH);
    lib->node_append_child(paragraph, words);
    lib->node_insert_before(node, paragraph);
  } else {
    lib->node_insert_before(node, words);
  }
  lib->node_free(node);
}

static bool is_inside_link(const struct nnsh_cmark_library *lib, cmark_node *node) {
  while ((node = lib->node_parent(node)) != NULL) {
    if (lib->node_get_type(node) == CMARK_NODE_LINK) return true;
  }
  return false;
}

/// A picture of the page's own, or a link to where one stands. Called when all inside it was seen.
static void place_picture(const struct nnsh_cmark_library *lib, const struct nnsh_cmark_text *text,
                          cmark_node *node) {
  const char *url = lib->node_get_url(node);
  cmark_node *link = lib->node_new(CMARK_NODE_LINK);
  char *data = text->picture == NULL ? NULL : text->picture(text->context, url);
  if (data != NULL) {
    lib->node_set_url(node, data);
    free(data);
    lib->node_free(link);
    return;
  }
  if (lib->node_first_child(node) == NULL) {
    cmark_node *words = lib->node_new(CMARK_NODE_TEXT);
    lib->node_set_literal(words, url);
    lib->node_append_child(node, words);
  }
  // A link holds no other.
  bool is_linked = is_inside_link(lib, node);
  lib->node_set_url(link, url);
  if (!is_linked) lib->node_insert_before(node, link);
  for (cmark_node *child; (child = lib->node_first_child(node)) != NULL;) {
    if (!(is_linked ? lib->node_insert_before(node, child) : lib->node_append_child(link, child)))
      break;
  }
  if (is_linked) lib->node_free(link);
  lib->node_free(node);
}

static void prepare(const struct nnsh_cmark_library *lib, const struct nnsh_cmark_text *text,
                    cmark_node *root) {
  cmark_iter *iterator = lib->iter_new(root);
  cmark_event_type event;
  while ((event = lib->iter_next(iterator)) != CMARK_EVENT_DONE) {
    cmark_node *node = lib->iter_get_node(iterator);
    switch (lib->node_get_type(node)) {
      case CMARK_NODE_TEXT: set_formulas(lib, text, node); break;
      case CMARK_NODE_HTML_BLOCK:
      case CMARK_NODE_HTML_INLINE:
        put_sources(lib, text, node);
        show_html(lib, node);
        break;
      case CMARK_NODE_IMAGE:
        if (event == CMARK_EVENT_ENTER) put_sources(lib, text, node);
        if (event == CMARK_EVENT_EXIT) place_picture(lib, text, node);
        break;
      default:
        if (event == CMARK_EVENT_ENTER) put_sources(lib, text, node);
    }
  }
  lib->iter_free(iterator);
}

char *nnsh_cmark_html(const struct nnsh_cmark_text *text) {
  const struct nnsh_cmark_library *lib = nnsh_cmark_library();
  if (lib == NULL) return NULL;
  // Raw HTML is refused, which is the default.
  cmark_node *root = lib->parse_document(text->markdown, text->length, CMARK_OPT_DEFAULT);
  if (root == NULL) return NULL;
  prepare(lib, text, root);
  char *html = lib->render_html(root, CMARK_OPT_DEFAULT);
  lib->node_free(root);
  return html;
}
