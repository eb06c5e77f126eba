#include "library.h"

#include <dlfcn.h>
#include <stddef.h>

#include "nnsh_matio.h"

static bool has_error;

/// The library's own messages are left out: callers say what failed.
static void listen(int level, char *message) {
  (void)message;
  if (level == MATIO_LOG_LEVEL_ERROR || level == MATIO_LOG_LEVEL_CRITICAL) has_error = true;
}

bool nnsh_matio_take_error(void) {
  bool found = has_error;
  has_error = false;
  return found;
}

void nnsh_matio_listen(const struct nnsh_matio *table) { table->log_function("nnsh", listen); }

static bool load(struct nnsh_matio *table) {
  void *library = dlopen("libmatio.so.11", RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) library = dlopen("libmatio.so", RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return false;
  struct {
    void *slot;
    const char *name;
  } wanted[] = {
      {&table->open, "Mat_Open"},
      {&table->create, "Mat_CreateVer"},
      {&table->close, "Mat_Close"},
      {&table->read_next, "Mat_VarReadNext"},
      {&table->free_variable, "Mat_VarFree"},
      {&table->cell, "Mat_VarGetCell"},
      {&table->field_count, "Mat_VarGetNumberOfFields"},
      {&table->field_names, "Mat_VarGetStructFieldnames"},
      {&table->field, "Mat_VarGetStructFieldByIndex"},
      {&table->new_variable, "Mat_VarCreate"},
      {&table->new_struct, "Mat_VarCreateStruct2"},
      {&table->set_cell, "Mat_VarSetCell"},
      {&table->set_field, "Mat_VarSetStructFieldByIndex"},
      {&table->write, "Mat_VarWrite"},
      {&table->log_function, "Mat_LogInitFunc"},
  };
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    void *found = dlsym(library, wanted[i].name);
    if (found == NULL) return false;
    *(void **)wanted[i].slot = found;
  }
  nnsh_matio_listen(table);
  return true;
}

const struct nnsh_matio *nnsh_matio_library(void) {
  static struct nnsh_matio table;
  static int state = 0;  // 0 not tried, 1 loaded, 2 missing
  if (state == 0) state = load(&table) ? 1 : 2;
  return state == 1 ? &table : NULL;
}

bool nnsh_matio_available(void) { return nnsh_matio_library() != NULL; }
