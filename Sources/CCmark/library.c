#include "library.h"

#include <dlfcn.h>
#include <stdbool.h>

#include "nnsh_cmark.h"

static void *opened(void) {
  // The version is part of the library's name; these have the same functions.
  static const char *const names[] = {"libcmark.so.0.30.2", "libcmark.so.0.31.1",
                                      "libcmark.so.0.31.0", "libcmark.so.0.30.3", "libcmark.so"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    if (library != NULL) return library;
  }
  return NULL;
}

static bool load(struct nnsh_cmark_library *table) {
  void *library = opened();
  if (library == NULL) return false;
#define X(function)                                                  \
  *(void **)&table->function = dlsym(library, "cmark_" #function); \
  if (table->function == NULL) return false;
  NNSH_CMARK_FUNCTIONS(X)
#undef X
  return true;
}

const struct nnsh_cmark_library *nnsh_cmark_library(void) {
  static struct nnsh_cmark_library table;
  static int state = 0;  // 0 not tried, 1 loaded, 2 missing
  if (state == 0) state = load(&table) ? 1 : 2;
  return state == 1 ? &table : NULL;
}

bool nnsh_cmark_available(void) { return nnsh_cmark_library() != NULL; }
