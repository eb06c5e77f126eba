#include "library.h"

#include <dlfcn.h>

#include "nnsh_png.h"

static bool load(struct nnsh_png_library *table) {
  void *library = dlopen("libpng16.so.16", RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) library = dlopen("libpng.so", RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return false;
#define X(function)                                          \
  *(void **)&table->function = dlsym(library, "png_" #function); \
  if (table->function == NULL) return false;
  NNSH_PNG_FUNCTIONS(X)
#undef X
  return true;
}

const struct nnsh_png_library *nnsh_png_library(void) {
  static struct nnsh_png_library table;
  static int state = 0;  // 0 not tried, 1 loaded, 2 missing
  if (state == 0) state = load(&table) ? 1 : 2;
  return state == 1 ? &table : NULL;
}

bool nnsh_png_available(void) { return nnsh_png_library() != NULL; }
