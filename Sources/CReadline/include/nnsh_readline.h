// The part of GNU readline that the prompt uses, without its global variables: keys, history, search, undo. What is
// typed is drawn, and edited where lines matter, by the other side.
#ifndef NNSH_READLINE_H
#define NNSH_READLINE_H

#include <stdbool.h>
#include <stddef.h>

/// What is being typed. Strings are readline's own and gone after the call.
struct nnsh_typed {
  /// The prompt, or readline's message in its place (a search, a repeat count).
  const char *prompt;
  const char *text;
  size_t length;
  /// A byte offset.
  size_t cursor;
  /// Whether `prompt` is a message of readline's.
  bool has_message;
  /// Whether `text` is what is searched for.
  bool is_pattern;
  /// What stands before the prompt to tell vi's modes apart; sequences for the terminal between \1 and \2.
  const char *mode;
};

/// What has happened to the screen since it was drawn last.
enum nnsh_drawing {
  /// Nothing but what was drawn.
  NNSH_DRAW_CHANGES,
  /// The cursor stands at the beginning of a line on which nothing is drawn yet.
  NNSH_DRAW_ANEW,
  /// The whole screen is to be cleared first.
  NNSH_DRAW_CLEARED,
  /// The last time: the cursor goes to the line after what is drawn.
  NNSH_DRAW_FINALLY,
  /// The same after Ctrl-C, which is shown.
  NNSH_DRAW_CANCELLED,
};

/// Keys whose effect the other side decides.
enum nnsh_key {
  NNSH_KEY_ENTER,
  NNSH_KEY_NEW_LINE,
  NNSH_KEY_COMPLETE,
  NNSH_KEY_COMPLETE_BACKWARD,
  NNSH_KEY_UP,
  NNSH_KEY_DOWN,
  NNSH_KEY_FORWARD,
  NNSH_KEY_LINE_START,
  NNSH_KEY_LINE_END,
  NNSH_KEY_KILL_TO_END,
  NNSH_KEY_KILL_TO_START,
  NNSH_KEY_PASTE,
};

enum nnsh_reaction {
  /// Readline does what it does by itself.
  NNSH_REACT_BY_DEFAULT,
  /// Nothing, but for a new drawing.
  NNSH_REACT_NOT,
  /// A bell.
  NNSH_REACT_WITH_BELL,
  NNSH_REACT_WITH_EDIT,
  /// The text from `start` to `end` goes where Ctrl-Y takes it from.
  NNSH_REACT_WITH_KILL,
  /// What is typed is the input.
  NNSH_REACT_WITH_LINE,
};

/// `text` (made by malloc, or NULL for none) takes the place of the bytes from `start` to `end`.
struct nnsh_edit {
  size_t start;
  size_t end;
  char *text;
  size_t cursor;
};

/// Who draws and edits.
struct nnsh_typist {
  void *context;
  void (*draw)(void *context, const struct nnsh_typed *typed, enum nnsh_drawing drawing);
  /// `pasted` (of `length` bytes) belongs to NNSH_KEY_PASTE.
  enum nnsh_reaction (*press)(
      void *context, enum nnsh_key key, const struct nnsh_typed *typed, const char *pasted,
      size_t length, struct nnsh_edit *edit);
};

/// Prepares readline for standard input; messages and the line go to standard output, or to standard
/// error where that is no terminal. The terminal must move its cursor as most do.
void nnsh_readline_setup(struct nnsh_typist typist);

enum nnsh_read { NNSH_READ_LINE, NNSH_READ_CANCELLED, NNSH_READ_END };

/// Reads an input. `*line` is made by malloc, without its line end, and only set for NNSH_READ_LINE.
/// NNSH_READ_CANCELLED: Ctrl-C threw the line away (the interrupt flag is clear again).
enum nnsh_read nnsh_readline_read(const char *prompt, char **line);

/// Adds an entry to the history of this process; no file is touched.
void nnsh_readline_remember(const char *entry);

/// What a terminal can do by its description.
struct nnsh_terminal_kind {
  /// It moves its cursor, and erases, as most do.
  bool moves_cursor;
  bool has_colours;
};

/// What is known of the terminal with a name (that of `TERM`). One without a description is taken for one of the usual
/// kind; `dumb` and the like, and no name at all, can do nothing. Not to be called once readline is set up.
struct nnsh_terminal_kind nnsh_terminal_kind(const char *name);

/// Writes to the terminal that readline uses.
void nnsh_readline_write(const void *bytes, size_t count);

/// The size of that terminal in characters; 80 x 24 where it does not tell.
void nnsh_readline_size(int *columns, int *rows);

/// The names of files that begin with `path`, made by malloc like their list, which NULL ends; NULL for none.
char **nnsh_readline_files(const char *path);

#endif
