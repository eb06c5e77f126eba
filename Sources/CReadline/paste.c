#define _GNU_SOURCE
#include "nnsh_paste.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "nnsh_signals.h"

// Readline reads byte by byte, with two system calls for each: a megabyte would take seconds. A paste is read in
// pieces instead, and what follows its end in the last piece is kept for readline.
enum { piece_size = 4096 };
static char rest[piece_size];
static size_t rest_start, rest_end;

static const char end_mark[] = "\033[201~";
enum { mark_size = sizeof end_mark - 1 };

bool nnsh_paste_has_rest(void) { return rest_start < rest_end; }

int nnsh_paste_next_of_rest(void) {
  return rest_start < rest_end ? (unsigned char)rest[rest_start++] : -1;
}

/// Reads at most a piece; 0 at the end of the input and on Ctrl-C.
static size_t read_piece(char *bytes) {
  if (nnsh_paste_has_rest()) {
    size_t count = rest_end - rest_start;
    memcpy(bytes, rest + rest_start, count);
    rest_start = rest_end = 0;
    return count;
  }
  for (;;) {
    int events = nnsh_wait_for_input(STDIN_FILENO, -1);
    if (events & NNSH_WAIT_INTERRUPT) return 0;
    if (!(events & NNSH_WAIT_INPUT)) continue;
    ssize_t count = read(STDIN_FILENO, bytes, piece_size);
    return count > 0 ? (size_t)count : 0;
  }
}

static bool make_room(char **bytes, size_t *capacity, size_t count) {
  if (*capacity - count >= piece_size) return true;
  size_t larger = *capacity * 2 + piece_size;
  char *grown = realloc(*bytes, larger);
  if (grown == NULL) return false;
  *bytes = grown;
  *capacity = larger;
  return true;
}

bool nnsh_paste_read(char **text, size_t *length) {
  char *bytes = NULL;
  size_t capacity = 0, count = 0;
  while (make_room(&bytes, &capacity, count)) {
    size_t more = read_piece(bytes + count);
    if (more == 0) break;
    // The mark may have begun in the piece before.
    size_t from = count < mark_size ? 0 : count - mark_size;
    count += more;
    char *end = memmem(bytes + from, count - from, end_mark, mark_size);
    if (end == NULL) continue;
    size_t after = (size_t)(end - bytes) + mark_size;
    rest_start = 0;
    rest_end = count - after;
    memcpy(rest, bytes + after, rest_end);
    *text = bytes;
    *length = (size_t)(end - bytes);
    return true;
  }
  free(bytes);
  return false;
}
