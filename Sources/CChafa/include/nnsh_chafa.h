// Pictures on terminals through libchafa, which is loaded at first use.
#ifndef NNSH_CHAFA_H
#define NNSH_CHAFA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// How a picture reaches the terminal.
enum nnsh_chafa_kind { NNSH_CHAFA_SYMBOLS, NNSH_CHAFA_SIXELS, NNSH_CHAFA_KITTY, NNSH_CHAFA_ITERM2 };

/// Loads the library; false when it is not installed.
bool nnsh_chafa_available(void);

/// The bytes that show a picture of `width` x `height` pixels (red, green, blue, rows from the top) on `columns` x `rows`
/// characters of `cell_width` x `cell_height` pixels. `colours` is how many the terminal has: 2, 256 or more. The
/// caller frees the answer; NULL without the library or memory.
char *nnsh_chafa_show(const uint8_t *pixels, int width, int height, int columns, int rows, int cell_width,
                      int cell_height, enum nnsh_chafa_kind kind, int colours, size_t *length);

#endif
