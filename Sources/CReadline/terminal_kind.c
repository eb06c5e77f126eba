#include "nnsh_readline.h"

#include <string.h>

#include <termcap.h>

struct nnsh_terminal_kind nnsh_terminal_kind(const char *name) {
  struct nnsh_terminal_kind none = {false, false}, usual = {true, true};
  static const char *const helpless[] = {"", "dumb", "unknown"};
  for (size_t i = 0; i < sizeof helpless / sizeof *helpless; i++) {
    if (name == NULL || strcmp(name, helpless[i]) == 0) return none;
  }
  // Large enough for descriptions of old; those of today stay in the library.
  char description[4096];
  if (tgetent(description, name) <= 0) return usual;
  char sequences[256], *end = sequences;
  char id[] = "up";
  const char *up = tgetstr(id, &end);
  bool moves = up != NULL && (strncmp(up, "\033[", 2) == 0 || strncmp(up, "\033M", 2) == 0);
  char colours[] = "Co";
  return (struct nnsh_terminal_kind){moves, moves && tgetnum(colours) >= 8};
}
