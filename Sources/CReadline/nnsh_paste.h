// Reading a bracketed paste from standard input.
#ifndef NNSH_PASTE_H
#define NNSH_PASTE_H

#include <stdbool.h>
#include <stddef.h>

/// Reads to the end mark of the paste that has begun. `*text` is made by malloc. False when Ctrl-C came first or there
/// is no memory.
bool nnsh_paste_read(char **text, size_t *length);

/// Whether bytes that follow the last paste were read with it.
bool nnsh_paste_has_rest(void);

/// The next of those bytes; -1 when there is none.
int nnsh_paste_next_of_rest(void);

#endif
