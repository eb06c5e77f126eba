// The functions of cmark that are used here.
#ifndef NNSH_CMARK_LIBRARY_H
#define NNSH_CMARK_LIBRARY_H

#include <cmark.h>

// Each under its own name, so that a call reads as cmark's manual has it.
#define NNSH_CMARK_FUNCTIONS(X)                                                              \
  X(parse_document) X(render_html) X(iter_new) X(iter_next) X(iter_get_node) X(iter_free)    \
  X(node_new) X(node_free) X(node_get_type) X(node_get_literal) X(node_set_literal)          \
  X(node_get_url) X(node_set_url) X(node_get_title) X(node_set_title)                        \
  X(node_get_fence_info) X(node_set_fence_info) X(node_set_on_enter) X(node_insert_before)   \
  X(node_append_child) X(node_first_child) X(node_parent)

struct nnsh_cmark_library {
#define X(name) __typeof__(cmark_##name) *name;
  NNSH_CMARK_FUNCTIONS(X)
#undef X
};

/// The library, loaded at first use; NULL when it is not installed.
const struct nnsh_cmark_library *nnsh_cmark_library(void);

#endif
