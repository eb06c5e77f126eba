// The part of GNU readline that the prompt uses, without its global variables.
#ifndef NNSH_READLINE_H
#define NNSH_READLINE_H

#include <stdbool.h>
#include <stddef.h>

/// What can stand from byte `start` of the line to the cursor.
struct nnsh_completions {
  size_t start;
  /// The names of files that begin with what stands there; `candidates` is then unused.
  bool files;
  size_t count;
  /// Made by malloc, as each of its strings: this side frees them.
  char **candidates;
};

/// Fills `answer` for a line and its cursor (a byte offset).
typedef void (*nnsh_completer)(
    const char *line, size_t cursor, void *context, struct nnsh_completions *answer);

/// Prepares readline for standard input; messages and the line go to standard output, or to standard
/// error where that is no terminal. `context` is handed to every call of `completer`.
void nnsh_readline_setup(nnsh_completer completer, void *context);

enum nnsh_readline_result { NNSH_READ_LINE, NNSH_READ_CANCELLED, NNSH_READ_END };

/// Reads a line. `*line` is made by malloc, without its line end, and only set for NNSH_READ_LINE.
/// NNSH_READ_CANCELLED: Ctrl-C threw the line away (the interrupt flag is clear again).
enum nnsh_readline_result nnsh_readline_read(const char *prompt, char **line);

/// Adds an entry to the history of this process; no file is touched.
void nnsh_readline_remember(const char *entry);

#endif
